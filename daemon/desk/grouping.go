package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

const (
	// gateGrouped is why the gate held a notice: over sixty an hour.
	gateGrouped = "notices-grouped"
	// reasonGrouped is why a single notice was given up: it is in a list.
	reasonGrouped = "grouped"
	// groupText is how many characters of a message stand in the list.
	groupText = 120
)

// GroupNotices gathers, every ten minutes, the notices that were held because
// an agent had over sixty in an hour: one letter per agent lists them. What an
// agent's own mail caused (a command that was not understood, an answer that
// was held) is no notice and leaves by itself now. Notices are single again
// when it is over: then the gate holds none.
//
// Notices of what came before a restore are listed in the same way.
func (d *Desk) GroupNotices(ctx context.Context, _ time.Time) error {
	return errors.Join(d.releasePaced(ctx), d.groupHeld(ctx, gateGrouped), d.groupHeld(ctx, reasonRestored))
}

// groupHeld lists the notices that are held for a reason.
func (d *Desk) groupHeld(ctx context.Context, reason string) error {
	var held []store.Letter
	err := d.store.Read(ctx, func(tx *store.Tx) (err error) {
		held, err = tx.LettersHeld(reason)
		return err
	})
	if err != nil {
		return fmt.Errorf("looking for notices to group: %w", err)
	}
	if len(held) == 0 {
		return nil
	}
	var order []string
	byAgent := map[string][]store.Letter{}
	for _, l := range held {
		if byAgent[l.Recipient] == nil {
			order = append(order, l.Recipient)
		}
		byAgent[l.Recipient] = append(byAgent[l.Recipient], l)
	}
	var errs []error
	for _, address := range order {
		if err := d.store.Write(ctx, func(tx *store.Tx) error { return d.groupFor(tx, byAgent[address]) }); err != nil {
			errs = append(errs, fmt.Errorf("grouping notices to %s: %w", address, err))
		}
	}
	signal(d.queued)
	return errors.Join(errs...)
}

// groupFor settles the held letters of one agent.
func (d *Desk) groupFor(tx *store.Tx, held []store.Letter) error {
	var lines []letter.GroupLine
	var first int64
	for _, old := range held {
		l, err := tx.Letter(old.ID)
		if err != nil {
			return err
		}
		if l.State != store.LetterHeld || l.Reason != old.Reason {
			continue
		}
		if !groups(letter.Kind(l.Kind)) {
			l.State, l.Reason = store.LetterQueued, ""
			if err := tx.SettleLetter(l, d.now()); err != nil {
				return err
			}
			continue
		}
		line, err := d.groupLine(tx, l)
		if err != nil {
			return err
		}
		if lines = append(lines, line); first == 0 {
			first = l.ID
		}
		l.State, l.Reason = store.LetterAbandoned, reasonGrouped
		if err := tx.SettleLetter(l, d.now()); err != nil {
			return err
		}
	}
	if len(lines) == 0 {
		return nil
	}
	to := d.addressReader(held[0].Recipient, "", held[0].Language)
	if id := held[0].AgentID; id != 0 {
		a, err := tx.Agent(id)
		if err != nil {
			return err
		}
		to = d.agentReader(a)
	}
	_, err := d.write(tx, draft{kind: letter.KindNoticeGroup, to: to, cause: fmt.Sprintf("group:%d", first), causeAt: d.now(),
		audience: ticket.Scheduled, head: letter.Head{Reason: "grouped"},
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.NoticeGroup{Common: c, Restored: held[0].Reason == reasonRestored, Lines: lines}
		}})
	return err
}

// groups says whether letters of a kind are listed together: those that
// others' mail causes.
func groups(k letter.Kind) bool {
	return strings.HasPrefix(string(k), "notice-") && k != letter.KindNoticeGroup || k == letter.KindHeldMail || k == letter.KindContactChange
}

// groupLine is what a list says of a notice.
func (d *Desk) groupLine(tx *store.Tx, l store.Letter) (letter.GroupLine, error) {
	line := letter.GroupLine{MailID: l.MailID, Subject: l.Subject, At: l.CauseAt}
	if l.TicketNumber != 0 {
		t, err := tx.Ticket(l.TicketNumber)
		if err != nil {
			return line, err
		}
		client, err := tx.Client(t.ClientID)
		if err != nil {
			return line, err
		}
		line.Number, line.Token, line.Client, line.Subject = t.Number, ticket.SubjectTag(t.Number, t.Token), client.Name, t.Subject
	}
	if l.ExchangeID != 0 {
		e, err := tx.Exchange(l.ExchangeID)
		if err != nil {
			return line, err
		}
		line.From, line.Text, line.At = e.FromName, startOf(e.Text), e.At
		if line.From == "" {
			line.From = e.FromAddress
		}
	} else if l.MailID != 0 {
		m, err := tx.Mail(l.MailID)
		if err != nil {
			return line, err
		}
		line.From, line.At = m.FromAddress, m.Received
	}
	return line, nil
}

// startOf is the beginning of a text on one line.
func startOf(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > groupText {
		return string(r[:groupText-1]) + "…"
	}
	return text
}

const (
	// gatePace is why the gate held an answer: its author sent very many.
	gatePace = "agent-pace"
	// paceHold is how long such an answer waits.
	paceHold = 10 * time.Minute
)

// releasePaced lets answers leave that were held because their author sent
// more in an hour than a person writes: none is dropped, they only wait.
func (d *Desk) releasePaced(ctx context.Context) error {
	err := d.store.Write(ctx, func(tx *store.Tx) error { return tx.RequeueHeld(gatePace, d.now().Add(-paceHold), d.now()) })
	if err != nil {
		return fmt.Errorf("releasing answers that were held for their pace: %w", err)
	}
	return nil
}
