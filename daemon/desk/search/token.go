package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one condition as it was written.
type token struct {
	not      bool
	operator string // the name before a colon, "" for words
	text     string
	quoted   bool
	star     bool // a * stands behind it
}

// scanner reads tokens from the left; rest is what is not read yet.
type scanner struct {
	rest string
	who  Audience
}

// next reads a token; false at the end.
func (s *scanner) next() (t token, ok bool) {
	s.blanks()
	if s.rest == "" {
		return t, false
	}
	if after, minus := cutMinus(s.rest); minus && after != "" && !startsBlank(after) {
		t.not, s.rest = true, after
	}
	t.operator = s.operator()
	if t.operator != "" {
		s.blanks()
	}
	t.text, t.quoted, t.star = s.value()
	return t, true
}

func cutMinus(s string) (string, bool) {
	for _, minus := range []string{"-", "−"} {
		if after, ok := strings.CutPrefix(s, minus); ok {
			return after, true
		}
	}
	return s, false
}

func startsBlank(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

func (s *scanner) blanks() { s.rest = strings.TrimLeftFunc(s.rest, unicode.IsSpace) }

// operator reads a name and its colon. Blanks may stand between, as French
// typography wants them, where the name is one that is known: "Panne : écran"
// is no operator.
func (s *scanner) operator() string {
	end := strings.IndexFunc(s.rest, func(r rune) bool { return !inName(r) })
	if end <= 0 {
		return ""
	}
	name, rest := s.rest[:end], s.rest[end:]
	if after, ok := strings.CutPrefix(rest, ":"); ok {
		s.rest = after
		return name
	}
	after, ok := strings.CutPrefix(strings.TrimLeftFunc(rest, unicode.IsSpace), ":")
	if _, known := operatorNamed(name, s.who); ok && known {
		s.rest = after
		return name
	}
	return ""
}

func inName(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == '-' || r == '_'
}

// quotes are the pairs that set words together; the last one of a pair closes.
var quotes = map[rune]rune{'"': '"', '«': '»', '“': '”', '„': '“', '”': '”'}

// value reads what stands in quotes, else all up to a blank.
func (s *scanner) value() (text string, inQuotes, star bool) {
	first, size := utf8.DecodeRuneInString(s.rest)
	closing, inQuotes := quotes[first]
	if !inQuotes {
		end := strings.IndexFunc(s.rest, unicode.IsSpace)
		if end < 0 {
			end = len(s.rest)
		}
		text, s.rest = s.rest[:end], s.rest[end:]
		bare := strings.TrimRight(text, "*")
		return bare, false, bare != text
	}
	text = s.rest[size:]
	end := strings.IndexRune(text, closing)
	if end < 0 {
		s.rest = ""
		return text, true, false
	}
	s.rest = text[end+utf8.RuneLen(closing):]
	text = text[:end]
	if after, ok := strings.CutPrefix(s.rest, "*"); ok {
		s.rest, star = after, true
	}
	return text, true, star
}

// clean makes a text one line without quotes and control characters.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if _, quote := quotes[r]; quote || r == '»' || unicode.IsControl(r) || unicode.IsSpace(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// quoted is a cleaned text as it is read back.
func quoted(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	if spoken(first) && !strings.ContainsAny(text, " :*") {
		return text
	}
	return `"` + text + `"`
}

// spoken says whether a character can be searched for.
func spoken(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// says tells whether a text holds anything to search for.
func says(text string) bool { return strings.ContainsFunc(text, spoken) }
