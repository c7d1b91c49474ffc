// Package live tells pages that are open what goes on: who else looks at a
// ticket or writes on it, and that something was written. What it knows is
// lost at a restart, and learnt anew within seconds.
package live

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// here is how long somebody counts as present after their page was last heard
// of.
const here = 12 * time.Second

// Somebody is an agent at a ticket.
type Somebody struct {
	Name    string `json:"name"`
	Writing bool   `json:"writing"`
}

// Presence is who looks at which ticket. It locks nothing: people forget.
type Presence struct {
	mu      sync.Mutex
	tickets map[int64]map[int64]seen // by ticket, then agent
}

type seen struct {
	Somebody
	at      time.Time
	writing time.Time // until when they count as writing
}

// NewPresence is one in which nobody is anywhere.
func NewPresence() *Presence { return &Presence{tickets: map[int64]map[int64]seen{}} }

// Look says that an agent has a ticket open.
func (p *Presence) Look(ticket, agent int64, name string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.tickets[ticket] == nil {
		p.tickets[ticket] = map[int64]seen{}
	}
	s := p.tickets[ticket][agent]
	s.Name, s.at = name, now
	p.tickets[ticket][agent] = s
}

// Write says that an agent writes on a ticket.
func (p *Presence) Write(ticket, agent int64, name string, now time.Time) {
	p.Look(ticket, agent, name, now)
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.tickets[ticket][agent]
	s.writing = now.Add(here)
	p.tickets[ticket][agent] = s
}

// Others are those who have the ticket open now, other than the agent, by name.
func (p *Presence) Others(ticket, agent int64, now time.Time) []Somebody {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := []Somebody{}
	for id, s := range p.tickets[ticket] {
		if now.Sub(s.at) > here {
			delete(p.tickets[ticket], id)
			continue
		}
		if id != agent {
			all = append(all, Somebody{Name: s.Name, Writing: now.Before(s.writing)})
		}
	}
	if len(p.tickets[ticket]) == 0 {
		delete(p.tickets, ticket)
	}
	slices.SortFunc(all, func(a, b Somebody) int { return strings.Compare(a.Name, b.Name) })
	return all
}
