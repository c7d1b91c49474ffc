package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sharedLineMax are the bytes of a line that an attribution shares with text.
const sharedLineMax = 600

// sharedAttribution finds an attribution behind new text on its line, and gives
// where it begins; 0 for none. Text may follow one with an address.
func (c *cutter) sharedAttribution(l *line) (head int) {
	s := strings.TrimRight(l.text, invisible)
	switch {
	case len(s) > sharedLineMax:
		return 0
	case strings.HasSuffix(s, ":"):
		return c.attributionWithin(s)
	case !strings.Contains(s, "@"):
		return 0
	}
	for at := nextEnd(s, 0); at > 0; at = nextEnd(s, at) {
		if head = c.attributionWithin(s[:at]); head > 0 && !strings.HasSuffix(s[:head], ":") {
			return head
		}
	}
	return 0
}

// nextEnd is behind the next colon from a byte on that may end an attribution:
// a blank or a capital letter follows. 0 for none.
func nextEnd(s string, from int) int {
	for at := from; at < len(s)-1; at++ {
		if r, _ := utf8.DecodeRuneInString(s[at+1:]); s[at] == ':' && (r == ' ' || unicode.IsUpper(r)) {
			return at + 1
		}
	}
	return 0
}

// attributionWithin gives where the attribution begins that ends a text; 0 for
// none and where it is all of the text.
func (c *cutter) attributionWithin(s string) (head int) {
	if c.verbAtEnd(strings.ToLower(s[max(0, len(s)-30):])) == "" {
		return 0
	}
	for at := len(s) - 1; at > 0; at-- {
		if !beginsLarge(s, at) || !c.openedByWord(strings.ToLower(s[at:])) || !c.fullAttribution(s[at:]) {
			continue
		}
		head = len(strings.TrimRight(s[:at], " -"))
		if c.openedByWord(strings.ToLower(s[:head])) && !strings.Contains(s[:head], " ") {
			return 0 // "El El lun, …": Gmail writes its opener twice
		}
		return head
	}
	return 0
}

// beginsLarge tells a word that begins with a capital letter, after a blank,
// dashes or the end of a sentence.
func beginsLarge(s string, at int) bool {
	if strings.IndexByte(" -.!?>", s[at-1]) < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	return unicode.IsUpper(r)
}

// attributionWithText finds an attribution that text follows on its line, and
// gives where that begins; 0 for none. Behind one without an address the text
// stands without a blank, as no person writes.
func (c *cutter) attributionWithText(i int) (end int) {
	s := c.lines[i].text
	if len(s) > sharedLineMax || strings.IndexByte(s, ':') < 0 || !c.opens(trimAttribution(strings.ToLower(s[:min(len(s), 60)]))) {
		return 0
	}
	for at := nextEnd(s, 0); at > 0; at = nextEnd(s, at) {
		if (s[at] != ' ' || strings.Contains(s[:at], "@")) && c.closes(s[:at]) && strings.TrimSpace(s[at:]) != "" && c.fullAttribution(s[:at]) {
			return at
		}
	}
	return 0
}

// fullAttribution asks for all that an attribution may hold: when, who, and
// the verb before a colon.
func (c *cutter) fullAttribution(s string) bool {
	if c.tries++; c.tries > attributionTries || !strings.Contains(s, "@") && !hasClock(s) {
		return false
	}
	a := c.evidence(s)
	return a.last != "" && a.opens && a.when && a.colon && (a.who || a.named)
}
