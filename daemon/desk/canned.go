package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// CannedView is a canned answer as commands and pages show it.
type CannedView struct {
	ID       int64  `json:"id"` // 0 for one that is only suggested
	Title    string `json:"title"`
	Language string `json:"language"`
	Team     string `json:"team"` // "" is every team's
	Text     string `json:"text"`
	Uses     int    `json:"uses"`
}

// CannedAnswers lists the canned answers by title: those that an agent may use
// where one is given by name or address, else all.
func (d *Desk) CannedAnswers(ctx context.Context, agent string) (views []CannedView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		mine, names, err := teamsFor(tx, agent)
		if err != nil {
			return err
		}
		all, err := tx.CannedAnswers()
		for _, c := range all {
			if mine(c.TeamID) {
				views = append(views, CannedView{ID: c.ID, Title: c.Title, Language: c.Language, Team: names[c.TeamID], Text: c.Text, Uses: c.Uses})
			}
		}
		return err
	})
	return views, err
}

// teamsFor says which teams' things an agent sees, all where none is named,
// and what the teams are called.
func teamsFor(tx *store.Tx, agent string) (mine func(teamID int64) bool, names map[int64]string, err error) {
	teams, err := tx.Teams()
	if err != nil {
		return nil, nil, err
	}
	var a people.Agent
	if agent != "" {
		if a, err = agentNamed(tx, agent); err != nil {
			return nil, nil, err
		}
	}
	names = map[int64]string{}
	seen := map[int64]bool{0: true}
	for _, t := range teams {
		names[t.ID] = t.Name
		seen[t.ID] = agent == "" || slices.Contains(t.Members, a.ID)
	}
	return func(id int64) bool { return seen[id] }, names, nil
}

// SaveCanned adds a canned answer, or changes the one with its id. A text that
// names a variable there is none of is refused.
func (d *Desk) SaveCanned(ctx context.Context, v CannedView, by string) (id int64, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		c, err := cannedOf(tx, v)
		if err != nil {
			return err
		}
		if id = c.ID; id != 0 {
			if err := cannedThere(tx, id); err != nil {
				return err
			}
			err = tx.SetCanned(c, d.now())
		} else {
			id, err = tx.AddCanned(c, d.now())
		}
		if err != nil {
			return fmt.Errorf("keeping the canned answer “%s”: %w", c.Title, err)
		}
		return d.audit(tx, by, "save-canned", objectCanned(id), c.Title)
	})
	return id, err
}

// cannedOf is a canned answer as it is kept, checked.
func cannedOf(tx *store.Tx, v CannedView) (ticket.Canned, error) {
	c := ticket.Canned{ID: v.ID, Title: strings.TrimSpace(v.Title), Language: v.Language, Text: strings.TrimSpace(v.Text)}
	if err := plainName("title", c.Title); err != nil {
		return c, err
	}
	if c.Language != "fr" && c.Language != "en" {
		return c, refused("“%s” is no language we write: fr or en", c.Language)
	}
	if c.Text == "" {
		return c, refused("the canned answer is empty")
	}
	if err := ticket.CheckCanned(c.Text); err != nil {
		return c, refused("%w", err)
	}
	if v.Team == "" {
		return c, nil
	}
	t, err := teamNamed(tx, v.Team)
	c.TeamID = t.ID
	return c, err
}

func cannedThere(tx *store.Tx, id int64) error {
	_, err := tx.Canned(id)
	if notFound(err) {
		return fmt.Errorf("there is no canned answer %d: %w", id, ErrNotFound)
	}
	return err
}

// RemoveCanned takes a canned answer away; one that a macro sends stays.
func (d *Desk) RemoveCanned(ctx context.Context, id int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		if err := cannedThere(tx, id); err != nil {
			return err
		}
		macros, err := tx.Macros()
		if err != nil {
			return err
		}
		for _, m := range macros {
			if m.CannedID == id {
				return refusedAs(ErrInUse, "the macro “%s” sends it: change that first", m.Name)
			}
		}
		if err := tx.RemoveCanned(id); err != nil {
			return err
		}
		return d.audit(tx, by, "remove-canned", objectCanned(id), "")
	})
}

