package desk

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// TicketView is a ticket as commands and pages list it.
type TicketView struct {
	Number          int64      `json:"number"`
	Token           string     `json:"token"` // as it stands in a subject
	Client          string     `json:"client"`
	Contact         string     `json:"contact"` // an address
	Subject         string     `json:"subject"`
	State           string     `json:"state"`
	Kind            string     `json:"kind"`
	Priority        string     `json:"priority"`
	Team            string     `json:"team"`
	Agent           string     `json:"agent"`
	Contract        string     `json:"contract"`
	SpentMinutes    int        `json:"spent_minutes"`
	CountedQuarters int        `json:"counted_quarters"`
	Opened          *time.Time `json:"opened"`
	LastExchange    *time.Time `json:"last_exchange"`
	Resolved        *time.Time `json:"resolved"`
	Closed          *time.Time `json:"closed"`
	SnoozedUntil    *time.Time `json:"snoozed_until"`
	Parent          int64      `json:"parent"`      // the closed ticket that it continues
	MergedInto      int64      `json:"merged_into"` // the ticket that holds its exchanges
}

// TicketWhole is a ticket with all that was said and spent on it.
type TicketWhole struct {
	TicketView
	Observers []string       `json:"observers"`
	Watchers  []string       `json:"watchers"` // names of agents who follow it
	Tags      []string       `json:"tags"`
	Links     []LinkView     `json:"links"`  // tickets that it is related to
	Fields    []FieldView    `json:"fields"` // what the desk asks of it, also where nothing is said
	Exchanges []ExchangeView `json:"exchanges"`
	Time      []TimeView     `json:"time"`
}

// ExchangeView is one message on a ticket.
type ExchangeView struct {
	ID         int64      `json:"id"`
	Way        string     `json:"way"` // in, out or note
	From       string     `json:"from"`
	Name       string     `json:"name"`
	Address    string     `json:"address"`
	At         *time.Time `json:"at"`
	Text       string     `json:"text"`
	Files      []FileView `json:"files"`
	State      string     `json:"state"`    // of an answer
	TakenBy    string     `json:"taken_by"` // the agent who wrote down what was said by telephone
	Mail       int64      `json:"mail"`     // the mail it came in by, 0 for none
	Automatic  bool       `json:"automatic"`
	Unverified bool       `json:"unverified"`
}

// FileView is one file of an exchange.
type FileView struct {
	ID          int64  `json:"id"`
	Filename    string `json:"filename"`
	ContentType string `json:"content_type"`
	SizeBytes   int64  `json:"size_bytes"`
	Inline      bool   `json:"inline"`
	SHA256      string `json:"sha256"`
	ContentID   string `json:"-"` // of a picture in the text
}

// TimeView is time spent on a ticket, with what it counts (R10).
type TimeView struct {
	ID              int64      `json:"id"`
	Agent           string     `json:"agent"`
	At              *time.Time `json:"at"`
	Minutes         int        `json:"minutes"`
	CountedQuarters int        `json:"counted_quarters"`
	Kind            string     `json:"kind"`
	Text            string     `json:"text"`
	Corrects        int64      `json:"corrects"` // the entry that it stands for, 0 for none
	Reason          string     `json:"reason"`   // why that one was corrected
}

// Tickets lists tickets by number: those of a client and in a state where
// these are given.
func (d *Desk) Tickets(ctx context.Context, client string, state ticket.State) (views []TicketView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		id, err := clientOrAll(tx, client)
		if err != nil {
			return err
		}
		w, err := wordsOf(tx)
		if err != nil {
			return err
		}
		all, err := tx.Tickets(id, state)
		for _, t := range all {
			views = append(views, d.ticketView(t, w))
		}
		return err
	})
	return views, err
}

// Ticket shows a ticket with its exchanges and its time.
func (d *Desk) Ticket(ctx context.Context, number int64) (whole TicketWhole, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		t, err := theTicket(tx, number)
		if err != nil {
			return err
		}
		whole, err = d.ticketWhole(tx, t)
		return err
	})
	return whole, err
}

