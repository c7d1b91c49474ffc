package platform

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// callPage is what A3 shows: the form as it was filled in, and whom it may be
// for.
type callPage struct {
	Key     string
	Contact string // as it was typed
	Subject string
	Text    string
	Note    string
	Take    bool
	Resolve bool
	Timing  draft // the time field
	Wrong   string
	Callers []caller
}

// caller is a contact whom a contract that runs names (R1).
type caller struct {
	Label   string // as the field holds it: name, client <address>
	Name    string
	Client  string
	Address string
}

// Call asks what somebody telephones about (A3). The address may name the
// contact: ?contact=address.
func (s Screens) Call(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	key, err := s.Key()
	if err != nil {
		return err
	}
	p := callPage{Key: key, Take: true}
	if p.Callers, err = s.callers(r); err != nil {
		return err
	}
	if address := r.URL.Query().Get("contact"); address != "" {
		for _, c := range p.Callers {
			if c.Address == address {
				p.Contact = c.Label
			}
		}
	}
	return s.showCall(w, r, http.StatusOK, p)
}

func (s Screens) showCall(w http.ResponseWriter, r *http.Request, status int, p callPage) (err error) {
	if p.Callers == nil {
		if p.Callers, err = s.callers(r); err != nil {
			return err
		}
	}
	p.Timing.Kinds = kindsOfTime()
	return s.Show(w, r, status, "call", p)
}

// callers are all who may have a ticket opened for them.
func (s Screens) callers(r *http.Request) (all []caller, err error) {
	contacts, err := s.Desk.Contacts(r.Context(), "")
	for _, c := range contacts {
		if !c.Active || !c.Technical && !c.Deputy || len(c.Addresses) == 0 {
			continue
		}
		one := caller{Name: c.Name, Client: c.Client, Address: c.Addresses[0]}
		one.Label = fmt.Sprintf("%s, %s <%s>", c.Name, c.Client, one.Address)
		all = append(all, one)
	}
	return all, err
}

// errCaller says that what was typed names no caller, or several.
var errCaller = errors.New("no caller")

// callerNamed is the address that was meant: the one in <>, one as it is, or
// that of the only one in whose name or client the text stands.
func callerNamed(text string, all []caller) (string, error) {
	text = strings.TrimSpace(text)
	if _, rest, ok := strings.Cut(text, "<"); ok {
		text = strings.TrimSuffix(strings.TrimSpace(rest), ">")
	}
	if strings.Contains(text, "@") {
		return text, nil
	}
	found, wanted := "", ticket.Fold(text)
	for _, c := range all {
		if wanted == "" || !strings.Contains(ticket.Fold(c.Name+" "+c.Client), wanted) {
			continue
		}
		if found != "" {
			return "", errCaller
		}
		found = c.Address
	}
	if found == "" {
		return "", errCaller
	}
	return found, nil
}

// OpenCall opens the ticket. What is refused comes back with the form.
func (s Screens) OpenCall(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	files, err := page.Uploads(w, r)
	p := callPage{Key: r.PostFormValue("key"), Contact: r.PostFormValue("contact"), Subject: r.PostFormValue("subject"),
		Text: r.PostFormValue("text"), Note: r.PostFormValue("note"), Take: r.PostFormValue("take") != "", Resolve: r.PostFormValue("resolve") != "",
		Timing: draft{Time: r.PostFormValue("time"), Kind: contract.EntryKind(r.PostFormValue("kind"))}}
	if err != nil {
		return s.callAgain(w, r, p, err)
	}
	c := desk.Call{Agent: v.Address(), Subject: p.Subject, Text: p.Text, Note: p.Note, Files: files, Take: p.Take, Resolve: p.Resolve, Key: p.Key}
	if c.Time, err = s.booking(r, v); err != nil {
		return s.callAgain(w, r, p, err)
	}
	c.Time.Text = ""
	if p.Callers, err = s.callers(r); err != nil {
		return err
	}
	if c.Contact, err = callerNamed(p.Contact, p.Callers); err != nil {
		return s.callAgain(w, r, p, err)
	}
	number, err := s.Desk.OpenForClient(r.Context(), c, v.Address())
	if err != nil {
		return s.callAgain(w, r, p, err)
	}
	return s.Done(w, r, "call-opened", fmt.Sprintf("/tickets/%d", number))
}

// callAgain shows the form as it was sent, with what was refused.
func (s Screens) callAgain(w http.ResponseWriter, r *http.Request, p callPage, err error) error {
	ok := errors.Is(err, errCaller)
	if ok {
		p.Wrong, err = s.Words(r).Word("call", "which-caller")
		ok = err == nil
	} else {
		p.Wrong, ok, err = s.wrong(r, err)
	}
	if !ok {
		return err
	}
	return s.showCall(w, r, http.StatusUnprocessableEntity, p)
}
