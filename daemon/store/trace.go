package store

import "time"

// LettersTo lists the letters to an address, oldest first.
func (tx *Tx) LettersTo(recipient string) ([]Letter, error) {
	return list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE recipient = ? ORDER BY id`, recipient)
}

// PlacesOf lists where a mail lies on its servers.
func (tx *Tx) PlacesOf(mailID int64) ([]Place, error) {
	return list(tx, func(r scanner) (p Place, err error) {
		err = r.Scan(&p.Mailbox, &p.Folder, &p.UIDValidity, &p.UID)
		return p, err
	}, `SELECT mailbox, folder, uidvalidity, uid FROM mail_place WHERE mail_id = ? ORDER BY mailbox, folder, uidvalidity, uid`, mailID)
}

// LetterAttempt is one attempt to send a letter, and how it ended.
type LetterAttempt struct {
	Attempt int
	Phase   string
	At      time.Time
	Outcome string
	Reply   string
}

// LetterAttempts lists the attempts of a letter.
func (tx *Tx) LetterAttempts(id int64) ([]LetterAttempt, error) {
	return list(tx, func(r scanner) (a LetterAttempt, err error) {
		var at int64
		err = r.Scan(&a.Attempt, &a.Phase, &at, &a.Outcome, &a.Reply)
		a.At = fromMS(at)
		return a, err
	}, `SELECT attempt, phase, at, outcome, reply FROM letter_attempt WHERE letter_id = ? ORDER BY attempt`, id)
}
