package desk

import (
	"context"
	"fmt"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// PreferencesView are an agent's preferences, with the language, which is kept
// with the agent.
type PreferencesView struct {
	people.Preferences
	Language string `json:"language"`
}

// Preferences are what an agent set for themself.
func (d *Desk) Preferences(ctx context.Context, agent string) (view PreferencesView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, agent)
		if err != nil {
			return err
		}
		view.Language = a.Language
		view.Preferences, err = tx.Preferences(a.ID)
		return err
	})
	return view, err
}

// SetPreferences keeps an agent's preferences as they are given. No preference
// leaves a new ticket without somebody who is notified (R17).
func (d *Desk) SetPreferences(ctx context.Context, agent string, v PreferencesView, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, agent)
		if err != nil {
			return err
		}
		if err := v.Check(); err != nil {
			return refused("%w", err)
		}
		if err := knownLanguage(v.Language); err != nil {
			return err
		}
		a.Language = d.language(v.Language)
		if err := tx.SetAgent(a); err != nil {
			return err
		}
		if err := tx.SetPreferences(a.ID, v.Preferences); err != nil {
			return fmt.Errorf("keeping the preferences of %s: %w", a.Name(), err)
		}
		return d.audit(tx, by, "set-preferences", objectAgent(a.ID), "")
	})
}

// told is a reader of a notice and from when on it may come.
type told struct {
	reader
	at time.Time
}

// heed are the readers of a notice after what they set: who wants none for its
// reason is left out, and it waits for the end of quiet hours. A new ticket is
// told to all where nobody would be left (R17).
func (d *Desk) heed(tx *store.Tx, n notice) (all []told, err error) {
	for _, to := range n.to {
		one := told{to, n.at}
		if to.who.Kind == ticket.AgentPerson {
			p, err := tx.Preferences(to.who.ID)
			if err != nil {
				return nil, err
			}
			if !p.Wants(n.reason()) {
				continue
			}
			one.at = p.Loud(laterOf(n.at, d.now()), d.zone())
		}
		all = append(all, one)
	}
	if len(all) == 0 && n.kind == letter.KindNoticeNew {
		for _, to := range n.to {
			all = append(all, told{to, n.at})
		}
	}
	return all, nil
}

// reason is what agents switch a notice off by.
func (n notice) reason() people.Reason {
	switch n.kind {
	case letter.KindNoticeNew:
		return people.ReasonNew
	case letter.KindNoticeAssigned:
		return people.ReasonAssigned
	case letter.KindNoticeMention:
		return people.ReasonMention
	case letter.KindNoticeOffered:
		return people.ReasonUnowned
	case letter.KindNoticeWatched:
		return people.ReasonAnswered
	case letter.KindNoticeAnswer, letter.KindNoticeReopened, letter.KindNoticeWoken:
		if n.ticket.AgentID != 0 {
			return people.ReasonAnswered
		}
		return people.ReasonUnowned
	}
	return ""
}

func laterOf(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
