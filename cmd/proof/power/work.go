//go:build fault

package power

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

const (
	mailbox = "support"
	inbox   = "INBOX"
	object  = "ticket"
)

// work is what a desk writes, drawn by chance.
type work struct {
	rng *rand.Rand
	s   *store.Store
	uid uint32

	roomy bool
}

var errRefused = errors.New("refused, to be undone")

// kinds are the transactions of a desk, as often as each comes.
var kinds = []struct {
	name  string
	often int
	do    func(*work, *store.Tx) error
}{
	{"keep", 30, (*work).keep},
	{"decide", 30, (*work).decide},
	{"lease", 10, (*work).lease},
	{"dot", 15, (*work).dot},
	{"settle", 15, (*work).settle},
	{"count", 10, (*work).count},
	{"remove", 6, (*work).remove},
	{"refuse", 6, (*work).refuse},
	{"undo", 6, (*work).undo},
	{"flood", 2, (*work).flood},
}

// draw draws a kind.
func (w *work) draw() func(*work, *store.Tx) error {
	all := 0
	for _, k := range kinds {
		all += k.often
	}
	n := w.rng.IntN(all)
	for _, k := range kinds {
		if n -= k.often; n < 0 {
			return k.do
		}
	}
	return nil
}

// at is the time by the work that was done.
func (w *work) at() time.Time { return began.Add(time.Duration(w.uid) * time.Second) }

func (w *work) bytes(most int) []byte {
	b := make([]byte, 1+w.rng.IntN(most))
	for i := 0; i < len(b); i += 8 {
		v := w.rng.Uint64()
		for j := i; j < min(i+8, len(b)); j++ {
			b[j] = byte(v)
			v >>= 8
		}
	}
	return b
}

// keep keeps some mails, as the desk does after a fetch.
func (w *work) keep(tx *store.Tx) error { return w.keepSome(tx, 1+w.rng.IntN(4), 200<<w.rng.IntN(8)) }

// flood keeps more than SQLite holds in memory before it writes, in histories
// that have the room.
func (w *work) flood(tx *store.Tx) error {
	if !w.roomy {
		return w.count(tx)
	}
	return w.keepSome(tx, 60+w.rng.IntN(100), 180_000)
}

func (w *work) keepSome(tx *store.Tx, n, most int) error {
	for range n {
		w.uid++
		raw := w.bytes(most)
		sum := sha256.Sum256(raw)
		packed, err := w.s.PackRaw(raw, sum[:])
		if err != nil {
			return err
		}
		id, err := tx.AddMail(store.Mail{Mailbox: mailbox, Received: w.at(), Stored: w.at(), SizeBytes: int64(len(raw)), SHA256: sum[:]})
		if err != nil {
			return err
		}
		err = errors.Join(tx.AddRaw(id, packed), tx.AddPlace(store.Place{Mailbox: mailbox, Folder: inbox, UIDValidity: 7, UID: w.uid}, id))
		if err != nil {
			return err
		}
	}
	return tx.StartFolder(mailbox, inbox, store.Folder{UIDValidity: 7, Next: w.uid + 1, Since: began})
}

