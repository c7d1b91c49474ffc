package attack

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// What begins a line of a case file: a variant, or a step of it. All that
// follows a step `mail` up to the next step is the mail.
const (
	variantMark = "=== "
	stepMark    = "--- "
)

// readCase reads one file of the corpus.
func readCase(text string) (c Case, err error) {
	lines := strings.SplitAfter(text, "\n")
	c.ID, c.Title, _ = strings.Cut(strings.TrimSpace(lines[0]), " ")
	if c.ID == "" || c.Title == "" {
		return c, errors.New("line 1: a case begins with its id and a title")
	}
	r := reader{c: &c}
	for i, line := range lines[1:] {
		if err := r.line(line); err != nil {
			return c, fmt.Errorf("line %d: %w", i+2, err)
		}
	}
	c.About = strings.TrimSpace(c.About)
	return c, r.whole()
}

type reader struct {
	c  *Case
	in *string // the text of the mail that is being read
}

func (r *reader) line(line string) error {
	switch {
	case strings.HasPrefix(line, variantMark):
		r.in = nil
		r.c.Variants = append(r.c.Variants, Variant{Name: strings.TrimSpace(line[len(variantMark):])})
		return nil
	case strings.HasPrefix(line, stepMark):
		r.in = nil
		name, rest, _ := strings.Cut(strings.TrimSpace(line[len(stepMark):]), " ")
		return r.step(name, strings.TrimSpace(rest))
	case r.in != nil:
		*r.in += line
		return nil
	case strings.HasPrefix(line, "house: "):
		*r.house() = strings.TrimSpace(strings.TrimPrefix(line, "house: "))
		return nil
	case len(r.c.Variants) == 0:
		r.c.About += line
		return nil
	case strings.TrimSpace(line) != "":
		return fmt.Errorf("%q stands outside of any mail", strings.TrimSpace(line))
	}
	return nil
}

// house is what a line house: sets: that of the case, or of the last variant.
func (r *reader) house() *string {
	if n := len(r.c.Variants); n > 0 {
		return &r.c.Variants[n-1].House
	}
	return &r.c.House
}

// step reads a step of a variant.
func (r *reader) step(name, rest string) error {
	if len(r.c.Variants) == 0 {
		return fmt.Errorf("a step %q before the first variant", name)
	}
	v := &r.c.Variants[len(r.c.Variants)-1]
	if name == "mail" {
		v.Mails = append(v.Mails, Mail{})
		m := &v.Mails[len(v.Mails)-1]
		r.in = &m.Text
		return m.options(strings.Fields(rest))
	}
	set, known := steps[name]
	switch {
	case !known:
		return fmt.Errorf("there is no step %q", name)
	case len(v.Mails) == 0:
		return fmt.Errorf("a step %q before the first mail", name)
	case rest == "":
		return fmt.Errorf("the step %q says nothing", name)
	}
	return set(&v.Mails[len(v.Mails)-1], rest)
}

// steps say what must come of the mail before them.
var steps = map[string]func(*Mail, string) error{
	"want":       func(m *Mail, rest string) (err error) { m.Want, err = readWants(rest); return err },
	"may":        func(m *Mail, rest string) error { m.May = append(m.May, strings.Fields(rest)...); return nil },
	"changes":    func(m *Mail, rest string) error { m.Changes = append(m.Changes, strings.Fields(rest)...); return nil },
	"hides":      func(m *Mail, rest string) error { m.Hides = append(m.Hides, rest); return nil },
	"notes":      func(m *Mail, rest string) error { m.Notes = append(m.Notes, rest); return nil },
	"shows":      func(m *Mail, rest string) error { m.Shows = append(m.Shows, rest); return nil },
	"reads":      func(m *Mail, rest string) error { m.Reads = append(m.Reads, rest); return nil },
	"omits":      func(m *Mail, rest string) error { m.Omits = append(m.Omits, rest); return nil },
	"page-omits": func(m *Mail, rest string) error { m.NoPage = append(m.NoPage, rest); return nil },
	"file":       func(m *Mail, rest string) error { m.Files = append(m.Files, rest); return nil },
	"defects":    func(m *Mail, rest string) error { m.Defects = append(m.Defects, strings.Fields(rest)...); return nil },
	"then":       readLater,
	"obeys":      obeysNothing,
}

func obeysNothing(m *Mail, rest string) error {
	if rest != "nothing" {
		return fmt.Errorf("a case can say that a mail obeys nothing, not %q", rest)
	}
	m.Orders = true
	return nil
}

// readLater reads `5m quarantine auth-pending`.
func readLater(m *Mail, rest string) (err error) {
	var l Later
	after, want, _ := strings.Cut(rest, " ")
	if l.After, err = time.ParseDuration(after); err != nil {
		return err
	}
	l.Want, err = readWants(want)
	m.Then = append(m.Then, l)
	return err
}

// options read what stands behind `mail`: to <box>, after <duration>, as-is.
func (m *Mail) options(words []string) (err error) {
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		switch {
		case word == "as-is":
			m.AsIs = true
		case word == "to" && len(words) > 0:
			m.To, words = words[0], words[1:]
		case word == "after" && len(words) > 0:
			if m.After, err = time.ParseDuration(words[0]); err != nil {
				return err
			}
			words = words[1:]
		default:
			return fmt.Errorf("a mail has no option %q", word)
		}
	}
	return nil
}

var dispositions = []string{"new", "append", "note", "command", "dsn", "auto", "self", "duplicate", "quarantine", "pending"}

// readWants reads `quarantine unauth or append TA`.
func readWants(text string) (all []Want, err error) {
	for one := range strings.SplitSeq(text, " or ") {
		var w Want
		for i, word := range strings.Fields(one) {
			switch {
			case i == 0:
				w.Disposition = word
			case word[0] == 'T' && strings.ToUpper(word) == word:
				w.Ticket = word
			case w.Reason == "":
				w.Reason = word
			default:
				return nil, fmt.Errorf("want %q has a word too many: %q", one, word)
			}
		}
		if !slices.Contains(dispositions, w.Disposition) {
			return nil, fmt.Errorf("there is no disposition %q", w.Disposition)
		}
		if (w.Disposition == "quarantine") != (w.Reason != "") && w.Disposition != "pending" && w.Disposition != "command" {
			return nil, fmt.Errorf("want %q: quarantine has a reason, and nothing else has", one)
		}
		if (w.Disposition == "append" || w.Disposition == "note") && w.Ticket == "" {
			return nil, fmt.Errorf("want %q: an exchange names its ticket", one)
		}
		all = append(all, w)
	}
	return all, nil
}

// whole says what is missing.
func (r *reader) whole() error {
	if len(r.c.Variants) == 0 {
		return errors.New("the case has no variant")
	}
	named := map[string]bool{}
	for _, v := range r.c.Variants {
		if v.Name == "" || named[v.Name] {
			return fmt.Errorf("a variant has no name, or that of another one: %q", v.Name)
		}
		named[v.Name] = true
		if len(v.Mails) == 0 {
			return fmt.Errorf("the variant %q has no mail", v.Name)
		}
		for i, m := range v.Mails {
			if len(m.Want) == 0 {
				return fmt.Errorf("the variant %q does not say what must come of mail %d", v.Name, i+1)
			}
		}
	}
	return nil
}
