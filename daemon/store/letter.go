package store

import (
	"database/sql"
	"strings"
	"time"
)

// LetterState is where a letter stands on its way out.
type LetterState string

// The states of a letter. Held: waits for a person. Queued: due at NotBefore.
// Sending: leased by the deliverer. Uncertain: the server may have it, no
// answer came. Abandoned: given up, listed in a digest. Failed: refused for
// good. Cancelled: taken back before it left.
const (
	LetterHeld      LetterState = "held"
	LetterQueued    LetterState = "queued"
	LetterSending   LetterState = "sending"
	LetterSent      LetterState = "sent"
	LetterFailed    LetterState = "failed"
	LetterUncertain LetterState = "uncertain"
	LetterAbandoned LetterState = "abandoned"
	LetterCancelled LetterState = "cancelled"
)

// Letter is one mail of ours to one recipient. Its bytes and its Message-ID
// never change once it is written.
type Letter struct {
	ID           int64
	Kind         string
	Cause        string // with Recipient and Kind unique (K5)
	Recipient    string
	ContactID    int64 // the person it is for, one of the two
	AgentID      int64
	TicketNumber int64
	ExchangeID   int64
	MailID       int64 // the mail it is about
	SeenExchange int64 // last exchange of the ticket that it shows (R6)
	Human        bool
	Gated        bool // counts for the gates: caused by a mail, to a client or an outsider
	Language     string
	Subject      string
	MailFrom     string
	MessageID    string // without angle brackets
	Rendered     []byte
	SizeBytes    int64
	State        LetterState
	Created      time.Time
	CauseAt      time.Time
	NotBefore    time.Time
	Attempt      int // number of the last attempt
	Tries        int // attempts that ended in a retry
	Doubts       int // attempts that ended uncertain
	Phase        string
	Lease        time.Time
	Reply        string // the server's last words
	Reason       string
	Changed      time.Time
}

const letterColumns = `id, kind, cause, recipient, contact_id, agent_id, ticket_number, exchange_id, mail_id,
	seen_exchange, human, gated, language, subject, mail_from, message_id, size_bytes, state, created, cause_at,
	not_before, attempt, tries, doubts, phase, lease, reply, reason, changed`

func scanLetter(r scanner) (l Letter, err error) {
	var contact, agent, number, exchange, mail sql.NullInt64
	var created, cause, before, lease, changed int64
	err = r.Scan(&l.ID, &l.Kind, &l.Cause, &l.Recipient, &contact, &agent, &number, &exchange, &mail,
		&l.SeenExchange, &l.Human, &l.Gated, &l.Language, &l.Subject, &l.MailFrom, &l.MessageID, &l.SizeBytes, &l.State,
		&created, &cause, &before, &l.Attempt, &l.Tries, &l.Doubts, &l.Phase, &lease, &l.Reply, &l.Reason, &changed)
	l.ContactID, l.AgentID, l.TicketNumber = contact.Int64, agent.Int64, number.Int64
	l.ExchangeID, l.MailID = exchange.Int64, mail.Int64
	l.Created, l.CauseAt, l.NotBefore, l.Changed = fromMS(created), fromMS(cause), fromMS(before), fromMS(changed)
	if lease > 0 {
		l.Lease = fromMS(lease)
	}
	return l, err
}

// LetterPlace says whether a letter was already written for a cause (K5), and
// the id that a new one will have: its Message-ID is made from it before it is
// written, in the same transaction.
func (tx *Tx) LetterPlace(cause, recipient, kind string) (next int64, taken bool, err error) {
	type place struct {
		next  int64
		taken bool
	}
	p, err := one(tx, func(r scanner) (p place, err error) { err = r.Scan(&p.next, &p.taken); return p, err },
		`SELECT `+nextID("letter")+`, EXISTS (SELECT 1 FROM letter WHERE cause = ? AND recipient = ? AND kind = ?)`,
		cause, recipient, kind)
	return p.next, p.taken, err
}

