package mailbox

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// script is an IMAP server that misbehaves where a test says so.
type script struct {
	t        testing.TB
	addr     string
	listener net.Listener
	caps     string // after IMAP4rev1

	mu       sync.Mutex
	mails    map[uint32]string
	sizes    map[uint32]int // RFC822.SIZE where it lies
	next     uint32
	validity uint32
	lines    []string // what clients sent
	conns    int

	// hook may answer a command line itself: the whole answer, where TAG
	// stands for the tag. hangUp closes the connection after it.
	hook  func(conn int, line string) (answer string, taken bool)
	flood flood
	// trickle slows long answers on a connection to a byte in 20 ms.
	trickle func(conn int) bool
	// cut is after how many bytes a connection is cut; 0: never.
	cut func(conn int) int
}

// What an answer can hold: poured stands for the flood.
const hangUp, silent, poured = "\x00hang up", "\x00silent", "\x00poured"

// flood is more than anybody wants to hold in memory: bytes of a text, made
// while they are sent.
type flood struct {
	text  string
	bytes int
}

func pour(w io.Writer, f flood) error {
	block := []byte(strings.Repeat(f.text, 64<<10/len(f.text)+1))
	for left := f.bytes; left > 0; left -= len(block) {
		if _, err := w.Write(block[:min(left, len(block))]); err != nil {
			return err
		}
	}
	return nil
}

func startScript(t testing.TB, mails ...string) *script {
	t.Helper()
	s := &script{t: t, mails: map[uint32]string{}, sizes: map[uint32]int{}, next: 1, validity: 7}
	for _, mail := range mails {
		s.mails[s.next] = mail
		s.next++
	}
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	s.addr = s.listener.Addr().String()
	t.Cleanup(func() { s.listener.Close() })
	return s
}

// listen begins to answer. Until then connections are taken and not greeted.
func (s *script) listen() {
	var group sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	group.Go(func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			context.AfterFunc(ctx, func() { conn.Close() })
			group.Go(func() { s.serve(conn) })
		}
	})
	s.t.Cleanup(func() { s.listener.Close(); cancel(); group.Wait() })
}

// cutFirst cuts the first connection after so many bytes.
func (s *script) cutFirst(bytes int) {
	s.cut = func(conn int) int {
		if conn == 1 {
			return bytes
		}
		return 0
	}
}

// cuttingConn closes the connection after so many bytes, without an error to
// whoever writes: the reader sees a plain end.
type cuttingConn struct {
	net.Conn
	left int // < 0: never
}

var errCut = errors.New("cut")

func (c *cuttingConn) Write(b []byte) (int, error) {
	if c.left < 0 || len(b) < c.left {
		if c.left > 0 {
			c.left -= len(b)
		}
		return c.Conn.Write(b)
	}
	c.Conn.Write(b[:c.left])
	c.Conn.Close()
	return c.left, errCut
}

func (s *script) serve(raw net.Conn) {
	defer raw.Close()
	s.mu.Lock()
	s.conns++
	number, conn := s.conns, &cuttingConn{raw, -1}
	if s.cut != nil && s.cut(number) > 0 {
		conn.left = s.cut(number)
	}
	s.mu.Unlock()
	if _, err := fmt.Fprintf(conn, "* OK [CAPABILITY IMAP4rev1%s] ready\r\n", s.caps); err != nil {
		return
	}
	lines := bufio.NewScanner(raw)
	for lines.Scan() {
		answer := s.answer(number, lines.Text())
		if answer == silent {
			continue
		}
		text, hang := strings.CutSuffix(answer, hangUp)
		if before, after, ok := strings.Cut(text, poured); ok {
			if _, err := io.WriteString(conn, before); err != nil || pour(conn, s.flood) != nil {
				return
			}
			text = after
		}
		step := max(len(text), 1)
		if s.trickle != nil && s.trickle(number) && len(text) > 1000 {
			step = 1
		}
		for part := range slices.Chunk([]byte(text), step) {
			if _, err := conn.Write(part); err != nil {
				return
			}
			if step == 1 {
				time.Sleep(20 * time.Millisecond)
			}
		}
		if hang {
			return
		}
	}
}

