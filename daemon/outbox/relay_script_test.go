package outbox

import (
	"bufio"
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// reaction is what the scripted relay does at one step. The zero value is an
// honest answer.
type reaction struct {
	reply  string        // instead of the honest answer, CRLF included
	delay  time.Duration // before it
	cut    bool          // close the connection after cutAt bytes of the reply
	cutAt  int
	silent bool // say nothing, keep the connection
	babble bool // an endless multi-line answer
	drip   bool // that, a byte in 20 ms
	twice  bool // say it twice
}

const dripped = "250-a\r\n"

// scripted is an SMTP server that does at each step what react says. It keeps
// a letter the moment its final dot is in, before it answers, as real servers
// may: only then is a lost answer dangerous.
type scripted struct {
	addr  string
	react func(step string, n int) reaction // step: greet ehlo auth mail rcpt data dot rset quit; n: how often so far
	wrap  func(net.Conn) net.Conn           // cuts inside the stream

	mu       sync.Mutex
	steps    map[string]int
	kept     map[string]int    // final dots seen and answered by no refusal, per recipient
	acked    map[string]int    // of these, the ones whose 250 was written whole
	bytes    map[string]string // the last letter kept per recipient
	lines    []string          // every command
	offers   []string
	conns    map[net.Conn]bool
	finished sync.WaitGroup
}

func startScripted(t testing.TB, react func(string, int) reaction) *scripted {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &scripted{addr: l.Addr().String(), react: react, steps: map[string]int{}, kept: map[string]int{}, acked: map[string]int{},
		bytes: map[string]string{}, conns: map[net.Conn]bool{}, offers: []string{"8BITMIME", "SMTPUTF8", "DSN", "AUTH PLAIN XOAUTH2"}}
	s.finished.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.conns[conn] = true
			s.mu.Unlock()
			s.finished.Go(func() { s.serve(conn) })
		}
	})
	t.Cleanup(func() {
		l.Close()
		s.mu.Lock()
		for conn := range s.conns {
			conn.Close()
		}
		s.mu.Unlock()
		s.finished.Wait()
	})
	return s
}

// relay is the scripted server as settings would describe it. It is patient
// enough for a busy machine; tests of silence shorten what they wait for.
func (s *scripted) relay() Relay {
	long := 20 * time.Second
	return Relay{Addr: s.addr, TLS: TLSNone, HELO: "desk.permanence.example", Timeouts: Timeouts{
		Connect: long, Greet: long, Command: long, Data: long, Block: long, Final: long, Reset: time.Second, Stop: time.Second}}
}

// cutBy sets wrap for the connections to come.
func (s *scripted) cutBy(wrap func(net.Conn) net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrap = wrap
}

func (s *scripted) serve(bare net.Conn) {
	defer bare.Close()
	conn := bare
	s.mu.Lock()
	if s.wrap != nil {
		conn = s.wrap(bare)
	}
	s.mu.Unlock()
	d := &dialogue{s: s, conn: conn, r: bufio.NewReader(conn)}
	if !d.say("greet", "220 relay.example ESMTP\r\n") {
		return
	}
	for {
		line, err := d.r.ReadString('\n')
		if err != nil || !d.command(strings.TrimRight(line, "\r\n")) {
			return
		}
	}
}

type dialogue struct {
	s    *scripted
	conn net.Conn
	r    *bufio.Reader
	to   string
}

func (d *dialogue) command(line string) bool {
	d.s.mu.Lock()
	d.s.lines = append(d.s.lines, line)
	d.s.mu.Unlock()
	verb, rest, _ := strings.Cut(line, " ")
	switch verb = strings.ToLower(verb); verb {
	case "ehlo":
		return d.say(verb, "250-relay.example\r\n250-"+strings.Join(d.s.offers, "\r\n250-")+"\r\n250 SIZE 52428800\r\n")
	case "auth":
		return d.say(verb, "235 2.7.0 welcome\r\n")
	case "rcpt":
		d.to = strings.TrimSuffix(strings.TrimPrefix(rest, "TO:<"), ">")
		return d.say(verb, "250 2.1.5 Ok\r\n")
	case "data":
		return d.say(verb, "354 go ahead\r\n") && d.letter()
	case "quit":
		d.say(verb, "221 2.0.0 Bye\r\n")
		return false
	}
	return d.say(verb, "250 2.0.0 Ok\r\n")
}