// decide puts a mail that waits on a ticket, and writes who is told.
func (w *work) decide(tx *store.Tx) error {
	waiting, err := tx.PendingMail(0, w.at(), 3)
	if err != nil {
		return err
	}
	for _, m := range waiting {
		if err := w.decideOne(tx, m); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) decideOne(tx *store.Tx, m store.Mail) error {
	number, err := tx.NextTicketNumber()
	if err != nil {
		return err
	}
	if number > 1002 && w.rng.IntN(2) == 0 {
		number -= 1 + w.rng.Int64N(number-1002)
	} else if err := tx.AddTicket(ticket.Ticket{Number: number, Token: "7QK4M2XH", ClientID: 1, ContactID: 1, Subject: "Panne",
		State: ticket.Open, Language: "fr", Opened: w.at(), LastExchange: w.at()}, mailbox); err != nil {
		return err
	}
	exchange, err := tx.AddExchange(ticket.Exchange{TicketNumber: number, MailID: m.ID, Way: ticket.In, AuthorContactID: 1,
		FromAddress: "marie.durand@durand.example", At: w.at(), Text: fmt.Sprintf("%x", w.bytes(600)), Language: "fr"})
	if err != nil {
		return err
	}
	for i := range 1 + w.rng.IntN(3) {
		if err := w.write(tx, number, exchange, fmt.Sprintf("agent%d@permanence.example", i)); err != nil {
			return err
		}
	}
	m.MessageID, m.FromAddress = fmt.Sprintf("%d@durand.example", m.ID), "marie.durand@durand.example"
	m.Disposition, m.TicketNumber, m.Handled = ticket.New, number, w.at()
	return errors.Join(tx.SetMailFacts(m), tx.AddAudit(store.Audit{At: w.at(), Who: "mail", Verb: "open", Object: object, Detail: fmt.Sprint(number)}))
}

func (w *work) write(tx *store.Tx, number, exchange int64, to string) error {
	cause := fmt.Sprintf("exchange:%d", exchange)
	id, taken, err := tx.LetterPlace(cause, to, "notice")
	if err != nil || taken {
		return err
	}
	return tx.AddLetter(store.Letter{ID: id, Kind: "notice", Cause: cause, Recipient: to, AgentID: 1, TicketNumber: number,
		ExchangeID: exchange, Language: "fr", Subject: "Panne", MailFrom: "support@permanence.example",
		MessageID: fmt.Sprintf("v1.%d@permanence.example", id), Rendered: w.bytes(3000), State: store.LetterQueued,
		Created: w.at(), CauseAt: w.at(), NotBefore: w.at()})
}

func (w *work) lease(tx *store.Tx) error {
	_, err := tx.TakeLetters(w.at(), w.at().Add(time.Hour), 1+w.rng.IntN(4))
	return err
}

func (w *work) dot(tx *store.Tx) error {
	return w.sending(tx, func(l store.Letter) error {
		_, err := tx.LetterPhase(l.ID, l.Attempt, "dot", w.at())
		return err
	})
}

func (w *work) settle(tx *store.Tx) error {
	ends := []store.LetterState{store.LetterSent, store.LetterSent, store.LetterQueued, store.LetterUncertain, store.LetterFailed}
	return w.sending(tx, func(l store.Letter) error {
		l.State, l.Reply = ends[w.rng.IntN(len(ends))], "250 queued"
		return tx.SettleLetter(l, w.at())
	})
}

// sending does something to one letter that is under way.
func (w *work) sending(tx *store.Tx, do func(store.Letter) error) error {
	all, err := tx.Letters(store.LetterSending)
	if err != nil || len(all) == 0 {
		return err
	}
	return do(all[w.rng.IntN(len(all))])
}

func (w *work) count(tx *store.Tx) error {
	if _, err := tx.Once("summary", fmt.Sprint(w.rng.IntN(1000)), w.at()); err != nil {
		return err
	}
	return tx.SetJob(store.Job{Name: "summary", Cron: "0 8 * * *", Next: w.at().Add(time.Hour), Last: w.at()})
}

// remove takes the bytes of a mail out, as when its time is over.
func (w *work) remove(tx *store.Tx) error {
	all, err := tx.RecentMail(20)
	if err != nil || len(all) == 0 {
		return err
	}
	_, err = tx.RemoveRaw(all[w.rng.IntN(len(all))].ID, w.at())
	return err
}

// refuse writes and fails: nothing of it may ever be seen.
func (w *work) refuse(tx *store.Tx) error { return errors.Join(w.keep(tx), errRefused) }

// undo writes what it takes back in the midst of a transaction that goes on.
func (w *work) undo(tx *store.Tx) error {
	if err := tx.Attempt(func() error { return errors.Join(w.keep(tx), errRefused) }); !errors.Is(err, errRefused) {
		return err
	}
	return w.count(tx)
}
