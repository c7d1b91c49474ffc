package main

import (
	"fmt"
	"io"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
)

type mailGroup struct {
	List    listMail    `cmd:"" help:"List the mails and what became of each." example:"permanence mail list --quarantine"`
	Show    showMail    `cmd:"" help:"Show a mail: what was decided, why, what followed." example:"permanence mail show 17; permanence mail show 17 --raw"`
	Trace   traceMail   `cmd:"" help:"Find a mail, or one of ours, by its Message-ID or an address." example:"permanence mail trace claire@dubois.example"`
	Release releaseMail `cmd:"" help:"Let a held mail in; with --register for good." example:"permanence mail release 17 --register"`
	Reject  rejectMail  `cmd:"" help:"Leave a held mail out; it is kept." example:"permanence mail reject 17"`
	Approve approveMail `cmd:"" help:"Replace the technical contact as a held mail asks for, once you have checked with the client." example:"permanence mail approve 17"`
	Retry   retryMail   `cmd:"" help:"Have a mail decided on again." example:"permanence mail retry 17"`
	Count   countMail   `cmd:"" help:"The balance of mail: that nothing is lost." example:"permanence mail count --json"`
}

type listMail struct {
	asJSON
	Quarantine  bool    `help:"Only held mail."`
	Disposition string  `enum:"new,append,note,command,dsn,auto,self,duplicate,quarantine,pending," default:"" help:"Only one disposition: new, append, note, command, dsn, auto, self, duplicate, quarantine or pending."`
	Since       instant `placeholder:"TIME" help:"Only received since: 2026-07-01 or 2026-07-01T08:00:00+02:00."`
	Last        int     `placeholder:"N" help:"Only the last ones."`
}

func (c listMail) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Mails(a.ctx, desk.MailFilter{Quarantine: c.Quarantine, Disposition: ticket.Disposition(c.Disposition),
			Since: c.Since.in(o.cfg.Desk.Location), Last: c.Last})
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id received from subject disposition reason ticket", func(v desk.MailView) []any {
			return []any{v.ID, moment(v.Received), v.From, v.Subject, v.Disposition, v.Reason, number(v.Ticket)}
		})
	})
}

type showMail struct {
	asJSON
	ID  int64 `arg:"" help:"The mail's id."`
	Raw bool  `help:"Write its bytes as the server gave them."`
}

func (c showMail) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		if c.Raw {
			raw, err := o.RawMail(a.ctx, c.ID)
			if err != nil {
				return err
			}
			_, err = a.out.Write(raw)
			return err
		}
		v, err := o.Mail(a.ctx, c.ID)
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, v, func(w io.Writer) {
			mailText(w, v)
			fmt.Fprintln(w, "\n"+manyLines(v.Text))
		})
	})
}

// mailText tells the way of a mail.
func mailText(w io.Writer, v desk.MailView) {
	printFields(w, "mail", v.ID, "from", v.From, "subject", v.Subject, "message-id", v.MessageID, "received", moment(v.Received),
		"mailbox", v.Mailbox, "size", fmt.Sprintf("%d bytes", v.SizeBytes), "disposition", strings.TrimSpace(v.Disposition+" "+v.Reason),
		"rule", v.Rule, "ticket", number(v.Ticket), "copy of", number(nonZero(v.DuplicateOf)), "decided by", v.DecidedBy,
		"handled", moment(v.Handled), "again at", moment(v.RetryAt))
	for _, p := range v.Places {
		fmt.Fprintf(w, "lies in  %s/%s UIDVALIDITY %d UID %d\n", p.Mailbox, p.Folder, p.UIDValidity, p.UID)
	}
	if v.Proof != nil {
		for _, c := range v.Proof.Checks {
			fmt.Fprintf(w, "proof    %s: %s %s\n", c.Name, c.Result, oneLine(c.Detail))
		}
	}
	for _, l := range v.Letters {
		fmt.Fprintf(w, "letter   %s\n", letterLine(l))
	}
	for _, d := range v.Done {
		fmt.Fprintf(w, "done     %s %s by %s %s\n", moment(d.At), d.Verb, oneLine(d.Who), oneLine(d.Detail))
	}
}

func letterLine(l desk.LetterView) string {
	return oneLine(fmt.Sprintf("%d %s to %s: %s %s", l.ID, l.Kind, l.To, l.State, l.Reason))
}

type traceMail struct {
	asJSON
	What string `arg:"" name:"message-id|address" help:"A Message-ID or an address."`
}

func (c traceMail) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		t, err := o.TraceMail(a.ctx, c.What)
		if err != nil {
			return err
		}
		if len(t.Mails)+len(t.Letters) == 0 {
			return fmt.Errorf("nothing is known of %s: it has not reached us, and we have not written to it", c.What)
		}
		for _, v := range t.Mails {
			if err := printOne(a, c.asJSON, tracedMail{"mail", v}, func(w io.Writer) { mailText(w, v); fmt.Fprintln(w) }); err != nil {
				return err
			}
		}
		for _, v := range t.Letters {
			if err := printOne(a, c.asJSON, tracedLetter{"letter", v}, func(w io.Writer) { letterText(w, v) }); err != nil {
				return err
			}
		}
		return nil
	})
}

// tracedMail and tracedLetter say in JSON what a line is about.
type tracedMail struct {
	What string `json:"what"`
	desk.MailView
}

type tracedLetter struct {
	What string `json:"what"`
	desk.LetterView
}

func letterText(w io.Writer, v desk.LetterView) {
	fmt.Fprintf(w, "letter %s (%s)\n", letterLine(v), oneLine(v.Subject))
	for _, t := range v.Tried {
		fmt.Fprintf(w, "  attempt %d at %s came to %s: %s %s\n", t.Attempt, moment(t.At), t.Phase, t.Outcome, oneLine(t.Reply))
	}
}

type countMail struct{ asJSON }

func (c countMail) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		n, err := o.CountMail(a.ctx)
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, n, func(w io.Writer) {
			var fields []any
			for _, l := range n.Lines() {
				fields = append(fields, l.Name, l.N)
			}
			printFields(w, fields...)
		})
	})
}
