package crash

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"strings"

	"permanence/daemon/demo"
	"permanence/daemon/store"
)

// books are what the three sides say at the end: the server, the store and the
// recipients.
type books struct {
	onServer   map[string]int      // mails in the desk's box by Message-ID
	sums       map[string]bool     // SHA-256 of each of them
	kept       map[string][]keptAs // mails of the store by Message-ID
	places     int
	unreadable []string // of the store: no bytes, or others than the server's
	letters    []writtenLetter
	received   map[string]int // mails in all other boxes by Message-ID
}

// keptAs is one mail of the store, and what became of it.
type keptAs struct {
	id          int64
	disposition string
	entries     int // exchanges made of it
	times       int // time entries made of it
	letters     map[string]int
}

// writtenLetter is one letter of the store.
type writtenLetter struct {
	id         string // Message-ID
	kind       string
	recipient  string
	state      string
	doubts     int
	human      bool
	mail, exch sql.NullInt64
}

// readBooks reads them; no daemon may run.
func (g *ground) readBooks(ctx context.Context) (b books, err error) {
	b = books{onServer: map[string]int{}, sums: map[string]bool{}, kept: map[string][]keptAs{}, received: map[string]int{}}
	if err := b.readServer(g.dir); err != nil {
		return b, err
	}
	db, err := openSQL(g.dir, "ro")
	if err != nil {
		return b, err
	}
	if err := errors.Join(b.readStore(db), db.Close()); err != nil {
		return b, err
	}
	return b, b.readRaw(ctx, g.dir)
}

// readServer reads every box; the sample servers keep a file a mail.
func (b *books) readServer(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "demo", "mail", "*", "*.eml"))
	if err != nil {
		return err
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		id := messageID(raw)
		if filepath.Base(filepath.Dir(file)) != demo.Mailbox {
			b.received[id]++
			continue
		}
		b.onServer[id]++
		sum := sha256.Sum256(raw)
		b.sums[string(sum[:])] = true
	}
	return nil
}

func messageID(raw []byte) string {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return ""
	}
	return strings.Trim(m.Header.Get("Message-Id"), "<>")
}

func (b *books) readStore(db *sql.DB) error {
	err := db.QueryRow(`SELECT count(*) FROM mail_place WHERE mail_id IS NOT NULL`).Scan(&b.places)
	if err != nil {
		return err
	}
	type named struct {
		id string
		keptAs
	}
	mails, err := rows(db, func(r *sql.Rows) (m named, err error) {
		err = r.Scan(&m.keptAs.id, &m.id, &m.disposition, &m.entries, &m.times)
		return m, err
	}, `SELECT m.id, m.message_id, m.disposition, (SELECT count(*) FROM exchange e WHERE e.mail_id = m.id),
		(SELECT count(*) FROM time_entry t JOIN exchange e ON e.id = t.exchange_id WHERE e.mail_id = m.id) FROM mail m ORDER BY m.id`)
	if err != nil {
		return err
	}
	if err := b.readLetters(db); err != nil {
		return err
	}
	of, err := exchanges(db)
	if err != nil {
		return err
	}
	caused := map[int64]map[string]int{}
	for _, l := range b.letters {
		mail := l.mail.Int64
		if l.exch.Valid && of[l.exch.Int64] != 0 {
			mail = of[l.exch.Int64]
		}
		if caused[mail] == nil {
			caused[mail] = map[string]int{}
		}
		caused[mail][l.kind]++
	}
	for _, m := range mails {
		m.letters = caused[m.keptAs.id]
		b.kept[m.id] = append(b.kept[m.id], m.keptAs)
	}
	return nil
}

func (b *books) readLetters(db *sql.DB) (err error) {
	b.letters, err = rows(db, func(r *sql.Rows) (l writtenLetter, err error) {
		err = r.Scan(&l.id, &l.kind, &l.recipient, &l.state, &l.doubts, &l.human, &l.mail, &l.exch)
		return l, err
	}, `SELECT message_id, kind, recipient, state, doubts, human, mail_id, exchange_id FROM letter ORDER BY id`)
	return err
}

// exchanges gives the mail of each exchange.
func exchanges(db *sql.DB) (map[int64]int64, error) {
	of := map[int64]int64{}
	_, err := rows(db, func(r *sql.Rows) (struct{}, error) {
		var exchange, mail int64
		err := r.Scan(&exchange, &mail)
		of[exchange] = mail
		return struct{}{}, err
	}, `SELECT id, mail_id FROM exchange WHERE mail_id IS NOT NULL`)
	return of, err
}

// readRaw reads the bytes of every mail of the store as the daemon would.
func (b *books) readRaw(ctx context.Context, dir string) (err error) {
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Read(ctx, func(tx *store.Tx) error {
		for id, copies := range b.kept {
			for _, c := range copies {
				raw, err := tx.Raw(c.id)
				if sum := sha256.Sum256(raw); err != nil || !b.sums[string(sum[:])] {
					b.unreadable = append(b.unreadable, fmt.Sprintf("mail %d, %s: %v", c.id, id, err))
				}
			}
		}
		return nil
	})
}
