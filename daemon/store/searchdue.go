package store

import "context"

// index brings the words of tickets up to date, once for all that share the
// commit: each time that FTS5 writes costs as much for one row as for many.
func (w *writer) index(ctx context.Context, wrote bool) error {
	if !wrote {
		return nil
	}
	tx := &Tx{ctx: ctx, q: w.stmts}
	due, err := tx.count(`SELECT EXISTS (SELECT 1 FROM search_due)`)
	if err != nil || due == 0 {
		return err
	}
	return tx.index()
}

// index writes the rows of ticket_search that are due, in SQLite's own words.
func (tx *Tx) index() error {
	for _, q := range []string{
		`DELETE FROM ticket_search WHERE rowid IN (SELECT id FROM search_due)`,
		`INSERT INTO ticket_search (rowid, text, note, file, note_file, owner)
			SELECT id, text, note, file, note_file, owner FROM search_row ORDER BY id`,
		`DELETE FROM search_due`,
	} {
		if _, err := tx.exec(q); err != nil {
			return err
		}
	}
	return nil
}
