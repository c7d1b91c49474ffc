package daemon_test

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"permanence/daemon"
	"permanence/daemon/authn"
	"permanence/daemon/config"
	"permanence/daemon/demo"
	"permanence/daemon/desk"
	"permanence/parser"
)

// The sample people who play in these tests. On the Wednesday on which they
// play, the team of Claire and Karim is on duty.
const (
	support = demo.Mailbox
	marie   = "marie.durand@durand.example"      // technical contact
	lucas   = "lucas.petit@durand.example"       // her colleague
	emma    = "emma.harper@harper-blake.example" // technical contact of another client
	claire  = "claire.moreau@permanence.example"
	karim   = "karim.benali@permanence.example"
	julie   = "julie.laurent@permanence.example"
	sophie  = "sophie.garnier@permanence.example" // sales
	durand  = "Menuiserie Durand"
)

// patience is how long a mail may take to arrive before a test fails.
const patience = 15 * time.Second

// place are the servers that a house stands on.
type place interface {
	authn.Resolver
	// post hands a mail over, signed by the sender's domain or as a forger
	// would.
	post(from string, signed bool, to []string, raw string) error
	// box is the pattern of the files of a person's inbox.
	box(address string) string
}

// house is the sample firm on some servers, with a daemon that can be stopped
// and started.
type house struct {
	t      *testing.T
	place  place
	config *config.Config
	desk   *desk.Desk
	now    func() time.Time
	ahead  *atomic.Int64 // nanoseconds by which jump moved the clock
	halt   func()

	mu  sync.Mutex
	had map[string]int // mails of each person that expect has given out
}

// sampleServers are the demo's own.
type sampleServers struct {
	*demo.Servers
	dir string
}

// open starts the house on the sample servers and a Wednesday morning, with a
// hold of answers.
func open(t *testing.T, hold time.Duration) *house {
	t.Helper()
	return openAt(t, time.Date(2026, time.July, 1, 10, 15, 0, 0, demo.Zone()), hold)
}

