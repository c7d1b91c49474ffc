package store

import (
	"database/sql"
	"time"

	"permanence/daemon/desk/people"
)

const passkeyColumns = `id, access_id, credential_id, data, name, added, used`

func scanPasskey(r scanner) (p people.Passkey, err error) {
	var added int64
	var used sql.NullInt64
	err = r.Scan(&p.ID, &p.AccessID, &p.CredentialID, &p.Data, &p.Name, &added, &used)
	p.Added, p.Used = fromMS(added), fromMSNull(used)
	return p, err
}

// PasskeysOf lists the passkeys of an access, the oldest first.
func (tx *Tx) PasskeysOf(accessID int64) ([]people.Passkey, error) {
	return list(tx, scanPasskey, `SELECT `+passkeyColumns+` FROM passkey WHERE access_id = ? ORDER BY id`, accessID)
}

// PasskeyOf finds a passkey by the id that its device gave it.
func (tx *Tx) PasskeyOf(credentialID []byte) (people.Passkey, error) {
	return one(tx, scanPasskey, `SELECT `+passkeyColumns+` FROM passkey WHERE credential_id = ?`, credentialID)
}

// AddPasskey keeps a passkey.
func (tx *Tx) AddPasskey(p people.Passkey) error {
	_, err := tx.exec(`INSERT INTO passkey (access_id, credential_id, data, name, added) VALUES (?, ?, ?, ?, ?)`,
		p.AccessID, p.CredentialID, p.Data, p.Name, ms(p.Added))
	return err
}

// UsePasskey keeps a passkey's new counter; it says whether it is there still.
func (tx *Tx) UsePasskey(p people.Passkey, at time.Time) (bool, error) {
	return tx.changed(`UPDATE passkey SET data = ?, used = ? WHERE id = ?`, p.Data, ms(at), p.ID)
}

// RemovePasskey removes a passkey of an access; it gives what it was.
func (tx *Tx) RemovePasskey(accessID, id int64) (people.Passkey, error) {
	p, err := one(tx, scanPasskey, `SELECT `+passkeyColumns+` FROM passkey WHERE access_id = ? AND id = ?`, accessID, id)
	if err != nil {
		return p, err
	}
	_, err = tx.exec(`DELETE FROM passkey WHERE id = ?`, id)
	return p, err
}

// RemovePasskeys removes all passkeys of an access.
func (tx *Tx) RemovePasskeys(accessID int64) error {
	_, err := tx.exec(`DELETE FROM passkey WHERE access_id = ?`, accessID)
	return err
}
