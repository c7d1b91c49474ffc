package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"permanence/daemon"
	"permanence/daemon/store"
)

type restore struct {
	asJSON
	File    string  `arg:"" help:"A file that backup wrote."`
	Stopped instant `placeholder:"TIME" help:"When the desk stopped working, if you know: letters for mail that came later leave as ever. Without it, letters for all mail up to now wait for you."`
}

func (c restore) Run(a *app) error {
	cfg, err := a.config(true)
	if err != nil {
		return err
	}
	r, err := daemon.RestoreBackup(a.ctx, daemon.RestoreOptions{Dir: cfg.Store.Dir, File: c.File, Stopped: c.Stopped.in(cfg.Desk.Location),
		Clock: func(ctx context.Context, s *store.Store) (func() time.Time, error) {
			k := &clock{}
			return k.now, k.read(ctx, s)
		}})
	if errors.Is(err, daemon.ErrRunning) {
		return errors.New("a daemon runs on this data directory: stop it before you restore")
	} else if err != nil {
		return fmt.Errorf("restore of %s: %w", c.File, err)
	}
	view := restoredView{Dir: cfg.Store.Dir, Made: at(r.Made, cfg.Desk.Location), Until: at(r.Until, cfg.Desk.Location), Aside: r.Aside, Epoch: r.Epoch,
		Mails: r.Mails, Tickets: r.Tickets, Doubtful: r.Doubtful, NextTicket: r.NextTicket}
	return printOne(a, c.asJSON, view, view.print)
}

// restoredView is what a restore did, as it is printed.
type restoredView struct {
	Dir        string    `json:"dir"`
	Made       time.Time `json:"made"`
	Until      time.Time `json:"until"`
	Aside      string    `json:"aside"` // "" where there was nothing before
	Epoch      int       `json:"epoch"`
	Mails      int64     `json:"mails"`
	Tickets    int64     `json:"tickets"`
	Doubtful   int       `json:"doubtful"`
	NextTicket int64     `json:"next_ticket"`
}

func at(t time.Time, zone *time.Location) time.Time { return t.In(zone).Truncate(time.Second) }

func (v restoredView) print(w io.Writer) {
	fmt.Fprintf(w, "restored %s as it was on %s: %d mails, %d tickets\n", v.Dir, moment(&v.Made), v.Mails, v.Tickets)
	if v.Aside != "" {
		fmt.Fprintf(w, "what was here before lies in %s; delete it when you need it no more\n", v.Aside)
	}
	fmt.Fprintf(w, "start the daemon now: it fetches the mail that has come since, and no client is written to about mail from before %s without you\n", moment(&v.Until))
	fmt.Fprintf(w, "new tickets have numbers from %d on; %d letters of the backup are in doubt; the administrators get one list of all that was not sent\n", v.NextTicket, v.Doubtful)
}
