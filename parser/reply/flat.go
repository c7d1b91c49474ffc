package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	flatColons = 3   // of a header on one line, its clock not counted
	flatValue  = 200 // bytes of a value that are looked at
)

// flatHeader finds a copied header whose lines were run together, right behind
// the last word of the sender's or on a line of its own: "C'est fait.De : Anne
// <anne@a.example>Envoyé : …". It gives where that begins, -1 for none.
func (c *cutter) flatHeader(l *line) int {
	s := l.text
	if l.long || !strings.Contains(s, "@") || strings.Count(s, ":") < flatColons {
		return -1
	}
	var b headerBlock
	from, value := -1, 0
	last := labelNone
	for at := 0; at < len(s); at++ {
		if s[at] != ':' {
			continue
		}
		start, label := c.labelBefore(s, at)
		switch {
		case label == labelNone || last == labelNone && label == labelOther || b.seen[label] && label != labelFrom || label == last:
			continue // of the value
		case last == labelNone:
			from = start
		case !b.take(last, s[value:max(value, start)], 0):
			at = len(s)
		}
		last, value = label, at+1
	}
	if last != labelNone && value < len(s) {
		b.take(last, s[value:min(len(s), value+flatValue)], 0)
	}
	if b.kinds < flatColons || !b.sender || !b.clock || strings.HasSuffix(strings.TrimRight(s[:from], " "), ":") {
		return -1
	}
	return c.withTitle(s, from)
}

// labelBefore finds the longest label that begins large and ends at a colon.
func (c *cutter) labelBefore(s string, colon int) (start int, found label) {
	end := colon
	for end > 0 && s[end-1] == ' ' {
		end--
	}
	for at := end; at > 0 && end-at < labelMaxLength; {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if at -= size; !unicode.IsUpper(r) {
			continue
		}
		if l, ok := c.labels[strings.ReplaceAll(strings.ToLower(s[at:end]), "’", "'")]; ok {
			start, found = at, l
		}
	}
	return start, found
}

// withTitle is where a header that begins at a byte begins with the title above
// it; tags that were written out around both count to them.
func (c *cutter) withTitle(s string, from int) int {
	before := withoutTags(s[:from])
	if at := strings.Index(before, "--"); at >= 0 && c.isTitle(before[at:]) {
		return len(withoutTags(s[:at]))
	}
	return len(before)
}

// withoutTags takes off tags at the end of a text.
func withoutTags(s string) string {
	for {
		s = strings.TrimRight(s, " ")
		at := strings.LastIndexByte(s, '<')
		if at < 0 || !strings.HasSuffix(s, ">") || strings.ContainsAny(s[at:], " @:") {
			return s
		}
		s = s[:at]
	}
}

// titleWithLabel finds the end of a title that the first line of the header
// follows at once: "---- Message d'origine ----De : …". 0 for none.
func (c *cutter) titleWithLabel(l *line) int {
	s := l.text
	if l.long || !strings.HasPrefix(s, "--") {
		return 0
	}
	end := strings.LastIndex(s[:min(len(s), titledMax)], "--") + 2
	if rest := strings.TrimLeft(s[end:], " "); rest == "" || rest[0] == '-' {
		return 0
	}
	if label, _ := c.lineLabel(s[end:]); label == labelNone || !c.isTitle(s[:end]) {
		return 0
	}
	return end
}