// AddLetter writes a letter under l.ID. Rendered is compressed.
func (tx *Tx) AddLetter(l Letter) error {
	_, domain, _ := strings.Cut(l.Recipient, "@")
	_, err := tx.exec(`INSERT INTO letter (id, kind, cause, recipient, domain, contact_id, agent_id, ticket_number,
		exchange_id, mail_id, seen_exchange, human, gated, language, subject, mail_from, message_id, rendered, size_bytes,
		state, created, cause_at, not_before, reason, changed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.ID, l.Kind, l.Cause, l.Recipient, domain, idNull(l.ContactID), idNull(l.AgentID), idNull(l.TicketNumber),
		idNull(l.ExchangeID), idNull(l.MailID), l.SeenExchange, bit(l.Human), bit(l.Gated), l.Language, l.Subject, l.MailFrom,
		l.MessageID, tx.s.codec.packQuick(l.Rendered), l.SizeBytes, l.State, ms(l.Created), ms(l.CauseAt), ms(l.NotBefore), l.Reason, ms(l.Created))
	return err
}

// Letter reads a letter without its bytes.
func (tx *Tx) Letter(id int64) (Letter, error) {
	return one(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE id = ?`, id)
}

// LetterOfMessageID finds a letter of ours by its Message-ID.
func (tx *Tx) LetterOfMessageID(id string) (Letter, error) {
	return one(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE message_id = ?`, id)
}

// LettersOfMessageIDs finds the letters of ours among Message-IDs.
func (tx *Tx) LettersOfMessageIDs(ids []string) (map[string]Letter, error) {
	found := map[string]Letter{}
	if len(ids) == 0 {
		return found, nil
	}
	query, args := in(`SELECT `+letterColumns+` FROM letter WHERE message_id IN (`, ids)
	all, err := list(tx, scanLetter, query, args...)
	for _, l := range all {
		found[l.MessageID] = l
	}
	return found, err
}

// RemoveLetterBytes forgets what a letter said.
func (tx *Tx) RemoveLetterBytes(id int64) error {
	_, err := tx.exec(`UPDATE letter SET rendered = NULL WHERE id = ?`, id)
	return err
}

// LetterBytes gives what AddLetter was given as Rendered; nothing where that
// was forgotten.
func (tx *Tx) LetterBytes(id int64) ([]byte, error) {
	packed, err := one(tx, func(r scanner) (b []byte, err error) { err = r.Scan(&b); return b, err }, `SELECT rendered FROM letter WHERE id = ?`, id)
	if err != nil || packed == nil {
		return nil, err
	}
	return tx.s.codec.unpack(packed)
}

// Letters lists the letters in a state, or all with "".
func (tx *Tx) Letters(state LetterState) ([]Letter, error) {
	return list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE ? = '' OR state = ? ORDER BY id`, state, state)
}

// LettersHeld lists the letters that are held for a reason.
func (tx *Tx) LettersHeld(reason string) ([]Letter, error) {
	return list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE state = 'held' AND reason = ? ORDER BY id`, reason)
}

// LettersGivenUp lists the letters that were abandoned, but for a reason, and
// whose id is not among the keys of a job.
func (tx *Tx) LettersGivenUp(reason, job string) ([]Letter, error) {
	return list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE state = 'abandoned' AND reason <> ?
		AND NOT EXISTS (SELECT 1 FROM job_done d WHERE d.job = ? AND d.key = CAST(letter.id AS TEXT)) ORDER BY id`, reason, job)
}

