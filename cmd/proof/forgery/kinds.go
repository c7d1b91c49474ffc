package forgery

import (
	"bytes"
	"fmt"
	"strings"

	"permanence/daemon/desk/ticket"
	"permanence/parser"
)

const (
	// issuedOfEach is how many tokens of each kind a forger has seen.
	issuedOfEach = 64
	domain       = "desk.example"
	mailbox      = "support@" + domain
)

// ring is the desk's keys: a current one and one that was replaced.
func ring() ticket.Keys {
	return ticket.Keys{Current: "2", Instance: "desk", Secrets: map[string][]byte{
		"1": bytes.Repeat([]byte{7}, 32), "2": bytes.Repeat([]byte{9}, 32)}}
}

// rings are of other desks: another instance with the same secrets, a ring of
// which nothing is known here.
func rings() []ticket.Keys {
	copied, other := ring(), ring()
	copied.Instance = "copy"
	other.Secrets = map[string][]byte{"1": bytes.Repeat([]byte{1}, 32), "2": bytes.Repeat([]byte{2}, 32)}
	return []ticket.Keys{copied, other}
}

// person is for whom the nth token was made: contacts, agents and nobody.
func person(n int64) ticket.Person {
	switch n % 3 {
	case 0:
		return ticket.Person{Kind: ticket.ContactPerson, ID: n}
	case 1:
		return ticket.Person{Kind: ticket.AgentPerson, ID: n}
	}
	return ticket.Person{}
}

// epoch is how often a person's tokens were revoked; nobody has no epoch.
func epoch(p ticket.Person) int { return int(p.ID % 2) }

// purpose is what the nth address is for.
func purpose(n int64) ticket.Purpose { return ticket.Purpose("rnlbu"[n%5]) }

// kind is a kind of token: how the desk writes it and how it reads it.
type kind struct {
	name string
	// make writes the nth token; revoked writes it as it was before the
	// person's epoch was raised.
	make func(k ticket.Keys, n int64, revoked bool) string
	// read gives what the desk takes a text for, and whether it believes it.
	// The claim is the same for two spellings of one token.
	read func(k ticket.Keys, text string) (claim any, believed bool)
}

var kinds = []kind{
	{"subject", makeSubject, readSubject},
	{"address", makeAddress, readAddress},
	{"message-id", makeMessageID, readMessageID},
	{"loop", makeLoop, readLoop},
}

func makeSubject(k ticket.Keys, n int64, _ bool) string {
	return ticket.SubjectTag(n, k.SubjectMAC(n))
}

func readSubject(k ticket.Keys, text string) (claim any, believed bool) {
	for _, token := range parser.FindTokens("Re: " + text) {
		if _, ok := k.CheckSubject(token); ok {
			return strings.ToUpper(token), true
		}
	}
	return nil, false
}

func makeAddress(k ticket.Keys, n int64, revoked bool) string {
	who := person(n)
	address, err := k.PersonalAddress(mailbox, purpose(n), n, who, epoch(who)-count(revoked))
	if err != nil {
		return err.Error()
	}
	return address
}

func readAddress(k ticket.Keys, text string) (claim any, believed bool) {
	for _, p := range ticket.FindPersonal(text) {
		if k.CheckPersonal(p, epoch(p.Person)) {
			return p, true
		}
	}
	return nil, false
}

func makeMessageID(k ticket.Keys, n int64, revoked bool) string {
	who := person(n)
	return k.MessageID(n, who, epoch(who)-count(revoked), domain)
}

// readMessageID takes the reader of a letter from the letter, as the desk does.
func readMessageID(k ticket.Keys, text string) (claim any, believed bool) {
	m, ok := ticket.ParseMessageID(text)
	if !ok {
		return nil, false
	}
	who := person(m.Letter)
	return m, k.CheckMessageID(m, who, epoch(who))
}

func makeLoop(k ticket.Keys, n int64, _ bool) string { return k.LoopValue(n) }

func readLoop(k ticket.Keys, text string) (claim any, believed bool) {
	if _, ok := k.CheckLoop(text); !ok {
		return nil, false
	}
	return strings.TrimSpace(text), true
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// claims are what the desk itself issued.
func (k kind) claims(keys ticket.Keys) (issued []string, honest map[any]bool, err error) {
	honest = map[any]bool{}
	for n := int64(1); n <= issuedOfEach; n++ {
		token := k.make(keys, n, false)
		claim, ok := k.read(keys, token)
		if !ok {
			return nil, nil, fmt.Errorf("a right %s is refused: %s", k.name, token)
		}
		issued, honest[claim] = append(issued, token), true
	}
	return issued, honest, nil
}
