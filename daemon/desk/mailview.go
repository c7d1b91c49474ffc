package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// MailView is a mail as commands and pages show it. What stands below Ticket
// is filled by Mail and TraceMail only.
type MailView struct {
	ID          int64      `json:"id"`
	Received    *time.Time `json:"received"`
	From        string     `json:"from"` // the address
	Subject     string     `json:"subject"`
	Disposition string     `json:"disposition"`
	Reason      string     `json:"reason"`
	Ticket      *int64     `json:"ticket"` // null where it is on none
	MessageID   string     `json:"message_id"`
	Mailbox     string     `json:"mailbox"`
	SizeBytes   int64      `json:"size_bytes"`
	Held        bool       `json:"held"` // shown to the team at once, waits for a person
	DecidedBy   string     `json:"decided_by"`

	Stored      *time.Time    `json:"stored,omitempty"`
	Handled     *time.Time    `json:"handled,omitempty"`
	Rule        string        `json:"rule,omitempty"`
	DuplicateOf int64         `json:"duplicate_of,omitempty"`
	Attempts    int           `json:"attempts,omitempty"`
	RetryAt     *time.Time    `json:"retry_at,omitempty"`
	History     bool          `json:"history,omitempty"`
	Oversize    bool          `json:"oversize,omitempty"`
	SHA256      string        `json:"sha256,omitempty"`
	Places      []PlaceView   `json:"places,omitempty"`
	Proof       *people.Proof `json:"proof,omitempty"`
	Letters     []LetterView  `json:"letters,omitempty"` // what was written because of it
	Text        string        `json:"text,omitempty"`
	Done        []AuditView   `json:"done,omitempty"` // what people did with it
}

// PlaceView is where a mail lies on an IMAP server.
type PlaceView struct {
	Mailbox     string `json:"mailbox"`
	Folder      string `json:"folder"`
	UIDValidity uint32 `json:"uidvalidity"`
	UID         uint32 `json:"uid"`
}

// AuditView is one line of what was done by whom.
type AuditView struct {
	At     *time.Time `json:"at"`
	Who    string     `json:"who"`
	Verb   string     `json:"verb"`
	Detail string     `json:"detail"`
}

// MailFilter narrows a list of mails; zero fields do not.
type MailFilter struct {
	Quarantine  bool
	Disposition ticket.Disposition
	Since       time.Time
	Last        int // only the last ones
}

// Mails lists mails, newest last.
func (d *Desk) Mails(ctx context.Context, f MailFilter) (views []MailView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Mails(store.MailFilter{Quarantine: f.Quarantine, Disposition: string(f.Disposition), Since: f.Since})
		if f.Last > 0 && len(all) > f.Last {
			all = all[len(all)-f.Last:]
		}
		for _, m := range all {
			views = append(views, d.mailView(m))
		}
		return err
	})
	return views, err
}

func (d *Desk) mailView(m store.Mail) MailView {
	view := MailView{ID: m.ID, Received: d.at(m.Received), From: m.FromAddress, Subject: m.Subject, Disposition: string(m.Disposition),
		Reason: string(m.Reason), MessageID: m.MessageID, Mailbox: m.Mailbox, SizeBytes: m.SizeBytes, Held: m.Held, DecidedBy: m.DecidedBy}
	if m.TicketNumber != 0 {
		view.Ticket = &m.TicketNumber
	}
	return view
}

// Mail shows a mail: what was decided, why, and what followed.
func (d *Desk) Mail(ctx context.Context, id int64) (view MailView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		m, err := theMail(tx, id)
		if err != nil {
			return err
		}
		view, err = d.mailWhole(tx, m)
		return err
	})
	if err != nil {
		return view, err
	}
	if msg, err := d.parsed(ctx, id); msg != nil && err == nil {
		view.Text = msg.Text
	}
	return view, nil
}

func theMail(tx *store.Tx, id int64) (store.Mail, error) {
	m, err := tx.Mail(id)
	if notFound(err) {
		return m, fmt.Errorf("there is no mail %d: %w", id, ErrNotFound)
	}
	return m, err
}

func (d *Desk) mailWhole(tx *store.Tx, m store.Mail) (MailView, error) {
	view := d.mailView(m)
	view.Stored, view.Handled, view.RetryAt = d.at(m.Stored), d.at(m.Handled), d.at(m.RetryAt)
	view.Rule, view.DuplicateOf, view.Attempts, view.History, view.Oversize = m.Rule, m.DuplicateOf, m.Attempts, m.History, m.Oversize
	view.SHA256 = fmt.Sprintf("%x", m.SHA256)
	if m.Proof != "" {
		view.Proof = new(people.Proof)
		if err := json.Unmarshal([]byte(m.Proof), view.Proof); err != nil {
			return view, fmt.Errorf("reading the proof of mail %d: %w", m.ID, err)
		}
	}
	places, err := tx.PlacesOf(m.ID)
	if err != nil {
		return view, err
	}
	for _, p := range places {
		view.Places = append(view.Places, PlaceView(p))
	}
	if view.Letters, err = d.lettersOfMail(tx, m.ID); err != nil {
		return view, err
	}
	audits, err := tx.Audits(objectMail(m.ID))
	for _, a := range audits {
		view.Done = append(view.Done, AuditView{At: d.at(a.At), Who: a.Who, Verb: a.Verb, Detail: a.Detail})
	}
	return view, err
}

