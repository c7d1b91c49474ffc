package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// verbTail is what may stand behind a verb of writing.
const verbTail = " \t\u00a0\u202f:：*_-=~#.,»\"" + directions

// closes is the cheap test for the last line of an attribution: a colon or
// dashes at its end, or the letters that end a verb of writing.
func (x *index) closes(s string) bool {
	end := strings.TrimRight(s, " \t\u00a0*_"+directions)
	if end == "" {
		return false
	}
	if c := end[len(end)-1]; c == ':' || c == '-' || strings.HasSuffix(end, "：") {
		return true
	}
	if len(s) > attributionMax {
		return false
	}
	if len(x.verbs[lastKey(end)]) == 0 {
		return len(x.attributions.last[lastKey(end)]) > 0
	}
	return x.verbAtEnd(strings.ToLower(end)) != ""
}

// verbAtEnd gives the rule of the verb that ends a lower-case text, or "".
func (x *index) verbAtEnd(s string) string {
	s = strings.TrimRight(s, verbTail)
	for _, v := range x.verbs[lastKey(s)] {
		if strings.HasSuffix(s, v.text) {
			return v.rule
		}
	}
	return ""
}

// verbWithin gives the rule of a verb that ends a word anywhere in a text.
func (x *index) verbWithin(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] != ' ' && s[i] != ',' && s[i] != ':' {
			continue
		}
		if rule := x.verbAtEnd(s[:i]); rule != "" {
			return rule
		}
	}
	return ""
}

// opens tells whether a lower-case text begins as an attribution does.
func (x *index) opens(s string) bool {
	return x.openedByWord(s) || s != "" && dateFirst.MatchString(s)
}

func (x *index) openedByWord(s string) bool {
	k := firstKey(s)
	openers := x.openers[k]
	if unicode.Is(unicode.Han, k[0]) { // there an opener is one sign
		openers = x.openers[key{k[0]}]
	}
	for _, o := range openers {
		if rest, ok := strings.CutPrefix(s, o.text); ok && endsWord(rest) {
			return true
		}
	}
	return false
}

// endsWord tells whether a word before rest is complete: a letter would go on
// with it, but in scripts that put no blanks between words.
func endsWord(rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.IsLetter(next) || unicode.In(next, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}
