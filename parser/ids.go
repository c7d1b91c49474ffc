package parser

import (
	"strings"

	"permanence/parser/charset"
)

// maxIDs and maxIDBytes limit References (reliability P09).
const (
	maxIDs     = 100
	maxIDBytes = 998
)

// parseIDs gives the message ids of a field without angle brackets, in their
// order and each once. Where a mail names more than a hundred, the first and
// the last fifty are kept: they hold the thread's beginning and what is being
// answered. Words, comments and quoted text between them do not count.
func parseIDs(value string) []string {
	if strings.IndexByte(value, '<') < 0 && strings.Contains(value, "=?") {
		value = charset.Words(value) // libraries encode ids too long for a line
	}
	list := idList{}
	list.readBracketed(value)
	if list.ids == nil {
		list.readBare(value)
	}
	ids := list.ids
	if len(ids) > maxIDs {
		ids = append(ids[:maxIDs/2:maxIDs/2], ids[len(ids)-maxIDs/2:]...)
	}
	return ids
}

type idList struct {
	ids  []string
	seen map[string]bool
}

// readBracketed reads what stands in angles; a second opening one, a blank
// between two ids or the end of the field closes one too.
func (l *idList) readBracketed(s string) {
	for len(s) > 0 {
		i := strings.IndexAny(s, `<("`)
		if i < 0 {
			return
		}
		mark := s[i]
		s = s[i+1:]
		switch mark {
		case '(':
			s = afterMark(s, ')')
		case '"':
			s = afterMark(s, '"')
		case '<':
			end := strings.IndexAny(s, "<>")
			if end < 0 {
				end = len(s)
			}
			l.add(s[:end])
			s = s[end:]
		}
	}
}

// afterMark is what follows a closing mark; all of s where it never comes.
func afterMark(s string, mark byte) string {
	if i := strings.IndexByte(s, mark); i >= 0 {
		return s[i+1:]
	}
	return s
}

// readBare reads ids that nobody put in angles.
func (l *idList) readBare(s string) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;<>()\"", r) }) {
		if at := strings.IndexByte(w, '@'); at > 0 && at+1 < len(w) {
			l.add(w)
		}
	}
}

// add takes one id; the blanks that folding left in it go. Two that lost the
// angles between them keep their own.
func (l *idList) add(raw string) {
	words := strings.Fields(charset.OneLine(charset.Unlabelled(raw)))
	if len(words) > 1 && strings.Count(raw, "@") == len(words) {
		for _, w := range words {
			l.addOne(w)
		}
		return
	}
	l.addOne(strings.Join(words, ""))
}

func (l *idList) addOne(id string) {
	if id = strings.Trim(id, ",;"); id == "" || len(id) > maxIDBytes || l.seen[id] {
		return
	}
	if l.seen == nil {
		l.seen = make(map[string]bool, 4)
	}
	l.seen[id] = true
	l.ids = append(l.ids, id)
}

// parseID is the one id of a Message-ID field; one without brackets is taken
// as it stands.
func parseID(value string) string {
	if ids := parseIDs(value); len(ids) > 0 {
		return ids[0]
	}
	id := strings.Trim(charset.OneLine(charset.Unlabelled(stripComments(value))), "<> ")
	if len(id) > maxIDBytes || strings.ContainsRune(id, ' ') {
		return ""
	}
	return id
}