// lettersOfMail are the letters that a mail caused: about itself, and about
// the exchange that it became.
func (d *Desk) lettersOfMail(tx *store.Tx, mailID int64) (views []LetterView, err error) {
	e, err := tx.ExchangeOfMail(mailID)
	if err != nil && !notFound(err) {
		return nil, err
	}
	letters, err := tx.LettersOf(mailID, e.ID)
	for _, l := range letters {
		views = append(views, d.letterView(l))
	}
	return views, err
}

// RawMail gives the bytes of a mail as the server gave them.
func (d *Desk) RawMail(ctx context.Context, id int64) (raw []byte, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		if _, err := theMail(tx, id); err != nil {
			return err
		}
		raw, err = tx.Raw(id)
		return err
	})
	return raw, err
}

// Trace is all that is known of a Message-ID or of an address: mails of it,
// and letters of ours.
type Trace struct {
	Mails   []MailView
	Letters []LetterView
}

// TraceMail answers "where is my mail": what names a Message-ID, with or
// without angle brackets, or an address.
func (d *Desk) TraceMail(ctx context.Context, what string) (t Trace, err error) {
	what = strings.Trim(strings.TrimSpace(what), "<>")
	if !strings.Contains(what, "@") {
		return t, refused("“%s” is neither a Message-ID nor an address: both have an @", what)
	}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		byID, err := tx.Mails(store.MailFilter{MessageID: what})
		if err != nil {
			return err
		}
		byAddress, err := tx.Mails(store.MailFilter{Address: people.Fold(what)})
		if err != nil {
			return err
		}
		for _, m := range append(byID, byAddress...) {
			view, err := d.mailWhole(tx, m)
			if err != nil {
				return err
			}
			t.Mails = append(t.Mails, view)
		}
		t.Letters, err = d.traceLetters(tx, what)
		return err
	})
	return t, err
}

func (d *Desk) traceLetters(tx *store.Tx, what string) (views []LetterView, err error) {
	letters, err := tx.LettersTo(people.Fold(what))
	if err != nil {
		return nil, err
	}
	own, err := d.letterOf(tx, what)
	if err != nil {
		return nil, err
	}
	if own.ID != 0 {
		letters = append(letters, own)
	}
	for _, l := range letters {
		view, err := d.letterWhole(tx, l)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	return views, nil
}

// MailCount is the balance of mail: nothing is lost where Stored is the sum of
// the dispositions and Missing is 0.
type MailCount struct {
	Seen         int64            // places on the servers that were listed
	Stored       int64            // mails kept
	Pages        int64            // of those, the ones that hold files given on pages: no server has them
	Dispositions map[string]int64 // one figure for each, 0 too
	Letters      map[string]int64 // by state, 0 too
	Missing      int64            // mails without their raw bytes
}

// dispositions in the order in which they are told.
func dispositions() []ticket.Disposition {
	return []ticket.Disposition{ticket.New, ticket.Append, ticket.NoteOnly, ticket.CommandRun, ticket.DSN, ticket.Auto, ticket.Self,
		ticket.Duplicate, ticket.Quarantine, ticket.Pending}
}

// CountMail gives the balance of mail.
func (d *Desk) CountMail(ctx context.Context) (c MailCount, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		if c.Seen, c.Stored, c.Missing, err = tx.MailBalance(); err != nil {
			return err
		}
		if c.Pages, err = tx.PageMail(); err != nil {
			return err
		}
		if c.Dispositions, err = tx.Dispositions(); err != nil {
			return err
		}
		for _, x := range dispositions() {
			c.Dispositions[string(x)] += 0
		}
		letters, err := tx.LetterCounts()
		c.Letters = map[string]int64{}
		for _, s := range LetterStates() {
			c.Letters[string(s)] = letters[s]
		}
		return err
	})
	return c, err
}

// MarshalJSON writes one flat object, as `permanence mail count --json` does.
func (c MailCount) MarshalJSON() ([]byte, error) {
	flat := map[string]int64{"seen": c.Seen, "stored": c.Stored, "pages": c.Pages, "missing": c.Missing}
	for _, counts := range []map[string]int64{c.Dispositions, c.Letters} {
		for name, n := range counts {
			flat[name] = n
		}
	}
	return json.Marshal(flat)
}

// Lines gives the figures in the order in which people read them.
func (c MailCount) Lines() []CountLine {
	lines := []CountLine{{"seen", c.Seen}, {"stored", c.Stored}, {"pages", c.Pages}}
	for _, x := range dispositions() {
		lines = append(lines, CountLine{string(x), c.Dispositions[string(x)]})
	}
	for _, s := range LetterStates() {
		lines = append(lines, CountLine{string(s), c.Letters[string(s)]})
	}
	return append(lines, CountLine{"missing", c.Missing})
}

// CountLine is one figure of the balance of mail.
type CountLine struct {
	Name string
	N    int64
}
