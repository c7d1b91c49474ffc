package platform

import (
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/search"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
	"permanence/daemon/web/picture"
)

// clientsPage is the list of clients.
type clientsPage struct {
	Text  string // what was looked for
	Lines []desk.ClientLine
}

// Clients lists the clients, or those that a text names.
func (s Screens) Clients(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	p := clientsPage{Text: r.URL.Query().Get("q")}
	var err error
	if p.Lines, err = s.Desk.FindClients(r.Context(), p.Text); err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "clients", p)
}

// clientPage is what A4 shows.
type clientPage struct {
	desk.ClientWhole
	Courses []page.Course
	Lines   []contractLine
	Running []string // references of the contracts that run
	Recent  []desk.FoundRow
	All     string // address of the list of all its tickets
	Form    ticket.Contact
	Ref     string // the contract that was chosen in the form
	Asked   bool   // the form was sent, or is asked for: it is open
	Wrong   string // what was refused, in words
}

// contractLine is a contract with its days.
type contractLine struct {
	desk.ContractView
	From, To rota.Date // To is zero where it is open
}

// Client is one client: package, people, contracts, last tickets (A4).
func (s Screens) Client(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.showClient(w, r, v, http.StatusOK, clientPage{Asked: r.URL.Query().Has("replace")})
}

// recent is how many tickets stand on the page of a client or a contact.
const recent = 10

func (s Screens) showClient(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, p clientPage) error {
	id, err := page.Number(r, "id")
	if err != nil {
		return err
	}
	if p.ClientWhole, err = s.Desk.ClientWhole(r.Context(), id); err != nil {
		return err
	}
	for _, c := range p.Contracts {
		p.Lines = append(p.Lines, contractLine{c, dateOf(c.Start), dateOf(c.End)})
		if c.Runs {
			p.Running = append(p.Running, c.Ref)
		}
	}
	if p.Courses, err = page.Courses(s.Words(r), "package", p.Packages, picture.GaugeLarge, page.Pictures); err != nil {
		return err
	}
	if p.Recent, p.All, err = s.ticketsOf(r, v, search.Term{Field: search.Client, Text: p.Name}); err != nil {
		return err
	}
	return s.Show(w, r, status, "client", p)
}

// ticketsOf are the last tickets of somebody, and the address of the list of
// them all, "" where the name cannot be written in a query.
func (s Screens) ticketsOf(r *http.Request, v desk.Visitor, who search.Term) ([]desk.FoundRow, string, error) {
	q := search.Query{Terms: []search.Term{who}}
	found, err := s.Desk.FindQuery(r.Context(), desk.Scope{AgentID: v.Agent.ID}, q, desk.Page{Order: search.ByLast, Limit: recent})
	text, all := q.String(s.Language(r)), ""
	if _, unread := search.Parse(text, search.ForAgents); unread == nil {
		all = page.Address("/tickets", "q", text)
	}
	return found.Rows, all, err
}

// Replace names another technical contact (R3). What is refused comes back with
// the form.
func (s Screens) Replace(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	p := clientPage{Asked: true, Ref: r.PostFormValue("contract"), Form: ticket.Contact{FirstName: field(r, "first"), LastName: field(r, "last"),
		Position: field(r, "position"), Address: field(r, "address")}}
	err := missingField(p.Form)
	if err == nil {
		err = s.Desk.ReplaceContact(r.Context(), r.PathValue("id"), p.Ref, p.Form, v.Address())
	}
	if err != nil {
		sentence, refused := s.Refusal(r, err)
		if !refused {
			return err
		}
		p.Wrong = sentence
		return s.showClient(w, r, v, http.StatusUnprocessableEntity, p)
	}
	return s.Done(w, r, "contact-replaced", r.URL.Path[:len(r.URL.Path)-len("/contact")])
}

// missingField says that one of the four fields of a new contact is empty (R3).
func missingField(c ticket.Contact) error {
	if c.FirstName == "" || c.LastName == "" || c.Position == "" || c.Address == "" {
		return desk.ErrMissing
	}
	return nil
}
