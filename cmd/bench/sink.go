package main

import (
	"fmt"
	"maps"
	"net"
	"regexp"
	"strconv"
	"sync"
	"time"
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

// sink is an SMTP server on loopback that takes all mail and notes each. It
// must cost next to nothing: it shares the machine with what is measured.
type sink struct {
	addr     string
	listener net.Listener

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
	s := &sink{addr: listener.Addr().String(), listener: listener, acks: map[int64]letter{}}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go newSession(s, conn).serve()
		}
	}()
	return s, nil
}

func (s *sink) close() error { return s.listener.Close() }

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
