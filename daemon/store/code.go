package store

import "time"

// SetCodes makes an access ask for codes of a secret, after the time step of
// the last one; "" ends it. The recovery codes of before are forgotten.
func (tx *Tx) SetCodes(accessID int64, secret string, step int64) error {
	var kept any
	if secret != "" {
		kept = secret
	}
	if _, err := tx.exec(`UPDATE access SET code_secret = ?, code_step = ? WHERE id = ?`, kept, step, accessID); err != nil {
		return err
	}
	return tx.removeRecoveryCodes(accessID)
}

// UseCode notes the time step of a code; it says false where that one or a
// later one was used already.
func (tx *Tx) UseCode(accessID, step int64) (bool, error) {
	return tx.changed(`UPDATE access SET code_step = ? WHERE id = ? AND code_step < ?`, step, accessID, step)
}

func (tx *Tx) removeRecoveryCodes(accessID int64) error {
	_, err := tx.exec(`DELETE FROM recovery_code WHERE access_id = ?`, accessID)
	return err
}

// SetRecoveryCodes keeps the hashes of recovery codes in the place of those of
// before.
func (tx *Tx) SetRecoveryCodes(accessID int64, hashes [][]byte) error {
	if err := tx.removeRecoveryCodes(accessID); err != nil {
		return err
	}
	for _, hash := range hashes {
		if _, err := tx.exec(`INSERT INTO recovery_code (access_id, hash) VALUES (?, ?)`, accessID, hash); err != nil {
			return err
		}
	}
	return nil
}

// UseRecoveryCode uses up a recovery code; it says whether it was good.
func (tx *Tx) UseRecoveryCode(accessID int64, hash []byte, at time.Time) (bool, error) {
	return tx.changed(`UPDATE recovery_code SET used = ? WHERE access_id = ? AND hash = ? AND used IS NULL`, ms(at), accessID, hash)
}

// RecoveryCodesLeft counts the recovery codes that were not used.
func (tx *Tx) RecoveryCodesLeft(accessID int64) (int64, error) {
	return tx.count(`SELECT count(*) FROM recovery_code WHERE access_id = ? AND used IS NULL`, accessID)
}