func (d *Desk) ticketWhole(tx *store.Tx, t ticket.Ticket) (TicketWhole, error) {
	w, err := wordsOn(tx, t)
	if err != nil {
		return TicketWhole{}, err
	}
	whole := TicketWhole{TicketView: d.ticketView(t, w), Observers: []string{}, Watchers: []string{}, Tags: []string{}, Fields: []FieldView{}}
	if whole.Exchanges, err = d.exchangeViews(tx, t.Number, w); err != nil {
		return whole, err
	}
	if whole.Time, err = d.timeViews(tx, t, w); err != nil {
		return whole, err
	}
	if whole.Links, err = linkViews(tx, t.Number); err != nil {
		return whole, err
	}
	values, err := tx.FieldValues(t)
	if err != nil {
		return whole, err
	}
	for _, v := range values {
		whole.Fields = append(whole.Fields, fieldView(v, w.clients))
	}
	return whole, peopleOf(tx, t.Number, w, &whole)
}

// peopleOf fills in who follows a ticket, and its tags.
func peopleOf(tx *store.Tx, number int64, w words, whole *TicketWhole) error {
	observers, err := tx.Observers(number)
	if err != nil {
		return err
	}
	for _, o := range observers {
		whole.Observers = append(whole.Observers, o.Address)
	}
	watchers, err := tx.Watchers(number)
	if err != nil {
		return err
	}
	for _, id := range watchers {
		whole.Watchers = append(whole.Watchers, w.agents[id])
	}
	tags, err := tx.TagsOf(number)
	whole.Tags = append(whole.Tags, tags...)
	return err
}

func theTicket(tx *store.Tx, number int64) (ticket.Ticket, error) {
	t, err := tx.Ticket(number)
	if notFound(err) {
		return t, fmt.Errorf("there is no ticket %d: %w", number, ErrNotFound)
	}
	return t, err
}

// words are the names behind the ids of a ticket.
type words struct {
	clients, teams, agents, contracts, contacts map[int64]string
}

func wordsOf(tx *store.Tx) (w words, err error) {
	if w.clients, err = clientNames(tx); err != nil {
		return w, err
	}
	if w.agents, err = agentNames(tx); err != nil {
		return w, err
	}
	teams, err := tx.Teams()
	if err != nil {
		return w, err
	}
	contracts, err := tx.Contracts(0)
	if err != nil {
		return w, err
	}
	contacts, err := tx.Contacts(0)
	w.teams, w.contracts, w.contacts = map[int64]string{}, map[int64]string{}, map[int64]string{}
	for _, t := range teams {
		w.teams[t.ID] = t.Name
	}
	for _, c := range contracts {
		w.contracts[c.ID] = c.Ref
	}
	for _, c := range contacts {
		w.contacts[c.ID] = c.Address()
	}
	return w, err
}

// wordsOn are the names behind the ids of one ticket and of the time on it.
func wordsOn(tx *store.Tx, t ticket.Ticket) (w words, err error) {
	w = words{clients: map[int64]string{}, teams: map[int64]string{}, contracts: map[int64]string{}, contacts: map[int64]string{}}
	if w.agents, err = agentNames(tx); err != nil {
		return w, err
	}
	teams, err := tx.Teams()
	if err != nil {
		return w, err
	}
	for _, team := range teams {
		w.teams[team.ID] = team.Name
	}
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return w, err
	}
	w.clients[client.ID] = client.Name
	if t.ContractID != 0 {
		c, err := tx.Contract(t.ContractID)
		if err != nil {
			return w, err
		}
		w.contracts[c.ID] = c.Ref
	}
	if t.ContactID != 0 {
		c, err := tx.Contact(t.ContactID)
		if err != nil {
			return w, err
		}
		w.contacts[c.ID] = c.Address()
	}
	return w, nil
}

