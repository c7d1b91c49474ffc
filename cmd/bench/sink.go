package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime"
	"net"
	netmail "net/mail"
	"regexp"
	"strconv"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// letter is what the sink notes of a mail that it took.
type letter struct {
	at            time.Time // when the whole of it had come
	to            []string
	subject       string
	messageID     string
	inReplyTo     string
	references    string
	replyTo       string
	autoSubmitted string
	bytes         int
}

// tokens are as they stand in a subject: [#1042-7QK4M2XH].
var tokens = regexp.MustCompile(`\[#(\d+)-[0-9A-Za-z]+\]`)

// ticket is the number that the subject names, 0 if it names none.
func (l letter) ticket() int64 {
	m := tokens.FindStringSubmatch(l.subject)
	if m == nil {
		return 0
	}
	n, _ := strconv.ParseInt(m[1], 10, 64) // digits: at worst out of range, then 0 is right
	return n
}

// sink is an SMTP server on loopback that takes all mail and notes each.
type sink struct {
	addr   string
	server *smtp.Server

	mu   sync.Mutex
	n    int              // letters so far
	came time.Time        // the last one
	acks map[int64]letter // by ticket, its first letter to a client
}

func startSink() (*sink, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting the SMTP sink: %w", err)
	}
	s := &sink{addr: listener.Addr().String(), acks: map[int64]letter{}}
	s.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{sink: s}, nil }))
	s.server.Domain, s.server.EnableSMTPUTF8 = "sink", true
	go s.server.Serve(listener) //nolint:errcheck // it ends with Close
	return s, nil
}

func (s *sink) close() error { return s.server.Close() }

func (s *sink) note(l letter) {
	n := l.ticket()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	s.came = l.at
	if _, known := s.acks[n]; n != 0 && !known && len(l.to) == 1 && domainOf(l.to[0]) != firmDomain {
		s.acks[n] = l
	}
}

// forget begins a new desk, whose tickets have the same numbers.
func (s *sink) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.acks = map[int64]letter{}
}

// acknowledged gives, for each ticket, its first letter to a client.
func (s *sink) acknowledged() map[int64]letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.acks)
}

// counts says how many letters came and how many tickets are acknowledged.
func (s *sink) counts() (letters, tickets int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.n, len(s.acks)
}

// quiet is how long nothing has come.
func (s *sink) quiet() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(s.came)
}

// session is one connection's mail.
type session struct {
	sink *sink
	to   []string
}

func (s *session) Reset()                               { s.to = nil }
func (s *session) Logout() error                        { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil {
		return err
	}
	l := letter{at: time.Now(), to: s.to, bytes: b.Len()}
	m, err := netmail.ReadMessage(&b)
	if err != nil {
		return fmt.Errorf("a letter that cannot be read: %w", err)
	}
	h := m.Header
	l.subject, _ = new(mime.WordDecoder).DecodeHeader(h.Get("Subject")) // as it stands where it cannot be decoded
	l.messageID, l.inReplyTo, l.references = h.Get("Message-Id"), h.Get("In-Reply-To"), h.Get("References")
	l.replyTo, l.autoSubmitted = h.Get("Reply-To"), h.Get("Auto-Submitted")
	s.sink.note(l)
	return nil
}
