package desk

import (
	"context"

	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

// Job is when a scheduled job ran last and is due next.
type Job = store.Job

// Jobs lists the scheduled jobs that the store knows.
func (d *Desk) Jobs(ctx context.Context) (jobs []Job, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		jobs, err = tx.Jobs()
		return err
	})
	return jobs, err
}

// sinceKey is the setting that holds the first day of the schedule: what fell
// due before it is not told, or a firm that brings its contracts along would
// send years of letters on its first morning.
const sinceKey = "schedule.since"

// SetJob keeps when a job is due. The first one also notes on which day the
// schedule of this data directory began.
func (d *Desk) SetJob(ctx context.Context, j Job) error {
	return d.store.Write(ctx, func(tx *store.Tx) error {
		if _, err := d.since(tx); err != nil {
			return err
		}
		return tx.SetJob(j)
	})
}

// since is the first day of the schedule; it is today where none was noted.
func (d *Desk) since(tx *store.Tx) (rota.Date, error) {
	text, err := tx.Setting(sinceKey)
	if err != nil {
		return rota.Date{}, err
	}
	if text != "" {
		return rota.ParseDate(text)
	}
	today := rota.DateOf(d.now(), d.zone())
	return today, tx.SetSetting(sinceKey, today.String())
}
