package search

import (
	"errors"
	"strings"

	"permanence/daemon/desk/ticket"
)

// ErrQuery is what every Error is.
var ErrQuery = errors.New("the query cannot be read")

// Error is what cannot be read in a query, and what would be right.
type Error struct {
	Operator   string // as it was written, without the colon; "" for words
	Value      string
	Suggestion string // what is nearest, "" if nothing is near
	kind       fault
	field      Field
	who        Audience
}

type fault string

const (
	faultOperator fault = "operator"
	faultValue    fault = "value"
	faultName     fault = "name"
	faultEmpty    fault = "empty"
	faultSilent   fault = "silent"
	faultNumber   fault = "number"
	faultDay      fault = "day"
	faultLength   fault = "length"
	faultMe       fault = "me"
	faultLong     fault = "long"
)

// Unwrap makes errors.Is(err, ErrQuery) true.
func (e *Error) Unwrap() error { return ErrQuery }

// Code names the sort of error.
func (e *Error) Code() string { return string(e.kind) }

// Error is the English sentence.
func (e *Error) Error() string { return e.Sentence("en") }

// UnknownName is the error for a name that nobody has; known are the names to
// suggest one from.
func UnknownName(t Term, known []string) *Error {
	return &Error{kind: faultName, Operator: operatorOf(t.Field).names[0], Value: t.Text, field: t.Field, Suggestion: nearestName(t.Text, known)}
}

// nearestName is the name that is nearest to a text, or has a word that is.
func nearestName(text string, known []string) string {
	owner := map[string]string{}
	var words []string
	for _, name := range known {
		for _, w := range append(strings.Fields(name), name) {
			owner[w], words = name, append(words, w)
		}
	}
	return owner[ticket.Nearest(text, words)]
}

// UnknownMe is the error for "me" where nobody says who that is.
func UnknownMe(t Term) *Error {
	return &Error{kind: faultMe, Operator: operatorOf(t.Field).names[0], field: t.Field}
}

func unknownOperator(name string, who Audience) *Error {
	e := &Error{kind: faultOperator, Operator: name, who: who}
	if near := ticket.Nearest(name, operatorNames(who)); near != "" {
		e.Suggestion = near + ":"
	}
	return e
}

func (o operator) wrong(kind fault, name, text string, who Audience) *Error {
	e := &Error{kind: kind, Operator: name, Value: text, field: o.field, who: who}
	e.Suggestion = ticket.Nearest(text, o.allValueNames(who))
	return e
}

// Sentence tells the writer, in French or English.
func (e *Error) Sentence(language string) string {
	i, near := 0, " ; vouliez-vous dire « {near} » ?"
	if language == "en" {
		i, near = 1, "; did you mean “{near}”?"
	}
	if e.Suggestion == "" {
		near = [2]string{".", "."}[i]
	}
	return strings.NewReplacer("{op}", e.Operator, "{value}", e.Value, "{near}", e.Suggestion, "{operators}", e.operators(language),
		"{values}", strings.Join(operatorOf(e.field).valueNames(e.who, language), ", ")).Replace(strings.Replace(sentences[e.kind][i], "{maybe}", near, 1))
}

func (e *Error) operators(language string) string {
	var all []string
	for _, o := range Operators(e.who, language) {
		all = append(all, o.Name+":")
	}
	return strings.Join(all, ", ")
}

var sentences = map[fault][2]string{
	faultOperator: {
		"« {op}: » n'est pas un critère de recherche{maybe} Les critères sont {operators} ; des mots suivis de deux-points se cherchent entre guillemets.",
		"“{op}:” is no search operator{maybe} The operators are {operators}; words followed by a colon are searched for in quotes."},
	faultValue: {
		"« {value} » n'est pas une valeur de {op}:{maybe} Les valeurs sont : {values}.",
		"“{value}” is no value of {op}:{maybe} The values are: {values}."},
	faultName: {
		"« {value} » est inconnu pour {op}:{maybe}",
		"“{value}” is unknown to {op}:{maybe}"},
	faultEmpty: {
		"Il manque une valeur après « {op}: ».",
		"A value is missing after “{op}:”."},
	faultSilent: {
		"« {value} » ne contient ni lettre ni chiffre à chercher.",
		"“{value}” holds no letter or digit to search for."},
	faultNumber: {
		"« {value} » n'est pas un numéro de ticket : écrivez par exemple {op}:1042.",
		"“{value}” is no ticket's number: write for example {op}:1042."},
	faultDay: {
		"« {value} » n'est pas une date : écrivez par exemple {op}:2026-09-01 ou {op}:01/09/2026.",
		"“{value}” is not a date: write for example {op}:2026-09-01 or {op}:01/09/2026."},
	faultLength: {
		"« {value} » n'est pas une durée{maybe} Écrivez par exemple {op}:>1h ou {op}:<=45min.",
		"“{value}” is not a length of time{maybe} Write for example {op}:>1h or {op}:<=45min."},
	faultMe: {
		"« {op}:moi » ne désigne personne ici : écrivez un nom.",
		"“me” is nobody here for {op}: write a name."},
	faultLong: {
		"La recherche est trop longue : 500 caractères et 20 critères au plus.",
		"The query is too long: 500 characters and 20 conditions at most."},
}
