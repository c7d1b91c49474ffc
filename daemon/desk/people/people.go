// Package people holds who writes and who is written to: clients and their
// contacts, agents and their teams, and how far a mail's sender is trusted.
package people

import "time"

// Client is a company that has a support contract.
type Client struct {
	ID         int64
	Name       string
	Language   string   // "fr" or "en": used where a person has none
	Domains    []string // its own mail domains, ASCII lower case
	CannotSign bool     // R4: its domain cannot sign; unsigned mail of its technical contact is let in
	Created    time.Time
}

// Contact is a person at a client. Whether the contact is a technical contact
// is a matter of contracts (R1), not of the person.
type Contact struct {
	ID        int64
	ClientID  int64
	FirstName string
	LastName  string
	Position  string
	Language  string   // "" where the client's holds
	Addresses []string // ASCII lower case; the first one is written to
	Active    bool
	Epoch     int // raised to revoke every personal token
}

// Role is what a person of our firm does.
type Role string

// The roles of product.md: an agent answers tickets, sales looks after
// contracts, an administrator runs the daemon.
const (
	RoleAgent Role = "agent"
	RoleSales Role = "sales"
	RoleAdmin Role = "admin"
)

// Agent is a person of our firm, whatever the role.
type Agent struct {
	ID        int64
	FirstName string
	LastName  string
	Role      Role
	Language  string
	Addresses []string // ASCII lower case; the first one is written to
	Active    bool
	Epoch     int // raised to revoke every personal token
}

// Team is a group of agents that takes its turn on duty (R16).
type Team struct {
	ID       int64
	Name     string
	Position int     // its place in the rotation
	Members  []int64 // agents
}

// Name is the person's first and last name as a mail shows it.
func (c Contact) Name() string { return join(c.FirstName, c.LastName) }

// Name is the person's first and last name as a mail shows it.
func (a Agent) Name() string { return join(a.FirstName, a.LastName) }

// Address is where the contact is written to, "" if there is none.
func (c Contact) Address() string { return first(c.Addresses) }

// Address is where the agent is written to, "" if there is none.
func (a Agent) Address() string { return first(a.Addresses) }

func join(first, last string) string {
	switch {
	case first == "":
		return last
	case last == "":
		return first
	}
	return first + " " + last
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
