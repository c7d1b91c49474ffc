package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"time"

	"permanence/daemon"
	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/mailbox"
)

type mailboxGroup struct {
	Probe  probeMailbox  `cmd:"" help:"For each setting of a mailbox: which registered senders of the last 200 mails would be believed." example:"permanence mailbox probe --json"`
	Import importMailbox `cmd:"" help:"Take in, as history, what lay in the mailboxes before they were watched; no mail is answered." example:"permanence mailbox import"`
}

// probeMails is how many mails a probe looks at.
const probeMails = 200

type probeMailbox struct {
	asJSON
	Name string `arg:"" optional:"" help:"The mailbox's name in the settings; all where it is not given."`
}

// probedView is what one choice of settings of a mailbox would do.
type probedView struct {
	Mailbox string `json:"mailbox"`
	Source  string `json:"source"` // server, or kept where it could not be reached
	authn.Probed
}

func (c probeMailbox) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		boxes, err := mailboxesNamed(o.cfg, c.Name)
		if err != nil {
			return err
		}
		var rows []probedView
		for _, m := range boxes {
			found, err := probe(a, o, m)
			if err != nil {
				return err
			}
			rows = append(rows, found...)
		}
		return printProbed(a, c.asJSON, rows)
	})
}

func mailboxesNamed(cfg *config.Config, name string) ([]config.Mailbox, error) {
	if name == "" {
		if len(cfg.Mailboxes) == 0 {
			return nil, errors.New("the settings name no mailbox: `permanence config check` says what is missing")
		}
		return cfg.Mailboxes, nil
	}
	m, ok := cfg.Mailbox(name)
	if !ok {
		return nil, fmt.Errorf("the settings have no mailbox “%s”", name)
	}
	return []config.Mailbox{m}, nil
}

// probe looks at the mailbox itself; where it cannot be reached, at what was
// kept of it.
func probe(a *app, o opened, m config.Mailbox) ([]probedView, error) {
	dir, err := os.MkdirTemp("", "permanence-probe-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	p, source := &desk.Probed{}, "server"
	err = mailbox.Recent(a.ctx, daemon.Account(m, dir), probeMails, func(mail desk.Mail) error {
		raw := mail.Raw
		if mail.Spool != "" {
			var err error
			if raw, err = os.ReadFile(mail.Spool); err != nil {
				return err
			}
		}
		return o.Add(a.ctx, p, raw, mail)
	})
	if err != nil {
		fmt.Fprintf(a.errs, "mailbox %s cannot be read (%v): looking at the mails that were kept\n", m.Name, err)
		p, source = &desk.Probed{}, "kept"
		err = o.KeptMail(a.ctx, m.Name, probeMails, func(raw []byte, mail desk.Mail) error { return o.Add(a.ctx, p, raw, mail) })
		if err != nil {
			return nil, err
		}
	}
	var rows []probedView
	for _, found := range o.Probe(a.ctx, p) {
		rows = append(rows, probedView{m.Name, source, found})
	}
	return rows, nil
}

func printProbed(a *app, f asJSON, rows []probedView) error {
	if f.JSON {
		return printList(a, f, rows, "", nil)
	}
	for _, r := range rows {
		fmt.Fprintf(a.out, "%s with auth_mode %s %s:\n", r.Mailbox, r.Mode, r.AuthservID)
		for _, s := range r.Senders {
			fmt.Fprintf(a.out, "  %-40s %d of %d mails believed  %s\n", oneLine(s.Address), s.Believed, s.Mails, oneLine(s.Why))
		}
		for _, alarm := range r.Alarms {
			fmt.Fprintf(a.out, "  alarm: %s\n", alarm)
		}
		if len(r.Senders) == 0 {
			fmt.Fprintln(a.out, "  none of the mails is of a registered sender")
		}
	}
	return nil
}

type importMailbox struct {
	Name string `arg:"" optional:"" help:"The mailbox's name in the settings; all where it is not given."`
}

func (c importMailbox) Run(a *app) error {
	return a.with(toSend, func(o opened) error {
		boxes, err := mailboxesNamed(o.cfg, c.Name)
		if err != nil {
			return err
		}
		for _, m := range boxes {
			w, err := mailbox.New(daemon.Account(m, o.store.SpoolDir()), o.Desk, mailbox.Outside{Now: o.now})
			if err != nil {
				return err
			}
			started := time.Now()
			kept, err := w.Import(a.ctx)
			if err != nil {
				return fmt.Errorf("mailbox %s: %d mails taken in, then: %w; the import may be repeated", m.Name, kept, err)
			}
			if err := a.say("%s: %d mails taken in as history in %s", cmp.Or(m.Name, m.Address), kept, time.Since(started).Round(time.Second)); err != nil {
				return err
			}
		}
		return nil
	})
}
