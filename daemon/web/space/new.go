package space

import (
	"fmt"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
	"permanence/daemon/web/picture"
)

// newPage is what C5 shows: the form as it was filled in, and where the package
// stands (R11).
type newPage struct {
	Key     string
	Subject string
	Text    string
	Copies  string
	Wrong   string
	Courses []page.Course
}

// New asks what a new ticket is about.
func (s Screens) New(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	key, err := s.Key()
	if err != nil {
		return err
	}
	return s.showNew(w, r, v, http.StatusOK, newPage{Key: key})
}

func (s Screens) showNew(w http.ResponseWriter, r *http.Request, v desk.Visitor, status int, p newPage) error {
	all, err := s.Desk.ClientCourses(r.Context(), v.Client)
	if err != nil {
		return err
	}
	if p.Courses, err = page.Courses(s.Words(r), "package", all, picture.GaugeLarge, page.GaugeOnly); err != nil {
		return err
	}
	return s.Show(w, r, status, "new", p)
}

// Open opens the ticket (R1). What is refused comes back with the form.
func (s Screens) Open(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	files, err := page.Uploads(w, r)
	p := newPage{Key: r.PostFormValue("key"), Subject: r.PostFormValue("subject"), Text: r.PostFormValue("text"), Copies: r.PostFormValue("copies")}
	var number int64
	if err == nil {
		number, err = s.Desk.OpenByContact(r.Context(), desk.Request{Contact: v.Contact.ID, Subject: p.Subject, Text: p.Text, Copies: addresses(p.Copies), Files: files, Key: p.Key})
	}
	if err != nil {
		sentence, refused := s.Refusal(r, err)
		if !refused {
			return err
		}
		p.Wrong = sentence
		return s.showNew(w, r, v, http.StatusUnprocessableEntity, p)
	}
	return s.Done(w, r, "ticket-opened", fmt.Sprintf("/tickets/%d", number))
}

// addresses splits what was typed into a field for several.
func addresses(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;\t\r\n", r) })
}