// LettersOf lists the letters about a mail, or those of an exchange.
func (tx *Tx) LettersOf(mailID, exchangeID int64) ([]Letter, error) {
	return list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter WHERE mail_id = ?
		UNION SELECT `+letterColumns+` FROM letter WHERE exchange_id = ? ORDER BY id`, idNull(mailID), idNull(exchangeID))
}

// TakeLetters leases up to n letters that are due until a time: those to the
// outside first, which are small and waited for, then those to agents.
func (tx *Tx) TakeLetters(now, until time.Time, n int) ([]Letter, error) {
	due, err := list(tx, scanLetter, `SELECT `+letterColumns+` FROM letter
		WHERE state IN ('queued', 'sending') AND not_before <= ? AND lease <= ? AND (state = 'queued' OR phase <> 'dot')
		ORDER BY agent_id IS NOT NULL, not_before, id LIMIT ?`, ms(now), ms(now), n)
	if err != nil {
		return nil, err
	}
	for i := range due {
		l := &due[i]
		l.Attempt++
		l.State, l.Phase, l.Lease = LetterSending, "taken", until
		if _, err := tx.exec(`UPDATE letter SET state = 'sending', attempt = ?, phase = ?, lease = ?, changed = ? WHERE id = ?`,
			l.Attempt, l.Phase, ms(until), ms(now), l.ID); err != nil {
			return nil, err
		}
	}
	return due, nil
}

// NextLetter is when the next letter falls due; the zero time if none waits.
func (tx *Tx) NextLetter() (time.Time, error) {
	v, err := one(tx, func(r scanner) (v sql.NullInt64, err error) { err = r.Scan(&v); return v, err }, `SELECT min(at) FROM (
		SELECT min(not_before) AS at FROM letter WHERE state = 'queued'
		UNION ALL SELECT min(max(not_before, lease)) FROM letter WHERE state = 'sending' AND phase <> 'dot')`)
	return fromMSNull(v), err
}

// LetterPhase records how far an attempt came. It says false, and records
// nothing, where the lease was lost or the letter cancelled meanwhile.
func (tx *Tx) LetterPhase(id int64, attempt int, phase string, now time.Time) (bool, error) {
	return tx.changed(`UPDATE letter SET phase = ?, changed = ? WHERE id = ? AND attempt = ? AND state = 'sending' AND lease > ?`,
		phase, ms(now), id, attempt, ms(now))
}

// SettleLetter writes what became of an attempt.
func (tx *Tx) SettleLetter(l Letter, now time.Time) error {
	if _, err := tx.exec(`UPDATE letter SET state = ?, not_before = ?, lease = 0, reply = ?, reason = ?, phase = ?, attempt = ?, tries = ?, doubts = ?, changed = ? WHERE id = ?`,
		l.State, ms(l.NotBefore), l.Reply, l.Reason, l.Phase, l.Attempt, l.Tries, l.Doubts, ms(now), l.ID); err != nil {
		return err
	}
	_, err := tx.exec(`INSERT INTO letter_attempt (letter_id, attempt, phase, at, outcome, reply) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (letter_id, attempt) DO UPDATE SET phase = excluded.phase, at = excluded.at, outcome = excluded.outcome, reply = excluded.reply`,
		l.ID, l.Attempt, l.Phase, ms(now), l.State, l.Reply)
	return err
}

// RecoverLetters puts right what an earlier run of the daemon left: letters
// leased before the dot are free again, those after it are uncertain.
func (tx *Tx) RecoverLetters(now time.Time) error {
	if _, err := tx.exec(`UPDATE letter SET state = 'uncertain', lease = 0, doubts = doubts + 1,
		reason = 'the daemon ended after the dot, before the answer', changed = ? WHERE state = 'sending' AND phase = 'dot'`, ms(now)); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE letter SET state = 'queued', lease = 0 WHERE state = 'sending'`)
	return err
}

// LetterCounts counts the letters of each state.
func (tx *Tx) LetterCounts() (map[LetterState]int64, error) {
	type row struct {
		s LetterState
		n int64
	}
	rows, err := list(tx, func(r scanner) (v row, err error) { err = r.Scan(&v.s, &v.n); return v, err },
		`SELECT state, count(*) FROM letter GROUP BY state`)
	all := map[LetterState]int64{}
	for _, r := range rows {
		all[r.s] = r.n
	}
	return all, err
}

