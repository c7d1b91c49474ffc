package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ErrRawRemoved says that a mail was kept as long as the settings say; its
// text stays on its ticket.
var ErrRawRemoved = errors.New("the raw mail was removed: it was older than store.raw_months")

// RawPast lists mails received before a time whose raw bytes are still kept
// and that are on no ticket that is open: at most n, the newest first, so that
// a mail goes before the identical one that holds its bytes.
func (tx *Tx) RawPast(received time.Time, n int) ([]int64, error) {
	return list(tx, scanInt, `SELECT m.id FROM mail m JOIN mail_raw r ON r.mail_id = m.id
		LEFT JOIN ticket t ON t.number = m.ticket_number
		WHERE m.received < ? AND r.removed IS NULL AND m.disposition <> 'pending'
		AND (t.number IS NULL OR t.state = 'closed' OR t.merged_into IS NOT NULL)
		AND NOT EXISTS (SELECT 1 FROM mail_raw o WHERE o.same_as = m.id)
		ORDER BY m.received DESC, m.id DESC LIMIT ?`, ms(received), n)
}

// RemoveRaw removes the raw bytes of a mail; its row stays. It gives the name
// of the file that held them, for RemoveRawFile once the removal is committed.
func (tx *Tx) RemoveRaw(mailID int64, at time.Time) (file string, err error) {
	name, err := one(tx, func(r scanner) (v sql.NullString, err error) { err = r.Scan(&v); return v, err },
		`SELECT file FROM mail_raw WHERE mail_id = ?`, mailID)
	if err != nil {
		return "", fmt.Errorf("raw bytes of mail %d: %w", mailID, err)
	}
	_, err = tx.exec(`UPDATE mail_raw SET bytes = NULL, file = NULL, same_as = NULL, removed = ? WHERE mail_id = ?`, ms(at), mailID)
	return name.String, err
}

// freshFile is the age below which a mail's file may belong to a mail that is
// just being kept.
const freshFile = 24 * time.Hour

// RemoveRawFile removes a file of raw bytes that no mail names any more. One
// that was just written stays: an identical mail may have come.
func (tx *Tx) RemoveRawFile(name string) error {
	n, err := tx.count(`SELECT count(*) FROM mail_raw WHERE file = ?`, name)
	if err != nil || n > 0 {
		return err
	}
	path := filepath.Join(tx.s.dir, "mail", filepath.Base(name))
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("removing a mail's file: %w", err)
	}
	if age := time.Since(info.ModTime()); age < freshFile { // the file system's clock, not the desk's
		return nil
	}
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("removing a mail's file: %w", err)
	}
	return nil
}
