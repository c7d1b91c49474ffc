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
	idled    func()        // called at the first IDLE
	news     chan struct{} // closed when a mail comes
}

func newBox(validity uint32, mails ...mail) *box {
	b := &box{news: make(chan struct{})}
	b.renew(validity, mails)
	return b
}

// renew makes the inbox anew: another UIDVALIDITY, its mails in this order
// under UIDs from 1. Connections to the old one stay there.
func (b *box) renew(validity uint32, mails []mail) {
	user := imapmemserver.NewUser("", "")
	user.Create(inbox, nil) //nolint:errcheck // a new user has no other
	for _, l := range mails {
		put(user, l)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.user, b.validity, b.mails = user, validity, slices.Clone(mails)
}

// post puts one more mail into the inbox.
func (b *box) post(l mail) {
	b.mu.Lock()
	defer b.mu.Unlock()
	put(b.user, l)
	b.mails = append(b.mails, l)
	close(b.news)
	b.news = make(chan struct{})
}

func put(user *imapmemserver.User, l mail) {
	user.Append(inbox, literal{strings.NewReader(l.raw)}, &imap.AppendOptions{Time: l.at}) //nolint:errcheck // the inbox is there
}

// literal is a mail's bytes for Append.
type literal struct{ *strings.Reader }

// holds is the mails of the box.
func (b *box) holds() (all []mail) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.mails)
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
	defer v.server.mu.Unlock()
	if v.box = v.server.boxes[name]; v.box == nil || word != password {
		return imapserver.ErrAuthFailed
	}
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
