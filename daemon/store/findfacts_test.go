package store

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pressly/goose/v3"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/search"
	"permanence/daemon/desk/ticket"
)

func write(t testing.TB, s *Store, f func(*Tx) error) {
	t.Helper()
	if err := s.Write(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// peopled is a store with three clients, their contacts and contracts, and four
// agents in two teams.
func peopled(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	write(t, s, func(tx *Tx) error {
		now := time.UnixMilli(1000)
		for i := range 4 {
			if _, err := tx.AddAgent(people.Agent{FirstName: "A", LastName: fmt.Sprint(i), Role: people.RoleAgent, Addresses: []string{fmt.Sprintf("a%d@x.example", i)}}, now); err != nil {
				return err
			}
		}
		for i := range 2 {
			if _, err := tx.AddTeam(people.Team{Name: fmt.Sprint("T", i), Members: []int64{int64(i*2 + 1), int64(i*2 + 2)}}); err != nil {
				return err
			}
		}
		for i := range 3 {
			id, err := tx.AddClient(people.Client{Name: fmt.Sprint("C", i), Language: "fr", Created: now})
			if err != nil {
				return err
			}
			if _, err := tx.AddContact(people.Contact{ClientID: id, LastName: "P", Addresses: []string{fmt.Sprintf("p%d@c.example", i)}}, now); err != nil {
				return err
			}
			if _, err := tx.AddContract(contract.Contract{ClientID: id, Ref: fmt.Sprint("R", i), Start: contract.Date{Year: 2026, Month: 1, Day: 1},
				Period: contract.Month, Rounding: contract.PerTicket}, now); err != nil {
				return err
			}
		}
		return nil
	})
	return s
}

// town does at random what desks do to tickets.
type town struct {
	s       *Store
	r       *rand.Rand
	at      int64
	tickets []int64
	said    []int64
	booked  []int64
}

func (w *town) step(tx *Tx) error {
	w.at += int64(w.r.IntN(3)) * 3_600_000
	at := time.UnixMilli(w.at)
	if len(w.tickets) == 0 || w.r.IntN(8) == 0 {
		return w.open(tx, at)
	}
	number := w.tickets[w.r.IntN(len(w.tickets))]
	switch w.r.IntN(8) {
	case 0, 1, 2:
		return w.say(tx, number, at)
	case 3:
		return w.change(tx)
	case 4:
		id, err := tx.AddTime(TimeEntry{Entry: contract.Entry{TicketID: number, AgentID: 1 + w.r.Int64N(4), At: at, Minutes: 5, Kind: contract.TimeCounted}})
		w.booked = append(w.booked, id)
		return err
	case 5:
		if len(w.booked) == 0 {
			return nil
		}
		return tx.RemoveTime(w.booked[w.r.IntN(len(w.booked))], at, "x")
	case 6:
		return w.move(tx, number)
	}
	t, err := tx.Ticket(number)
	if err != nil {
		return err
	}
	t.State = ticket.States()[w.r.IntN(5)]
	t.CountedQuarters, t.Subject, t.AgentID = w.r.IntN(9), fmt.Sprint("sujet ", w.r.IntN(3)), w.r.Int64N(5)
	t.Touch(at)
	return tx.SetTicket(t)
}

func (w *town) open(tx *Tx, at time.Time) error {
	n, err := tx.NextTicketNumber()
	if err != nil {
		return err
	}
	w.tickets = append(w.tickets, n)
	client := 1 + w.r.Int64N(3)
	return tx.AddTicket(ticket.Ticket{Number: n, ClientID: client, ContactID: client, ContractID: client, Subject: "sujet", State: ticket.Open,
		TeamID: w.r.Int64N(3), AgentID: w.r.Int64N(5), Opened: at, LastExchange: at}, "m")
}

var sendings = []ticket.Sending{"", ticket.SendingWaiting, ticket.SendingHeld, ticket.SendingCancelled, ticket.SendingSent, ticket.SendingFailed}

func (w *town) say(tx *Tx, number int64, at time.Time) error {
	e := ticket.Exchange{TicketNumber: number, Way: []ticket.Way{ticket.In, ticket.Out, ticket.Note}[w.r.IntN(3)], At: at,
		Text: fmt.Sprint("mot", w.r.IntN(20), " été"), Automatic: w.r.IntN(5) == 0}
	if e.Way != ticket.In {
		e.AuthorAgentID = 1 + w.r.Int64N(4)
	}
	if e.Way == ticket.Out {
		e.State = sendings[w.r.IntN(len(sendings))]
	}
	if w.r.IntN(3) == 0 {
		mail, err := tx.AddMail(Mail{Mailbox: "m", SHA256: []byte{1}})
		if err != nil {
			return err
		}
		e.Files = []ticket.File{{MailID: mail, Filename: fmt.Sprintf("pièce%d.pdf", w.r.IntN(9))}}
	}
	id, err := tx.AddExchange(e)
	w.said = append(w.said, id)
	return err
}

// change edits an exchange, lets it leave, or makes it a note.
func (w *town) change(tx *Tx) error {
	if len(w.said) == 0 {
		return nil
	}
	e, err := tx.Exchange(w.said[w.r.IntN(len(w.said))])
	if err != nil || e.Way == ticket.In {
		return err
	}
	switch w.r.IntN(3) {
	case 0:
		return tx.SetExchangeState(e.ID, sendings[w.r.IntN(len(sendings))])
	case 1:
		e.Way = []ticket.Way{ticket.Out, ticket.Note}[w.r.IntN(2)]
	}
	e.Text = fmt.Sprint("autre", w.r.IntN(9))
	return tx.SetExchange(e)
}

// move merges a ticket into another one of its client.
func (w *town) move(tx *Tx, number int64) error {
	from, err := tx.Ticket(number)
	if err != nil || w.r.IntN(3) > 0 {
		return err
	}
	into, err := tx.Ticket(w.tickets[w.r.IntN(len(w.tickets))])
	if err != nil || from.Merge(into, time.UnixMilli(w.at)) != nil {
		return err
	}
	if err := tx.SetTicket(from); err != nil {
		return err
	}
	if err := tx.MergeTime(number, into.Number, into.ContractID); err != nil {
		return err
	}
	return tx.MoveExchanges(number, into.Number)
}

func TestWhatListsShowFollowsWhatHappensToTickets(t *testing.T) {
	s := peopled(t)
	w := &town{s: s, r: rand.New(rand.NewPCG(1, 2)), at: 1_000_000}
	for range 40 {
		write(t, s, func(tx *Tx) error {
			for range 15 {
				if err := w.step(tx); err != nil {
					return err
				}
			}
			return nil
		})
		write(t, s, func(tx *Tx) error { return followed(t, tx, w.tickets) })
		if t.Failed() {
			return
		}
	}
}

// followed compares what triggers keep with what follows from the rows.
func followed(t *testing.T, tx *Tx, tickets []int64) error {
	t.Helper()
	for _, number := range tickets {
		exchanges, err := tx.Exchanges(number, 0)
		if err != nil {
			return err
		}
		entries, err := tx.TimeOn(number)
		if err != nil {
			return err
		}
		opened, err := tx.count(`SELECT opened FROM ticket WHERE number = ?`, number)
		if err != nil {
			return err
		}
		want := fmt.Sprint(factsOf(opened, exchanges, entries))
		got, err := one(tx, scanString, `SELECT '[' || shown || ' ' || coalesce(unanswered, 0) || ' ' || untimed || ']' FROM ticket WHERE number = ?`, number)
		if err != nil || got != want {
			t.Errorf("ticket %d: shown, unanswered, untimed are %s, want %s (%v)", number, got, want, err)
		}
	}
	same := func(what, query, other string) error {
		a, err := list(tx, scanString, query)
		if err != nil {
			return err
		}
		b, err := list(tx, scanString, other)
		if diff := cmp.Diff(b, a); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
		return err
	}
	if err := same("sums", `SELECT client_id || state || tickets || '/' || counted_quarters FROM ticket_sum WHERE tickets > 0 ORDER BY 1`,
		`SELECT client_id || state || count(*) || '/' || sum(counted_quarters) FROM ticket WHERE merged_into IS NULL GROUP BY client_id, state ORDER BY 1`); err != nil {
		return err
	}
	if err := tx.allDue(); err != nil {
		return err
	}
	for _, q := range []string{
		`CREATE VIRTUAL TABLE IF NOT EXISTS again USING fts5 (text, note, file, note_file, owner, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2')`,
		`CREATE VIRTUAL TABLE IF NOT EXISTS again_words USING fts5vocab (again, instance)`,
		`CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5vocab (ticket_search, instance)`,
		`DELETE FROM again`,
		`INSERT INTO again (rowid, text, note, file, note_file, owner) SELECT id, text, note, file, note_file, owner FROM search_row`,
		`DELETE FROM search_due`,
	} {
		if _, err := tx.exec(q); err != nil {
			return err
		}
	}
	const words = `SELECT doc || term || col || offset FROM %s ORDER BY 1`
	return same("index", fmt.Sprintf(words, "words"), fmt.Sprintf(words, "again_words"))
}

// allDue makes all rows of ticket_search due, so that search_row holds them.
func (tx *Tx) allDue() error {
	for _, q := range []string{
		`DELETE FROM search_due`,
		`INSERT INTO search_due SELECT number << 32, NULL, NULL FROM ticket`,
		`INSERT INTO search_due SELECT ticket_number << 32 | id, id, NULL FROM exchange`,
		`INSERT INTO search_due SELECT ticket_number << 32 | 2147483648 | f.id, exchange_id, f.id FROM file f JOIN exchange e ON e.id = f.exchange_id`,
	} {
		if _, err := tx.exec(q); err != nil {
			return err
		}
	}
	return nil
}

// factsOf are shown, unanswered and untimed by the rules of the ticket room.
func factsOf(opened int64, exchanges []ticket.Exchange, entries []TimeEntry) [3]int64 {
	f := [3]int64{opened, 0, 0}
	answered := func(at time.Time) bool {
		return slices.ContainsFunc(exchanges, func(e ticket.Exchange) bool { return e.Way == ticket.Out && left(e) && !e.At.Before(at) })
	}
	for _, e := range exchanges {
		if e.Visible() {
			f[0] = max(f[0], ms(e.At))
		}
		if e.Way == ticket.In && !e.Automatic && !answered(e.At) {
			f[1] = max(f[1], ms(e.At))
		}
		if e.Way == ticket.Out && left(e) && !e.Automatic && e.AuthorAgentID != 0 && !slices.ContainsFunc(entries, func(x TimeEntry) bool {
			return x.AgentID == e.AuthorAgentID && (x.ExchangeID == e.ID || !x.At.Before(e.At.Add(-12*time.Hour)))
		}) {
			f[2]++
		}
	}
	return f
}

func left(e ticket.Exchange) bool {
	return e.State != ticket.SendingHeld && e.State != ticket.SendingCancelled && e.State != ticket.SendingFailed
}

// A desk that ran before there was a search finds what it had.
func TestWhatWasThereBeforeTheSearchIsFound(t *testing.T) {
	dir := t.TempDir()
	db, err := sql.Open("sqlite3", dsn(filepath.Join(dir, DatabaseName), url.Values{}))
	if err != nil {
		t.Fatal(err)
	}
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, sub)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		`INSERT INTO client VALUES (1, 'C', 'fr', 0, 1)`,
		`INSERT INTO ticket (number, token, client_id, mailbox, subject, state, language, opened, last_exchange, counted_quarters)
			VALUES (1001, 't', 1, 'm', 'Écran', 'open', 'fr', 5, 9, 3)`,
		`INSERT INTO exchange (id, ticket_number, way, from_name, from_address, at, text) VALUES (1, 1001, 'in', 'x', 'x', 7, 'noir'), (2, 1001, 'note', 'x', 'x', 8, 'secret')`,
		`INSERT INTO mail (id, mailbox, received, stored, size_bytes, sha256) VALUES (1, 'm', 1, 1, 1, x'01')`,
		`INSERT INTO file (exchange_id, mail_id, part, filename, content_type, size_bytes, content_id, inline, sha256) VALUES (1, 1, 0, 'photo.jpg', '', 1, '', 0, '')`,
	} {
		if _, err := db.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	write(t, s, func(tx *Tx) error { return followed(t, tx, []int64{1001}) })
	for words, want := range map[string]int{"ecran": 1, "noir": 1, "secret": 1, "photo": 1, "blanc": 0} {
		write(t, s, func(tx *Tx) error {
			found, _, err := tx.FindTickets(Wanted{Clauses: []Clause{{Field: search.Words, Words: words}}, Order: search.ByLast, Limit: 9})
			if len(found) != want {
				t.Errorf("%s: %v", words, found)
			}
			return err
		})
	}
}
