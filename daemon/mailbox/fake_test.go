package mailbox

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"permanence/daemon/desk"
)

// memoryKeeper is a Keeper that holds everything in memory and watches that
// its rules are kept.
type memoryKeeper struct {
	t testing.TB

	mu       sync.Mutex
	folders  map[string]desk.Folder
	since    map[string]time.Time
	mails    []desk.Mail
	places   map[desk.Place]bool
	vanished []desk.Place
	again    int // mails handed over although kept
	fail     func(mails []desk.Mail) error
	discard  bool // keep the places only
	changed  chan struct{}
}

func newKeeper(t testing.TB) *memoryKeeper {
	return &memoryKeeper{t: t, folders: map[string]desk.Folder{}, since: map[string]time.Time{},
		places: map[desk.Place]bool{}, changed: make(chan struct{}, 1)}
}

func (k *memoryKeeper) Folder(_ context.Context, mailbox, folder string) (desk.Folder, time.Time, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.folders[mailbox+"/"+folder], k.since[mailbox+"/"+folder], nil
}

func (k *memoryKeeper) StartFolder(_ context.Context, mailbox, folder string, f desk.Folder, since time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	f.Known = true
	k.folders[mailbox+"/"+folder] = f
	if _, ok := k.since[mailbox+"/"+folder]; !ok {
		k.since[mailbox+"/"+folder] = since
	}
	k.signal()
	return nil
}

func (k *memoryKeeper) Unknown(_ context.Context, mailbox, folder string, uidValidity uint32, uids []uint32) (unknown []uint32, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, uid := range uids {
		place := desk.Place{Mailbox: mailbox, Folder: folder, UIDValidity: uidValidity, UID: uid}
		if !k.places[place] {
			unknown = append(unknown, uid)
		}
	}
	return unknown, nil
}

func (k *memoryKeeper) Keep(_ context.Context, mails []desk.Mail) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		if err := k.fail(mails); err != nil {
			return err
		}
	}
	for _, mail := range mails {
		k.keepOne(mail)
	}
	k.signal()
	return nil
}

func (k *memoryKeeper) keepOne(mail desk.Mail) {
	if (mail.Raw == nil) == (mail.Spool == "") {
		k.t.Errorf("mail %v has not exactly one of Raw and Spool", mail.Place)
	}
	if k.places[mail.Place] {
		k.again++
	}
	k.places[mail.Place] = true
	if mail.Spool != "" && k.discard {
		os.Remove(mail.Spool)
	} else if mail.Spool != "" {
		raw, err := os.ReadFile(mail.Spool)
		if err != nil {
			k.t.Error(err)
		}
		os.Remove(mail.Spool)
		mail.Raw = raw
	}
	if k.discard {
		mail.Raw = nil
	}
	k.mails = append(k.mails, mail)
}

func (k *memoryKeeper) Vanished(_ context.Context, place desk.Place) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.places[place] = true
	k.vanished = append(k.vanished, place)
	k.signal()
	return nil
}

func (k *memoryKeeper) Advance(_ context.Context, mailbox, folder string, uidValidity, next uint32) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	f := k.folders[mailbox+"/"+folder]
	if f.UIDValidity != uidValidity || next < f.Next {
		k.t.Errorf("cursor of generation %d moved to %d, folder is %+v", uidValidity, next, f)
	}
	f.Next = next
	k.folders[mailbox+"/"+folder] = f
	k.signal()
	return nil
}

func (k *memoryKeeper) signal() {
	select {
	case k.changed <- struct{}{}:
	default:
	}
}

// untilKept is how long a test waits before it says what did not come.
const untilKept = time.Minute

// until waits until holds is true of the keeper.
func (k *memoryKeeper) until(what string, holds func() bool) {
	k.t.Helper()
	end := time.After(untilKept)
	for {
		k.mu.Lock()
		ok := holds()
		k.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-k.changed:
		case <-time.After(20 * time.Millisecond):
		case <-end:
			k.t.Fatalf("waited %v in vain until %s", untilKept, what)
		}
	}
}

