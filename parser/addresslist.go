package parser

import (
	"strings"

	"permanence/parser/charset"
)

// maxAddresses limits one address field; what follows is not read.
const maxAddresses = 1000

// parseAddressList reads the addresses a person would see in a field: for
// display and for answers, never for trust. Groups give their members; what
// has no address is left out, unless it can be the name before one: in
// "Morel, Anne <a@b.example>" nobody quoted the comma.
func parseAddressList(value string) []Address {
	var list []Address
	held := ""
	for _, piece := range splitAddresses(value) {
		comma := strings.HasSuffix(piece, ",")
		text := strings.TrimRight(piece, ",;")
		if a := looseAddress(held + text); a.Address != "" {
			list, held = append(list, a), ""
			continue
		}
		if held = ""; comma && isHalfName(text) {
			held = text + ","
		}
	}
	return list
}

// maxHalfName is how long a family name before a comma can be.
const maxHalfName = 60

func isHalfName(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && len(s) <= maxHalfName && !strings.ContainsAny(s, `@<>"(`)
}

// splitAddresses cuts after commas and semicolons outside quotes, comments,
// angles and encoded-words, and takes off the names of groups. In an angle
// that nobody closed a comma ends the address, unless it belongs to a source
// route.
func splitAddresses(s string) []string {
	c := addressCutter{s: s}
	for c.pos < len(s) && len(c.pieces) < maxAddresses {
		c.step()
	}
	if c.start < len(s) && len(c.pieces) < maxAddresses {
		c.pieces = append(c.pieces, s[c.start:])
	}
	return c.pieces
}

type addressCutter struct {
	s          string
	pos, start int
	depth      int  // of comments
	quoted     bool // in a quoted string
	angle, at  bool // in an angle; an at sign was seen in the address
	pieces     []string
}

func (c *addressCutter) step() {
	i := c.pos
	c.pos++
	switch b := c.s[i]; {
	case b == '\\':
		c.pos++
	case b == '"' && c.depth == 0:
		c.quoted = !c.quoted && strings.IndexByte(c.s[i+1:], '"') >= 0
	case c.quoted:
	case b == '(':
		c.depth++
	case b == ')' && c.depth > 0:
		c.depth--
	case c.depth > 0:
	case b == '=' && !c.angle:
		c.pos += max(0, charset.WordLength(c.s[i:])-1)
	case b == '<':
		c.angle, c.at = true, false
	case b == '>':
		c.angle = false
	case b == '@':
		c.at = c.at || i > 0 && c.s[i-1] != '<'
	case b == ':' && !c.angle && !c.at:
		c.start = c.pos
	case (b == ',' || b == ';') && (!c.angle || c.at):
		c.pieces = append(c.pieces, c.s[c.start:c.pos])
		c.start, c.angle, c.at = c.pos, false, false
	}
}

// looseAddress reads one mailbox: the last angle, else the word with an at
// sign; the rest is the name.
func looseAddress(piece string) Address {
	piece = strings.TrimSpace(piece)
	if open := lastAngle(piece); open >= 0 {
		inside, after, _ := strings.Cut(piece[open+1:], ">")
		before := strings.TrimRight(piece[:open], "< ")
		if addr := aroundMarks.Replace(looseAddr(inside)); addr != "" && (strings.IndexByte(addr, '@') >= 0 || strings.IndexByte(before, '@') < 0) {
			return Address{Name: displayName(nameBeside(before, after)), Address: addr}
		}
		piece = before
	}
	name, bare := commentOf(piece), stripComments(piece)
	if strings.IndexByte(bare, '@') < 0 && strings.IndexByte(name, '@') > 0 {
		name, bare = bare, name
	}
	addr := looseAddr(bare)
	if strings.ContainsAny(addr, " \t") && !strings.HasPrefix(addr, `"`) {
		name, addr = wordWithAt(bare)
	}
	if strings.IndexByte(addr, '@') < 0 {
		return Address{Name: displayName(piece)}
	}
	return Address{Name: displayName(name), Address: addr}
}

// nameBeside is the name of an address in an angle: what stands before it, or
// a comment on either side.
func nameBeside(before, after string) string {
	if before == "" {
		return commentOf(after)
	}
	return before
}

// wordWithAt finds the address among words without any angle.
func wordWithAt(s string) (name, addr string) {
	var words []string
	for _, w := range strings.Fields(s) {
		if addr == "" && strings.IndexByte(w, '@') > 0 {
			addr = looseAddr(w)
			continue
		}
		words = append(words, w)
	}
	return strings.Join(words, " "), addr
}

// lastAngle is the place of the last < outside quotes, -1 without one.
func lastAngle(s string) int {
	at, quoted := -1, false
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		case s[i] == '<' && !quoted:
			at = i
		}
	}
	if at < 0 && quoted { // the quote was never closed
		return strings.LastIndexByte(s, '<')
	}
	return at
}

// looseAddr cleans an address: no blanks, no comments, no source route, none
// of the marks that programs put around one.
func looseAddr(s string) string {
	s = strings.TrimSpace(stripComments(s))
	if strings.HasPrefix(s, "@") {
		if i := strings.IndexByte(s, ':'); i >= 0 {
			s = s[i+1:]
		}
	}
	s = strings.TrimRight(strings.Trim(s, "'<>,; "), ".")
	if strings.HasPrefix(s, "[") {
		s = strings.Trim(s, "[]")
	}
	if inner := strings.Trim(s, `"`); strings.HasSuffix(s, `"`) && strings.IndexByte(inner, '@') > 0 {
		s = inner
	}
	if len(s) > len("mailto:") && asciiLower(s[:len("mailto:")]) == "mailto:" {
		s = s[len("mailto:"):]
	}
	return charset.OneLine(charset.Unlabelled(s))
}

// aroundMarks takes off the blanks that RFC 5322 4.4 allowed around the marks of
// an address. Only in an angle no name can stand among them.
var aroundMarks = strings.NewReplacer(" @ ", "@", " @", "@", "@ ", "@", " . ", ".", " .", ".", ". ", ".")
