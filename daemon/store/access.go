package store

import (
	"database/sql"
	"errors"
	"time"

	"permanence/daemon/desk/people"
)

const accessColumns = `id, coalesce(contact_id, 0), coalesce(agent_id, 0), password, provisional, generation, signed_in,
	coalesce(code_secret, ''), code_step`

func scanAccess(r scanner) (a people.Access, err error) {
	var provisional, signedIn sql.NullInt64
	err = r.Scan(&a.ID, &a.ContactID, &a.AgentID, &a.Password, &provisional, &a.Generation, &signedIn, &a.CodeSecret, &a.CodeStep)
	a.Provisional, a.SignedIn = fromMSNull(provisional), fromMSNull(signedIn)
	return a, err
}

// Access reads an access.
func (tx *Tx) Access(id int64) (people.Access, error) {
	return one(tx, scanAccess, `SELECT `+accessColumns+` FROM access WHERE id = ?`, id)
}

// Accesses lists every access.
func (tx *Tx) Accesses() ([]people.Access, error) {
	return list(tx, scanAccess, `SELECT `+accessColumns+` FROM access ORDER BY id`)
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
	if _, err := tx.exec(`UPDATE access SET password = ?, provisional = ? WHERE id = ?`, a.Password, msNull(a.Provisional), a.ID); err != nil {
		return 0, err
	}
	return a.ID, tx.EndSessions(a.ID)
}

// EndAccess takes away what lets a contact in, and ends all sessions (R3).
func (tx *Tx) EndAccess(contactID int64) error {
	a, err := tx.AccessOfContact(contactID)
	if errors.Is(err, ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	a.Password, a.Provisional = "", time.Time{}
	if _, err = tx.SetAccess(a); err != nil {
		return err
	}
	return errors.Join(tx.SetCodes(a.ID, "", a.CodeStep), tx.RemovePasskeys(a.ID))
}

// CameIn notes when a person came in without a password.
func (tx *Tx) CameIn(id int64, at time.Time) error {
	_, err := tx.exec(`UPDATE access SET signed_in = ? WHERE id = ?`, ms(at), id)
	return err
}

// SignedIn notes when a person came in with a password, which uses it up where
// it is provisional. It says whether the password was still that.
func (tx *Tx) SignedIn(a people.Access, at time.Time) (bool, error) {
	return tx.changed(`UPDATE access SET signed_in = ?, password = CASE WHEN provisional IS NULL THEN password ELSE '' END
		WHERE id = ? AND password = ?`, ms(at), a.ID, a.Password)
}

// EndSessions ends all sessions of an access, and the links that were sent.
func (tx *Tx) EndSessions(id int64) error {
	if _, err := tx.exec(`UPDATE access SET generation = generation + 1 WHERE id = ?`, id); err != nil {
		return err
	}
	_, err := tx.exec(`DELETE FROM session WHERE access_id = ?`, id)
	return err
}
