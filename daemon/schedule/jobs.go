package schedule

import (
	"context"
	"errors"
	"time"

	"permanence/daemon/config"
)

// Desk are the verbs that fall due.
type Desk interface {
	ClosePeriods(ctx context.Context, now time.Time) error
	Summaries(ctx context.Context, now time.Time) error
	Semesters(ctx context.Context, now time.Time) error
	QuarantineDigest(ctx context.Context, now time.Time) error
	UncertainDigest(ctx context.Context, now time.Time) error
	CloseTickets(ctx context.Context, now time.Time) error
	Cleanup(ctx context.Context, now time.Time) error
	GroupNotices(ctx context.Context, now time.Time) error
	RestoredDigest(ctx context.Context, now time.Time) error
	TellMissingTime(ctx context.Context, now time.Time) error
}

// The names of the jobs, as `permanence schedule run` takes them.
const (
	CloseJob    = "close"
	SummaryJob  = "summary"
	SemesterJob = "semester"
	DigestJob   = "digest"
	TicketsJob  = "tickets"
	CleanupJob  = "cleanup"
	NoticesJob  = "notices"
	MissingJob  = "missing"
)

// noticesCron is how long grouped notices wait at most (reliability 2.4).
const noticesCron = "*/10 * * * *"

// Jobs is the table: each setting of [schedule] and the verbs that it drives.
// A period closes before its summary is written.
func Jobs(c config.Schedule, d Desk) []Job {
	return []Job{
		{CloseJob, c.Close, d.ClosePeriods},
		{SummaryJob, c.Summary, d.Summaries},
		{SemesterJob, c.Semester, d.Semesters},
		{DigestJob, c.Digest, both(d.QuarantineDigest, d.UncertainDigest)},
		{TicketsJob, c.Tickets, d.CloseTickets},
		{MissingJob, c.Missing, d.TellMissingTime},
		{CleanupJob, c.Cleanup, d.Cleanup},
		{NoticesJob, noticesCron, both(d.GroupNotices, d.RestoredDigest)},
	}
}

type verb func(ctx context.Context, now time.Time) error

// both carries out two verbs; the second also where the first failed.
func both(first, second verb) verb {
	return func(ctx context.Context, now time.Time) error {
		return errors.Join(first(ctx, now), second(ctx, now))
	}
}
