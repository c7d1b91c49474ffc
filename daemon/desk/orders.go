package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// badOrder is the error of an order that cannot be carried out: a sentence for
// the agent. Whatever the mail did is undone with it.
type badOrder struct {
	line     string
	sentence [2]string // French, English
}

// Error is the English sentence.
func (f *badOrder) Error() string {
	if f.line == "" {
		return f.sentence[1]
	}
	return f.line + ": " + f.sentence[1]
}

func (f *badOrder) in(language string) string {
	if language == "en" {
		return f.sentence[1]
	}
	return f.sentence[0]
}

// job is one order being carried out on a ticket.
type job struct {
	d        *Desk
	tx       *store.Tx
	t        *ticket.Ticket
	agent    people.Agent
	order    ticket.Order
	exchange int64
	mail     int64
	at       time.Time
}

// onTicket is the table of orders that change a ticket.
var onTicket = map[ticket.CommandName]func(job) error{
	ticket.CommandTime:     func(j job) error { return j.time(contract.TimeCounted) },
	ticket.CommandGift:     func(j job) error { return j.time(contract.TimeOffered) },
	ticket.CommandOutside:  func(j job) error { return j.time(contract.TimeOutside) },
	ticket.CommandWait:     func(j job) error { return j.state(j.t.Wait()) },
	ticket.CommandResolve:  func(j job) error { return j.state(j.t.Resolve(j.d.now())) },
	ticket.CommandReopen:   func(j job) error { return j.state(j.t.Reopen()) },
	ticket.CommandPause:    job.pause,
	ticket.CommandTake:     func(j job) error { j.t.AgentID = j.agent.ID; return nil },
	ticket.CommandGive:     job.give,
	ticket.CommandTeam:     job.team,
	ticket.CommandPriority: func(j job) error { j.t.Priority = j.order.Priority; return nil },
	ticket.CommandContract: job.contract,
	ticket.CommandSubject:  func(j job) error { j.t.Subject = j.order.Text; return nil },
	ticket.CommandCopy:     job.copy,
	ticket.CommandUncopy:   job.uncopy,
	ticket.CommandMerge:    job.merge,
	ticket.CommandCancel:   job.cancel,
	ticket.CommandApprove:  job.approve,
	ticket.CommandSend:     job.sendHeld,
	ticket.CommandNote:     nothing, ticket.CommandVerbose: nothing, ticket.CommandHelp: nothing,
}

func nothing(job) error { return nil }

// obey carries out the orders of an agent's mail on a ticket. The error is a
// *badOrder where an order cannot be.
func (d *Desk) obey(tx *store.Tx, a *analysis, k known, t *ticket.Ticket, exchange int64) error {
	for _, order := range mergeLast(k.orders.Orders) {
		run, ok := onTicket[order.Name]
		if !ok {
			return &badOrder{line: order.Line, sentence: [2]string{"cette commande ne concerne pas un ticket", "this command is not about a ticket"}}
		}
		j := job{d: d, tx: tx, t: t, agent: k.agent, order: order, exchange: exchange, mail: a.mail.ID, at: a.mail.Received}
		err := run(j)
		var f *badOrder
		if errors.As(err, &f) && f.line == "" {
			f.line = order.Line
		}
		if err != nil {
			return err
		}
		a.did = append(a.did, j.did())
	}
	return nil
}

// mergeLast puts the merging of two tickets behind all other orders: what
// they do is done on the ticket that the mail is about.
func mergeLast(orders []ticket.Order) []ticket.Order {
	last := slices.Clone(orders)
	slices.SortStableFunc(last, func(a, b ticket.Order) int { return rank(a) - rank(b) })
	return last
}

func rank(o ticket.Order) int {
	if o.Name == ticket.CommandMerge {
		return 1
	}
	return 0
}

func (j job) time(kind contract.EntryKind) error {
	e := store.TimeEntry{ExchangeID: j.exchange, Text: j.order.Text}
	e.AgentID, e.At, e.Minutes, e.Kind = j.agent.ID, j.at, j.order.Minutes, kind
	return refusal(j.d.bookTime(j.tx, j.t, e), "ce temps ne peut pas être compté : %s", "this time cannot be counted: %s")
}

// refusal makes a bad order of an error that is the order's own.
func refusal(err error, french, english string) error {
	if !isRefused(err) {
		return err
	}
	why := strings.TrimPrefix(err.Error(), ErrRefused.Error()+": ")
	return &badOrder{sentence: [2]string{fmt.Sprintf(french, why), fmt.Sprintf(english, why)}}
}

func (j job) state(err error) error {
	if err == nil {
		return nil
	}
	return &badOrder{sentence: [2]string{
		fmt.Sprintf("le ticket %d est « %s » : cet état ne le permet pas", j.t.Number, j.t.State),
		fmt.Sprintf("ticket %d is %s: that state does not allow it", j.t.Number, j.t.State)}}
}

func (j job) pause() error {
	cal, err := j.d.calendar(j.tx)
	if err != nil {
		return err
	}
	now := j.d.now().In(j.d.zone())
	until, err := j.order.When.Resolve(now, func(day time.Time) time.Time {
		open, ok := cal.FirstWorkingDayOnOrAfter(rota.DateOf(day, j.d.zone()))
		if at, found := cal.Opening(open); ok && found {
			return at
		}
		return day
	})
	if err != nil {
		return &badOrder{sentence: [2]string{"ce moment est passé : écrivez par exemple #pause lundi", "that moment is past: write for example #snooze monday"}}
	}
	return j.state(j.t.Snooze(until, j.d.now()))
}

