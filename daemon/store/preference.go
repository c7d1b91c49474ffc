package store

import (
	"encoding/json"
	"errors"
	"fmt"

	"permanence/daemon/desk/people"
)

// Preferences are what an agent set for themself, the usual ones where nothing
// was.
func (tx *Tx) Preferences(agentID int64) (people.Preferences, error) {
	text, err := one(tx, scanString, `SELECT value FROM preference WHERE agent_id = ?`, agentID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return people.DefaultPreferences(), err
	}
	return people.ParsePreferences(text)
}

// SetPreferences keeps what an agent set.
func (tx *Tx) SetPreferences(agentID int64, p people.Preferences) error {
	text, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("writing preferences: %w", err)
	}
	_, err = tx.exec(`INSERT INTO preference (agent_id, value) VALUES (?, ?) ON CONFLICT (agent_id) DO UPDATE SET value = excluded.value`, agentID, string(text))
	return err
}
