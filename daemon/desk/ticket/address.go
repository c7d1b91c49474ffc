package ticket

import (
	"errors"
	"fmt"
	"strings"
)

// PersonKind is 'c' for a contact, 'a' for an agent.
type PersonKind byte

// The kinds of person a personal token can be for.
const (
	ContactPerson PersonKind = 'c'
	AgentPerson   PersonKind = 'a'
)

// Person is for whom a personal token was made. The zero value is nobody who
// is registered: an observer, or the sender of an unknown mail.
type Person struct {
	Kind PersonKind
	ID   int64
}

// String writes c12 for a contact, a3 for an agent, x for nobody.
func (p Person) String() string {
	if p.Kind == 0 {
		return "x"
	}
	return string(rune(p.Kind)) + id(p.ID)
}

func parsePerson(s string) (Person, bool) {
	if s == "x" {
		return Person{}, true
	}
	if len(s) < 2 || s[0] != byte(ContactPerson) && s[0] != byte(AgentPerson) {
		return Person{}, false
	}
	n, ok := parseID(s[1:])
	return Person{PersonKind(s[0]), n}, ok
}

// Purpose is what a personal address is for; one made for a purpose is of no
// use for another.
type Purpose byte

// The purposes.
const (
	ReplyPurpose       Purpose = 'r' // Number is a ticket: an answer to it
	NotePurpose        Purpose = 'n' // Number is a ticket: an internal note
	LetterPurpose      Purpose = 'l' // Number is a letter about no ticket: held mail, a proposal
	BouncePurpose      Purpose = 'b' // Number is a letter: MAIL FROM (VERP)
	UnsubscribePurpose Purpose = 'u' // Number is a letter: no more digests
)

func (p Purpose) valid() bool { return p != 0 && strings.IndexByte("rnlbu", byte(p)) >= 0 }

const (
	personalBits, personalLength = 128, 26
	maxLocalPart                 = 64 // RFC 5321 4.5.3.1.1
)

// ErrAddressTooLong says that mailbox and token do not fit into the 64
// characters of a local part; the letter then goes out with the mailbox as
// Reply-To, and its Message-ID is the personal token.
var ErrAddressTooLong = errors.New("the address would be longer than a local part may be")

// Detail is the part behind the plus of a personal address:
// <purpose><key>.<number>.<person>.<mac>, as r1.1042.c12.<26 characters>. With
// one character of key id it takes 32 characters plus the digits of number and
// person: 38 for ticket 1042 and contact 12, which makes a local part of 46
// behind "support+" and leaves 18 characters for more digits.
func (k Keys) Detail(purpose Purpose, number int64, person Person, epoch int) string {
	return string(rune(purpose)) + k.Current + "." + id(number) + "." + person.String() + "." +
		k.personalMAC(k.Current, purpose, number, person, epoch)
}

// PersonalAddress puts the detail into the mailbox's address, after a plus.
// The error is ErrAddressTooLong, or says that mailbox is no address.
func (k Keys) PersonalAddress(mailbox string, purpose Purpose, number int64, person Person, epoch int) (string, error) {
	at := strings.LastIndexByte(mailbox, '@')
	if at < 1 || at == len(mailbox)-1 {
		return "", fmt.Errorf("making a personal address of %q: not an address", mailbox)
	}
	local := mailbox[:at] + "+" + k.Detail(purpose, number, person, epoch)
	if len(local) > maxLocalPart {
		return "", fmt.Errorf("making a personal address of %q: %d characters: %w", mailbox, len(local), ErrAddressTooLong)
	}
	return local + mailbox[at:], nil
}

// Personal is a personal token, read but not yet checked: load the person's
// epoch, then ask CheckPersonal.
type Personal struct {
	Purpose    Purpose
	Number     int64
	Person     Person
	keyID, mac string
}

// FindPersonal reads the distinct personal tokens of To, Cc, Delivered-To and
// the like, in the form mailbox+detail@domain or, of a catch-all sub-domain,
// detail@domain.
func FindPersonal(addresses ...string) []Personal {
	var found []Personal
	for _, address := range addresses {
		local, _, _ := strings.Cut(strings.Trim(strings.TrimSpace(address), "<>"), "@")
		p, ok := parseDetail(lowerASCII(local[strings.LastIndexByte(local, '+')+1:]))
		if ok && !hasPersonal(found, p) {
			found = append(found, p)
		}
	}
	return found
}

func hasPersonal(list []Personal, p Personal) bool {
	for _, have := range list {
		if have == p {
			return true
		}
	}
	return false
}

func parseDetail(s string) (Personal, bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 4 || parts[0] == "" {
		return Personal{}, false
	}
	p := Personal{Purpose: Purpose(parts[0][0]), keyID: parts[0][1:], mac: parts[3]}
	number, numberOK := parseID(parts[1])
	person, personOK := parsePerson(parts[2])
	p.Number, p.Person = number, person
	ok := p.Purpose.valid() && isKeyID(p.keyID) && numberOK && personOK && isBase32(p.mac, personalLength)
	return p, ok
}

// CheckPersonal tells whether the token is ours, for that very purpose, number
// and person, and the person's epoch has not been raised since.
func (k Keys) CheckPersonal(p Personal, epoch int) bool {
	return p.Purpose.valid() && matches(k.personalMAC(p.keyID, p.Purpose, p.Number, p.Person, epoch), p.mac)
}

func (k Keys) personalMAC(keyID string, purpose Purpose, number int64, person Person, epoch int) string {
	domain := map[Purpose]string{
		ReplyPurpose: "reply/v1", NotePurpose: "note/v1", LetterPurpose: "letter/v1",
		BouncePurpose: "bounce/v1", UnsubscribePurpose: "unsubscribe/v1",
	}[purpose]
	return k.mac(keyID, domain, personalBits, id(number), person.String(), id(int64(epoch)))
}
