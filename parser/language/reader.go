package language

import (
	"strings"
	"unicode/utf8"
)

const (
	wordPoints   = 12 // for a word of one language alone
	letterPoints = 6  // for a letter of one language alone
	asidePart    = 4  // what stands in a log or in quotation marks counts as this part
)

// shortWord are the points for a word of so many bytes: the shorter, the more
// abbreviations and names look like it.
var shortWord = [...]int{0, 4, 8}

// reader counts points for the languages, by their number in the table.
type reader struct {
	points  [64]int32
	greeted set // languages of the greetings that are of one alone
	opened  set // the language of the first paragraph
	words   int
	aside   bool // in a log or in quotation marks
}

// line reads a line, and forgets it if most of it was no language.
func (r *reader) line(line string) {
	before := *r
	code, all := 0, 0
	log := isLog(line)
	var quote rune
	for len(line) > 0 {
		token, rest := cutToken(line)
		line = rest
		if token == "" {
			continue
		}
		opens := quoteOpened(token)
		if quote == 0 && opens != 0 && (strings.ContainsRune(token[1:], opens) || strings.ContainsRune(line, opens)) {
			quote = opens
		}
		r.aside = log || quote != 0
		all++
		if isCode(token) {
			code++
		} else {
			r.token(token)
		}
		if quote != 0 && strings.ContainsRune(token[1:], quote) {
			quote = 0
		}
	}
	if code*2 > all || code*2 == all && all > 2 {
		*r = before
	}
}

// cutToken takes what stands before the next blank.
func cutToken(line string) (token, rest string) {
	i := 0
	for i < len(line) && line[i] != ' ' && line[i] != '\t' {
		i++
	}
	return line[:i], line[min(i+1, len(line)):]
}

// token reads the words that other signs keep apart.
func (r *reader) token(s string) {
	var w word
	for len(s) > 0 {
		c, size := rune(s[0]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s)
		}
		s = s[size:]
		if c >= alphabets {
			r.word(&w)
			r.sign(c)
			continue
		}
		switch l := &known.letters[c]; {
		case l.plain == accent:
		case l.plain == 0:
			r.word(&w)
		default:
			r.letter(l)
			w.add(l.small, l.plain)
		}
	}
	r.word(&w)
}

// letter counts a letter that only some languages write.
func (r *reader) letter(l *letter) {
	r.count(l.of, letterPoints)
	if l.script > 0 {
		r.count(known.scripts[l.script-1], scripts[l.script-1].points)
	}
}

// sign counts one of a script that sets no words apart.
func (r *reader) sign(c rune) {
	for i := len(scripts) - 1; i >= 0 && scripts[i].first >= alphabets; i-- {
		if s := &scripts[i]; s.first <= c && c <= s.last {
			r.count(known.scripts[i], s.points)
			r.words++
			return
		}
	}
}

func (r *reader) word(w *word) {
	if w.plain.n == 0 {
		return
	}
	r.words++
	fact, points := w.fact(), wordPoints
	if w.plain.n < len(shortWord) {
		points = shortWord[w.plain.n]
	}
	w.clear()
	if !fact.greeting {
		r.count(fact.of, points)
		return
	}
	r.count(fact.of, 2*wordPoints)
	if fact.of.single() && !r.aside {
		r.greeted |= fact.of
	}
}

func (r *reader) count(of set, points int) {
	if of == 0 {
		return
	}
	if r.aside {
		points /= asidePart
	}
	share := int32(of.share(points))
	for ; of != 0; of &= of - 1 {
		r.points[of.first()] += share
	}
}
