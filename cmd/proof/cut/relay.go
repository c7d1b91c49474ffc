package cut

import (
	"bufio"
	"io"
	"net"
	"strings"
	"sync"
)

// oddity is what a relay says at one step instead of its honest answer, so
// many times. hangUp and silence mean what they do for a spoiler.
type oddity struct {
	step  string // one of steps
	reply string
	times int
}

// steps are those of a session of one letter, in their order.
var steps = []string{"greet", "ehlo", "auth", "mail", "rcpt", "data", "dot", "quit"}

// relay is an SMTP server that answers one step oddly. It keeps a letter the
// moment its final dot is in, before it answers, as real servers may: only
// then is a lost answer dangerous.
type relay struct {
	addr     string
	odd      oddity
	listener net.Listener
	going    sync.WaitGroup

	mu     sync.Mutex
	said   int // of the odd reply
	kept   int
	bodies []string // what came after each 354, whole or not, dots as they went over the line
	open   map[net.Conn]bool
}

func startRelay(odd oddity) (*relay, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &relay{addr: l.Addr().String(), odd: odd, listener: l, open: map[net.Conn]bool{}}
	r.going.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			r.mu.Lock()
			r.open[conn] = true
			r.mu.Unlock()
			r.going.Go(func() { r.serve(conn) })
		}
	})
	return r, nil
}

func (r *relay) close() {
	r.listener.Close() //nolint:errcheck // so that no more come
	r.mu.Lock()
	for conn := range r.open {
		conn.Close() //nolint:errcheck // so that their reads end
	}
	r.mu.Unlock()
	r.going.Wait()
}

func (r *relay) serve(conn net.Conn) {
	defer conn.Close() //nolint:errcheck // perhaps closed already
	if !r.say(conn, "greet", honest["greet"]) {
		return
	}
	lines := bufio.NewReader(conn)
	for {
		line, err := lines.ReadString('\n')
		if err != nil || !r.command(conn, lines, line) {
			return
		}
	}
}

// honest are the answers of a relay that works.
var honest = map[string]string{
	"greet": "220 relay.example ESMTP\r\n",
	"ehlo":  "250-relay.example\r\n250-8BITMIME\r\n250-AUTH PLAIN\r\n250 SIZE 52428800\r\n",
	"auth":  "235 2.7.0 welcome\r\n",
	"mail":  "250 2.1.0 Ok\r\n",
	"rcpt":  "250 2.1.5 Ok\r\n",
	"data":  "354 go ahead\r\n",
	"dot":   "250 2.0.0 Ok: queued as 4F2A1\r\n",
	"quit":  "221 2.0.0 Bye\r\n",
	"rset":  "250 2.0.0 Ok\r\n",
	"helo":  "250 relay.example\r\n",
}

func (r *relay) command(conn net.Conn, lines *bufio.Reader, line string) bool {
	verb, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(line)), " ")
	answer, known := honest[verb]
	if !known {
		answer = "500 5.5.2 what\r\n"
	}
	switch on := r.say(conn, verb, answer); {
	case !on || verb == "quit":
		return false
	case verb == "data" && r.goesOn():
		return r.letter(conn, lines)
	}
	return true
}

// goesOn says whether the relay meant its answer to DATA: it waits for a
// letter unless it said that it does not want one.
func (r *relay) goesOn() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.odd.step != "data" || r.said > r.odd.times || strings.HasPrefix(r.odd.reply, "354")
}

// letter reads to the final dot, keeps the letter and answers.
func (r *relay) letter(conn net.Conn, lines *bufio.Reader) bool {
	var body strings.Builder
	ended := false
	for !ended {
		line, err := lines.ReadString('\n')
		body.WriteString(line)
		if err != nil {
			break
		}
		ended = line == ".\r\n"
	}
	r.mu.Lock()
	r.bodies = append(r.bodies, body.String())
	refused := r.odd.step == "dot" && r.said < r.odd.times && strings.ContainsAny(r.odd.reply[:min(1, len(r.odd.reply))], "45")
	if ended && !refused {
		r.kept++
	}
	r.mu.Unlock()
	return ended && r.say(conn, "dot", honest["dot"])
}

// say answers at a step; false where the connection ends after it.
func (r *relay) say(conn io.Writer, step, answer string) bool {
	r.mu.Lock()
	if r.odd.step == step {
		if r.said < r.odd.times {
			answer = r.odd.reply
		}
		r.said++
	}
	r.mu.Unlock()
	if answer == silence {
		return true
	}
	return speak(conn, answer)
}

// received says how many letters the relay kept, and what came after each 354.
func (r *relay) received() (kept int, bodies []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.kept, append([]string(nil), r.bodies...)
}
