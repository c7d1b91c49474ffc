package main

import (
	"bufio"
	"bytes"
	"fmt"
	"mime"
	"net"
	netmail "net/mail"
	"strings"
	"time"
)

// session is one connection to the sink (RFC 5321, as much as a client needs).
type session struct {
	sink *sink
	conn net.Conn
	r    *bufio.Reader
	w    *bufio.Writer
	to   []string
}

func newSession(s *sink, conn net.Conn) *session {
	return &session{sink: s, conn: conn, r: bufio.NewReaderSize(conn, 64<<10), w: bufio.NewWriter(conn)}
}

// serve answers until the client leaves.
func (s *session) serve() {
	defer s.conn.Close()
	if s.say("220 sink ESMTP") != nil {
		return
	}
	for {
		line, err := s.r.ReadString('\n')
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		verb = strings.ToUpper(verb)
		if err := s.answer(verb, rest); err != nil || verb == "QUIT" {
			return
		}
	}
}

func (s *session) answer(verb, rest string) error {
	switch verb {
	case "EHLO":
		return s.say("250-sink", "250-PIPELINING", "250-8BITMIME", "250 SMTPUTF8")
	case "MAIL", "RSET":
		s.to = nil
	case "RCPT":
		_, address, _ := strings.Cut(rest, "<")
		address, _, _ = strings.Cut(address, ">")
		s.to = append(s.to, address)
	case "DATA":
		return s.data()
	case "QUIT":
		return s.say("221 bye")
	}
	return s.say("250 ok")
}

func (s *session) say(lines ...string) error {
	for _, l := range lines {
		fmt.Fprintf(s.w, "%s\r\n", l) // Flush gives the error
	}
	return s.w.Flush()
}

// headBytes is how much of a letter is kept to read its header from.
const headBytes = 16 << 10

// data takes a letter and notes it before it is confirmed.
func (s *session) data() error {
	if err := s.say("354 go on"); err != nil {
		return err
	}
	var head []byte
	size, lineStart := 0, true
	for {
		part, err := s.r.ReadSlice('\n')
		if err != nil && err != bufio.ErrBufferFull {
			return err
		}
		if lineStart && bytes.Equal(part, []byte(".\r\n")) {
			break
		}
		lineStart = err == nil
		size += len(part)
		if len(head) < headBytes {
			head = append(head, part...)
		}
	}
	l := letter{at: time.Now(), to: s.to, bytes: size}
	if err := l.readHead(head); err != nil {
		return s.say("554 " + err.Error())
	}
	s.sink.note(l)
	return s.say("250 kept")
}

func (l *letter) readHead(head []byte) error {
	m, err := netmail.ReadMessage(bytes.NewReader(head))
	if err != nil {
		return fmt.Errorf("a letter that cannot be read: %w", err)
	}
	h := m.Header
	l.subject, err = new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
	if err != nil {
		return fmt.Errorf("a subject that cannot be read: %w", err)
	}
	l.messageID, l.inReplyTo, l.references = h.Get("Message-Id"), h.Get("In-Reply-To"), h.Get("References")
	l.replyTo, l.autoSubmitted = h.Get("Reply-To"), h.Get("Auto-Submitted")
	return nil
}
