package store

import (
	"database/sql"
	"errors"
	"time"

	"permanence/daemon/desk/ticket"
)

// Mail is one mail as it was kept, and what became of it. Sizes are bytes.
type Mail struct {
	ID           int64
	Mailbox      string
	Received     time.Time // INTERNALDATE
	Stored       time.Time
	SizeBytes    int64
	SHA256       []byte
	ContentKey   []byte // K2: equal for the same mail at another place
	MessageID    string
	FromAddress  string
	Subject      string
	History      bool
	Oversize     bool
	Disposition  ticket.Disposition
	Reason       ticket.Reason
	Rule         string
	TicketNumber int64
	DuplicateOf  int64
	Held         bool // shown to the team at once, waits for a person
	Attempts     int
	RetryAt      time.Time
	Handled      time.Time
	DecidedBy    string // who released or rejected it
	Believed     bool   // the sender's domain vouches for it
	Proof        string // what was checked about the sender, JSON
}

const mailColumns = `id, mailbox, received, stored, size_bytes, sha256, content_key, message_id,
	from_address, subject, history, oversize, disposition, reason, rule, ticket_number,
	duplicate_of, held, attempts, retry_at, handled, decided_by, believed, proof`

func scanMail(r scanner) (m Mail, err error) {
	var received, stored int64
	var number, dup, retry, handled sql.NullInt64
	err = r.Scan(&m.ID, &m.Mailbox, &received, &stored, &m.SizeBytes, &m.SHA256, &m.ContentKey, &m.MessageID,
		&m.FromAddress, &m.Subject, &m.History, &m.Oversize, &m.Disposition, &m.Reason, &m.Rule, &number,
		&dup, &m.Held, &m.Attempts, &retry, &handled, &m.DecidedBy, &m.Believed, &m.Proof)
	m.Received, m.Stored = fromMS(received), fromMS(stored)
	m.TicketNumber, m.DuplicateOf = number.Int64, dup.Int64
	m.RetryAt, m.Handled = fromMSNull(retry), fromMSNull(handled)
	return m, err
}

// AddMail keeps a mail that was just fetched, as pending.
func (tx *Tx) AddMail(m Mail) (int64, error) {
	return tx.insert(`INSERT INTO mail (id, mailbox, received, stored, size_bytes, sha256, history, oversize, disposition)
		VALUES (`+nextID("mail")+`, ?, ?, ?, ?, ?, ?, ?, ?)`, m.Mailbox, ms(m.Received), ms(m.Stored), m.SizeBytes, m.SHA256,
		bit(m.History), bit(m.Oversize), ticket.Pending)
}

// Mail reads one mail.
func (tx *Tx) Mail(id int64) (Mail, error) {
	return one(tx, scanMail, `SELECT `+mailColumns+` FROM mail WHERE id = ?`, id)
}

// PendingMail lists mails to be handled, oldest first: those past id after,
// and whose next attempt is due.
func (tx *Tx) PendingMail(after int64, now time.Time, limit int) ([]Mail, error) {
	return list(tx, scanMail, `SELECT `+mailColumns+` FROM mail
		WHERE disposition = 'pending' AND id > ? AND (retry_at IS NULL OR retry_at <= ?) ORDER BY id LIMIT ?`, after, ms(now), limit)
}

// SetMailFacts writes what was read from the mail itself.
func (tx *Tx) SetMailFacts(m Mail) error {
	_, err := tx.exec(`UPDATE mail SET content_key = ?, message_id = ?, from_address = ?, subject = ?, proof = ?, believed = ?,
		disposition = ?, reason = ?, rule = ?, ticket_number = ?, duplicate_of = ?, held = ?, attempts = ?, retry_at = ?,
		handled = ?, decided_by = ? WHERE id = ?`,
		m.ContentKey, m.MessageID, m.FromAddress, m.Subject, m.Proof, bit(m.Believed), m.Disposition, m.Reason, m.Rule,
		idNull(m.TicketNumber), idNull(m.DuplicateOf), bit(m.Held), m.Attempts, msNull(m.RetryAt),
		msNull(m.Handled), m.DecidedBy, m.ID)
	return err
}

// SameContent lists the other mails with the content key of a mail (K2): the
// earlier ones, and those later ones that were let in while it waited. Those
// that were let in or believed come first: no number of forged copies hides
// them.
func (tx *Tx) SameContent(key []byte, id int64) ([]Mail, error) {
	return list(tx, scanMail, `SELECT `+mailColumns+` FROM mail WHERE content_key = ? AND id <> ?
		AND (id < ? OR disposition IN ('new', 'append', 'note', 'command'))
		ORDER BY disposition IN ('new', 'append', 'note', 'command') DESC, believed DESC, id LIMIT 20`, key, id, id)
}

// SameMessageID says whether an earlier mail carries the Message-ID (K3).
func (tx *Tx) SameMessageID(id string, before int64) (bool, error) {
	n, err := tx.count(`SELECT count(*) FROM (SELECT 1 FROM mail WHERE message_id = ? AND id < ? LIMIT 1)`, id, before)
	return n > 0, err
}

