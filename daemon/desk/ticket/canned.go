package ticket

import (
	"fmt"
	"regexp"
	"strings"
)

// Canned is an answer written beforehand, with variables in braces.
type Canned struct {
	ID       int64
	Title    string
	Language string // "fr" or "en"
	TeamID   int64  // whose it is; 0 is every team's
	Text     string
	Uses     int // how often it was sent
}

// Variable is what a canned answer may name in braces: {contact}.
type Variable string

// The variables.
const (
	VariableContact Variable = "contact" // the contact's first and last name
	VariableClient  Variable = "client"  // the client's name
	VariableTicket  Variable = "ticket"  // the ticket's number
	VariableSubject Variable = "subject" // the ticket's subject
	VariableAgent   Variable = "agent"   // who answers
	VariableDesk    Variable = "desk"    // the desk's name
	VariableLeft    Variable = "left"    // what is left of the package, in hours
	VariableSpent   Variable = "spent"   // the time counted on the ticket, in hours
)

// Variables lists them all.
func Variables() []Variable {
	return []Variable{VariableContact, VariableClient, VariableTicket, VariableSubject, VariableAgent, VariableDesk, VariableLeft, VariableSpent}
}

// inBraces is a variable; what is doubly braced is one that is meant literally.
var inBraces = regexp.MustCompile(`\{\{[a-z]+\}\}|\{[a-z]+\}`)

// UnknownVariable is the error of a text that names a variable there is none of.
type UnknownVariable struct{ Name string }

// Error names the variable and those there are.
func (e *UnknownVariable) Error() string {
	names := make([]string, len(Variables()))
	for i, v := range Variables() {
		names[i] = "{" + string(v) + "}"
	}
	return fmt.Sprintf("{%s} is no variable: there are %s; write {{%s}} for the word in braces", e.Name, strings.Join(names, ", "), e.Name)
}

// CheckCanned finds the first variable of a text that is none; the error is an
// [UnknownVariable].
func CheckCanned(text string) error {
	known := map[string]bool{}
	for _, v := range Variables() {
		known[string(v)] = true
	}
	for _, found := range inBraces.FindAllString(text, -1) {
		if name := strings.Trim(found, "{}"); !strings.HasPrefix(found, "{{") && !known[name] {
			return &UnknownVariable{name}
		}
	}
	return nil
}

// FillCanned puts values in the place of variables. What a value holds is not
// read again, and the list names the variables that were empty.
func FillCanned(text string, values map[Variable]string) (filled string, empty []Variable) {
	filled = inBraces.ReplaceAllStringFunc(text, func(found string) string {
		if strings.HasPrefix(found, "{{") {
			return found[1 : len(found)-1]
		}
		name := Variable(found[1 : len(found)-1])
		if values[name] == "" {
			empty = append(empty, name)
		}
		return values[name]
	})
	return filled, empty
}
