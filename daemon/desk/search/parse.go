package search

import (
	"regexp"
	"strconv"
	"strings"

	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
)

// MaxLength and MaxTerms bound a query: characters, and conditions.
const (
	MaxLength = 500
	MaxTerms  = 20
)

// Parse reads a query as people write it. Names of operators and values are
// French or English, without regard to case and accents. What is no operator,
// or no value of one, is an *Error that names it and what is nearest; it is
// never taken for words. An empty query asks for all tickets.
func Parse(text string, who Audience) (Query, error) {
	text = strings.ToValidUTF8(text, " ")
	if len([]rune(text)) > MaxLength {
		return Query{}, &Error{kind: faultLong}
	}
	s, q := &scanner{rest: text, who: who}, Query{}
	for {
		t, ok := s.next()
		if !ok {
			break
		}
		if t.operator == "" && !t.quoted && !says(t.text) {
			continue // a dash of a pasted subject
		}
		term, err := read(t, who)
		if err != nil {
			return Query{}, err
		}
		if q.Terms = append(q.Terms, term); len(q.Terms) > MaxTerms {
			return Query{}, &Error{kind: faultLong}
		}
	}
	if len(q.Terms) == 0 && strings.TrimSpace(text) != "" {
		return Query{}, &Error{kind: faultSilent, Value: clean(text)}
	}
	return q, nil
}

func read(t token, who Audience) (Term, error) {
	if t.operator == "" {
		return readWords(t)
	}
	o, ok := operatorNamed(t.operator, who)
	if !ok {
		return Term{}, unknownOperator(t.operator, who)
	}
	term, text := Term{Field: o.field, Not: t.not, Prefix: t.star && o.sort == words}, clean(t.text)
	if t.star && o.sort != words {
		text += "*"
	}
	if text == "" {
		return Term{}, &Error{kind: faultEmpty, Operator: t.operator, field: o.field, who: who}
	}
	fault := o.read(&term, text, who)
	if fault != "" {
		return Term{}, o.wrong(fault, t.operator, text, who)
	}
	return term, nil
}

// tag is a ticket's number as subjects of mail show it.
var tag = regexp.MustCompile(`^\[?#([0-9]{1,9})(-[0-9A-Za-z]{8}\])?$`)

func readWords(t token) (Term, error) {
	if m := tag.FindStringSubmatch(t.text); m != nil && !t.quoted {
		if n, ok := parseNumber(m[1]); ok {
			return Term{Field: Number, Not: t.not, Number: n}, nil
		}
	}
	text := clean(t.text)
	if !says(text) {
		return Term{}, &Error{kind: faultSilent, Value: text}
	}
	return Term{Field: Words, Not: t.not, Text: text, Prefix: t.star}, nil
}

// parseNumber reads the number of a ticket, with or without a #.
func parseNumber(text string) (int64, bool) {
	text = strings.TrimPrefix(text, "#")
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n > 0 && len(text) <= 9 && text[0] != '+'
}

func (o operator) read(t *Term, text string, who Audience) fault {
	if v, ok := o.valueNamed(text, who); ok {
		t.Value = v
		return ""
	}
	switch o.sort {
	case known:
		return faultValue
	case numbers:
		return t.readNumber(text)
	case day:
		return t.readDay(text)
	case length:
		return t.readLength(text)
	}
	if !says(text) {
		return faultSilent
	}
	t.Text = text
	return ""
}

func (t *Term) readNumber(text string) fault {
	if m := tag.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	n, ok := parseNumber(text)
	if !ok {
		return faultNumber
	}
	t.Number = n
	return ""
}

func (t *Term) readDay(text string) fault {
	date, err := rota.ParseDate(text)
	if err != nil {
		return faultDay
	}
	t.Day = date
	return ""
}

var comparison = regexp.MustCompile(`^(>=|<=|≥|≤|>|<|=)? ?(.+)$`)

var comparisons = map[string]Compare{"": "=", "≥": ">=", "≤": "<="}

func (t *Term) readLength(text string) fault {
	m := comparison.FindStringSubmatch(text)
	if m == nil {
		return faultLength
	}
	minutes, err := ticket.ParseSpan(m[2])
	if err != nil {
		return faultLength
	}
	t.Minutes, t.Compare = minutes, Compare(m[1])
	if c, ok := comparisons[m[1]]; ok {
		t.Compare = c
	}
	return ""
}
