package demo

import (
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

const (
	maxMailBytes  = 100 << 20 // as the IMAP server takes
	maxRecipients = 100
)

func (s *Servers) newSMTP() *smtp.Server {
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &smtpSession{servers: s, helo: c.Hostname(), peer: c.Conn().RemoteAddr().String()}, nil
	}))
	server.Domain = s.host
	server.MaxMessageBytes = maxMailBytes
	server.MaxRecipients = maxRecipients
	server.ReadTimeout, server.WriteTimeout = 5*time.Minute, time.Minute
	server.AllowInsecureAuth = true // loopback only
	server.ErrorLog = slog.NewLogLogger(s.log.Handler(), slog.LevelDebug)
	return server
}

// smtpSession is a connection. With a login it is a submission server (RFC
// 6409); without one, the border where anybody's mail comes in.
type smtpSession struct {
	servers *Servers
	helo    string
	peer    string
	sender  *box // who logged in, or nil
	from    string
	to      []recipient
}

var _ smtp.AuthSession = (*smtpSession)(nil)

// AuthMechanisms names the logins we take.
func (s *smtpSession) AuthMechanisms() []string { return []string{sasl.Plain, sasl.Login} }

// Auth begins a login.
func (s *smtpSession) Auth(mech string) (sasl.Server, error) {
	switch mech {
	case sasl.Plain:
		return sasl.NewPlainServer(func(_, user, password string) error { return s.login(user, password) }), nil
	case sasl.Login:
		return &loginServer{check: s.login}, nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

func (s *smtpSession) login(user, password string) error {
	b, ok := s.servers.login(user, password)
	if !ok {
		return smtp.ErrAuthFailed
	}
	s.sender = b
	return nil
}

// Mail begins a mail. Any sender is taken: what it proves is seen later.
func (s *smtpSession) Mail(from string, _ *smtp.MailOptions) error {
	s.from, s.to = from, nil
	return nil
}

// Rcpt adds a recipient: ours if we have it, refused if we have not, and put
// aside if it is nobody of ours.
func (s *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	r, ok := s.servers.recipient(to)
	if !ok {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "<" + to + ">: there is no such mailbox here"}
	}
	s.to = append(s.to, r)
	return nil
}

// Data takes the mail and puts it in each recipient's inbox.
func (s *smtpSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	how := hop{helo: s.helo, peer: s.peer, from: s.from, protocol: "ESMTP"}
	if s.sender != nil {
		how.protocol = "ESMTPA" // RFC 3848
		raw = s.servers.submit(raw, s.sender)
	}
	if err := s.servers.deliver(raw, how, s.to); err != nil {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "cannot be kept now: " + err.Error()}
	}
	return nil
}

// Reset forgets the mail that was begun.
func (s *smtpSession) Reset() { s.from, s.to = "", nil }

// Logout ends the session.
func (s *smtpSession) Logout() error { return nil }

// loginServer is AUTH LOGIN: old, undocumented, and what many clients use
// (draft-murchison-sasl-login-00).
type loginServer struct {
	check func(user, password string) error
	user  string
	step  int
}

// Next takes the client's answer to the last question.
func (l *loginServer) Next(response []byte) (challenge []byte, done bool, err error) {
	switch l.step++; {
	case l.step == 1 && response == nil:
		return []byte("Username:"), false, nil
	case l.step == 1:
		l.step++
		fallthrough
	case l.step == 2:
		l.user = string(response)
		return []byte("Password:"), false, nil
	case l.step == 3:
		return nil, true, l.check(l.user, string(response))
	}
	return nil, true, errors.New("demo SMTP: an answer too many in AUTH LOGIN")
}