func (k *memoryKeeper) has(n int) func() bool { return func() bool { return len(k.mails) >= n } }

// started waits until the inbox is being watched: what comes now is new.
func (k *memoryKeeper) started() {
	k.t.Helper()
	k.until("the inbox is watched", func() bool { return k.folders["support/INBOX"].Known })
}

func (k *memoryKeeper) bodies() (all []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, mail := range k.mails {
		all = append(all, string(mail.Raw))
	}
	slices.Sort(all)
	return all
}

// memoryServer is go-imap's in-memory server on loopback.
type memoryServer struct {
	addr     string
	user     *imapmemserver.User
	listener net.Listener
	server   *imapserver.Server
	commands commandCount
}

const testUser, testPassword = "support@permanence.test", "s3cret pässword"

// startMemory starts a server with an empty INBOX. wrap, if given, may put
// something between server and user.
func startMemory(t testing.TB, wrap func(imapserver.Session) imapserver.Session) *memoryServer {
	t.Helper()
	m := &memoryServer{user: imapmemserver.NewUser(testUser, testPassword)}
	if err := m.user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	memory := imapmemserver.New()
	memory.AddUser(m.user)
	m.server = imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			session := memory.NewSession()
			if wrap != nil {
				session = wrap(session)
			}
			return session, nil, nil
		},
		Caps: imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapUIDPlus: {}, imap.CapMove: {},
			imap.CapESearch: {}, imap.CapNamespace: {}, imap.CapSpecialUse: {}},
		InsecureAuth: true,
		Logger:       log.New(io.Discard, "", 0),
		DebugWriter:  &m.commands,
	})
	var err error
	if m.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	m.addr = m.listener.Addr().String()
	go m.server.Serve(m.listener)
	t.Cleanup(func() { m.server.Close() })
	return m
}

// commandCount counts the bytes that go over all connections.
type commandCount struct {
	mu    sync.Mutex
	bytes int
	off   bool
}

func (c *commandCount) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bytes += len(b)
	return len(b), nil
}

func (c *commandCount) get() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes
}

// literal is a body for User.Append.
type literal struct {
	io.Reader
	size int64
}

func (l literal) Size() int64 { return l.size }

func (m *memoryServer) put(t testing.TB, folder, raw string, at time.Time) uint32 {
	t.Helper()
	data, err := m.user.Append(folder, literal{stringsReader(raw), int64(len(raw))}, &imap.AppendOptions{Time: at})
	if err != nil {
		t.Fatal(err)
	}
	return uint32(data.UID)
}

func letterText(n int) string {
	return fmt.Sprintf("From: Alice <alice@chene.example>\r\nTo: support@permanence.test\r\nMessage-ID: <%d@chene.example>\r\nSubject: demande %d\r\n\r\nBonjour.\r\n", n, n)
}

// testAccount is quick and on loopback.
func testAccount(addr string, t testing.TB) Account {
	return Account{Name: "support", Host: addr, TLS: TLSNone, User: testUser, SpoolDir: t.TempDir(),
		Password:       func(context.Context) (string, error) { return testPassword, nil },
		Poll:           100 * time.Millisecond,
		CommandTimeout: 5 * time.Second,
	}
}

// run starts a watcher that reconnects at once, and stops it when the test
// ends or by the function it returns.
func run(t testing.TB, account Account, k Keeper) (*Watcher, func()) {
	t.Helper()
	w, err := New(account, k, Outside{Sleep: func(ctx context.Context, _ time.Duration) { sleep(ctx, time.Millisecond) }})
	if err != nil {
		t.Fatal(err)
	}
	return w, start(t, w)
}

func start(t testing.TB, w *Watcher) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(5 * time.Second):
			t.Error("Run did not end within 5 s of its context")
		}
	})
	t.Cleanup(stop)
	return stop
}
