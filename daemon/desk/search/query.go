// Package search is the language in which people say which tickets they look
// for: état:attente client:"Dupont SA" -imprimante. It reads a query into a
// value, writes the value back in French or English, and shows where a text
// holds what was looked for. Lists, views and saved views are such queries.
package search

import (
	"strconv"
	"strings"

	"permanence/daemon/desk/rota"
)

// Field is what a term of a query asks about. Its text is the English name of
// the operator.
type Field string

// The fields. Words has no operator: it is text of exchanges, a subject or the
// name of a file.
const (
	Words    Field = "words"
	State    Field = "state"
	Client   Field = "client"
	Contact  Field = "contact"
	Agent    Field = "agent"
	Team     Field = "team"
	Number   Field = "ref"
	File     Field = "file"
	Before   Field = "before"
	After    Field = "after"
	Time     Field = "time" // counted time
	Package  Field = "package"
	Priority Field = "priority"
	Tag      Field = "tag"
)

// Value is one of the values that a field knows by name.
type Value string

// The values that are no state and no priority of a ticket.
const (
	Active    Value = "active"    // a state: not resolved and not closed
	Me        Value = "me"        // the agent who asks
	Nobody    Value = "nobody"    // no agent, no team
	Today     Value = "today"     // the team on duty
	Missing   Value = "missing"   // time: an answer without time
	Exhausted Value = "exhausted" // package: nothing is left of it
	Normal    Value = "normal"    // the priority that has no name
)

// Compare says how a length of time is compared.
type Compare string

// Term is one condition. Which of its fields hold depends on Field.
type Term struct {
	Field   Field
	Not     bool
	Value   Value     // a value known by name; "" where Text, Day … say it
	Text    string    // words or a name, as they were written
	Prefix  bool      // words, file: the last word may go on (factur*)
	Number  int64     // of a ticket
	Day     rota.Date // before: earlier than its first instant; after: from it on
	Compare Compare   // =, <, <=, > or >=
	Minutes int
}

// Query is all that is asked for: each of the terms holds. Of what a ticket has
// only one of (a state, a client, an agent …) either of several terms does.
type Query struct {
	Terms []Term
}

// String writes the query in a language, "fr" or "en": Parse reads it back.
func (q Query) String(language string) string {
	words := make([]string, len(q.Terms))
	for i, t := range q.Terms {
		words[i] = t.String(language)
	}
	return strings.Join(words, " ")
}

// With is the query with one more condition.
func (q Query) With(terms ...Term) Query {
	return Query{Terms: append(q.Terms[:len(q.Terms):len(q.Terms)], terms...)}
}

// Has says whether a term asks about one of the fields.
func (q Query) Has(fields ...Field) bool {
	for _, t := range q.Terms {
		for _, f := range fields {
			if t.Field == f {
				return true
			}
		}
	}
	return false
}

// Jump is the number of the only ticket that the query can mean: ref:1042,
// #1042, or a bare number. False where it asks for anything else.
func (q Query) Jump() (number int64, ok bool) {
	if len(q.Terms) != 1 || q.Terms[0].Not {
		return 0, false
	}
	switch t := q.Terms[0]; t.Field {
	case Number:
		return t.Number, true
	case Words:
		return parseNumber(t.Text)
	}
	return 0, false
}

// String writes the term in a language.
func (t Term) String(language string) string {
	sign := ""
	if t.Not {
		sign = "-"
	}
	if t.Field == Words {
		return sign + t.words()
	}
	return sign + operatorOf(t.Field).name(language) + ":" + t.value(language)
}

func (t Term) value(language string) string {
	switch {
	case t.Value != "":
		return operatorOf(t.Field).valueName(t.Value, language)
	case t.Field == Number:
		return strconv.FormatInt(t.Number, 10)
	case t.Field == Before, t.Field == After:
		return t.Day.String()
	case t.Field == Time:
		return strings.TrimPrefix(string(t.Compare), "=") + span(t.Minutes)
	}
	return t.words()
}

func (t Term) words() string {
	if t.Prefix {
		return quoted(t.Text) + "*"
	}
	return quoted(t.Text)
}

// span writes minutes without blanks: 45min, 2h, 1h15.
func span(minutes int) string {
	h, m := strconv.Itoa(minutes/60), strconv.Itoa(100 + minutes%60)[1:]
	switch {
	case minutes < 60:
		return strconv.Itoa(minutes) + "min"
	case minutes%60 == 0:
		return h + "h"
	}
	return h + "h" + m
}
