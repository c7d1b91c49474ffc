package store

import "time"

// AddWatcher has an agent follow a ticket; it says whether that is news.
func (tx *Tx) AddWatcher(number, agentID int64, at time.Time) (bool, error) {
	return tx.changed(`INSERT INTO watcher (ticket_number, agent_id, added) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, number, agentID, ms(at))
}

// RemoveWatcher ends it; it says whether the agent followed the ticket.
func (tx *Tx) RemoveWatcher(number, agentID int64) (bool, error) {
	return tx.changed(`DELETE FROM watcher WHERE ticket_number = ? AND agent_id = ?`, number, agentID)
}

// Watchers lists the agents who follow a ticket.
func (tx *Tx) Watchers(number int64) ([]int64, error) {
	return list(tx, scanInt, `SELECT agent_id FROM watcher WHERE ticket_number = ? ORDER BY added, agent_id`, number)
}
