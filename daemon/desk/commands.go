package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// commandsByMail carries out an agent's mail that holds commands and no
// message, or whose commands could not be read.
func (d *Desk) commandsByMail(tx *store.Tx, a *analysis, k known) error {
	x := a.decision
	switch {
	case x.Reason == ticket.BadCommand:
		return d.commandRefused(tx, a, k, nil)
	case x.HeldMail != 0:
		return d.obeyHeld(tx, a, k)
	case x.Proposal != 0:
		return d.obeyProposal(tx, a, k)
	case x.Ticket == 0:
		return d.reportDone(tx, a, k, ticket.Ticket{})
	}
	t, err := tx.Ticket(x.Ticket)
	if err != nil {
		return err
	}
	if err := d.obey(tx, a, k, &t, 0); err != nil {
		return err
	}
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	return d.reportDone(tx, a, k, t)
}

// obeyHeld carries out commands that answer a letter about held mail.
func (d *Desk) obeyHeld(tx *store.Tx, a *analysis, k known) error {
	by := k.agent.Name()
	for _, o := range k.orders.Orders {
		var err error
		switch o.Name {
		case ticket.CommandAccept:
			err = d.release(tx, a.decision.HeldMail, o.Always, by)
		case ticket.CommandReject:
			err = d.reject(tx, a.decision.HeldMail, by)
		case ticket.CommandApprove:
			err = d.approveHeld(tx, a.decision.HeldMail, by)
		case ticket.CommandHelp, ticket.CommandVerbose:
		default:
			err = &badOrder{sentence: [2]string{"un message retenu s'accepte ou se rejette : #accepter, #accepter toujours, #rejeter", "a held mail is accepted or rejected: #accept, #accept always, #reject"}}
		}
		if err != nil {
			return asFault(o.Line, err)
		}
		a.tell(o.Name)
	}
	return d.reportDone(tx, a, k, ticket.Ticket{})
}

// obeyProposal carries out commands that answer a semester alert (R13).
// What sales wrote below them takes the place of the letter's first sentence.
func (d *Desk) obeyProposal(tx *store.Tx, a *analysis, k known) error {
	if k.orders.Has(ticket.CommandPrepare) || k.orders.Has(ticket.CommandSend) {
		if err := d.rewordProposal(tx, a.decision.Proposal, strings.TrimSpace(k.orders.Text), k.agent); err != nil {
			return asFault(k.orders.Orders[0].Line, err)
		}
	}
	for _, o := range k.orders.Orders {
		var err error
		switch o.Name {
		case ticket.CommandPrepare:
			err = d.prepareProposal(tx, a.decision.Proposal, o.Minutes/15, k.agent)
		case ticket.CommandSend:
			err = d.sendProposal(tx, a.decision.Proposal, o.Minutes/15, k.agent)
		case ticket.CommandHelp, ticket.CommandVerbose:
		default:
			err = &badOrder{sentence: [2]string{"une proposition se prépare ou s'envoie : #préparer 12h, #envoyer", "a proposal is prepared or sent: #prepare 12h, #send"}}
		}
		if err != nil {
			return asFault(o.Line, err)
		}
		a.tell(o.Name)
	}
	return d.reportDone(tx, a, k, ticket.Ticket{})
}

// asFault turns a refusal into a sentence for the agent.
func asFault(line string, err error) error {
	var f *badOrder
	if errors.As(err, &f) {
		if f.line == "" {
			f.line = line
		}
		return err
	}
	if errors.Is(err, ErrRefused) || errors.Is(err, ErrNotFound) {
		why := strings.TrimPrefix(err.Error(), ErrRefused.Error()+": ")
		return &badOrder{line: line, sentence: [2]string{why, why}}
	}
	return err
}

