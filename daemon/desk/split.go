package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// Split is what of a ticket goes to one of its own.
type Split struct {
	Ticket    int64
	Exchanges []int64
	Subject   string // of the new ticket; "" is the first line of what moves
	Agent     string // name or address of who splits
}

// SplitTicket moves exchanges to a new ticket of the same client, contact and
// contract; the two are related, and each gets a note that says so. Files come
// along, time stays where it was booked. Mail that answers one of the exchanges
// goes to the new ticket from now on, whatever number it bears. Nobody at the
// client is written to. It gives the new ticket's number.
func (d *Desk) SplitTicket(ctx context.Context, s Split, by string) (number int64, err error) {
	err = d.onOpen(ctx, s.Ticket, by, "split", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		agent, err := agentNamed(tx, s.Agent)
		if err != nil {
			return "", err
		}
		moving, err := splitting(tx, s)
		if err != nil {
			return "", err
		}
		number, err = d.split(tx, t, moving, s.Subject, agent)
		return fmt.Sprintf("%d exchanges to %d", len(moving), number), err
	})
	return number, err
}

// splitting are the exchanges that are to move; some stay, and none of them is
// an answer on its way.
func splitting(tx *store.Tx, s Split) (moving []ticket.Exchange, err error) {
	all, err := tx.Exchanges(s.Ticket, 0)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		if !slices.Contains(s.Exchanges, e.ID) {
			continue
		}
		if e.State == ticket.SendingWaiting || e.State == ticket.SendingHeld {
			return nil, refusedAs(ErrState, "answer %d has not left yet: wait for it, or take it back", e.ID)
		}
		moving = append(moving, e)
	}
	switch {
	case len(moving) == 0 || len(moving) < len(s.Exchanges):
		return nil, refused("not all of the %d exchanges are on ticket %d", len(s.Exchanges), s.Ticket)
	case len(moving) == len(all):
		return nil, refusedAs(ErrAll, "all exchanges of ticket %d would move: rename it instead", s.Ticket)
	}
	return moving, nil
}

func (d *Desk) split(tx *store.Tx, t *ticket.Ticket, moving []ticket.Exchange, subject string, agent people.Agent) (int64, error) {
	if subject = strings.TrimSpace(subject); subject == "" {
		subject = firstLineOf(moving[0].Text)
	}
	if err := plainSubject(subject); err != nil {
		return 0, err
	}
	next, box, err := d.beside(tx, *t, subject, moving[0])
	if err != nil {
		return 0, err
	}
	if err := tx.AddTicket(next, box); err != nil {
		return 0, err
	}
	for _, e := range moving {
		if err := tx.SplitOff(e, next.Number); err != nil {
			return 0, err
		}
	}
	if err := d.shareObservers(tx, t.Number, next.Number); err != nil {
		return 0, err
	}
	if _, err := tx.RelateTickets(t.Number, next.Number, d.now()); err != nil {
		return 0, err
	}
	if err := d.noteSplit(tx, t.Number, next.Number, len(moving), agent); err != nil {
		return 0, err
	}
	for _, n := range []int64{t.Number, next.Number} {
		if err := tx.SetLastExchanges(n); err != nil {
			return 0, err
		}
	}
	*t, err = tx.Ticket(t.Number)
	return next.Number, err
}

// noteSplit says on both tickets what was done. The notes are automatic: an
// answer to a notice from before is not held for them.
func (d *Desk) noteSplit(tx *store.Tx, from, to int64, moved int, agent people.Agent) error {
	l := d.texts.Language(d.language())
	for number, text := range map[int64]string{
		from: plain(fmt.Sprintf("Échanges passés à la demande %d : %d.", to, moved), fmt.Sprintf("Exchanges that went to ticket %d: %d.", to, moved))(l),
		to: plain(fmt.Sprintf("Échanges venus de la demande %d : %d. Le temps passé y reste compté.", from, moved),
			fmt.Sprintf("Exchanges that came from ticket %d: %d. The time spent stays counted there.", from, moved))(l),
	} {
		e := noteOf(agent, text, d.now())
		e.TicketNumber, e.Automatic = number, true
		if _, err := tx.AddExchange(e); err != nil {
			return err
		}
	}
	return nil
}

// shareObservers puts those in copy of a ticket in copy of another one, as they
// have read what moved there.
func (d *Desk) shareObservers(tx *store.Tx, from, to int64) error {
	all, err := tx.Observers(from)
	for _, o := range all {
		if _, err := tx.AddObserver(to, o, d.now()); err != nil {
			return err
		}
	}
	return err
}

// beside is the new ticket, with who has the old one.
func (d *Desk) beside(tx *store.Tx, t ticket.Ticket, subject string, first ticket.Exchange) (next ticket.Ticket, box string, err error) {
	if box, err = tx.TicketMailbox(t.Number); err != nil {
		return next, "", err
	}
	number, err := tx.NextTicketNumber()
	if err != nil {
		return next, "", err
	}
	next = ticket.Ticket{Number: number, Token: d.keys.SubjectMAC(number), ClientID: t.ClientID, ContractID: t.ContractID, ContactID: t.ContactID,
		Subject: subject, State: ticket.Open, Priority: t.Priority, TeamID: t.TeamID, AgentID: t.AgentID, Language: t.Language,
		Opened: first.At, LastExchange: first.At}
	return next, box, nil
}
