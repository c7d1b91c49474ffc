package store

import "time"

// SavedView is a query that an agent keeps under a name.
type SavedView struct {
	ID      int64
	AgentID int64
	Name    string
	Query   string
	Shared  bool // all agents see it
}

func scanSavedView(r scanner) (v SavedView, err error) {
	err = r.Scan(&v.ID, &v.AgentID, &v.Name, &v.Query, &v.Shared)
	return v, err
}

// SetSavedView keeps a view; the agent's other one of that name is replaced.
func (tx *Tx) SetSavedView(v SavedView, at time.Time) error {
	_, err := tx.exec(`INSERT INTO saved_view (agent_id, name, query, shared, changed) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (agent_id, name) DO UPDATE SET query = excluded.query, shared = excluded.shared, changed = excluded.changed`,
		v.AgentID, v.Name, v.Query, bit(v.Shared), ms(at))
	return err
}

// RemoveSavedView takes a view of an agent away. It says whether there was one.
func (tx *Tx) RemoveSavedView(agentID int64, name string) (bool, error) {
	return tx.changed(`DELETE FROM saved_view WHERE agent_id = ? AND name = ?`, agentID, name)
}

// SavedViews lists an agent's own views and those that others share, by name.
func (tx *Tx) SavedViews(agentID int64) ([]SavedView, error) {
	return list(tx, scanSavedView, `SELECT id, agent_id, name, query, shared FROM saved_view
		WHERE agent_id = ? OR shared = 1 ORDER BY name, id`, agentID)
}
