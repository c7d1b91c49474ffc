package authn

import (
	"net/netip"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/parser"
)

// hop is one Received field, as far as it says whose it is.
type hop int

const (
	hopInside  hop = iota // the provider handed the mail on within its own house
	hopBorder             // the provider took the mail from outside
	hopForeign            // somebody else wrote it
)

// received is the part of a Received field (RFC 5321 4.4) that tells hops apart.
type received struct {
	peer  bool     // it has a from clause
	from  []string // names that the sending side gave or has, folded
	by    string
	local bool // handed over by LMTP, without an address
	whole string
}

func parseReceived(value string) (received, bool) {
	value, _, _ = strings.Cut(value, ";")
	r := received{whole: value}
	s := scanner{text: value}
	clause := ""
	for {
		for s.peek() == ' ' || s.peek() == '\t' {
			s.pos++
		}
		switch {
		case s.done():
			return r, true
		case s.peek() == '(':
			text, ok := s.comment()
			if !ok {
				return r, false
			}
			if clause == "from" {
				r.from = append(r.from, namesIn(text)...)
			}
			continue
		}
		word := people.Fold(s.run("("))
		if word == "" {
			return r, false
		}
		clause = r.word(clause, word)
	}
}

// word takes one word of the field and gives the clause that it belongs to.
func (r *received) word(clause, word string) string {
	switch {
	case word == "from" && r.by == "" && !r.peer:
		r.peer = true
		return "from"
	case word == "by" && r.by == "":
		return "by?"
	case clause == "by?":
		r.by = word
		return "by"
	case word == "with":
		return "with"
	case clause == "with":
		r.local = strings.HasPrefix(word, "lmtp")
		return ""
	case clause == "from":
		r.from = append(r.from, word)
	}
	return clause
}

// namesIn gives the words of a comment that look like host names.
func namesIn(text string) []string {
	var names []string
	for _, word := range strings.FieldsFunc(people.Fold(text), func(r rune) bool { return strings.ContainsRune(" \t()[]=,<>", r) }) {
		word = strings.TrimSuffix(word, ".")
		if _, err := netip.ParseAddr(word); err != nil && strings.Contains(word, ".") {
			names = append(names, word)
		}
	}
	return names
}

// hopOf says whose a Received field is, when all fields above it are the
// provider's. houses are the organisational domains of the trusted ids.
//
// The field on top was written by the server that keeps the mailbox. As long
// as each says that the mail came from inside, the next one below is the
// provider's too; the first that names an outside peer is the border, and
// what lies below it came with the mail. The peer's own greeting is not
// believed: an inside hop has an inside name and an inside address as well.
func hopOf(f parser.Field, houses []string) hop {
	r, ok := parseReceived(f.Value)
	if !ok {
		return hopForeign
	}
	if r.by != "" && !isInside(r.by, houses) {
		// Written without "from", it is a store's own note (by 2002:a05::1).
		if r.peer || !isAddress(r.by) {
			return hopForeign
		}
	}
	switch {
	case !r.peer:
		return hopInside
	case len(r.from) == 0:
		return hopBorder
	}
	for _, name := range r.from {
		if !isInside(strings.Trim(name, "[]"), houses) {
			return hopBorder
		}
	}
	addresses := addressesIn(r.whole)
	for _, a := range addresses {
		if !isPrivate(a) && !houseNames(r.from, houses) {
			return hopBorder
		}
	}
	if len(addresses) == 0 && !r.local {
		return hopBorder
	}
	return hopInside
}

// houseNames says that greeting and reverse name both lie in a trusted house.
func houseNames(names, houses []string) bool {
	if len(names) < 2 {
		return false
	}
	for _, n := range names {
		if !inHouses(n, houses) {
			return false
		}
	}
	return true
}

func inHouses(name string, houses []string) bool {
	for _, h := range houses {
		if under(name, h) {
			return true
		}
	}
	return false
}

// isInside accepts a name of a trusted house, a bare or private name, and a
// private address.
func isInside(name string, houses []string) bool {
	if a, err := netip.ParseAddr(strings.TrimPrefix(name, "ipv6:")); err == nil {
		return isPrivate(a)
	}
	if !strings.Contains(name, ".") {
		return isHostName(name)
	}
	for _, end := range [...]string{".internal", ".local", ".lan", ".localdomain"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return inHouses(name, houses)
}

func isAddress(name string) bool {
	_, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil
}

func isPrivate(a netip.Addr) bool {
	return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast()
}

// addressesIn finds every IP address in the field.
func addressesIn(text string) []netip.Addr {
	var found []netip.Addr
	isPart := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'f' || r >= 'A' && r <= 'F' || r == '.' || r == ':'
	}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !isPart(r) }) {
		if a, err := netip.ParseAddr(strings.Trim(word, ":")); err == nil {
			found = append(found, a)
		} else if a, err := netip.ParseAddr(word); err == nil {
			found = append(found, a)
		}
	}
	return found
}
