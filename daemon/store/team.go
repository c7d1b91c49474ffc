package store

// AddTeamMember puts an agent into a team; an agent who is in it already
// stays.
func (tx *Tx) AddTeamMember(teamID, agentID int64) error {
	_, err := tx.exec(`INSERT INTO team_member (team_id, agent_id) VALUES (?, ?) ON CONFLICT DO NOTHING`, teamID, agentID)
	return err
}

// SetTeamPosition writes a team's place among the teams.
func (tx *Tx) SetTeamPosition(teamID int64, position int) error {
	_, err := tx.exec(`UPDATE team SET position = ? WHERE id = ?`, position, teamID)
	return err
}
