package attack

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "github.com/mattn/go-sqlite3" // the oracle reads the tables itself

	"permanence/daemon/config"
	"permanence/daemon/demo"
	"permanence/daemon/desk"
	"permanence/daemon/store"
	"permanence/daemon/testhouse"
)

// Stage is the sample firm with its daemon, in the state in which the cases
// find it, and what the oracle needs to look at it.
type Stage struct {
	house    *testhouse.House
	db       *sql.DB
	dns      *nameServer
	log      *logWatch
	cost     cost
	tickets  map[string]int64 // TA, TB …
	letters  []letter         // all that came into the inboxes
	seen     map[string]int   // how many of each box
	places   int              // mails that were put into our boxes
	written  int64            // the last letter of ours that was looked at
	serial   int
	patience time.Duration
	alone    *sync.RWMutex // held for writing while a mail that may be large is handled
	tap      *tap
	bait     *bait
	secrets  []string // words that no letter to somebody outside the firm shows
	salt     string   // of this stage, so that two make no mail alike
}

// houses are the settings that a case can ask for.
var houses = map[string]func(*config.Mailbox){
	"plain": func(*config.Mailbox) {},
	"authres": func(m *config.Mailbox) {
		m.AuthMode, m.AuthservIDs = "rfc8601", []string{"mx.permanence.example"}
	},
	"m365":  func(m *config.Mailbox) { m.AuthMode = "m365" },
	"small": func(m *config.Mailbox) { m.MaxMailBytes = 1 << 20 },
}

// openStage starts a house and plays what came before the attacks.
func openStage(ctx context.Context, house string) (s *Stage, err error) {
	trust, ok := houses[house]
	if !ok {
		return nil, fmt.Errorf("there is no house %q", house)
	}
	s = &Stage{dns: newNameServer(), log: &logWatch{}, tickets: map[string]int64{}, seen: map[string]int{},
		salt: house[:1], patience: patience, alone: &sync.RWMutex{}}
	if err := s.listen(); err != nil {
		return nil, err
	}
	const salesPassword = "un-mot-de-passe-de-scene"
	s.house, err = testhouse.Open(ctx, "", testhouse.Options{
		Accounts: []demo.Account{{Address: cast["sales"], Password: salesPassword}, {Address: cast["rita"]}, {Address: cast["zoe"]}},
		Settings: func(c *config.Config) {
			second := c.Mailboxes[0]
			second.Name, second.Address, second.User, second.Password = "ventes", cast["sales"], cast["sales"], salesPassword
			c.Mailboxes = append(c.Mailboxes, second)
			for i := range c.Mailboxes {
				trust(&c.Mailboxes[i])
			}
			s.tap.behind, c.Relay.Port = c.Relay.Addr(), s.tap.port()
			c.Alarm.After = 24 * time.Hour // the clock of the stage jumps, and no mailbox was silent so long
		},
		Resolver: s.dns,
		Prepare:  settle,
		Log:      slog.New(s.log.handler(house)),
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening the house %s: %w", house, err), s.close())
	}
	s.dns.behind = s.house.Servers // nobody has written yet
	if err := s.begin(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("setting the stage of %s: %w", house, err), s.close())
	}
	return s, nil
}

// listen opens what stands around the house.
func (s *Stage) listen() (err error) {
	if s.tap, err = newTap(); err != nil {
		return err
	}
	if s.bait, err = newBait(); err != nil {
		return errors.Join(err, s.tap.close())
	}
	return nil
}

func (s *Stage) begin(ctx context.Context) (err error) {
	path := filepath.Join(s.house.Dir(), store.DatabaseName)
	if s.db, err = sql.Open("sqlite3", "file:"+path+"?_busy_timeout=5000"); err != nil {
		return err
	}
	return s.prologue(ctx)
}

func (s *Stage) close() error {
	var err error
	if s.db != nil {
		err = s.db.Close()
	}
	if s.house != nil {
		err = errors.Join(err, s.house.Close())
	}
	return errors.Join(err, s.tap.close(), s.bait.close())
}

