package desk

import (
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// outcome is what an order did, as a person reads it in a language; "" is
// nothing to tell.
type outcome func(*templates.Language) string

// plain is an outcome that is the same words whatever was done.
func plain(french, english string) outcome {
	return func(l *templates.Language) string {
		if l.Code() == "en" {
			return english
		}
		return french
	}
}

func silent(*templates.Language) string { return "" }

// tell notes what is told of an order that needs no facts.
func (a *analysis) tell(name ticket.CommandName) {
	if told, ok := outcomes[name]; ok {
		a.did = append(a.did, told)
	}
}

// outcomes is the table of what is told of orders that need no facts.
var outcomes = map[ticket.CommandName]outcome{
	ticket.CommandNote:    plain("ce message est une note interne : rien n'est parti au client", "this mail is an internal note: nothing went to the client"),
	ticket.CommandWait:    plain("la demande attend la réponse du client", "the ticket waits for the client's answer"),
	ticket.CommandResolve: plain("la demande est résolue ; elle se ferme seule au bout d'un mois", "the ticket is resolved; it closes by itself after a month"),
	ticket.CommandReopen:  plain("la demande est de nouveau à traiter", "the ticket is to be worked on again"),
	ticket.CommandTake:    plain("la demande est à vous", "the ticket is yours"),
	ticket.CommandCancel:  plain("votre réponse ne part pas, et son temps n'est plus compté", "your answer does not leave, and its time no longer counts"),
	ticket.CommandApprove: plain("le contact technique est remplacé ; les personnes concernées en sont informées", "the technical contact is replaced; those concerned are told"),
	ticket.CommandAccept:  plain("le message retenu est entré", "the held mail was let in"),
	ticket.CommandReject:  plain("le message retenu reste dehors ; il est conservé", "the held mail stays out; it is kept"),
	ticket.CommandPrepare: plain("la lettre au client vous est montrée telle qu'elle partirait", "you are shown the client's letter as it would leave"),
	ticket.CommandSend:    plain("la proposition part au client", "the proposal leaves for the client"),
}

// did is what is told of an order that was carried out on a ticket.
func (j job) did() outcome {
	switch j.order.Name {
	case ticket.CommandTime:
		return j.timeTold("comptées", "charged")
	case ticket.CommandOutside:
		return j.timeTold("hors forfait", "out of the package")
	case ticket.CommandGift:
		return j.timeTold("offertes", "offered")
	case ticket.CommandPause:
		return j.pauseTold()
	case ticket.CommandSend:
		return leaving(j.d.now().Add(j.d.cfg.Desk.Hold), j.d.zone())
	}
	if told, ok := outcomes[j.order.Name]; ok {
		return told
	}
	return j.namesTold()
}

// timeTold tells the minutes, and what the ticket costs now (ux 2.5).
func (j job) timeTold(french, english string) outcome {
	minutes, counted := j.order.Minutes, j.t.CountedQuarters
	return func(l *templates.Language) string {
		return plain(
			fmt.Sprintf("%s %s ; la demande compte %s en tout", l.Minutes(minutes), french, l.Quarters(counted)),
			fmt.Sprintf("%s %s; the ticket counts %s in all", l.Minutes(minutes), english, l.Quarters(counted)))(l)
	}
}

func (j job) pauseTold() outcome {
	until, zone := j.t.SnoozedUntil, j.d.zone()
	return func(l *templates.Language) string {
		return plain("la demande est en pause jusqu'au "+momentIn(l, until, zone), "the ticket is on pause until "+momentIn(l, until, zone))(l)
	}
}

// momentIn writes an instant in full; a language without words gets digits.
func momentIn(l *templates.Language, at time.Time, zone *time.Location) string {
	text, err := l.Moment(zone, at)
	if err != nil {
		return at.In(zone).Format("2006-01-02 15:04")
	}
	return text
}

// leaving tells when an answer leaves (R6).
func leaving(at time.Time, zone *time.Location) outcome {
	return func(l *templates.Language) string {
		return plain("la réponse part au client à "+l.Clock(zone, at)+" ; #annuler l'arrête d'ici là",
			"the answer leaves for the client at "+l.Clock(zone, at)+"; #cancel stops it until then")(l)
	}
}

// namesTold tells of orders that name somebody or something.
func (j job) namesTold() outcome {
	what := strings.Join(j.order.Addresses, ", ")
	if what == "" {
		what = j.order.Text
	}
	switch j.order.Name {
	case ticket.CommandGive:
		return plain("la demande est donnée à "+j.given(what)+", qui en reçoit l'avis", "the ticket is given to "+j.given(what)+", who is notified")
	case ticket.CommandTeam:
		return plain("la demande est donnée à l'équipe "+what+", qui en reçoit l'avis", "the ticket is given to the team "+what+", who are notified")
	case ticket.CommandPriority:
		return priorityTold(j.order.Priority)
	case ticket.CommandContract:
		return plain("la demande est comptée sur le contrat "+what, "the ticket is charged to the contract "+what)
	case ticket.CommandSubject:
		return plain("l'objet est désormais « "+what+" »", "the subject is now “"+what+"”")
	case ticket.CommandCopy:
		return plain("en copie de la demande : "+what, "in copy of the ticket: "+what)
	case ticket.CommandUncopy:
		return plain("n'est plus en copie de la demande : "+what, "no longer in copy of the ticket: "+what)
	case ticket.CommandMerge:
		return plain(fmt.Sprintf("la demande %d rejoint la demande %d, qui continue seule", j.t.Number, j.order.Ticket),
			fmt.Sprintf("ticket %d joins ticket %d, which goes on alone", j.t.Number, j.order.Ticket))
	}
	return silent
}

// given is the name of the agent who has the ticket now.
func (j job) given(otherwise string) string {
	a, err := j.tx.Agent(j.t.AgentID)
	if err != nil {
		return otherwise
	}
	return a.Name()
}

func priorityTold(p ticket.Priority) outcome {
	names := map[ticket.Priority][2]string{ticket.Low: {"basse", "low"}, ticket.Normal: {"normale", "normal"},
		ticket.High: {"haute", "high"}, ticket.Urgent: {"urgente", "urgent"}}[p]
	return plain("priorité "+names[0], "priority "+names[1])
}

// reportDone answers an agent who asked for it, with #aide or #verbose.
func (d *Desk) reportDone(tx *store.Tx, a *analysis, k known, t ticket.Ticket) error {
	if k.orders.Has(ticket.CommandHelp) {
		if err := d.sendHelp(tx, a, k); err != nil {
			return err
		}
	}
	if !k.orders.Has(ticket.CommandVerbose) {
		return nil
	}
	client, err := d.clientOf(tx, t)
	if err != nil {
		return err
	}
	return d.tellAgent(tx, a, k, t, letter.KindCommandDone, func(c letter.Common, l *templates.Language) any {
		done := letter.CommandDone{Common: c, Ticket: d.ticketFacts(t, client)}
		for _, tell := range a.did {
			if text := tell(l); text != "" {
				done.Done = append(done.Done, text)
			}
		}
		return done
	})
}

func (d *Desk) clientOf(tx *store.Tx, t ticket.Ticket) (people.Client, error) {
	if t.ClientID == 0 {
		return people.Client{}, nil
	}
	return tx.Client(t.ClientID)
}

// sendHelp answers #aide with the table of commands.
func (d *Desk) sendHelp(tx *store.Tx, a *analysis, k known) error {
	return d.tellAgent(tx, a, k, ticket.Ticket{}, letter.KindCommandHelp, func(c letter.Common, l *templates.Language) any {
		var rows []letter.CommandRow
		for _, command := range ticket.Commands() {
			rows = append(rows, letter.CommandRow{French: "#" + command.French[0], English: "#" + command.English[0],
				Example: command.ExampleIn(l.Code()), Does: command.MeaningIn(l.Code())})
		}
		return letter.CommandHelp{Common: c, Commands: rows}
	})
}

// tellAgent writes a letter about an agent's own mail.
func (d *Desk) tellAgent(tx *store.Tx, a *analysis, k known, t ticket.Ticket, kind letter.Kind, facts func(letter.Common, *templates.Language) any) error {
	inReplyTo, references, err := d.replyTo(tx, a, t.Number, k.agent.Address())
	if err != nil {
		return err
	}
	seen := k.answers.SeenExchange
	_, err = d.write(tx, draft{kind: kind, to: d.agentReader(k.agent), cause: causeMail(a.mail.ID), causeAt: a.mail.Received,
		audience: ticket.ToAgent, mailbox: a.mail.Mailbox, ticket: t.Number, mail: a.mail.ID, seen: seen,
		head: letter.Head{InReplyTo: inReplyTo, References: references, Reason: "command", TicketNumber: t.Number}, facts: facts})
	return err
}
