package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// MacroView is a macro as commands and pages show it; names stand for ids.
type MacroView struct {
	ID        int64  `json:"id"` // 0 for a new one
	Name      string `json:"name"`
	Team      string `json:"team"`   // whose it is; "" is every team's
	Canned    int64  `json:"canned"` // the canned answer that is sent, 0 for none
	Then      string `json:"then"`   // "", wait or resolve
	Minutes   int    `json:"minutes"`
	TimeKind  string `json:"time_kind"` // "" is counted
	HandAgent string `json:"hand_agent"`
	HandTeam  string `json:"hand_team"`

	Tags []string `json:"tags"` // put on the ticket
}

// Macros lists the macros by name: those that an agent may use where one is
// given by name or address, else all.
func (d *Desk) Macros(ctx context.Context, agent string) (views []MacroView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		mine, teams, err := teamsFor(tx, agent)
		if err != nil {
			return err
		}
		agents, err := agentNames(tx)
		if err != nil {
			return err
		}
		all, err := tx.Macros()
		for _, m := range all {
			if mine(m.TeamID) {
				views = append(views, MacroView{ID: m.ID, Name: m.Name, Team: teams[m.TeamID], Canned: m.CannedID, Then: string(m.Then),
					Minutes: m.Minutes, TimeKind: m.TimeKind, HandAgent: agents[m.HandAgentID], HandTeam: teams[m.HandTeamID], Tags: append([]string{}, m.Tags...)})
			}
		}
		return err
	})
	return views, err
}

// SaveMacro adds a macro, or changes the one with its id.
func (d *Desk) SaveMacro(ctx context.Context, v MacroView, by string) (id int64, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		m, err := macroOf(tx, v)
		if err != nil {
			return err
		}
		if id = m.ID; id == 0 {
			id, err = tx.AddMacro(m, d.now())
		} else if _, err = tx.Macro(id); notFound(err) {
			return fmt.Errorf("there is no macro %d: %w", id, ErrNotFound)
		} else if err == nil {
			err = tx.SetMacro(m, d.now())
		}
		if err != nil {
			return fmt.Errorf("keeping the macro “%s”: %w", m.Name, err)
		}
		return d.audit(tx, by, "save-macro", objectMacro(id), m.Name)
	})
	return id, err
}

// macroOf is a macro as it is kept, checked.
func macroOf(tx *store.Tx, v MacroView) (m ticket.Macro, err error) {
	m = ticket.Macro{ID: v.ID, Name: strings.TrimSpace(v.Name), CannedID: v.Canned, Then: ticket.Then(v.Then), Minutes: v.Minutes, TimeKind: v.TimeKind}
	if err := macroName(tx, m); err != nil {
		return m, err
	}
	if m.CannedID != 0 {
		if err := cannedThere(tx, m.CannedID); err != nil {
			return m, err
		}
	}
	for name, id := range map[*string]*int64{&v.Team: &m.TeamID, &v.HandTeam: &m.HandTeamID} {
		if *name == "" {
			continue
		}
		t, err := teamNamed(tx, *name)
		if err != nil {
			return m, err
		}
		*id = t.ID
	}
	if v.HandAgent != "" {
		a, err := agentNamed(tx, v.HandAgent)
		if err != nil {
			return m, err
		}
		m.HandAgentID = a.ID
	}
	for _, text := range v.Tags {
		tag, err := ticket.Tag(text)
		if err != nil {
			return m, refused("“%s”: %w", text, err)
		}
		m.Tags = append(m.Tags, tag)
	}
	if m.TimeKind == "" {
		m.TimeKind = string(contract.TimeCounted)
	}
	if err := (contract.Entry{Minutes: max(m.Minutes, 1), Kind: contract.EntryKind(m.TimeKind)}).Check(); err != nil {
		return m, refused("%w", err)
	}
	if err := m.Check(); err != nil {
		return m, refused("%w", err)
	}
	return m, nil
}

func macroName(tx *store.Tx, m ticket.Macro) error {
	if err := plainName("macro's name", m.Name); err != nil {
		return err
	}
	all, err := tx.Macros()
	for _, other := range all {
		if other.ID != m.ID && strings.EqualFold(other.Name, m.Name) {
			return refusedAs(ErrTaken, "there is a macro called “%s” already", other.Name)
		}
	}
	return err
}

// RemoveMacro takes a macro away, found by name.
func (d *Desk) RemoveMacro(ctx context.Context, name, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		m, err := macroNamed(tx, name)
		if err != nil {
			return err
		}
		if err := tx.RemoveMacro(m.ID); err != nil {
			return err
		}
		return d.audit(tx, by, "remove-macro", objectMacro(m.ID), m.Name)
	})
}