// FilledCanned is a canned answer as it would be sent on a ticket; empty names
// the variables that have no value there.
func (d *Desk) FilledCanned(ctx context.Context, id, number int64, agent string) (text string, empty []ticket.Variable, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		t, err := theTicket(tx, number)
		if err != nil {
			return err
		}
		a, err := agentNamed(tx, agent)
		if err != nil {
			return err
		}
		text, empty, err = d.fillCanned(tx, id, t, a)
		return err
	})
	return text, empty, err
}

func (d *Desk) fillCanned(tx *store.Tx, id int64, t ticket.Ticket, a people.Agent) (string, []ticket.Variable, error) {
	if err := cannedThere(tx, id); err != nil {
		return "", nil, err
	}
	c, err := tx.Canned(id)
	if err != nil {
		return "", nil, err
	}
	values, err := d.cannedValues(tx, t, a, d.texts.Language(c.Language))
	text, empty := ticket.FillCanned(c.Text, values)
	return text, empty, err
}

func (d *Desk) cannedValues(tx *store.Tx, t ticket.Ticket, a people.Agent, l *templates.Language) (map[ticket.Variable]string, error) {
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return nil, err
	}
	values := map[ticket.Variable]string{ticket.VariableClient: client.Name, ticket.VariableTicket: strconv.FormatInt(t.Number, 10),
		ticket.VariableSubject: t.Subject, ticket.VariableAgent: a.Name(), ticket.VariableDesk: d.cfg.Desk.Name,
		ticket.VariableSpent: l.Quarters(t.CountedQuarters)}
	if t.ContactID != 0 {
		c, err := tx.Contact(t.ContactID)
		if err != nil {
			return nil, err
		}
		values[ticket.VariableContact] = c.Name()
	}
	standing, err := d.packageFacts(tx, t.ContractID, d.now())
	if standing != nil {
		values[ticket.VariableLeft] = l.Quarters(max(standing.LeftQuarters, 0))
	}
	return values, err
}

// SuggestedCanned are the canned answers that are offered where there are none
// yet, in both languages; nothing where there are some.
func (d *Desk) SuggestedCanned(ctx context.Context) (views []CannedView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) (err error) {
		views, err = suggestedCanned(tx)
		return err
	})
	return views, err
}

func suggestedCanned(tx *store.Tx) (views []CannedView, err error) {
	if have, err := tx.CannedAnswers(); err != nil || len(have) > 0 {
		return nil, err
	}
	for _, lang := range templates.Languages() {
		all, err := templates.Suggestions(lang)
		if err != nil {
			return nil, err
		}
		for _, s := range all {
			views = append(views, CannedView{Title: s.Title, Language: lang, Text: s.Text})
		}
	}
	return views, nil
}

// AddSuggestedCanned takes the suggested answers over, those of one language or
// all with "". It gives how many; it refuses where there are answers already.
func (d *Desk) AddSuggestedCanned(ctx context.Context, language, by string) (n int, err error) {
	if err := knownLanguage(language); err != nil {
		return 0, err
	}
	err = d.change(ctx, func(tx *store.Tx) error {
		views, err := suggestedCanned(tx)
		if err != nil {
			return err
		}
		if len(views) == 0 {
			return refused("there are canned answers already")
		}
		n = 0
		for _, v := range views {
			if language != "" && v.Language != language {
				continue
			}
			c, err := cannedOf(tx, v)
			if err != nil {
				return err
			}
			if _, err := tx.AddCanned(c, d.now()); err != nil {
				return err
			}
			n++
		}
		return d.audit(tx, by, "add-suggested-canned", "canned", language)
	})
	return n, err
}

func objectCanned(id int64) string { return fmt.Sprintf("canned:%d", id) }
