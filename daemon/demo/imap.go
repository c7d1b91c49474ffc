package demo

import (
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// idleSlice bounds how late a waiting client hears of a mail that came while
// its IDLE was being set up: the server's own wait does not look back.
const idleSlice = 200 * time.Millisecond

func (s *Servers) newIMAP() *imapserver.Server {
	caps := imap.CapSet{}
	for _, c := range []imap.Cap{imap.CapIMAP4rev1, imap.CapUIDPlus, imap.CapMove, imap.CapESearch, imap.CapNamespace, imap.CapSpecialUse} {
		caps[c] = struct{}{} // IDLE comes with IMAP4rev1
	}
	return imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &imapSession{servers: s}, nil, nil
		},
		Caps:         caps,
		InsecureAuth: true, // loopback only
		Logger:       slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	})
}

// imapSession is a connection. The server in memory does the work; what it
// lacks is added here: UIDVALIDITY that differs between starts, an inbox that
// is kept, a wait that misses nothing.
type imapSession struct {
	*imapmemserver.UserSession // nil before the login
	servers                    *Servers
	box                        *box
	selected                   string
}

var _ imapserver.SessionMove = (*imapSession)(nil)

// Login takes an account's address in any case, and its password.
func (s *imapSession) Login(username, password string) error {
	b, ok := s.servers.login(username, password)
	if !ok {
		return imapserver.ErrAuthFailed
	}
	s.box, s.UserSession = b, imapmemserver.NewUserSession(b.user)
	return nil
}

// Select opens a folder.
func (s *imapSession) Select(name string, options *imap.SelectOptions) (*imap.SelectData, error) {
	data, err := s.UserSession.Select(name, options)
	if err != nil {
		return nil, err
	}
	s.selected = name
	data.UIDValidity = s.box.uidValidity(data.UIDValidity)
	return data, nil
}

// Status tells of a folder without opening it.
func (s *imapSession) Status(name string, options *imap.StatusOptions) (*imap.StatusData, error) {
	data, err := s.UserSession.Status(name, options)
	if err == nil && options.UIDValidity {
		data.UIDValidity = s.box.uidValidity(data.UIDValidity)
	}
	return data, err
}

// Append adds a mail to a folder.
func (s *imapSession) Append(name string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	if options.Time.IsZero() {
		options.Time = s.servers.now()
	}
	data, err := s.append(name, r, options)
	if err != nil {
		return nil, err
	}
	data.UIDValidity = s.box.uidValidity(data.UIDValidity)
	return data, nil
}

func (s *imapSession) append(name string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	if name != inbox {
		return s.UserSession.Append(name, r, options)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("append to %s: %w", name, err)
	}
	return s.box.keep(raw, options)
}

// Copy copies mails to a folder.
func (s *imapSession) Copy(set imap.NumSet, dest string) (*imap.CopyData, error) {
	data, err := s.UserSession.Copy(set, dest)
	if err != nil {
		return nil, err
	}
	if dest == inbox {
		s.box.changed()
	}
	data.UIDValidity = s.box.uidValidity(data.UIDValidity)
	return data, nil
}

// Move copies, then takes away what was copied (RFC 6851 3.3).
func (s *imapSession) Move(w *imapserver.MoveWriter, set imap.NumSet, dest string) error {
	data, err := s.Copy(set, dest)
	if err != nil {
		return err
	}
	if err := w.WriteCopyData(data); err != nil {
		return err
	}
	gone := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
	if err := s.Store(nil, data.SourceUIDs, gone, &imap.StoreOptions{}); err != nil {
		return err
	}
	return s.Expunge(nil, &data.SourceUIDs)
}

// Expunge removes mails marked as deleted.
func (s *imapSession) Expunge(w *imapserver.ExpungeWriter, uids *imap.UIDSet) error {
	if s.selected == inbox {
		s.box.changed()
	}
	return s.UserSession.Expunge(w, uids)
}

// Delete removes a folder; never the inbox (RFC 3501 6.3.4).
func (s *imapSession) Delete(name string) error {
	if name == inbox {
		return &imap.Error{Type: imap.StatusResponseTypeNo, Text: "INBOX stays"}
	}
	return s.UserSession.Delete(name)
}

// Rename gives a folder another name; never the inbox.
func (s *imapSession) Rename(name, newName string, options *imap.RenameOptions) error {
	if name == inbox {
		return &imap.Error{Type: imap.StatusResponseTypeNo, Text: "INBOX stays"}
	}
	return s.UserSession.Rename(name, newName, options)
}

// Unselect closes the open folder.
func (s *imapSession) Unselect() error {
	s.selected = ""
	return s.UserSession.Unselect()
}

// Idle waits in slices, and looks in between for what came unnoticed.
func (s *imapSession) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	if s.selected == "" || s.servers.silent {
		<-stop
		return nil
	}
	for {
		if err := s.Poll(w, true); err != nil {
			return err
		}
		if err := s.UserSession.Idle(w, slice(stop)); err != nil {
			return err
		}
		select {
		case <-stop:
			return nil
		default:
		}
	}
}

// slice is closed when stop is, and after idleSlice.
func slice(stop <-chan struct{}) <-chan struct{} {
	over := make(chan struct{})
	go func() {
		defer close(over)
		timer := time.NewTimer(idleSlice)
		defer timer.Stop()
		select {
		case <-stop:
		case <-timer.C:
		}
	}()
	return over
}
