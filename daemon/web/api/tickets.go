package api

import (
	"context"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/search"
	"permanence/daemon/desk/ticket"
)

func (a *API) tickets() []Operation {
	return []Operation{
		get("/tickets", "listTickets", "List the tickets that a query finds, with how many there are and their counted time.", people.TicketsRead, a.listTickets).forAll(),
		get("/tickets/{number}", "getTicket", "Show a ticket with its exchanges and its time. A contact sees what the client space shows.", people.TicketsRead, a.getTicket).forAll(),
		post("/tickets", "openTicket", "Open a ticket as the contact whose token it is.", people.TicketsWrite, a.openTicket).forContacts().creates(),
		post("/tickets/{number}/messages", "writeMessage", "Write on a ticket as the contact whose token it is.", people.TicketsWrite, a.writeMessage).forContacts().creates(),
		post("/calls", "openForCaller", "Open a ticket for a contact who telephoned.", people.TicketsWrite, a.openForCaller).creates(),
		post("/tickets/{number}/answers", "answerTicket", "Answer the client: the answer leaves when its hold is over.", people.TicketsWrite, a.answerTicket).creates(),
		post("/tickets/{number}/notes", "addNote", "Keep an internal note, which no client ever sees.", people.TicketsWrite, a.addNote),
	}
}

type listTickets struct {
	Query   string `query:"query"`
	Order   string `query:"order" words:"last waiting number counted"`
	Reverse bool   `query:"reverse"`
	After   string `query:"after"`
	Limit   int    `query:"limit"`
}

func (a *API) listTickets(ctx context.Context, c desk.Caller, in listTickets) (desk.Found, error) {
	page := desk.Page{Order: search.Order(in.Order), Reverse: in.Reverse, After: in.After, Limit: in.Limit}
	return a.desk.Find(ctx, scopeOf(c), in.Query, page)
}

// scopeOf is whose eyes the caller has.
func scopeOf(c desk.Caller) desk.Scope { return desk.Scope{ClientID: c.Client.ID, AgentID: c.Agent.ID} }

func (a *API) getTicket(ctx context.Context, c desk.Caller, in numbered) (desk.TicketWhole, error) {
	if c.IsContact() {
		return a.desk.ClientTicket(ctx, c.Client.ID, in.Number)
	}
	return a.desk.Ticket(ctx, in.Number)
}

type openTicket struct {
	keyed
	Subject  string      `json:"subject,omitempty"`
	Text     string      `json:"text"`
	Contract string      `json:"contract,omitempty"`
	Copies   []string    `json:"copies,omitempty"`
	Files    []fileGiven `json:"files,omitempty"`
}

// openedTicket is the ticket that was opened.
type openedTicket struct {
	Number int64 `json:"number"`
}

func (a *API) openTicket(ctx context.Context, c desk.Caller, in openTicket) (openedTicket, error) {
	number, err := a.desk.OpenByContact(ctx, desk.Request{Contact: c.Contact.ID, Contract: in.Contract, Subject: in.Subject, Text: in.Text,
		Copies: in.Copies, Files: uploads(in.Files), Key: in.key(c)})
	return openedTicket{number}, err
}

type writeMessage struct {
	numbered
	keyed
	Text  string      `json:"text"`
	How   string      `json:"how,omitempty" words:"answer resolve thanks"`
	Files []fileGiven `json:"files,omitempty"`
}

// writtenMessage is where a message went.
type writtenMessage struct {
	Ticket   int64 `json:"ticket"`
	Exchange int64 `json:"exchange"`
	Linked   bool  `json:"linked"`
}

func (a *API) writeMessage(ctx context.Context, c desk.Caller, in writeMessage) (writtenMessage, error) {
	how := ticket.Addition(in.How)
	if in.How == "answer" {
		how = ticket.Answering
	}
	added, err := a.desk.AppendByContact(ctx, desk.Message{Contact: c.Contact.ID, Ticket: in.Number, Text: in.Text, How: how,
		Files: uploads(in.Files), Key: in.key(c)})
	return writtenMessage(added), err
}

type openForCaller struct {
	keyed
	Agent    string      `json:"agent,omitempty"`
	Contact  string      `json:"contact"`
	Contract string      `json:"contract,omitempty"`
	Subject  string      `json:"subject,omitempty"`
	Text     string      `json:"text,omitempty"`
	Note     string      `json:"note,omitempty"`
	Files    []fileGiven `json:"files,omitempty"`
	Minutes  int         `json:"minutes,omitempty"`
	Take     bool        `json:"take,omitempty"`
	Resolve  bool        `json:"resolve,omitempty"`
}

func (a *API) openForCaller(ctx context.Context, c desk.Caller, in openForCaller) (openedTicket, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return openedTicket{}, err
	}
	number, err := a.desk.OpenForClient(ctx, desk.Call{Agent: agent, Contact: in.Contact, Contract: in.Contract, Subject: in.Subject, Text: in.Text,
		Note: in.Note, Files: uploads(in.Files), Time: desk.Booking{Agent: agent, Minutes: in.Minutes, Kind: contract.TimeCounted}, Take: in.Take,
		Resolve: in.Resolve, Key: in.key(c)}, c.Name())
	return openedTicket{number}, err
}

type answerTicket struct {
	numbered
	keyed
	Agent   string      `json:"agent,omitempty"`
	Text    string      `json:"text"`
	Seen    int64       `json:"seen,omitempty"`
	Minutes int         `json:"minutes,omitempty"`
	Kind    string      `json:"time_kind,omitempty" words:"counted offered out-of-package internal"`
	Then    string      `json:"then,omitempty" words:"wait resolve"`
	Canned  int64       `json:"canned,omitempty"`
	Files   []fileGiven `json:"files,omitempty"`
}

// leaving is when an answer leaves; null where none does.
type leaving struct {
	Leaves *time.Time `json:"leaves"`
}

func leavingAt(at time.Time) leaving {
	if at.IsZero() {
		return leaving{}
	}
	return leaving{&at}
}

func (a *API) answerTicket(ctx context.Context, c desk.Caller, in answerTicket) (leaving, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return leaving{}, err
	}
	at, err := a.desk.Answer(ctx, desk.Reply{Ticket: in.Number, Agent: agent, Text: in.Text, Seen: in.Seen,
		Time: desk.Booking{Agent: agent, Minutes: in.Minutes, Kind: kindOf(in.Kind)}, Wait: in.Then == "wait", Resolve: in.Then == "resolve",
		Canned: in.Canned, Files: uploads(in.Files), Key: in.key(c)}, c.Name())
	return leavingAt(at), err
}

// kindOf is a kind of time, counted where none is said.
func kindOf(text string) contract.EntryKind {
	if text == "" {
		return contract.TimeCounted
	}
	return contract.EntryKind(text)
}

type addNote struct {
	numbered
	keyed
	Agent string      `json:"agent,omitempty"`
	Text  string      `json:"text"`
	Files []fileGiven `json:"files,omitempty"`
}

func (a *API) addNote(ctx context.Context, c desk.Caller, in addNote) (nothing, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return nothing{}, err
	}
	return nothing{}, a.desk.AddNote(ctx, desk.Remark{Ticket: in.Number, Agent: agent, Text: in.Text, Files: uploads(in.Files), Key: in.key(c)}, c.Name())
}
