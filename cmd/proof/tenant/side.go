package tenant

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/testhouse"
)

// side is a client with its people, and all that they and a forger could know.
type side struct {
	name     string
	domain   string
	client   int64 // its id
	contract string
	// chief is the technical contact, mate a colleague, late a person of the
	// domain whom nobody registered.
	chief, mate, late string

	tab      *testhouse.Browser // of whoever its contract names
	program  program            // of the same person
	password string

	mark  string // begins each of its secret words
	words int

	tickets  []int64            // numbers
	received []clockwork.Letter // letters to its people
	notices  []clockwork.Letter // letters to agents about its tickets
	mails    [][]byte           // what its people wrote, as bytes
	ids      []string           // their Message-IDs
	held     []int64            // mails that agents were shown
	files    []string           // names of files
	keys     []string           // of forms that its people sent
	changes  []clockwork.Letter // requests for another contact, as agents are shown them
}

const letters26 = "abcdefghijklmnopqrstuvwxyz"

// mark is a word that no text holds by chance; it has no digits, so that it
// stays one word in every language and encoding.
func mark(r *rand.Rand, prefix string) string {
	b := []byte(prefix)
	for range 8 {
		b = append(b, letters26[r.IntN(26)])
	}
	return string(b)
}

// word is a new secret word of the side: it may stand wherever the side's
// people and agents on its tickets write, and reach nobody else.
func (s *side) word() string {
	s.words++
	return s.mark + numberIn(s.words)
}

// numberIn writes a number in letters.
func numberIn(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%04d", n))
}

func newSide(r *rand.Rand, name, first string) *side {
	s := &side{name: name, domain: name + ".example", contract: "C-" + name, mark: mark(r, "zq"+name[:1])}
	s.chief, s.mate, s.late = first+"@"+s.domain, "mate@"+s.domain, "late@"+s.domain
	return s
}

// pick takes one of a list, and nothing of an empty one.
func pick[T any](r *rand.Rand, list []T) (one T, ok bool) {
	if len(list) == 0 {
		return one, false
	}
	return list[r.IntN(len(list))], true
}
