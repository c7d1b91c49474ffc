package attack

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// reading is what people get to see of a mail.
type reading struct {
	text    string
	files   []string
	defects []string
}

// read gives what is shown of a mail: of itself, of its page, and of the
// exchange that it became.
func (s *Stage) read(ctx context.Context, e event) (r reading, err error) {
	view, err := s.desk().Mail(ctx, e.fate.id)
	if err != nil {
		return r, err
	}
	r.text = view.Subject + "\n" + view.Text + "\n"
	if m := e.parsed; m != nil {
		r.text += m.From.Name + "\n" + e.page + "\n"
		r.defects = m.Defects
		for _, a := range m.Attachments {
			r.files = append(r.files, a.Filename)
		}
	}
	if e.fate.ticket == 0 {
		return r, nil
	}
	whole, err := s.desk().Ticket(ctx, e.fate.ticket)
	for _, x := range whole.Exchanges {
		if x.Mail != e.fate.id {
			continue
		}
		r.text += x.From + "\n" + x.Text + "\n"
		for _, f := range x.Files {
			if !slices.Contains(r.files, f.Filename) {
				r.files = append(r.files, f.Filename)
			}
		}
	}
	return r, err
}

// readAsItMust is what a case says of the reading; names of files are display
// text in every case (P07, H17).
func readAsItMust(ctx context.Context, s *Stage, e event) (found []finding, err error) {
	r, err := s.read(ctx, e)
	if err != nil {
		return nil, err
	}
	for _, text := range e.mail.Reads {
		if !strings.Contains(r.text, text) {
			found = append(found, finding{lost, fmt.Sprintf("nobody reads %q: %.500q", text, r.text)})
		}
	}
	for _, text := range e.mail.Omits {
		if strings.Contains(r.text, text) || slices.Contains(r.files, text) {
			found = append(found, finding{unsafe, fmt.Sprintf("%q is read: %.500q %q", text, r.text, r.files)})
		}
	}
	for _, text := range e.mail.NoPage {
		if strings.Contains(e.page, text) {
			found = append(found, finding{unsafe, fmt.Sprintf("its page holds %q: %.500q", text, e.page)})
		}
	}
	for _, name := range e.mail.Files {
		if !slices.Contains(r.files, name) {
			found = append(found, finding{lost, fmt.Sprintf("no file %q is listed: %.20q", name, r.files)})
		}
	}
	for _, name := range e.mail.Defects {
		if !slices.Contains(r.defects, name) {
			found = append(found, finding{wrong, fmt.Sprintf("the defect %s is not told: %q", name, r.defects)})
		}
	}
	for _, name := range r.files {
		if why := nameTrouble(name); why != "" {
			found = append(found, finding{unsafe, fmt.Sprintf("the file %.100q: %s", name, why)})
		}
	}
	return found, nil
}

// nameTrouble says what is not fit to be shown as the name of a file.
func nameTrouble(name string) string {
	switch {
	case strings.ContainsAny(name, `/\`):
		return "names a folder"
	case strings.HasPrefix(name, "."):
		return "begins with a dot"
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }):
		return "holds a control or direction character"
	case len(name) > 255:
		return "is too long"
	}
	return ""
}