func openAt(t *testing.T, moment time.Time, hold time.Duration) *house {
	t.Helper()
	began, ahead := time.Now(), new(atomic.Int64)
	now := func() time.Time { return moment.Add(time.Since(began) + time.Duration(ahead.Load())).UTC() }
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	servers, err := demo.Start(ctx, demo.Options{Dir: dir, Accounts: demo.Accounts(), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(servers.Close)
	settings, err := demo.Settings(servers, dir, "127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	settings.Desk.Hold = hold
	h := settle(t, sampleServers{servers, dir}, settings, now)
	h.ahead = ahead
	return h
}

// jump moves the clock of the house on.
func (h *house) jump(d time.Duration) { h.ahead.Add(int64(d)) }

// settle starts the daemon of a house.
func settle(t *testing.T, p place, c *config.Config, now func() time.Time) *house {
	t.Helper()
	h := &house{t: t, place: p, config: c, now: now, had: map[string]int{}}
	h.start()
	t.Cleanup(func() { h.halt() })
	return h
}

func (s sampleServers) box(address string) string {
	return filepath.Join(s.dir, "demo", "mail", address, "*.eml")
}

func (s sampleServers) post(from string, signed bool, to []string, raw string) error {
	c, err := smtp.Dial(s.SMTPAddr)
	if err != nil {
		return err
	}
	defer c.Close()
	for _, a := range s.Accounts() {
		if !signed || a.Address != from {
			continue
		}
		if err := c.Auth(sasl.NewPlainClient("", from, a.Password)); err != nil {
			return err
		}
	}
	return c.SendMail(from, to, strings.NewReader(raw))
}

// start starts the daemon and waits until it watches the mailbox.
func (h *house) start() {
	h.t.Helper()
	h.halt = run(h.t, daemon.Options{Config: h.config, Now: h.now, Rand: rand.Reader, Resolver: h.place, Log: quiet(h.t),
		Prepare: func(ctx context.Context, d *desk.Desk) error {
			h.desk = d
			return demo.Seed(ctx, d, h.now(), demo.Zone(), nil)
		}})
}

// run runs a daemon until the function it returns is called, from when its
// mailbox is watched.
func run(t *testing.T, o daemon.Options) (halt func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	o.Ready = func(web string) { ready <- web }
	go func() { ended <- daemon.Run(ctx, o) }()
	var once sync.Once
	halt = func() {
		once.Do(func() {
			cancel()
			if err := <-ended; err != nil {
				t.Errorf("the daemon ended with %v", err)
			}
		})
	}
	select {
	case web := <-ready:
		waitReady(t, web)
	case err := <-ended:
		cancel()
		t.Fatalf("the daemon did not start: %v", err)
	}
	return halt
}

// quiet logs to the test's output where somebody asked for it.
func quiet(t *testing.T) *slog.Logger {
	var w io.Writer = io.Discard
	if os.Getenv("E2E_LOG") != "" {
		w = t.Output()
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// send sends a mail as somebody whose domain signs it.
func (h *house) send(from string, m mail) mail { h.t.Helper(); return h.submit(from, true, m) }

// forge sends a mail in somebody's name, unsigned.
func (h *house) forge(from string, m mail) mail { h.t.Helper(); return h.submit(from, false, m) }

func (h *house) submit(from string, signed bool, m mail) mail {
	h.t.Helper()
	m = m.complete(from, h.now())
	if err := h.place.post(from, signed, m.rcpt, m.raw()); err != nil {
		h.t.Fatal(err)
	}
	return m
}

// got is a mail that somebody received.
type got struct {
	*parser.Message
	raw string
}

// inbox is all mail of a person, the oldest first.
func (h *house) inbox(address string) (all []got) {
	h.t.Helper()
	files, err := filepath.Glob(h.place.box(address))
	if err != nil {
		h.t.Fatal(err)
	}
	slices.SortStableFunc(files, byAge)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			h.t.Fatal(err)
		}
		if !strings.Contains(string(raw), "\n\r\n") && !strings.Contains(string(raw), "\n\n") {
			continue // being written
		}
		m, err := parser.Parse(raw)
		if err != nil {
			h.t.Fatalf("%s cannot be read: %v", file, err)
		}
		all = append(all, got{m, string(raw)})
	}
	return all
}

func byAge(a, b string) int {
	one, err := os.Stat(a)
	if err != nil {
		return 0
	}
	two, err := os.Stat(b)
	if err != nil {
		return 0
	}
	return one.ModTime().Compare(two.ModTime())
}

// expect gives a person's next mail, and says what came instead where its
// subject does not hold the word.
func (h *house) expect(address, word string) got {
	h.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(15 * time.Millisecond) {
		all := h.inbox(address)
		h.mu.Lock()
		n := h.had[address]
		if len(all) > n {
			h.had[address]++
		}
		h.mu.Unlock()
		if len(all) <= n {
			continue
		}
		if !strings.Contains(all[n].Subject, word) {
			h.t.Fatalf("%s received %q, not %q:\n%s", address, all[n].Subject, word, all[n].Text)
		}
		return all[n]
	}
	h.t.Fatalf("%s received no %q\n%s", address, word, h.fates())
	return got{}
}

// nothing fails the test if anybody has a mail that expect has not given out.
func (h *house) nothing(addresses ...string) {
	h.t.Helper()
	for _, a := range addresses {
		all := h.inbox(a)
		for _, m := range all[min(h.had[a], len(all)):] {
			h.t.Errorf("%s received %q:\n%s", a, m.Subject, m.Text)
		}
	}
}

// settled waits until every mail sent so far is decided on and every letter
// that may leave has left.
func (h *house) settled(mails int) {
	h.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(15 * time.Millisecond) {
		c, err := h.desk.CountMail(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		if c.Stored == int64(mails) && c.Dispositions["pending"] == 0 && c.Letters["queued"] == 0 && c.Letters["sending"] == 0 {
			return
		}
	}
	h.t.Fatalf("not settled after %d mails\n%s", mails, h.fates())
}

// fates tells what became of each mail, for a test that fails.
func (h *house) fates() string {
	var b strings.Builder
	all, err := h.desk.Mails(h.t.Context(), desk.MailFilter{})
	for _, m := range all {
		b.WriteString(m.From + " | " + m.Subject + " | " + m.Disposition + " | " + m.Reason + "\n")
	}
	if err != nil {
		b.WriteString(err.Error())
	}
	return b.String()
}

// fate is what became of the mail that was sent.
func (h *house) fate(sent mail) desk.MailView {
	h.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(15 * time.Millisecond) {
		found, err := h.desk.TraceMail(h.t.Context(), sent.id)
		if err != nil {
			h.t.Fatal(err)
		}
		if len(found.Mails) > 0 && found.Mails[0].Disposition != "pending" {
			return found.Mails[0]
		}
	}
	h.t.Fatalf("the mail %q was not decided on\n%s", sent.subject, h.fates())
	return desk.MailView{}
}

// becomes checks a mail's disposition and reason.
func (h *house) becomes(sent mail, disposition, reason string) desk.MailView {
	h.t.Helper()
	f := h.fate(sent)
	if f.Disposition != disposition || f.Reason != reason {
		h.t.Fatalf("%q became %s %s, not %s %s", sent.subject, f.Disposition, f.Reason, disposition, reason)
	}
	return f
}

// ticket shows a ticket.
func (h *house) ticket(number int64) desk.TicketWhole {
	h.t.Helper()
	view, err := h.desk.Ticket(h.t.Context(), number)
	if err != nil {
		h.t.Fatal(err)
	}
	return view
}
