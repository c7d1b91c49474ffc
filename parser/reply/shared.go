package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sharedLineMax are the bytes of a line that an attribution shares with text.
const sharedLineMax = 600

// sharedAttribution finds an attribution at the end of a line of new text, and
// gives where it begins; 0 for none.
func (c *cutter) sharedAttribution(l *line) (head int) {
	s := strings.TrimRight(l.text, invisible)
	if len(s) > sharedLineMax || !l.closes || !strings.HasSuffix(s, ":") || c.verbAtEnd(strings.ToLower(s[max(0, len(s)-30):])) == "" {
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
// gives where that begins; 0 for none.
func (c *cutter) attributionWithText(i int) (end int) {
	s := c.lines[i].text
	if len(s) > sharedLineMax || !strings.Contains(s, "@") || !c.opens(trimAttribution(strings.ToLower(s[:min(len(s), 60)]))) {
		return 0
	}
	for at := strings.Index(s, ": "); at >= 0 && at < len(s); {
		if c.closes(s[:at+1]) && strings.TrimSpace(s[at+1:]) != "" && c.fullAttribution(s[:at+1]) {
			return at + 1
		}
		next := strings.Index(s[at+1:], ": ")
		if next < 0 {
			break
		}
		at += 1 + next
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
