package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/schedule"
)

type scheduleGroup struct {
	List listSchedule `cmd:"" help:"List the jobs: when each ran last and is due next." example:"permanence schedule list --json"`
	Run  runSchedule  `cmd:"" help:"Carry out one job now, or as of another time; what was done is not done again." example:"permanence schedule run summary"`
}

// scheduleOf is the table of jobs on an open data directory.
func scheduleOf(o opened) (*schedule.Runner, []schedule.Job, error) {
	jobs := schedule.Jobs(o.cfg.Schedule, o.Desk)
	r, err := schedule.New(schedule.Options{Jobs: jobs, Table: o.Desk, Zone: o.cfg.Desk.Location, Now: o.now})
	return r, jobs, err
}

type listSchedule struct{ asJSON }

type jobView struct {
	Job  string     `json:"job"`
	Cron string     `json:"cron"`
	Last *time.Time `json:"last"` // null where it never ran
	Next *time.Time `json:"next"`
}

func (c listSchedule) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		r, _, err := scheduleOf(o)
		if err != nil {
			return err
		}
		jobs, err := r.List(a.ctx)
		if err != nil {
			return err
		}
		rows := make([]jobView, len(jobs))
		for i, j := range jobs {
			rows[i] = jobView{Job: j.Name, Cron: j.Cron, Last: inZone(j.Last, o), Next: inZone(j.Next, o)}
		}
		return printList(a, c.asJSON, rows, "job cron last next", func(v jobView) []any {
			return []any{v.Job, v.Cron, moment(v.Last), moment(v.Next)}
		})
	})
}

func inZone(t time.Time, o opened) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.In(o.cfg.Desk.Location)
	return &t
}

type runSchedule struct {
	Job string  `arg:"" help:"The job: close, summary, semester, digest, tickets, missing, cleanup or notices."`
	Now instant `placeholder:"TIME" help:"As of that time."`
}

func (c runSchedule) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		r, jobs, err := scheduleOf(o)
		if err != nil {
			return err
		}
		at := c.Now.in(o.cfg.Desk.Location)
		if at.IsZero() {
			at = o.now()
		}
		err = r.RunNow(a.ctx, c.Job, at)
		if errors.Is(err, schedule.ErrNoJob) {
			return usage("there is no job “%s”: choose one of %s", c.Job, jobNames(jobs))
		} else if err != nil {
			return fmt.Errorf("%s", desk.Sentence(err))
		}
		return a.say("%s is done as of %s", c.Job, at.In(o.cfg.Desk.Location).Format("2006-01-02 15:04"))
	})
}

func jobNames(jobs []schedule.Job) string {
	names := make([]string, len(jobs))
	for i, j := range jobs {
		names[i] = j.Name
	}
	return strings.Join(names, ", ")
}
