package desk

import (
	"context"
	"fmt"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

func alarmKind(over bool) letter.Kind {
	if over {
		return letter.KindAlarmOver
	}
	return letter.KindAlarm
}

// AlarmText is an alarm to the administrator as it is sent by another way than
// our relay.
func (d *Desk) AlarmText(facts letter.Alarm, over bool) (letter.Body, error) {
	facts.Common = d.common(d.adminReader(), d.mailbox(""))
	return letter.Compose(d.texts, alarmKind(over), d.language(), facts)
}

// TellAdmin writes an alarm to the administrator as a letter.
func (d *Desk) TellAdmin(ctx context.Context, facts letter.Alarm, over bool) error {
	err := d.store.Write(ctx, func(tx *store.Tx) error {
		_, err := d.write(tx, draft{kind: alarmKind(over), to: d.adminReader(), cause: fmt.Sprintf("alarm:%s:%s:%d", facts.What, facts.Place, facts.Since.Unix()),
			causeAt: d.now(), audience: ticket.Scheduled,
			facts: func(c letter.Common, _ *templates.Language) any { facts.Common = c; return facts }})
		return err
	})
	signal(d.queued)
	return err
}

// Stats are the figures of the desk for monitoring.
type Stats struct {
	Mails      map[string]int64            // by disposition
	Letters    map[store.LetterState]int64 // by state
	Tickets    map[ticket.State]int64
	OldestPost int64 // seconds since the oldest letter that is due should have left
}

// Stats counts mails, letters and tickets.
func (d *Desk) Stats(ctx context.Context) (s Stats, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		if s.Mails, err = tx.Dispositions(); err != nil {
			return err
		}
		if s.Letters, err = tx.LetterCounts(); err != nil {
			return err
		}
		if s.Tickets, err = tx.TicketCounts(); err != nil {
			return err
		}
		next, err := tx.NextLetter()
		if err == nil && !next.IsZero() && next.Before(d.now()) {
			s.OldestPost = int64(d.now().Sub(next).Seconds())
		}
		return err
	})
	return s, err
}