// commandRefused tells an agent which line could not be carried out. Nothing
// was done and nothing goes to the client; the text is kept as a held answer.
func (d *Desk) commandRefused(tx *store.Tx, a *analysis, k known, faults []*badOrder) error {
	var t ticket.Ticket
	var err error
	if number := k.facts.Answered.Ticket; number != 0 {
		if t, err = tx.Ticket(number); err != nil && !notFound(err) {
			return err
		}
	}
	text := strings.TrimSpace(k.orders.Text)
	_, have := tx.ExchangeOfMail(a.mail.ID)
	if have != nil && !notFound(have) {
		return have
	}
	if t.Number != 0 && text != "" && notFound(have) {
		if err := d.keepRefused(tx, a, k, t); err != nil {
			return err
		}
	}
	client, err := d.clientOf(tx, t)
	if err != nil {
		return err
	}
	if len(faults) == 0 && len(k.orders.Errors) == 0 {
		return fmt.Errorf("mail %d was refused for no reason", a.mail.ID)
	}
	return d.tellAgent(tx, a, k, t, letter.KindCommandError, func(c letter.Common, l *templates.Language) any {
		facts := letter.CommandError{Common: c, Text: text}
		if t.Number != 0 {
			facts.Ticket = d.ticketFacts(t, client)
		}
		for _, e := range k.orders.Errors {
			facts.Problems = append(facts.Problems, letter.CommandProblem{Line: e.Line, Problem: withoutStop(e.Sentence(l.Code())), Suggest: e.Suggestion()})
		}
		for _, f := range faults {
			facts.Problems = append(facts.Problems, letter.CommandProblem{Line: f.line, Problem: withoutStop(f.in(l.Code()))})
		}
		return facts
	})
}

// keepRefused keeps the text of a refused mail: as an answer that #envoyer
// sends, or as a note where it was meant for one, or holds words of a notice.
func (d *Desk) keepRefused(tx *store.Tx, a *analysis, k known, t ticket.Ticket) error {
	exchanges, err := tx.Exchanges(t.Number, 0)
	if err != nil {
		return err
	}
	text, err := d.ownWords(tx, k.orders.Text, t, k, exchanges)
	var leak *badOrder
	if err != nil && !errors.As(err, &leak) {
		return err
	}
	e := a.exchangeOf(t.Number, ticket.Out, scrub(text, k.agent, d.mailbox(a.mail.Mailbox).Address))
	e.AuthorAgentID, e.FromName, e.State, e.Quoted = k.agent.ID, k.agent.Name(), ticket.SendingHeld, ""
	e.Files = carried(a, e, exchanges)
	if k.orders.Internal || leak != nil {
		e.Way, e.State = ticket.Note, ""
	}
	if _, err := tx.AddExchange(e); err != nil {
		return err
	}
	a.decision.Ticket = t.Number
	return nil
}

func withoutStop(s string) string { return strings.TrimSuffix(s, ".") }

// sendHeld sends the agent's last held answer as it is (#envoyer).
func (j job) sendHeld() error {
	e, ok, err := j.d.lastHeld(j.tx, j.t.Number, j.agent)
	if err != nil {
		return err
	}
	if !ok {
		return j.sendStopped()
	}
	return j.d.letGo(j.tx, j.t, e, j.agent, j.at)
}

// sendStopped sends the agent's last answer that a restore kept back: the agent
// knows that it had not left before.
func (j job) sendStopped() error {
	exchanges, err := j.tx.Exchanges(j.t.Number, 0)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(exchanges) {
		if e.AuthorAgentID != j.agent.ID || e.State != ticket.SendingUncertain {
			continue
		}
		if sent, err := j.d.releaseStopped(j.tx, e, j.agent.Name()); sent || err != nil {
			return err
		}
	}
	return &badOrder{sentence: [2]string{"aucune de vos réponses n'est retenue sur ce ticket", "none of your answers is held on this ticket"}}
}

// lastHeld is the last answer of an agent that is held on a ticket.
func (d *Desk) lastHeld(tx *store.Tx, number int64, agent people.Agent) (ticket.Exchange, bool, error) {
	exchanges, err := tx.Exchanges(number, 0)
	for i := len(exchanges) - 1; i >= 0; i-- {
		if e := exchanges[i]; e.AuthorAgentID == agent.ID && e.Way == ticket.Out && e.State == ticket.SendingHeld {
			return e, true, err
		}
	}
	return ticket.Exchange{}, false, err
}
