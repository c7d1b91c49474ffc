package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
)

type answerTicket struct {
	numbered
	withFiles
	Text    string  `arg:"" help:"What the client reads, or - for standard input."`
	As      string  `required:"" placeholder:"AGENT" help:"Name or address of the agent who answers."`
	Time    minutes `placeholder:"DURATION" help:"Time spent: 25 (minutes), 1h15."`
	Wait    bool    `xor:"then" help:"The next word is the client's."`
	Resolve bool    `xor:"then" help:"The ticket is done."`
	Seen    int64   `placeholder:"EXCHANGE" help:"The last exchange that was read: somebody's later one refuses the answer."`
}

func (c answerTicket) Run(a *app) error {
	text, err := a.text(c.Text)
	if err != nil {
		return err
	}
	files, err := c.uploads()
	if err != nil {
		return err
	}
	return a.with(toSend, func(o opened) error {
		leaves, err := o.Answer(a.ctx, desk.Reply{Ticket: c.Number, Agent: c.As, Text: text, Files: files, Seen: c.Seen, Wait: c.Wait, Resolve: c.Resolve,
			Time: desk.Booking{Minutes: int(c.Time), Kind: contract.TimeCounted}}, a.by())
		if err != nil {
			return err
		}
		return a.say("the answer leaves at %s", leaves.Format("15:04:05"))
	})
}

type noteTicket struct {
	numbered
	withFiles
	Text string `arg:"" help:"The note, or - for standard input."`
	As   string `required:"" placeholder:"AGENT" help:"Name or address of the agent who writes."`
}

func (c noteTicket) Run(a *app) error {
	text, err := a.text(c.Text)
	if err != nil {
		return err
	}
	files, err := c.uploads()
	if err != nil {
		return err
	}
	return a.with(toWrite, func(o opened) error {
		if err := o.Note(a.ctx, c.Number, c.As, text, a.by(), files...); err != nil {
			return err
		}
		return a.say("kept the note on ticket %d", c.Number)
	})
}

type resolveTicket struct{ numbered }

func (c resolveTicket) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.ResolveTicket(a.ctx, c.Number, a.by()); err != nil {
			return err
		}
		return a.say("ticket %d is resolved", c.Number)
	})
}

type reopenTicket struct{ numbered }

func (c reopenTicket) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.ReopenTicket(a.ctx, c.Number, a.by()); err != nil {
			return err
		}
		return a.say("ticket %d is open", c.Number)
	})
}

type waitTicket struct{ numbered }

func (c waitTicket) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.WaitTicket(a.ctx, c.Number, a.by()); err != nil {
			return err
		}
		return a.say("ticket %d waits for the client", c.Number)
	})
}

type snoozeTicket struct {
	numbered
	Until string `arg:"" help:"Until when: monday, 3 days, 2h, 2026-07-01 (French too)."`
}

func (c snoozeTicket) Run(a *app) error {
	if _, err := ticket.ParseWhen(c.Until); err != nil {
		return usage("“%s” is no moment to come: write for example monday, 3 days, 2h or 2026-07-01", c.Until)
	}
	return a.with(toWrite, func(o opened) error {
		until, err := o.SnoozeTicket(a.ctx, c.Number, c.Until, a.by())
		if err != nil {
			return err
		}
		return a.say("ticket %d sleeps until %s", c.Number, until.Format("2006-01-02 15:04"))
	})
}

type assignTicket struct {
	numbered
	To   string `xor:"whom" required:"" placeholder:"AGENT" help:"Name or address of an agent."`
	Team string `xor:"whom" required:"" placeholder:"NAME" help:"A whole team."`
}

func (c assignTicket) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		if err := o.AssignTicket(a.ctx, c.Number, c.To, c.Team, a.by()); err != nil {
			return err
		}
		return a.say("ticket %d is with %s%s", c.Number, c.To, c.Team)
	})
}

type observeTicket struct {
	numbered
	Add    []string `placeholder:"ADDRESS" help:"Gets the ticket's answers and may write on it; is told so."`
	Remove []string `placeholder:"ADDRESS" help:"Gets nothing more of the ticket and may not write on it."`
}

func (c observeTicket) Run(a *app) error {
	if len(c.Add)+len(c.Remove) == 0 {
		return usage("nothing to change: give --add or --remove")
	}
	return a.with(toSend, func(o opened) error {
		for _, address := range c.Add {
			if err := o.AddObserver(a.ctx, c.Number, address, a.by()); err != nil {
				return err
			}
			if err := a.say("%s is in copy of ticket %d", address, c.Number); err != nil {
				return err
			}
		}
		for _, address := range c.Remove {
			if err := o.RemoveObserver(a.ctx, c.Number, address, a.by()); err != nil {
				return err
			}
			if err := a.say("%s is no longer in copy of ticket %d", address, c.Number); err != nil {
				return err
			}
		}
		return nil
	})
}