// Pace is how many letters that count for the gates were caused since: to a
// recipient in an hour and in a day, to its domain and to anyone in an hour;
// and whether a limit that was passed stops mail for one of them still.
type Pace struct {
	RecipientHour, RecipientDay, DomainHour, GlobalHour int
	Stopped                                             bool
}

// Gated reads the pace of letters to a recipient, as it stands at a time.
func (tx *Tx) Gated(recipient, domain string, at time.Time) (Pace, error) {
	hour, day := ms(at.Add(-time.Hour)), ms(at.Add(-24*time.Hour))
	return one(tx, func(r scanner) (p Pace, err error) {
		err = r.Scan(&p.RecipientHour, &p.RecipientDay, &p.DomainHour, &p.GlobalHour, &p.Stopped)
		return p, err
	}, `SELECT (SELECT count(*) FROM letter WHERE recipient = ? AND gated = 1 AND cause_at > ?),
		(SELECT count(*) FROM letter WHERE recipient = ? AND gated = 1 AND cause_at > ?),
		(SELECT count(*) FROM letter WHERE domain = ? AND gated = 1 AND cause_at > ?),
		(SELECT count(*) FROM letter WHERE gated = 1 AND cause_at > ?),
		EXISTS (SELECT 1 FROM breaker WHERE key IN (?, ?, 'all') AND until > ?)`,
		recipient, hour, recipient, day, domain, hour, hour, recipient, domain, ms(at))
}

// NoticesTo counts the letters to an agent made after a time.
func (tx *Tx) NoticesTo(recipient string, after time.Time) (int64, error) {
	return tx.count(`SELECT count(*) FROM letter WHERE recipient = ? AND gated = 0 AND cause_at > ?`, recipient, ms(after))
}

// OpenBreaker notes that a limit was passed; it says whether this is news.
func (tx *Tx) OpenBreaker(key string, at, until time.Time) (bool, error) {
	return tx.changed(`INSERT INTO breaker (key, opened, until) VALUES (?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET opened = excluded.opened, until = excluded.until WHERE breaker.until <= excluded.opened`,
		key, ms(at), ms(until))
}

// LetterIDsTo lists the Message-IDs of the letters about a ticket to one
// recipient, oldest first: the first and the last ones.
func (tx *Tx) LetterIDsTo(number int64, recipient string, limit int) ([]string, error) {
	return list(tx, scanString, `SELECT message_id FROM (SELECT id, message_id FROM letter
		WHERE ticket_number = ? AND recipient = ? ORDER BY id DESC LIMIT ?) ORDER BY id`, number, recipient, limit)
}

// LastSeen is the last exchange of a ticket that an agent was shown.
func (tx *Tx) LastSeen(number, agentID int64) (int64, error) {
	return tx.count(`SELECT coalesce(max(seen_exchange), 0) FROM letter WHERE ticket_number = ? AND agent_id = ?`, number, agentID)
}

// AnswersOf counts the answers of an agent made after a time.
func (tx *Tx) AnswersOf(agentID int64, after time.Time) (int64, error) {
	return tx.count(`SELECT count(*) FROM exchange WHERE agent_id = ? AND way = 'out' AND at > ?`, agentID, ms(after))
}

// RequeueHeld lets letters leave that were held for a reason until a time.
func (tx *Tx) RequeueHeld(reason string, until, now time.Time) error {
	_, err := tx.exec(`UPDATE letter SET state = 'queued', reason = '', changed = ? WHERE state = 'held' AND reason = ? AND changed <= ?`,
		ms(now), reason, ms(until))
	return err
}

// NextLetterID is the id that the next letter will have.
func (tx *Tx) NextLetterID() (int64, error) {
	next, _, err := tx.LetterPlace("", "", "")
	return next, err
}
