package authn

import (
	"errors"
	"strings"

	"permanence/daemon/desk/people"
)

// Limits of one Authentication-Results field.
const (
	maxAuthresBytes = 64 << 10
	maxResults      = 100
	maxProperties   = 100 // of one result
)

// authres is an Authentication-Results field (RFC 8601 2.2). Names, results
// and the id are folded; values are as written, quotes and comments removed.
type authres struct {
	id      string
	version string
	results []result
}

// result is what one method found, like dkim=pass header.d=a.test.
type result struct {
	method string // without its version
	value  string
	props  []property
}

// property is ptype.property=value. Microsoft writes some without a ptype.
type property struct{ ptype, name, value string }

// only gives the value of a property that stands exactly once.
func (r result) only(ptype, name string) (string, bool) {
	value, n := "", 0
	for _, p := range r.props {
		if p.ptype == ptype && p.name == name {
			value = p.value
			n++
		}
	}
	return value, n == 1
}

var errAuthres = errors.New("not of the form of RFC 8601")

// parseAuthres reads a field that begins with an authserv-id. After an error
// the id and the results before it are still there.
func parseAuthres(field string) (authres, error) {
	s := scanner{text: field}
	var a authres
	if len(field) > maxAuthresBytes || !s.blank() {
		return a, errAuthres
	}
	id, ok := s.value(`;()"=`)
	if !ok || id == "" || !s.blank() {
		return a, errAuthres
	}
	a.id = people.Fold(id)
	if c := s.peek(); c >= '0' && c <= '9' {
		a.version, _ = s.value(`;()"=`)
		if !s.blank() {
			return a, errAuthres
		}
	}
	if s.done() {
		return a, nil
	}
	if !s.take(';') {
		a.id = ""
		return a, errAuthres
	}
	err := s.results(&a)
	return a, err
}

// parseBareAuthres reads the form of Microsoft 365, which has no authserv-id.
func parseBareAuthres(field string) (authres, error) {
	s := scanner{text: field}
	var a authres
	if len(field) > maxAuthresBytes {
		return a, errAuthres
	}
	err := s.results(&a)
	return a, err
}

// results reads what follows the id: results parted by semicolons, or "none".
func (s *scanner) results(a *authres) error {
	for {
		if !s.blank() {
			return errAuthres
		}
		if s.done() {
			return nil
		}
		if s.take(';') {
			continue
		}
		r, ok := s.result()
		if !ok || len(a.results) == maxResults {
			return errAuthres
		}
		if r.method != "" {
			a.results = append(a.results, r)
		}
		if !s.done() && !s.take(';') {
			return errAuthres
		}
	}
}

// result reads method [/version] = value and its properties. The lone word
// "none" gives a result without a method.
func (s *scanner) result() (result, bool) {
	var r result
	method, ok := s.keyword()
	if !ok || !s.blank() {
		return r, false
	}
	if method == "none" && (s.done() || s.peek() == ';') {
		return r, true
	}
	if s.take('/') {
		if !s.blank() {
			return r, false
		}
		if version, ok := s.keyword(); !ok || version != "1" || !s.blank() {
			return r, false
		}
	}
	if !s.take('=') || !s.blank() {
		return r, false
	}
	value, ok := s.keyword()
	if !ok || !s.blank() {
		return r, false
	}
	r.method, r.value = method, value
	for !s.done() && s.peek() != ';' {
		p, ok := s.property()
		if !ok || len(r.props) == maxProperties {
			return r, false
		}
		r.props = append(r.props, p)
	}
	return r, true
}

// property reads ptype.property=value, reason=value or Microsoft's action=value.
func (s *scanner) property() (property, bool) {
	var p property
	var ok bool
	if p.name, ok = s.keyword(); !ok || !s.blank() {
		return p, false
	}
	if s.take('.') {
		p.ptype = p.name
		if !s.blank() {
			return p, false
		}
		if p.name, ok = s.keyword(); !ok || !s.blank() {
			return p, false
		}
	}
	if !s.take('=') || !s.blank() {
		return p, false
	}
	if p.value, ok = s.propertyValue(); !ok {
		return p, false
	}
	return p, s.blank()
}

// propertyValue reads a word, a quoted string, or an address whose local part
// is quoted. What follows must be a blank, a semicolon or the end: a server
// that prints a sender's address unquoted lets parentheses in it pass for a
// comment, and then the value would end too early (S25).
func (s *scanner) propertyValue() (string, bool) {
	value := ""
	if s.peek() == '"' {
		quoted, ok := s.quoted()
		if !ok {
			return "", false
		}
		value = quoted
		if s.peek() == '@' {
			value = strings.ReplaceAll(value, "@", "?") + s.run(`;()"\`)
		}
	} else {
		value = s.run(`;()"\`)
	}
	c := s.peek()
	return value, s.done() || c == ';' || c == ' ' || c == '\t'
}
