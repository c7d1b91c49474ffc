package language

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// set is a set of languages: bit n is the n-th of table.codes.
type set uint64

// share divides points among the languages of a set: what fits many tells
// little of each.
func (s set) share(points int) int { return points / bits.OnesCount64(uint64(s)) }

func (s set) first() int { return bits.TrailingZeros64(uint64(s)) }

func (s set) single() bool { return s != 0 && s&(s-1) == 0 }

// wordFact is what a word tells.
type wordFact struct {
	of       set
	greeting bool
}

// alphabets is the end of the letters that are told one by one.
const alphabets = 0x2000

// letter is one sign: itself in small, then without its accent too, what
// languages write it, and its row of scripts counted from 1. A plain of zero is
// no letter.
type letter struct {
	small  rune
	plain  rune
	script uint8
	of     set
}

// accent stands for a sign that only changes the letter before it.
const accent = -1

// table is what the rows say, made ready to be asked.
type table struct {
	codes   []string
	words   map[string]wordFact // by the word, and by its plain form
	letters [alphabets]letter
	scripts []set // by the row of the script

	japanese, chinese int
}

// known is made once and never changed.
var known = newTable()

func newTable() *table {
	t := &table{words: make(map[string]wordFact, 4096)}
	t.makeLetters()
	for _, r := range rows {
		t.addWords(r.language, r.words, false)
		t.addWords(r.language, r.greetings, true)
	}
	for i, s := range scripts {
		t.scripts = append(t.scripts, t.bit(s.language))
		for r := s.first; r <= s.last && r < alphabets; r++ {
			t.letters[r].script = uint8(i + 1)
		}
	}
	for _, row := range letterRows {
		for _, r := range row.letters {
			for _, code := range strings.Fields(row.languages) {
				t.letters[r].of |= t.bit(code)
				if capital := unicode.ToUpper(r); capital >= utf8.RuneSelf { // that of ı is the I of all
					t.letters[capital].of |= t.bit(code)
				}
			}
		}
	}
	t.japanese, t.chinese = t.index("ja"), t.index("zh")
	return t
}

func (t *table) makeLetters() {
	plain := map[rune]rune{}
	for p, accented := range folds {
		for _, r := range accented {
			plain[r] = rune(p)
		}
	}
	for r := rune(0); r < alphabets; r++ {
		lower := unicode.ToLower(r)
		t.letters[r].small = lower
		switch {
		case unicode.Is(unicode.Mn, r):
			t.letters[r].plain = accent
		case !unicode.IsLetter(r) || r == 'ª' || r == 'º':
		case plain[lower] != 0:
			t.letters[r].plain = plain[lower]
		default:
			t.letters[r].plain = lower
		}
	}
}

func (t *table) addWords(code, words string, greeting bool) {
	for _, text := range strings.FieldsFunc(words, func(r rune) bool { return !unicode.IsLetter(r) }) {
		var w word
		for _, r := range text {
			w.add(r, t.letters[r].plain)
		}
		t.addWord(w.plain.text(), t.bit(code), greeting)
		if w.accented {
			t.addWord(w.exact.text(), t.bit(code), greeting)
		}
	}
}

func (t *table) addWord(key []byte, of set, greeting bool) {
	fact := t.words[string(key)]
	fact.of |= of
	fact.greeting = fact.greeting || greeting
	t.words[string(key)] = fact
}

// bit is the set with one language alone.
func (t *table) bit(code string) set { return 1 << t.index(code) }

func (t *table) index(code string) int {
	for i, c := range t.codes {
		if c == code {
			return i
		}
	}
	t.codes = append(t.codes, code)
	return len(t.codes) - 1
}