func macroNamed(tx *store.Tx, name string) (ticket.Macro, error) {
	all, err := tx.Macros()
	if err != nil {
		return ticket.Macro{}, err
	}
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = m.Name
		if strings.EqualFold(m.Name, strings.TrimSpace(name)) {
			return m, nil
		}
	}
	return ticket.Macro{}, fmt.Errorf("no macro is called “%s”%s: %w", name, maybe(name, names), ErrNotFound)
}

// MacroUse is a macro applied to a ticket by an agent.
type MacroUse struct {
	Macro  string
	Ticket int64
	Agent  string // name or address
	Seen   int64  // the last exchange that the agent has read, as [Reply] has it
	Text   string // the answer as the agent edited it; "" is the canned one, filled
	Key    string // the page's random one: the same form again does nothing. "": not asked
}

// ApplyMacro takes all steps of a macro on a ticket, or none: the answer, the
// time, the state, the tags, the hand-over. It gives when the answer leaves, zero where
// the macro sends none.
func (d *Desk) ApplyMacro(ctx context.Context, u MacroUse, by string) (leaves time.Time, err error) {
	at := d.now().Add(d.cfg.Desk.Hold).In(d.zone())
	_, err = d.onForm(ctx, "agent:"+by, u.Key, func(tx *store.Tx) (store.Form, error) {
		answers, err := d.applyMacro(tx, u, at, by)
		if answers {
			leaves = at
		}
		return store.Form{TicketNumber: u.Ticket}, err
	})
	return leaves, err
}

// applyMacro takes the steps; answers says whether one of them was to answer.
func (d *Desk) applyMacro(tx *store.Tx, u MacroUse, at time.Time, by string) (answers bool, err error) {
	m, err := macroNamed(tx, u.Macro)
	if err != nil {
		return false, err
	}
	t, err := theTicket(tx, u.Ticket)
	if err != nil {
		return false, err
	}
	a, err := agentNamed(tx, u.Agent)
	if err != nil {
		return false, err
	}
	if answers = m.CannedID != 0; answers {
		err = d.macroAnswer(tx, m, t, a, u, at, by)
	} else {
		err = d.macroChange(tx, m, t, a)
	}
	if err != nil {
		return answers, err
	}
	for _, tag := range m.Tags {
		if _, err := tx.AddTag(u.Ticket, tag, d.now()); err != nil {
			return answers, err
		}
	}
	if err := d.macroHand(tx, m, u.Ticket, a); err != nil {
		return answers, err
	}
	return answers, d.audit(tx, by, "macro", objectTicket(u.Ticket), m.Name)
}

func (d *Desk) macroAnswer(tx *store.Tx, m ticket.Macro, t ticket.Ticket, a people.Agent, u MacroUse, at time.Time, by string) (err error) {
	text := u.Text
	if text == "" {
		if text, _, err = d.fillCanned(tx, m.CannedID, t, a); err != nil {
			return err
		}
	}
	_, err = d.reply(tx, Reply{Ticket: t.Number, Agent: a.Address(), Text: text, Seen: u.Seen, Canned: m.CannedID, Wait: m.Then == ticket.ThenWait,
		Resolve: m.Then == ticket.ThenResolve, Time: Booking{Minutes: m.Minutes, Kind: contract.EntryKind(m.TimeKind)}}, at, by)
	return err
}

// macroChange is a macro without an answer: its time and its state.
func (d *Desk) macroChange(tx *store.Tx, m ticket.Macro, t ticket.Ticket, a people.Agent) (err error) {
	if !t.Mutable() {
		return refused("ticket %d was merged into %d", t.Number, t.MergedInto)
	}
	if m.Minutes > 0 {
		if err := d.bookTime(tx, &t, d.entry(a, Booking{Minutes: m.Minutes, Kind: contract.EntryKind(m.TimeKind)}, 0)); err != nil {
			return err
		}
	}
	switch m.Then {
	case ticket.ThenWait:
		err = t.Wait()
	case ticket.ThenResolve:
		err = t.Resolve(d.now())
	}
	if err != nil {
		return transition(err)
	}
	return tx.SetTicket(t)
}

// macroHand gives the ticket to whom the macro names, who are told.
func (d *Desk) macroHand(tx *store.Tx, m ticket.Macro, number int64, by people.Agent) error {
	if m.HandAgentID == 0 && m.HandTeamID == 0 {
		return nil
	}
	t, err := tx.Ticket(number)
	if err != nil {
		return err
	}
	var agent, team string
	if m.HandAgentID != 0 {
		a, err := tx.Agent(m.HandAgentID)
		if err != nil {
			return err
		}
		agent = a.Address()
	} else {
		teams, err := tx.Teams()
		if err != nil {
			return err
		}
		team = teamName(teams, m.HandTeamID)
	}
	to, err := d.assignees(tx, &t, agent, team)
	if err != nil {
		return err
	}
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	return d.notifyAssigned(tx, t, to, by, fmt.Sprintf("assigned:%d:%d", number, d.now().UnixMilli()))
}

func objectMacro(id int64) string { return fmt.Sprintf("macro:%d", id) }