// letter reads up to the final dot, keeps the letter and answers.
func (d *dialogue) letter() bool {
	early := d.s.reactionTo("body").reply // an opinion before the end
	io.WriteString(d.conn, early)
	var body strings.Builder
	for {
		line, err := d.r.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		body.WriteString(strings.TrimPrefix(line, "."))
	}
	if early != "" && early[0] != '2' { // it meant what it said
		return false
	}
	answer := d.s.reactionTo("dot")
	whole := !answer.silent && !answer.babble && !answer.cut
	d.s.mu.Lock()
	if refused := strings.HasPrefix(answer.reply, "4") || strings.HasPrefix(answer.reply, "5"); !refused {
		d.s.kept[d.to]++
		d.s.bytes[d.to] = body.String()
	}
	d.s.mu.Unlock()
	on := d.perform(answer, "250 2.0.0 Ok: queued as 4F2A1\r\n")
	if on && whole && answer.reply == "" {
		d.s.mu.Lock()
		d.s.acked[d.to]++
		d.s.mu.Unlock()
	}
	return on
}

func (s *scripted) reactionTo(step string) reaction {
	s.mu.Lock()
	n := s.steps[step]
	s.steps[step]++
	s.mu.Unlock()
	if s.react == nil {
		return reaction{}
	}
	return s.react(step, n)
}

func (d *dialogue) say(step, honest string) bool { return d.perform(d.s.reactionTo(step), honest) }

func (d *dialogue) perform(r reaction, honest string) bool {
	time.Sleep(r.delay)
	reply := honest
	if r.reply != "" {
		reply = r.reply
	}
	if r.twice {
		reply += reply
	}
	switch {
	case r.silent:
		return true
	case r.babble:
		for {
			if _, err := io.WriteString(d.conn, "250-and another thing\r\n"); err != nil {
				return false
			}
		}
	case r.drip:
		for i := 0; ; i++ {
			if _, err := io.WriteString(d.conn, dripped[i%len(dripped):i%len(dripped)+1]); err != nil {
				return false
			}
			time.Sleep(20 * time.Millisecond)
		}
	case r.cut:
		io.WriteString(d.conn, reply[:min(r.cutAt, len(reply))])
		return false
	}
	_, err := io.WriteString(d.conn, reply)
	return err == nil
}

func (s *scripted) count(to string) (kept, acked int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept[to], s.acked[to]
}

func (s *scripted) commands() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.lines...)
}

// at reacts at the n-th occurrence of one step only.
func at(step string, n int, r reaction) func(string, int) reaction {
	return func(s string, i int) reaction {
		if s == step && i == n {
			return r
		}
		return reaction{}
	}
}

// always reacts at each occurrence of a step.
func always(step string, r reaction) func(string, int) reaction {
	return func(s string, _ int) reaction {
		if s == step {
			return r
		}
		return reaction{}
	}
}

const letterText = "From: Support <support@permanence.example>\r\nTo: alice@moulin.example\r\nSubject: Re: La cuve fuit\r\n" +
	"Message-ID: <v1.7.abc@permanence.example>\r\n\r\nBonjour,\r\n.un point en t=C3=AAte\r\n.\r\n..deux\r\nCordialement\r\n"

func write(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

func envelope(to string) Envelope {
	return Envelope{From: "support@permanence.example", To: to, Bytes: write(letterText)}
}

func agree(context.Context) error { return nil }
