package people

import (
	"fmt"
	"slices"
	"strings"
)

// Scope is something that a token of the API may be allowed.
type Scope string

// The scopes. One that writes does not read.
const (
	TicketsRead   Scope = "tickets:read"
	TicketsWrite  Scope = "tickets:write"
	TimeRead      Scope = "time:read"
	TimeWrite     Scope = "time:write"
	ClientsRead   Scope = "clients:read"
	ClientsWrite  Scope = "clients:write"
	PackagesRead  Scope = "packages:read"
	PackagesWrite Scope = "packages:write"
	PeopleRead    Scope = "people:read"
	PeopleWrite   Scope = "people:write"
	MailRead      Scope = "mail:read"
	MailWrite     Scope = "mail:write"
	Admin         Scope = "admin"
)

// ScopeRow is a scope with whom it can be given to, beside machines.
type ScopeRow struct {
	Scope    Scope
	Sentence string
	Roles    []Role // of agents
	Contacts bool
}

// Scopes is the table of all scopes.
func Scopes() []ScopeRow {
	all, desk, sales := []Role{RoleAgent, RoleSales, RoleAdmin}, []Role{RoleAgent, RoleAdmin}, []Role{RoleSales, RoleAdmin}
	return []ScopeRow{
		{TicketsRead, "Tickets, their exchanges and files, canned answers, macros and views.", all, true},
		{TicketsWrite, "Open and answer tickets, and all that moves them on.", all, true},
		{TimeRead, "Time spent.", all, false},
		{TimeWrite, "Book, correct and take back time.", desk, false},
		{ClientsRead, "Clients and their contracts.", all, false},
		{ClientsWrite, "Add and change clients and contracts.", sales, false},
		{PackagesRead, "Where packages stand, with their ledgers.", all, true},
		{PackagesWrite, "Change packages, and write gestures into ledgers.", sales, false},
		{PeopleRead, "Contacts, agents, teams and who is on duty; for a contact, the client's people.", all, true},
		{PeopleWrite, "Add contacts, replace technical contacts, say who is away; for a contact, ask for a replacement.", sales, true},
		{MailRead, "Mail in quarantine, and what was decided on a mail.", all, false},
		{MailWrite, "Let held mail in, or reject it.", desk, false},
		{Admin, "Agents, teams and webhooks.", []Role{RoleAdmin}, false},
	}
}

// ParseScopes reads names of scopes with blanks or commas between them, each
// once and in the order of the table.
func ParseScopes(text string) (scopes []Scope, err error) {
	asked := map[Scope]bool{}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' }) {
		asked[Scope(word)] = true
	}
	var names []string
	for _, row := range Scopes() {
		names = append(names, string(row.Scope))
		if asked[row.Scope] {
			scopes = append(scopes, row.Scope)
			delete(asked, row.Scope)
		}
	}
	for word := range asked {
		return nil, fmt.Errorf("“%s” is no scope: %s", word, strings.Join(names, ", "))
	}
	return scopes, nil
}

// For tells whether somebody can be given the scope: an agent of a role, a
// contact, or a machine, which is neither.
func (s Scope) For(role Role, contact bool) bool {
	for _, row := range Scopes() {
		if row.Scope == s {
			return contact && row.Contacts || !contact && (role == "" || slices.Contains(row.Roles, role))
		}
	}
	return false
}
