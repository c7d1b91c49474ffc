package crash

import (
	"bytes"
	"fmt"
	"math/rand"

	"permanence/daemon/demo"
)

// load is a firm at work: clients ask, an agent answers each notice, clients
// answer her. It goes on while daemons come and go.
type load struct {
	g      *ground
	random *rand.Rand
	read   map[string]int  // mails of each person that were looked at
	done   map[string]bool // mails that were answered: a retried letter may come twice
	turn   int
	ready  []letter // to be posted
}

// marker begins the text of an agent's answer, so that a client knows one.
const marker = "Reponse de l'assistance"

func newLoad(g *ground, seed int64) *load {
	return &load{g: g, random: rand.New(rand.NewSource(seed)), read: map[string]int{}, done: map[string]bool{}}
}

// step posts one mail: an answer to what came, else a new request.
func (l *load) step() error {
	if len(l.ready) == 0 {
		if err := l.look(); err != nil {
			return err
		}
	}
	if len(l.ready) == 0 {
		l.ready = append(l.ready, ask(l.next(), l.client(), demo.Mailbox, l.g.now()))
	}
	m := l.ready[0]
	l.ready = l.ready[1:]
	return l.g.post(m)
}

// next is the Message-ID of the next mail.
func (l *load) next() string {
	l.turn++
	return fmt.Sprintf("load-%d@proof.example", l.turn)
}

func (l *load) client() string { return []string{marie, emma, nadia}[l.random.Intn(3)] }

// look reads what came and prepares the answers.
func (l *load) look() error {
	for _, who := range []string{claire, marie, emma, nadia} {
		got, err := l.g.servers.ReceivedAfter(who, l.read[who])
		if err != nil {
			return err
		}
		l.read[who] += len(got)
		for _, raw := range got {
			h, err := headOf(raw)
			if err != nil {
				return err
			}
			if l.done[h.id] {
				continue
			}
			l.done[h.id] = true
			l.answer(who, h, raw)
		}
	}
	return nil
}

// answer prepares an answer where one is due: the agent's to each notice, a
// client's to two of three answers.
func (l *load) answer(who string, h head, raw []byte) {
	switch {
	case who == claire && h.notice:
		l.ready = append(l.ready, reply(answer, l.next(), who, h, fmt.Sprintf("#temps 25\r\n\r\n%s %d.", marker, l.turn), ""))
	case who != claire && bytes.Contains(raw, []byte(marker)) && l.random.Intn(3) > 0:
		l.ready = append(l.ready, reply(taken, l.next(), who, h, fmt.Sprintf("Merci, encore une question %d.", l.turn), l.file()))
	}
}

// file is none, or one that is kept as a file, or one that is spooled too.
func (l *load) file() string {
	switch l.random.Intn(20) {
	case 0:
		return noise(l.random.Int63(), 1100<<10)
	case 1, 2:
		return noise(l.random.Int63(), 120<<10)
	}
	return ""
}
