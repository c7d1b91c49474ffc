package cut

import (
	"io"
	"log"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// inbox is the one folder of a box.
const inbox = "INBOX"

// password opens every box.
const password = "s3cret"

// server is an IMAP server in memory. Its boxes are made and taken away while
// it runs.
type server struct {
	addr string
	imap *imapserver.Server

	mu    sync.Mutex
	boxes map[string]*box
}

func startServer() (*server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &server{addr: l.Addr().String(), boxes: map[string]*box{}}
	s.imap = imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &visitor{server: s}, nil, nil
		},
		Caps:         imap.CapSet{imap.CapIMAP4rev1: {}}, // IDLE comes with it
		InsecureAuth: true,                               // loopback only
		Logger:       log.New(io.Discard, "", 0),
	})
	go s.imap.Serve(l) //nolint:errcheck // it ends with Close
	return s, nil
}

func (s *server) close() { s.imap.Close() } //nolint:errcheck // nothing depends on it

func (s *server) add(name string, b *box) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.boxes[name] = b
}

func (s *server) remove(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.boxes, name)
}

// mail is a mail as it lies in a box.
type mail struct {
	raw string
	at  time.Time // INTERNALDATE
}

// box is an account's inbox: its mails and its present generation.
type box struct {
	mu       sync.Mutex
	user     *imapmemserver.User
	validity uint32
	mails    []mail
	uids     []uint32      // theirs
	next     uint32        // UIDNEXT
	idled    func()        // called at the first IDLE
	news     chan struct{} // closed when a mail comes
}

func newBox(validity uint32, mails ...mail) *box {
	b := &box{news: make(chan struct{})}
	b.renew(validity, mails, 0)
	return b
}

// renew makes the inbox anew: another UIDVALIDITY, its mails in this order
// under other UIDs, with a gap after so many (0: none), as where somebody has
// deleted one. Connections to the old inbox stay there.
func (b *box) renew(validity uint32, mails []mail, gap int) {
	fresh := &box{user: imapmemserver.NewUser("", "")}
	fresh.user.Create(inbox, nil) //nolint:errcheck // a new user has no other
	var gone imap.UIDSet
	for i, m := range mails {
		if gap > 0 && i%gap == 0 {
			gone.AddNum(imap.UID(fresh.append(mail{"deleted", m.at})))
		}
		fresh.put(m)
	}
	fresh.expunge(gone)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.user, b.validity, b.mails, b.uids, b.next = fresh.user, validity, fresh.mails, fresh.uids, fresh.next
}

// expunge takes mails away for good.
func (b *box) expunge(gone imap.UIDSet) {
	if len(gone) == 0 {
		return
	}
	s := imapmemserver.NewUserSession(b.user)
	defer s.Close()                                                                                                       //nolint:errcheck // it has nothing to lose
	s.Select(inbox, &imap.SelectOptions{})                                                                                //nolint:errcheck // the inbox is there
	s.Store(nil, gone, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil) //nolint:errcheck // in memory
	s.Expunge(nil, &gone)                                                                                                 //nolint:errcheck // in memory
}

// post puts one more mail into the inbox.
func (b *box) post(m mail) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.put(m)
	close(b.news)
	b.news = make(chan struct{})
}

func (b *box) put(m mail) {
	b.mails, b.uids = append(b.mails, m), append(b.uids, b.append(m))
}

// append gives the mail to the server and answers its UID.
func (b *box) append(m mail) uint32 {
	data, err := b.user.Append(inbox, literal{strings.NewReader(m.raw)}, &imap.AppendOptions{Time: m.at})
	if err != nil {
		panic(err) // the inbox is there and has no limit
	}
	b.next = uint32(data.UID) + 1
	return uint32(data.UID)
}

// literal is a mail's bytes for Append.
type literal struct{ *strings.Reader }

// holds is the mails of the box.
func (b *box) holds() []mail {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.mails)
}

// reached is the present generation, its UIDs and the one to come.
func (b *box) reached() (validity uint32, uids []uint32, next uint32) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.validity, slices.Clone(b.uids), b.next
}

// visitor is one connection.
type visitor struct {
	*imapmemserver.UserSession // nil before the login
	server                     *server
	box                        *box
}

// Login opens the box of that name.
func (v *visitor) Login(name, word string) error {
	v.server.mu.Lock()
	v.box = v.server.boxes[name]
	v.server.mu.Unlock()
	if v.box == nil || word != password {
		return imapserver.ErrAuthFailed
	}
	v.box.mu.Lock()
	defer v.box.mu.Unlock()
	v.UserSession = imapmemserver.NewUserSession(v.box.user)
	return nil
}

// Select opens the inbox as it is now.
func (v *visitor) Select(name string, options *imap.SelectOptions) (*imap.SelectData, error) {
	v.box.mu.Lock()
	defer v.box.mu.Unlock()
	v.UserSession = imapmemserver.NewUserSession(v.box.user)
	data, err := v.UserSession.Select(name, options)
	if err == nil {
		data.UIDValidity = v.box.validity
	}
	return data, err
}

// Idle tells of mail as it comes; none is missed between two looks.
func (v *visitor) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	v.box.mu.Lock()
	idled := v.box.idled
	v.box.idled = nil
	v.box.mu.Unlock()
	if idled != nil {
		idled()
	}
	for {
		v.box.mu.Lock()
		news := v.box.news
		v.box.mu.Unlock()
		if err := v.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-stop:
			return nil
		case <-news:
		}
	}
}