func (s *script) answer(conn int, line string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, line)
	tag, rest, _ := strings.Cut(line, " ")
	if s.hook != nil {
		if answer, taken := s.hook(conn, rest); taken {
			return strings.ReplaceAll(answer, "TAG", tag)
		}
	}
	return s.plain(tag, rest)
}

func (s *script) plain(tag, rest string) string {
	ok := tag + " OK done\r\n"
	switch {
	case strings.HasPrefix(rest, "CAPABILITY"):
		return "* CAPABILITY IMAP4rev1" + s.caps + "\r\n" + ok
	case strings.HasPrefix(rest, "EXAMINE"):
		return fmt.Sprintf("* %d EXISTS\r\n* OK [UIDVALIDITY %d] v\r\n* OK [UIDNEXT %d] n\r\n%s OK [READ-ONLY] done\r\n",
			len(s.mails), s.validity, s.next, tag)
	case strings.HasPrefix(rest, "UID SEARCH UID "):
		return s.found(s.match(strings.TrimPrefix(rest, "UID SEARCH UID "))) + ok
	case strings.HasPrefix(rest, "UID SEARCH"):
		return s.found(s.match("1:*")) + ok
	case strings.HasPrefix(rest, "UID FETCH "):
		return s.fetch(rest) + ok
	}
	return ok
}

func (s *script) found(uids []uint32) string {
	text := "* SEARCH"
	for _, uid := range uids {
		text += fmt.Sprint(" ", uid)
	}
	return text + "\r\n"
}

func (s *script) fetch(rest string) (text string) {
	for _, uid := range s.match(strings.Fields(rest)[2]) {
		mail := s.mails[uid]
		text += fmt.Sprintf("* %d FETCH (UID %d RFC822.SIZE %d", uid, uid, s.size(uid))
		if strings.Contains(rest, "INTERNALDATE") {
			text += ` INTERNALDATE "01-Jul-2026 08:00:00 +0200"`
		}
		if strings.Contains(rest, "HEADER") {
			header, _, _ := strings.Cut(mail, "\r\n\r\n")
			text += fmt.Sprintf(" BODY[HEADER]<0> {%d}\r\n%s\r\n\r\n", len(header)+4, header)
		} else if strings.Contains(rest, "BODY") {
			text += fmt.Sprintf(" BODY[] {%d}\r\n%s", len(mail), mail)
		}
		text += ")\r\n"
	}
	return text
}

func (s *script) size(uid uint32) int {
	if size, ok := s.sizes[uid]; ok {
		return size
	}
	return len(s.mails[uid])
}

// match gives the UIDs there are in a set, with the last one for *.
func (s *script) match(set string) (uids []uint32) {
	last := s.next - 1
	for part := range strings.SplitSeq(set, ",") {
		low, high, isRange := strings.Cut(part, ":")
		if !isRange {
			high = low
		}
		a, b := number(low, last), number(high, last)
		for uid := min(a, b); uid <= max(a, b); uid++ {
			if _, ok := s.mails[uid]; ok {
				uids = append(uids, uid)
			}
		}
	}
	slices.Sort(uids)
	return slices.Compact(uids)
}

func number(text string, last uint32) uint32 {
	if text == "*" {
		return last
	}
	n, _ := strconv.Atoi(text)
	return uint32(n)
}

// sent says whether a client ever sent text.
func (s *script) sent(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.lines, func(line string) bool { return strings.Contains(line, text) })
}

// importing lets the script begin, and is an account on it that takes
// everything.
func importing(s *script) Account {
	s.listen()
	account := testAccount(s.addr, s.t)
	account.Import = true
	account.Password = func(context.Context) (string, error) { return "s3cret", nil }
	account.Poll = time.Hour
	return account
}

// once lets misbehave happen at the first matching command only.
func once(match string, answer string) func(int, string) (string, bool) {
	done := false
	return func(_ int, line string) (string, bool) {
		if done || !strings.Contains(line, match) {
			return "", false
		}
		done = true
		return answer, true
	}
}
