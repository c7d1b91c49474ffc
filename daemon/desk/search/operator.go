package search

import (
	"permanence/daemon/desk/ticket"
)

// Audience is who asks.
type Audience int

// The audiences. What is about our side, clients cannot ask for.
const (
	ForAgents Audience = iota
	ForClients
)

// sort is what stands behind an operator's colon.
type sort int

const (
	named   sort = iota // a name, or a known value
	known               // one of the known values
	numbers             // a ticket's number
	words               // words of a text
	day
	length // a time to compare with, or a known value
)

// operator is one name: with its values.
type operator struct {
	field  Field
	names  []string // the French one, the English one, further ones
	sort   sort
	inside bool // about our side
	values []value
}

// value is a value that is known by name.
type value struct {
	value  Value
	names  []string // the French one, the English one, further ones
	inside bool
}

// operators is the table of the language. Names are compared without case,
// accents, spaces and hyphens, those of both languages at any time.
var operators = []operator{
	{field: State, names: []string{"état", "state", "statut", "status"}, sort: known, values: []value{
		{value: Value(ticket.Open), names: []string{"ouvert", "open", "à traiter", "todo"}},
		{value: Value(ticket.Waiting), names: []string{"attente", "waiting", "en attente", "attente client"}},
		{value: Value(ticket.Snoozed), names: []string{"pause", "snoozed", "en pause", "paused"}},
		{value: Value(ticket.Resolved), names: []string{"résolu", "resolved", "done"}},
		{value: Value(ticket.Closed), names: []string{"clos", "closed", "fermé"}},
		{value: Active, names: []string{"actif", "active", "en cours"}},
	}},
	{field: Client, names: []string{"client", "client", "société", "company"}, inside: true},
	{field: Contact, names: []string{"contact", "contact", "demandeur", "requester"}},
	{field: Agent, names: []string{"à", "agent", "assigné", "assignee", "to", "pour"}, inside: true, values: []value{
		{value: Me, names: []string{"moi", "me"}},
		{value: Nobody, names: []string{"personne", "nobody", "aucun", "none"}},
	}},
	{field: Team, names: []string{"équipe", "team"}, inside: true, values: []value{
		{value: Today, names: []string{"jour", "today", "du jour", "on duty"}},
		{value: Nobody, names: []string{"aucune", "none", "personne", "nobody"}},
	}},
	{field: Number, names: []string{"ref", "ref", "numéro", "number", "ticket", "référence"}, sort: numbers},
	{field: File, names: []string{"pièce", "file", "pièce jointe", "attachment", "fichier"}, sort: words},
	{field: Before, names: []string{"avant", "before", "until"}, sort: day},
	{field: After, names: []string{"après", "after", "depuis", "since"}, sort: day},
	{field: Time, names: []string{"temps", "time"}, sort: length, values: []value{
		{value: Missing, names: []string{"manquant", "missing"}, inside: true},
	}},
	{field: Package, names: []string{"forfait", "package"}, sort: known, values: []value{
		{value: Exhausted, names: []string{"épuisé", "exhausted", "vide", "empty"}},
	}},
	{field: Priority, names: []string{"priorité", "priority"}, sort: known, inside: true, values: []value{
		{value: Value(ticket.Low), names: []string{"basse", "low"}},
		{value: Normal, names: []string{"normale", "normal"}},
		{value: Value(ticket.High), names: []string{"haute", "high", "élevée"}},
		{value: Value(ticket.Urgent), names: []string{"urgente", "urgent"}},
	}},
	{field: Tag, names: []string{"étiquette", "tag", "label"}, inside: true},
}

// Operator is one operator as a page explains it: its names in a language.
type Operator struct {
	Field  Field
	Name   string   // without the colon
	Values []string // those that are known by name
}

// Operators lists the operators that somebody can use, named in a language,
// "fr" or "en".
func Operators(who Audience, language string) []Operator {
	var all []Operator
	for _, o := range operators {
		if !o.open(who) {
			continue
		}
		all = append(all, Operator{Field: o.field, Name: o.name(language), Values: o.valueNames(who, language)})
	}
	return all
}

func (o operator) open(who Audience) bool { return who == ForAgents || !o.inside }
func (v value) open(who Audience) bool    { return who == ForAgents || !v.inside }

func (o operator) name(language string) string { return inLanguage(o.names, language) }

func (o operator) valueName(v Value, language string) string {
	for _, known := range o.values {
		if known.value == v {
			return quoted(inLanguage(known.names, language))
		}
	}
	return quoted(string(v))
}

func (o operator) valueNames(who Audience, language string) []string {
	var all []string
	for _, v := range o.values {
		if v.open(who) {
			all = append(all, inLanguage(v.names, language))
		}
	}
	return all
}

func inLanguage(names []string, language string) string {
	if language == "en" {
		return names[1]
	}
	return names[0]
}

// operatorOf is the operator of a field.
func operatorOf(f Field) operator {
	for _, o := range operators {
		if o.field == f {
			return o
		}
	}
	return operator{field: f, names: []string{string(f), string(f)}}
}

// operatorNamed finds an operator by one of its names.
func operatorNamed(name string, who Audience) (operator, bool) {
	name = ticket.Fold(name)
	for _, o := range operators {
		if o.open(who) && foldedIn(o.names, name) {
			return o, true
		}
	}
	return operator{}, false
}

// valueNamed finds a known value by one of its names.
func (o operator) valueNamed(text string, who Audience) (Value, bool) {
	text = ticket.Fold(text)
	for _, v := range o.values {
		if v.open(who) && foldedIn(v.names, text) {
			return v.value, true
		}
	}
	return "", false
}

func foldedIn(names []string, folded string) bool {
	for _, n := range names {
		if ticket.Fold(n) == folded {
			return true
		}
	}
	return false
}

// operatorNames are all names, for suggesting one.
func operatorNames(who Audience) []string {
	var all []string
	for _, o := range operators {
		if o.open(who) {
			all = append(all, o.names...)
		}
	}
	return all
}

func (o operator) allValueNames(who Audience) []string {
	var all []string
	for _, v := range o.values {
		if v.open(who) {
			all = append(all, v.names...)
		}
	}
	return all
}
