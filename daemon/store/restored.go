package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
)

// People have been told the ids of letters and mails, and Message-IDs of ours
// are made from them: after a restore those that were given out since the
// backup must not come again. A setting says from where ids go on.

// nextID is the SQL for the next id of a table.
func nextID(table string) string {
	return `(SELECT max(coalesce((SELECT max(id) FROM ` + table + `), 0) + 1,
		coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = '` + table + `.next'), 0)))`
}

// Next are the ticket number and the ids that come next.
type Next struct{ Ticket, Letter, Mail int64 }

const nextTicket = `(SELECT max(coalesce((SELECT max(number) FROM ticket), 1000) + 1,
	coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'ticket.next'), 0)))`

// NextIn looks, without opening it to write, what comes next in the data
// directory dir. An error says that there is no data, or none that can be read.
func NextIn(ctx context.Context, dir string) (n Next, err error) {
	db, err := sql.Open("sqlite3", dsn(filepath.Join(dir, DatabaseName), url.Values{"mode": {"ro"}}))
	if err != nil {
		return n, fmt.Errorf("opening the present data: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.QueryRowContext(ctx, `SELECT `+nextTicket+`, `+nextID("letter")+`, `+nextID("mail")).Scan(&n.Ticket, &n.Letter, &n.Mail)
	return n, err
}

// Next is what comes next here.
func (tx *Tx) Next() (Next, error) {
	return one(tx, func(r scanner) (n Next, err error) { err = r.Scan(&n.Ticket, &n.Letter, &n.Mail); return n, err },
		`SELECT `+nextTicket+`, `+nextID("letter")+`, `+nextID("mail"))
}

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

// LettersStoppedTo lists the letters about a ticket to one recipient that came
// to a halt for a reason.
func (tx *Tx) LettersStoppedTo(reason string, number int64, recipient string) ([]Letter, error) {
	return list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE ticket_number = ? AND +recipient = ? AND reason = ?
		AND +state IN ('uncertain', 'abandoned') ORDER BY id`, number, recipient, reason)
}

// SetBackLetter writes that a letter does not leave by itself.
func (tx *Tx) SetBackLetter(l Letter) error {
	_, err := tx.exec(`UPDATE letter SET state = ?, reason = ?, doubts = ?, lease = 0, phase = ?, changed = ? WHERE id = ?`,
		l.State, l.Reason, l.Doubts, l.Phase, ms(l.Changed), l.ID)
	return err
}
