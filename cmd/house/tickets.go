package main

import (
	"crypto/sha256"
	"fmt"
	"sort"
	"strings"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// tickets adds those numbered from and up to, in the order in which they were
// opened.
func (h *house) tickets(tx *store.Tx, from, to int) error {
	span := h.until.Sub(h.until.AddDate(-h.years, 0, 0)) - 30*time.Minute
	for i := from; i < to; i++ {
		opened := h.until.AddDate(-h.years, 0, 0).Add(time.Duration(float64(span) * (float64(i) + h.r.Float64()) / float64(h.options.tickets)))
		if err := h.ticket(tx, opened); err != nil {
			return err
		}
	}
	return nil
}

// story is a ticket while it is told.
type story struct {
	ticket.Ticket
	firm    *firm
	who     int // contact
	agent   member
	words   *language
	at      time.Time
	entries []contract.Entry
}

func (h *house) ticket(tx *store.Tx, opened time.Time) error {
	number, err := tx.NextTicketNumber()
	if err != nil {
		return err
	}
	s := h.story(number, opened)
	if err := tx.AddTicket(s.Ticket, "support"); err != nil {
		return err
	}
	exchanges := 2 + int(h.r.ExpFloat64()*(h.average-2))
	for n := 0; n < exchanges && s.at.Before(h.until); n++ {
		if err := h.exchange(tx, s, n, n == exchanges-1); err != nil {
			return err
		}
		s.at = s.at.Add(time.Duration(h.r.ExpFloat64() * float64(9*time.Hour)))
	}
	h.end(s)
	return tx.SetTicket(s.Ticket)
}

func (h *house) story(number int64, opened time.Time) *story {
	share := h.r.Float64()
	f := &h.firms[sort.Search(len(h.firms)-1, func(i int) bool { return h.firms[i].upTo >= share })]
	s := &story{firm: f, who: h.r.IntN(2), agent: h.crew[h.r.IntN(len(h.crew))], words: h.words[f.Language], at: opened}
	sum := sha256.Sum256(fmt.Append(nil, h.seed, number))
	subject := strings.TrimRight(s.words.text(h.r, 3+h.r.IntN(5)), ".")
	s.Ticket = ticket.Ticket{Number: number, Token: fmt.Sprintf("%X", sum[:4]), ClientID: f.ID, ContractID: f.contract.ID,
		ContactID: f.contacts[s.who].ID, Subject: subject, State: ticket.Open, TeamID: s.agent.team, Language: f.Language, Opened: opened, LastExchange: opened}
	if h.r.IntN(50) == 0 {
		s.Priority = ticket.Urgent
	}
	return s
}

// exchange adds the nth one: the client's, an answer, sometimes a note.
func (h *house) exchange(tx *store.Tx, s *story, n int, last bool) error {
	c := s.firm.contacts[s.who]
	e := ticket.Exchange{TicketNumber: s.Number, Way: ticket.In, AuthorContactID: c.ID, FromName: c.Name(), FromAddress: c.Address(), At: s.at,
		Text: s.words.text(h.r, 20+h.r.IntN(90)), Language: s.Language}
	if n%2 == 1 {
		e.Way, e.State = ticket.Out, ticket.SendingSent
		if h.r.IntN(8) == 0 && !last {
			e.Way, e.State = ticket.Note, ""
		}
		e.AuthorContactID, e.AuthorAgentID, e.FromName, e.FromAddress = 0, s.agent.ID, s.agent.Name(), s.agent.Address()
		s.AgentID = s.agent.ID
	}
	if h.r.IntN(10) == 0 {
		if err := h.attach(tx, &e); err != nil {
			return err
		}
	}
	id, err := tx.AddExchange(e)
	if err != nil {
		return err
	}
	s.Touch(e.At)
	if e.Way == ticket.In {
		s.ClientWrote(id, e.At)
		return nil
	}
	if e.Way == ticket.Out && h.r.IntN(50) > 0 {
		return h.spend(tx, s, id)
	}
	return nil
}

var extensions = []string{"pdf", "png", "jpg", "xlsx", "csv", "docx", "log"}

func (h *house) attach(tx *store.Tx, e *ticket.Exchange) error {
	mail, err := tx.AddMail(store.Mail{Mailbox: "support", Received: e.At, Stored: e.At, SHA256: make([]byte, 32)})
	if err != nil {
		return err
	}
	words := h.words[e.Language]
	e.Files = []ticket.File{{MailID: mail, Filename: words.words[words.zipf.Uint64()] + "." + extensions[h.r.IntN(len(extensions))], SizeBytes: 1000}}
	return nil
}

func (h *house) spend(tx *store.Tx, s *story, exchange int64) error {
	kind := contract.TimeCounted
	if h.r.IntN(12) == 0 {
		kind = contract.TimeOffered
	}
	e := store.TimeEntry{ExchangeID: exchange, ContractID: s.ContractID, Text: s.words.text(h.r, 3)}
	e.Entry = contract.Entry{TicketID: s.Number, AgentID: s.agent.ID, At: s.at, Minutes: 3 + h.r.IntN(25), Kind: kind}
	var err error
	if e.ID, err = tx.AddTime(e); err != nil {
		return err
	}
	s.entries = append(s.entries, e.Entry)
	s.firm.spent = append(s.firm.spent, e)
	s.SpentMinutes += e.Minutes
	return nil
}

// end gives the ticket the state that its age leaves it in.
func (h *house) end(s *story) {
	inside, outside := contract.Cost(contract.PerTicket, time.UTC, s.entries)
	s.CountedQuarters = inside + outside
	quiet := h.until.Sub(s.LastExchange)
	waits := s.State
	switch draw := h.r.IntN(10); {
	case quiet > 40*24*time.Hour:
		s.State, s.Resolved = ticket.Closed, s.LastExchange
		s.Closed = ticket.ReopensUntil(s.Resolved)
	case quiet > 8*24*time.Hour || draw < 4:
		s.State, s.Resolved = ticket.Resolved, s.LastExchange
	case draw < 6:
		s.State = ticket.Waiting
	case draw < 7:
		s.State, s.SnoozedUntil = ticket.Snoozed, h.until.AddDate(0, 0, 1+h.r.IntN(9))
	default:
		s.State = waits
	}
	if s.State == ticket.Open && h.r.IntN(3) == 0 {
		s.AgentID = 0
	}
}
