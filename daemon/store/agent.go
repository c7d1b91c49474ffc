package store

import (
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

// SetAgent writes an agent's name, role, language, state, epoch and addresses.
func (tx *Tx) SetAgent(a people.Agent) error {
	if _, err := tx.exec(`UPDATE agent SET first_name = ?, last_name = ?, role = ?, language = ?, active = ?, epoch = ? WHERE id = ?`,
		a.FirstName, a.LastName, a.Role, a.Language, bit(a.Active), a.Epoch, a.ID); err != nil {
		return err
	}
	if _, err := tx.exec(`DELETE FROM agent_address WHERE agent_id = ?`, a.ID); err != nil {
		return err
	}
	for i, address := range a.Addresses {
		if _, err := tx.exec(`INSERT INTO agent_address (address, agent_id, place) VALUES (?, ?, ?)`, people.Fold(address), a.ID, i); err != nil {
			return err
		}
	}
	return nil
}

// SetAgentTeams puts an agent into these teams and into no others.
func (tx *Tx) SetAgentTeams(agentID int64, teams []int64) error {
	if _, err := tx.exec(`DELETE FROM team_member WHERE agent_id = ?`, agentID); err != nil {
		return err
	}
	for _, id := range teams {
		if err := tx.AddTeamMember(id, agentID); err != nil {
			return err
		}
	}
	return nil
}

// TicketsOfAgent lists the tickets that an agent has and that are not closed.
func (tx *Tx) TicketsOfAgent(agentID int64) ([]ticket.Ticket, error) {
	return list(tx, scanTicket, `SELECT `+ticketColumns+` FROM ticket WHERE agent_id = ? AND state <> 'closed' ORDER BY number`, agentID)
}
