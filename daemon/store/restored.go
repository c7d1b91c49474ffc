package store

// People have been told the ids of letters and mails, and Message-IDs of ours
// are made from them: after a restore those that were given out since the
// backup must not come again. A setting says from where ids go on.

// nextID is the SQL for the next id of a table.
func nextID(table string) string {
	return `(SELECT max(coalesce((SELECT max(id) FROM ` + table + `), 0) + 1,
		coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = '` + table + `.next'), 0)))`
}

// NextMailID is the id that the next mail will have.
func (tx *Tx) NextMailID() (int64, error) { return tx.count(`SELECT ` + nextID("mail")) }

// LettersSince lists the letters from an id on.
func (tx *Tx) LettersSince(id int64) ([]Letter, error) {
	return list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE id >= ? ORDER BY id`, id)
}

// LettersUnsent lists the letters of which no end is known: those that wait,
// are on their way, or are in doubt.
func (tx *Tx) LettersUnsent() ([]Letter, error) {
	return list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE state IN ('held', 'queued', 'sending', 'uncertain') ORDER BY id`)
}

// LettersStopped lists the letters that came to a halt for a reason and whose
// id is not among the keys of a job.
func (tx *Tx) LettersStopped(reason, job string) ([]Letter, error) {
	return list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE reason = ? AND state IN ('uncertain', 'abandoned')
		AND NOT EXISTS (SELECT 1 FROM job_done d WHERE d.job = ? AND d.key = CAST(letter.id AS TEXT)) ORDER BY id`, reason, job)
}

// SetBackLetter writes that a letter does not leave by itself.
func (tx *Tx) SetBackLetter(l Letter) error {
	_, err := tx.exec(`UPDATE letter SET state = ?, reason = ?, doubts = ?, lease = 0, phase = ?, changed = ? WHERE id = ?`,
		l.State, l.Reason, l.Doubts, l.Phase, ms(l.Changed), l.ID)
	return err
}
