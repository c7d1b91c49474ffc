package store

// undecided is the query for mails in quarantine that nobody has decided on.
const undecided = `SELECT ` + mailColumns + ` FROM mail WHERE disposition = 'quarantine' AND id < ? AND held = ? AND decided_by = ''
	AND history = 0 ORDER BY id DESC LIMIT ?`

// Undecided lists the mails in quarantine that wait for a person, below an id,
// the newest first: those that were shown to the team at once, or the others.
func (tx *Tx) Undecided(held bool, below int64, limit int) ([]Mail, error) {
	return list(tx, scanMail, undecided, below, bit(held), limit)
}