// give hands the ticket to another agent, who is told (ux A3).
func (j job) give() error {
	agents, err := j.tx.Agents("")
	if err != nil {
		return err
	}
	found, names := findAgent(agents, j.order.Text)
	if found == nil {
		return &badOrder{sentence: [2]string{
			fmt.Sprintf("aucun agent, ou plusieurs, pour « %s » ; choisissez parmi %s", j.order.Text, strings.Join(names, ", ")),
			fmt.Sprintf("no agent, or several, for “%s”; choose among %s", j.order.Text, strings.Join(names, ", "))}}
	}
	j.t.AgentID = found.ID
	if found.ID == j.agent.ID {
		return nil
	}
	return j.d.notifyAssigned(j.tx, *j.t, []people.Agent{*found}, j.agent, fmt.Sprintf("assigned:%d", j.mail))
}

// findAgent finds the active agent meant by a name, a part of one or an
// address; nil where it is none or several.
func findAgent(agents []people.Agent, text string) (found *people.Agent, names []string) {
	text = strings.ToLower(strings.TrimSpace(text))
	for i, a := range agents {
		if !a.Active || a.Role != people.RoleAgent && a.Role != people.RoleAdmin {
			continue
		}
		names = append(names, a.Name())
		exact := strings.ToLower(a.Name()) == text || people.Fold(a.Address()) == people.Fold(text)
		if exact {
			return &agents[i], names
		}
		if strings.HasPrefix(strings.ToLower(a.FirstName), text) || strings.HasPrefix(strings.ToLower(a.LastName), text) {
			if found != nil {
				return nil, append(names, agents[i].Name())
			}
			found = &agents[i]
		}
	}
	return found, names
}

// notifyAssigned shows agents, or who stands in for them, the last thing that
// was said on a ticket that somebody else gave them.
func (d *Desk) notifyAssigned(tx *store.Tx, t ticket.Ticket, to []people.Agent, by people.Agent, cause string) error {
	exchanges, err := tx.Exchanges(t.Number, 0)
	if err != nil || len(exchanges) == 0 {
		return err
	}
	last := exchanges[len(exchanges)-1]
	for _, e := range exchanges {
		if e.Way == ticket.In {
			last = e
		}
	}
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return err
	}
	box, err := tx.TicketMailbox(t.Number)
	if err != nil {
		return err
	}
	last.ID = exchanges[len(exchanges)-1].ID
	readers, err := d.instead(tx, to, by)
	if err != nil {
		return err
	}
	return d.notify(tx, notice{kind: letter.KindNoticeAssigned, to: readers, ticket: t, client: client, exchange: last, mailbox: box,
		by: by.Name(), cause: cause})
}

func (j job) team() error {
	p, err := j.d.people(j.tx)
	if err != nil {
		return err
	}
	var names []string
	for _, team := range p.teams {
		names = append(names, team.Name)
		if !strings.EqualFold(team.Name, j.order.Text) {
			continue
		}
		j.t.TeamID, j.t.AgentID = team.ID, 0
		var members []people.Agent
		for _, id := range p.crew.Members[team.ID] {
			members = append(members, p.agents[id])
		}
		return j.d.notifyAssigned(j.tx, *j.t, members, j.agent, fmt.Sprintf("assigned:%d", j.mail))
	}
	return &badOrder{sentence: [2]string{
		fmt.Sprintf("aucune équipe « %s » ; choisissez parmi %s", j.order.Text, strings.Join(names, ", ")),
		fmt.Sprintf("no team “%s”; choose among %s", j.order.Text, strings.Join(names, ", "))}}
}

// contract charges the ticket to another contract of the same client: what was
// charged is given back there and charged here.
func (j job) contract() error {
	c, err := j.tx.ContractRef(j.order.Text)
	if notFound(err) || err == nil && c.ClientID != j.t.ClientID {
		return &badOrder{sentence: [2]string{
			fmt.Sprintf("« %s » n'est pas un contrat de ce client", j.order.Text),
			fmt.Sprintf("“%s” is not a contract of this client", j.order.Text)}}
	}
	if err != nil {
		return err
	}
	return refusal(j.d.moveContract(j.tx, j.t, c), "le ticket ne peut pas changer de contrat : %s", "the ticket cannot change contracts: %s")
}

// cancel takes back the agent's answer that still waits to leave.
func (j job) cancel() error {
	exchanges, err := j.tx.Exchanges(j.t.Number, 0)
	if err != nil {
		return err
	}
	for i := len(exchanges) - 1; i >= 0; i-- {
		e := exchanges[i]
		if e.AuthorAgentID != j.agent.ID || e.Way != ticket.Out || e.ID == j.exchange {
			continue
		}
		if e.State != ticket.SendingWaiting && e.State != ticket.SendingHeld {
			break
		}
		if err := j.d.cancelAnswer(j.tx, e, j.agent.Name()); err != nil {
			return tooLate(err)
		}
		fresh, err := j.tx.Ticket(j.t.Number)
		j.t.SpentMinutes, j.t.CountedQuarters = fresh.SpentMinutes, fresh.CountedQuarters
		return err
	}
	return tooLate(ErrTooLate)
}

func tooLate(err error) error {
	if !isTooLate(err) {
		return err
	}
	return &badOrder{sentence: [2]string{"aucune de vos réponses n'attend plus : elle est partie", "none of your answers still waits: it has left"}}
}

func (j job) approve() error {
	return j.d.approveChange(j.tx, j.t, j.agent.Name())
}
