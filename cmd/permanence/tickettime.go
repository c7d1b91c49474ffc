package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
)

type timeTicket struct {
	numbered
	Time minutes `arg:"" help:"Time spent: 25 (minutes), 1h15, 1,25h."`
	As   string  `required:"" placeholder:"AGENT" help:"Name or address of who spent it."`
	Kind string  `enum:"counted,offered,out-of-package,internal" default:"counted" help:"How it is treated."`
	Text string  `help:"What was done."`
}

func (c timeTicket) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		counted, err := o.BookTime(a.ctx, c.Number, desk.Booking{Agent: c.As, Minutes: int(c.Time), Kind: contract.EntryKind(c.Kind), Text: c.Text}, a.by())
		if err != nil {
			return err
		}
		return a.say("%s on ticket %d, %s counted", ticket.FormatDuration(int(c.Time)), c.Number, hours(counted))
	})
}

// entryOf is what the commands about one time entry are called with.
type entryOf struct {
	Entry  int64  `arg:"" help:"The entry's id, as ticket show prints it."`
	As     string `required:"" placeholder:"AGENT" help:"Name or address of who changes it: its author or an administrator."`
	Reason string `required:"" help:"Why; it stays beside the entry."`
}

type editTime struct {
	entryOf
	Minutes minutes `placeholder:"DURATION" help:"The time that was spent: 25 (minutes), 1h15."`
	Kind    string  `enum:"counted,offered,out-of-package,internal," default:"" help:"How it is treated: counted, offered, out-of-package or internal."`
	Text    *string `help:"What was done."`
}

func (c editTime) Run(a *app) error {
	if c.Minutes == 0 && c.Kind == "" && c.Text == nil {
		return usage("nothing to change: give --minutes, --kind or --text")
	}
	return a.with(toSend, func(o opened) error {
		id, err := o.EditTime(a.ctx, c.Entry, desk.TimeEdit{Minutes: int(c.Minutes), Kind: contract.EntryKind(c.Kind), Text: c.Text}, c.Reason, c.As, a.by())
		if err != nil {
			return err
		}
		return a.say("entry %d stands for entry %d", id, c.Entry)
	})
}

type dropTime struct{ entryOf }

func (c dropTime) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.RemoveTime(a.ctx, c.Entry, c.Reason, c.As, a.by()); err != nil {
			return err
		}
		return a.say("entry %d no longer counts", c.Entry)
	})
}
