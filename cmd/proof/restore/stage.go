package restore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/demo"
	"permanence/daemon/testhouse"
)

// stage is the sample firm on which a trial is played.
type stage struct {
	trial
	house  *testhouse.House
	random *rand.Rand
	posted int // mails that were handed over
	asked  []string
}

// dawn is ten minutes before the hour at which summaries leave, on a day on
// which a period of a sample contract has just closed.
func dawn() time.Time { return time.Date(2026, time.July, 1, 7, 50, 0, 0, demo.Zone()) }

func open(ctx context.Context, t trial) (*stage, error) {
	const endless = 1_000_000 // limits are another figure's
	house, err := testhouse.Open(ctx, "", testhouse.Options{Moment: dawn(), Settings: func(c *config.Config) {
		c.Mailboxes[0].PlusAddressing = t.plus
		c.Limits = config.Limits{RecipientHour: endless, RecipientDay: endless, DomainHour: endless, TotalHour: endless,
			AgentHour: endless, SenderHour: endless, SenderDay: endless, NoticeHour: endless}
	}})
	if err != nil {
		return nil, err
	}
	return &stage{trial: t, house: house, random: rand.New(rand.NewPCG(t.seed, 0))}, nil
}

func (s *stage) close() error { return s.house.Close() }

// morning lets it become eight, and what is due leave.
func (s *stage) morning(ctx context.Context) error { return s.later(ctx, 15*time.Minute) }

// stopped is a moment at which the desk has stopped and no mail has come since.
// INTERNALDATE knows whole seconds.
func (s *stage) stopped() time.Time {
	at := s.house.Now()
	s.house.Jump(3 * time.Second)
	return at
}

// afterwards starts the desk, and again when evidence has had its time and when
// lists are written: delivery looks at what is in doubt when it starts.
func (s *stage) afterwards(ctx context.Context) error {
	if err := s.house.Start(ctx); err != nil {
		return err
	}
	if err := s.caughtUp(ctx); err != nil {
		return fmt.Errorf("after the restore: %w", err)
	}
	for range 3 {
		if err := s.later(ctx, 40*time.Minute); err != nil {
			return err
		}
	}
	return nil
}

// caughtUp waits until all mail is read again: hundreds of mails at once.
func (s *stage) caughtUp(ctx context.Context) (err error) {
	const patience = 10 // times that of the house
	for range patience {
		if err = s.house.Settled(ctx, s.posted); err == nil || ctx.Err() != nil {
			return err
		}
	}
	return err
}

// later lets time pass and the desk do what is due.
func (s *stage) later(ctx context.Context, d time.Duration) error {
	if err := s.house.Stop(); err != nil {
		return err
	}
	s.house.Jump(d)
	if err := s.house.Start(ctx); err != nil {
		return err
	}
	time.Sleep(dueSoon)
	return s.house.Settled(ctx, s.posted)
}

// dueSoon is how long a desk that starts may take until it has begun what is due.
const dueSoon = 300 * time.Millisecond