// desk is the desk of the daemon that runs.
func (s *Stage) desk() *desk.Desk { return s.house.Desk }

// fate is what became of a mail, as the tables say.
type fate struct {
	id          int64
	place       int64 // UID
	disposition string
	reason      string
	rule        string
	ticket      int64
	proof       string
	attempts    int
}

func (f fate) String() string { return fmt.Sprintf("%s %s (rule %s)", f.disposition, f.reason, f.rule) }

// box is the name under which the settings know a mailbox.
func box(to string) string {
	if to == "sales" {
		return "ventes"
	}
	return "support"
}

// put puts bytes into a box and waits until what must be done about them is
// done, and every letter that may leave has left.
func (s *Stage) put(ctx context.Context, to string, raw []byte) (f fate, err error) {
	last, err := s.lastPlace(box(to))
	if err != nil {
		return f, err
	}
	address := cast["support"]
	if to != "" {
		address = cast[to]
	}
	if err := s.house.Servers.Drop(address, raw); err != nil {
		return f, err
	}
	s.places++
	err = s.wait(ctx, func() (_ bool, err error) {
		f, err = s.fateOf(box(to), last)
		if err != nil || f.disposition == "" || f.disposition == "pending" && f.attempts == 0 {
			return false, err
		}
		return s.quiet()
	})
	return f, err
}

// turn waits until a mail may be written and handled: what one that repeats
// something costs is not to be taken for the cost of one in another house.
func (s *Stage) turn(m Mail) (over func()) {
	if !strings.Contains(m.Text, "{{repeat") {
		s.alone.RLock()
		return s.alone.RUnlock
	}
	s.alone.Lock()
	return s.alone.Unlock
}

func (s *Stage) lastPlace(mailbox string) (uid int64, err error) {
	err = s.db.QueryRow("SELECT coalesce(max(uid), 0) FROM mail_place WHERE mailbox = ?", mailbox).Scan(&uid)
	return uid, err
}

// fateOf gives what became of the mail behind a place; nothing where there is
// none yet.
func (s *Stage) fateOf(mailbox string, after int64) (f fate, err error) {
	err = s.db.QueryRow(`SELECT m.id, p.uid, m.disposition, m.reason, m.rule, coalesce(m.ticket_number, 0), m.proof, m.attempts
		FROM mail_place p JOIN mail m ON m.id = p.mail_id WHERE p.mailbox = ? AND p.uid > ? ORDER BY p.uid LIMIT 1`, mailbox, after).
		Scan(&f.id, &f.place, &f.disposition, &f.reason, &f.rule, &f.ticket, &f.proof, &f.attempts)
	if errors.Is(err, sql.ErrNoRows) {
		return f, nil
	}
	return f, err
}

// night makes what came so far two days old for everything that counts mails in
// an hour or a day: hundreds of attacks come within a minute here, and each
// finds the desk as if nothing had happened today.
func (s *Stage) night() error {
	const twoDays = 48 * 60 * 60 * 1000
	yesterday := s.house.Now().Add(-24 * time.Hour).UnixMilli()
	_, err := s.db.Exec("UPDATE mail SET received = received - ? WHERE received > ?", twoDays, yesterday)
	if err == nil {
		_, err = s.db.Exec("UPDATE letter SET cause_at = cause_at - ? WHERE cause_at > ?", twoDays, yesterday)
	}
	return err
}

// quiet tells whether every letter that may leave has left.
func (s *Stage) quiet() (bool, error) {
	var left int
	err := s.db.QueryRow("SELECT count(*) FROM letter WHERE state IN ('queued', 'sending') AND not_before <= ?", s.house.Now().UnixMilli()).Scan(&left)
	return left == 0, err
}

// patience is how long a mail may take before it counts as lost.
const patience = 20 * time.Second

var errLost = errors.New("not done in time")

// wait looks again and again whether something is done.
func (s *Stage) wait(ctx context.Context, done func() (bool, error)) error {
	for end := time.Now().Add(s.patience); time.Now().Before(end); {
		s.cost.look()
		if ok, err := done(); ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
	return errLost
}
