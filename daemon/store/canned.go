package store

import (
	"database/sql"
	"strings"
	"time"

	"permanence/daemon/desk/ticket"
)

const cannedColumns = `id, title, language, team_id, text, uses`

func scanCanned(r scanner) (c ticket.Canned, err error) {
	var team sql.NullInt64
	err = r.Scan(&c.ID, &c.Title, &c.Language, &team, &c.Text, &c.Uses)
	c.TeamID = team.Int64
	return c, err
}

// AddCanned adds a canned answer.
func (tx *Tx) AddCanned(c ticket.Canned, at time.Time) (int64, error) {
	return tx.insert(`INSERT INTO canned_answer (title, language, team_id, text, changed) VALUES (?, ?, ?, ?, ?)`,
		c.Title, c.Language, idNull(c.TeamID), c.Text, ms(at))
}

// SetCanned writes what a canned answer says and whose it is.
func (tx *Tx) SetCanned(c ticket.Canned, at time.Time) error {
	_, err := tx.exec(`UPDATE canned_answer SET title = ?, language = ?, team_id = ?, text = ?, changed = ? WHERE id = ?`,
		c.Title, c.Language, idNull(c.TeamID), c.Text, ms(at), c.ID)
	return err
}

// RemoveCanned takes a canned answer away for good.
func (tx *Tx) RemoveCanned(id int64) error {
	_, err := tx.exec(`DELETE FROM canned_answer WHERE id = ?`, id)
	return err
}

// CannedUsed counts one use of a canned answer.
func (tx *Tx) CannedUsed(id int64) (bool, error) {
	return tx.changed(`UPDATE canned_answer SET uses = uses + 1 WHERE id = ?`, id)
}

// Canned reads a canned answer.
func (tx *Tx) Canned(id int64) (ticket.Canned, error) {
	return one(tx, scanCanned, `SELECT `+cannedColumns+` FROM canned_answer WHERE id = ?`, id)
}

// CannedAnswers lists the canned answers by title.
func (tx *Tx) CannedAnswers() ([]ticket.Canned, error) {
	return list(tx, scanCanned, `SELECT `+cannedColumns+` FROM canned_answer ORDER BY title, id`)
}

const macroColumns = `id, name, team_id, canned_id, then_state, minutes, time_kind, hand_agent_id, hand_team_id, tags`

func scanMacro(r scanner) (m ticket.Macro, err error) {
	var team, canned, agent, hand sql.NullInt64
	var tags string
	err = r.Scan(&m.ID, &m.Name, &team, &canned, &m.Then, &m.Minutes, &m.TimeKind, &agent, &hand, &tags)
	if tags != "" {
		m.Tags = strings.Split(tags, ",")
	}
	m.TeamID, m.CannedID, m.HandAgentID, m.HandTeamID = team.Int64, canned.Int64, agent.Int64, hand.Int64
	return m, err
}

// AddMacro adds a macro.
func (tx *Tx) AddMacro(m ticket.Macro, at time.Time) (int64, error) {
	return tx.insert(`INSERT INTO macro (name, team_id, canned_id, then_state, minutes, time_kind, hand_agent_id, hand_team_id, tags, changed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, m.Name, idNull(m.TeamID), idNull(m.CannedID), m.Then, m.Minutes, m.TimeKind,
		idNull(m.HandAgentID), idNull(m.HandTeamID), strings.Join(m.Tags, ","), ms(at))
}

// SetMacro writes what a macro does and whose it is.
func (tx *Tx) SetMacro(m ticket.Macro, at time.Time) error {
	_, err := tx.exec(`UPDATE macro SET name = ?, team_id = ?, canned_id = ?, then_state = ?, minutes = ?, time_kind = ?,
		hand_agent_id = ?, hand_team_id = ?, tags = ?, changed = ? WHERE id = ?`, m.Name, idNull(m.TeamID), idNull(m.CannedID), m.Then, m.Minutes, m.TimeKind,
		idNull(m.HandAgentID), idNull(m.HandTeamID), strings.Join(m.Tags, ","), ms(at), m.ID)
	return err
}

// RemoveMacro takes a macro away for good.
func (tx *Tx) RemoveMacro(id int64) error {
	_, err := tx.exec(`DELETE FROM macro WHERE id = ?`, id)
	return err
}

// Macro reads a macro.
func (tx *Tx) Macro(id int64) (ticket.Macro, error) {
	return one(tx, scanMacro, `SELECT `+macroColumns+` FROM macro WHERE id = ?`, id)
}

// Macros lists the macros by name.
func (tx *Tx) Macros() ([]ticket.Macro, error) {
	return list(tx, scanMacro, `SELECT `+macroColumns+` FROM macro ORDER BY name COLLATE NOCASE`)
}