func (d *Desk) ticketView(t ticket.Ticket, w words) TicketView {
	return TicketView{Number: t.Number, Token: ticket.SubjectTag(t.Number, t.Token), Client: w.clients[t.ClientID], Contact: w.contacts[t.ContactID],
		Subject: t.Subject, State: string(t.State), Kind: t.Kind, Priority: string(t.Priority), Team: w.teams[t.TeamID],
		Agent: w.agents[t.AgentID], Contract: w.contracts[t.ContractID], SpentMinutes: t.SpentMinutes, CountedQuarters: t.CountedQuarters,
		Opened: d.at(t.Opened), LastExchange: d.at(t.LastExchange), Resolved: d.at(t.Resolved), Closed: d.at(t.Closed),
		SnoozedUntil: d.at(t.SnoozedUntil), Parent: t.ParentNumber, MergedInto: t.MergedInto}
}

func (d *Desk) exchangeViews(tx *store.Tx, number int64, w words) ([]ExchangeView, error) {
	all, err := tx.Exchanges(number, 0)
	views := []ExchangeView{}
	for _, e := range all {
		view := ExchangeView{ID: e.ID, Way: string(e.Way), From: nameAndAddress(e.FromName, e.FromAddress), Name: e.FromName, Address: e.FromAddress, At: d.at(e.At), Text: e.Text,
			Files: []FileView{}, State: string(e.State), Mail: e.MailID, Automatic: e.Automatic, Unverified: e.Unverified}
		if e.Way == ticket.In {
			view.TakenBy = w.agents[e.AuthorAgentID]
		}
		for _, f := range e.Files {
			view.Files = append(view.Files, FileView{ID: f.ID, Filename: f.Filename, ContentType: f.ContentType, SizeBytes: f.SizeBytes, Inline: f.Inline, SHA256: f.SHA256, ContentID: f.ContentID})
		}
		views = append(views, view)
	}
	return views, err
}

func nameAndAddress(name, address string) string {
	switch {
	case name == "" || address == "":
		return cmp.Or(name, address)
	}
	return name + " <" + address + ">"
}

func (d *Desk) timeViews(tx *store.Tx, t ticket.Ticket, w words) ([]TimeView, error) {
	entries, err := tx.TimeOn(t.Number)
	if err != nil {
		return nil, err
	}
	charges, err := d.charges(tx, t, entries)
	if err != nil {
		return nil, err
	}
	views := []TimeView{}
	for i, e := range entries {
		views = append(views, TimeView{ID: e.ID, Agent: w.agents[e.AgentID], At: d.at(e.At), Minutes: e.Minutes, CountedQuarters: charges[i].Quarters,
			Kind: string(e.Kind), Text: e.Text, Corrects: e.Corrects, Reason: e.Reason})
	}
	return views, nil
}

// Pictures are those of the exchange's files that a page can show at their
// marks in the text.
func (e ExchangeView) Pictures() []templates.Picture {
	var all []templates.Picture
	for _, f := range e.Files {
		if f.IsPicture() {
			all = append(all, templates.Picture{ContentID: f.ContentID, Filename: f.Filename, Address: f.Shown()})
		}
	}
	return all
}

// Previews are the pictures that no mark in the text shows.
func (e ExchangeView) Previews() []FileView {
	var all []FileView
	for _, f := range e.Files {
		marked := f.ContentID != "" && strings.Contains(e.Text, f.ContentID) || strings.Contains(e.Text, "[image: "+f.Filename)
		if f.IsPicture() && !marked {
			all = append(all, f)
		}
	}
	return all
}

// IsPicture tells whether the sender calls it a picture of a kind that browsers
// show.
func (f FileView) IsPicture() bool {
	switch f.ContentType {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
		return true
	}
	return false
}

// Shown is the address at which a page shows a picture.
func (f FileView) Shown() string { return fmt.Sprintf("/files/%d?show=1", f.ID) }
