package store

import (
	"database/sql"
	"time"

	"permanence/daemon/desk/people"
)

const accessColumns = `id, coalesce(contact_id, 0), coalesce(agent_id, 0), password, provisional, generation`

func scanAccess(r scanner) (a people.Access, err error) {
	var provisional sql.NullInt64
	err = r.Scan(&a.ID, &a.ContactID, &a.AgentID, &a.Password, &provisional, &a.Generation)
	a.Provisional = fromMSNull(provisional)
	return a, err
}

// Access reads an access.
func (tx *Tx) Access(id int64) (people.Access, error) {
	return one(tx, scanAccess, `SELECT `+accessColumns+` FROM access WHERE id = ?`, id)
}

// AccessOfContact reads the access that a contact has.
func (tx *Tx) AccessOfContact(id int64) (people.Access, error) {
	return one(tx, scanAccess, `SELECT `+accessColumns+` FROM access WHERE contact_id = ?`, id)
}

// AccessOfAgent reads the access that an agent has.
func (tx *Tx) AccessOfAgent(id int64) (people.Access, error) {
	return one(tx, scanAccess, `SELECT `+accessColumns+` FROM access WHERE agent_id = ?`, id)
}

// SetAccess gives a person an access, or another password, and ends all
// sessions.
func (tx *Tx) SetAccess(a people.Access) (int64, error) {
	if a.ID == 0 {
		return tx.insert(`INSERT INTO access (contact_id, agent_id, password, provisional) VALUES (?, ?, ?, ?)`,
			idNull(a.ContactID), idNull(a.AgentID), a.Password, msNull(a.Provisional))
	}
	_, err := tx.exec(`UPDATE access SET password = ?, provisional = ?, generation = generation + 1 WHERE id = ?`,
		a.Password, msNull(a.Provisional), a.ID)
	return a.ID, err
}

// EndAccess takes a contact's password away and ends all sessions (R3).
func (tx *Tx) EndAccess(contactID int64) error {
	_, err := tx.exec(`UPDATE access SET password = '', provisional = NULL, generation = generation + 1 WHERE contact_id = ?`, contactID)
	return err
}

// SignedIn notes when a person came in with a password, which uses it up where
// it is provisional. It says whether the password was still that.
func (tx *Tx) SignedIn(a people.Access, at time.Time) (bool, error) {
	return tx.changed(`UPDATE access SET signed_in = ?, password = CASE WHEN provisional IS NULL THEN password ELSE '' END
		WHERE id = ? AND password = ?`, ms(at), a.ID, a.Password)
}

// EndSessions ends all sessions of an access.
func (tx *Tx) EndSessions(id int64) error {
	_, err := tx.exec(`UPDATE access SET generation = generation + 1 WHERE id = ?`, id)
	return err
}

// Session reads the data of a session that has not lapsed.
func (tx *Tx) Session(hash []byte, now time.Time) ([]byte, error) {
	scan := func(r scanner) (b []byte, err error) { err = r.Scan(&b); return b, err }
	return one(tx, scan, `SELECT data FROM session WHERE hash = ? AND lapses > ?`, hash, ms(now))
}

// SetSession keeps a session.
func (tx *Tx) SetSession(hash, data []byte, lapses time.Time) error {
	_, err := tx.exec(`INSERT INTO session (hash, data, lapses) VALUES (?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET data = excluded.data, lapses = excluded.lapses`, hash, data, ms(lapses))
	return err
}

// RemoveSession ends a session.
func (tx *Tx) RemoveSession(hash []byte) error {
	_, err := tx.exec(`DELETE FROM session WHERE hash = ?`, hash)
	return err
}

// RemoveLapsedSessions removes what nobody can use any more.
func (tx *Tx) RemoveLapsedSessions(now time.Time) error {
	_, err := tx.exec(`DELETE FROM session WHERE lapses <= ?`, ms(now))
	return err
}