// TicketsOfMessageIDs finds the tickets that mails with these Message-IDs were
// put on. The plus signs keep the look-up on the index of Message-IDs.
func (tx *Tx) TicketsOfMessageIDs(ids []string) (map[string]int64, error) {
	found := map[string]int64{}
	if len(ids) == 0 {
		return found, nil
	}
	type row struct {
		id     string
		number int64
	}
	query, args := in(`SELECT message_id, ticket_number FROM mail WHERE +ticket_number IS NOT NULL
		AND +disposition IN ('new', 'append', 'note') AND message_id IN (`, ids)
	rows, err := list(tx, func(r scanner) (v row, err error) { err = r.Scan(&v.id, &v.number); return v, err }, query+" ORDER BY id DESC", args...)
	for _, r := range rows {
		found[r.id] = r.number // the first one wins
	}
	return found, err
}

// OpenerOf is the Message-ID of the mail that opened a ticket; "" where no mail
// did, or it had none.
func (tx *Tx) OpenerOf(number int64) (string, error) {
	id, err := one(tx, scanString, `SELECT message_id FROM mail WHERE ticket_number = ? AND +disposition = 'new' ORDER BY id LIMIT 1`, number)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return id, err
}

// HeldMails lists the mails in quarantine with a Message-ID that nobody decided
// on.
func (tx *Tx) HeldMails(messageID string) ([]int64, error) {
	return list(tx, scanInt, `SELECT id FROM mail WHERE message_id = ? AND +disposition = 'quarantine' AND decided_by = ''`, messageID)
}

// MailsFrom counts the mails of an address received in the hour and in the day
// before a time; proven and unproven ones apart, or a forger could silence a
// client.
func (tx *Tx) MailsFrom(address string, believed bool, until time.Time) (hour, day int64, err error) {
	type counts struct{ hour, day int64 }
	c, err := one(tx, func(r scanner) (c counts, err error) { err = r.Scan(&c.hour, &c.day); return c, err },
		`SELECT count(CASE WHEN received > ? THEN 1 END), count(*) FROM mail
		WHERE from_address = ? AND believed = ? AND page = 0 AND received > ? AND received <= ?`,
		ms(until.Add(-time.Hour)), address, bit(believed), ms(until.Add(-24*time.Hour)), ms(until))
	return c.hour, c.day, err
}

// Explained says whether the address got an explanation since a time (R4).
func (tx *Tx) Explained(address string, since time.Time) (bool, error) {
	n, err := tx.count(`SELECT count(*) FROM letter WHERE recipient = ? AND gated = 1 AND cause_at > ? AND kind = 'explanation'`, address, ms(since))
	return n > 0, err
}

// MailFilter narrows a list of mails; zero fields do not.
type MailFilter struct {
	Quarantine  bool
	Disposition string
	Since       time.Time
	MessageID   string
	Address     string
	Undigested  bool // quarantined and in no digest yet
}

// Mails lists mails, newest last.
func (tx *Tx) Mails(f MailFilter) ([]Mail, error) {
	query, args := `SELECT `+mailColumns+` FROM mail WHERE 1 = 1`, []any{}
	and := func(cond string, v ...any) { query += " AND " + cond; args = append(args, v...) }
	if f.Quarantine {
		and("disposition = 'quarantine'")
	}
	if f.Disposition != "" {
		and("disposition = ?", f.Disposition)
	}
	if !f.Since.IsZero() {
		and("received >= ?", ms(f.Since))
	}
	if f.MessageID != "" {
		and("message_id = ?", f.MessageID)
	}
	if f.Address != "" {
		and("from_address = ?", f.Address)
	}
	if f.Undigested {
		and("digested IS NULL AND held = 0 AND decided_by = '' AND history = 0")
	}
	return list(tx, scanMail, query+" ORDER BY id", args...)
}

// RecentMail lists the last n mails, newest first.
func (tx *Tx) RecentMail(n int) ([]Mail, error) {
	return list(tx, scanMail, `SELECT `+mailColumns+` FROM mail ORDER BY id DESC LIMIT ?`, n)
}

// MailDigested notes that a quarantined mail was listed in a digest.
func (tx *Tx) MailDigested(id int64, at time.Time) error {
	_, err := tx.exec(`UPDATE mail SET digested = ? WHERE id = ?`, ms(at), id)
	return err
}

// Dispositions counts the mails of each disposition.
func (tx *Tx) Dispositions() (map[string]int64, error) {
	type row struct {
		d string
		n int64
	}
	rows, err := list(tx, func(r scanner) (v row, err error) { err = r.Scan(&v.d, &v.n); return v, err },
		`SELECT disposition, count(*) FROM mail GROUP BY disposition`)
	all := map[string]int64{}
	for _, r := range rows {
		all[r.d] = r.n
	}
	return all, err
}

// MailBalance counts the places seen on the servers, the mails stored, and
// the mails without raw bytes or the places without a mail (missing).
func (tx *Tx) MailBalance() (seen, stored, missing int64, err error) {
	for _, q := range []struct {
		to    *int64
		query string
	}{
		{&seen, `SELECT count(*) FROM mail_place`},
		{&stored, `SELECT count(*) FROM mail`},
		{&missing, `SELECT count(*) FROM mail m LEFT JOIN mail_raw r ON r.mail_id = m.id WHERE r.mail_id IS NULL`},
	} {
		if *q.to, err = tx.count(q.query); err != nil {
			return 0, 0, 0, err
		}
	}
	return seen, stored, missing, nil
}
