package anonymise

import (
	"regexp"
	"strings"
	"unicode"
)

// words gives each word another one, the same for the same.
type words struct {
	keep  func(string) bool
	given map[string]string
	n     int
}

func newWords(keep func(string) bool) *words {
	return &words{keep: keep, given: map[string]string{}}
}

// whole are the stretches that no rule knows a word of: addresses and links.
var whole = regexp.MustCompile(`(?i)(?:https?://|www\.)[^\s<>"')\]]+|[\pL\pN._%+=-]+@[\pL\pN.-]+`)

// text gives a text with other words; blanks, marks and line ends stay.
func (w *words) text(s string) string { return w.around(s, w.prose) }

// links gives a text with other addresses and links.
func (w *words) links(s string) string {
	return w.around(s, func(out *strings.Builder, s string) { out.WriteString(s) })
}

// around writes what stands around addresses and links.
func (w *words) around(s string, write func(*strings.Builder, string)) string {
	var out strings.Builder
	out.Grow(len(s))
	at := 0
	for _, span := range whole.FindAllStringIndex(s, -1) {
		write(&out, s[at:span[0]])
		w.link(&out, s[span[0]:span[1]])
		at = span[1]
	}
	write(&out, s[at:])
	return out.String()
}

// link writes an address or a link: its host ends in .example.
func (w *words) link(out *strings.Builder, s string) {
	scheme := ""
	if i := strings.Index(s, "://"); i >= 0 {
		scheme, s = s[:i+3], s[i+3:]
	}
	out.WriteString(scheme)
	if local, domain, ok := strings.Cut(s, "@"); ok && scheme == "" {
		if w.keep(strings.ToLower(local) + "@") {
			out.WriteString(local)
		} else {
			w.letters(out, local, false)
		}
		out.WriteByte('@')
		s = domain
	}
	host, rest := s, ""
	if i := strings.IndexAny(s, "/?#:"); i >= 0 {
		host, rest = s[:i], s[i:]
	}
	dots := strings.TrimRight(host, ".")
	if i := strings.LastIndexByte(dots, '.'); i >= 0 {
		w.letters(out, dots[:i], false)
		out.WriteString(".example" + host[len(dots):])
	} else {
		w.letters(out, host, false)
	}
	w.letters(out, rest, false)
}

// numbers are chains of digits that may be a telephone or an account: five
// digits or more, or five groups and more.
var numbers = regexp.MustCompile(`\d{1,4}(?:[ .-]\d{1,4}){4,}|\d{5,}`)

// prose writes a text in which rules may know words.
func (w *words) prose(out *strings.Builder, s string) {
	at := 0
	for _, span := range numbers.FindAllStringIndex(s, -1) {
		w.letters(out, s[at:span[0]], true)
		w.letters(out, s[span[0]:span[1]], false)
		at = span[1]
	}
	w.letters(out, s[at:], true)
}

// letters writes a text word by word. In prose the words that rules know stay,
// and so do short numbers: times and dates are made of them.
func (w *words) letters(out *strings.Builder, s string, prose bool) {
	for len(s) > 0 {
		n, digits := run(s)
		word := s[:max(n, 1)]
		switch {
		case n == 0:
			out.WriteString(word)
		case digits && prose && (len(word) <= 2 || isYear(word) || w.keep(word)):
			out.WriteString(word)
		case digits:
			out.WriteString(w.other(word, digit))
		case prose && w.keep(strings.ToLower(word)):
			out.WriteString(word)
		case prose && isUnspaced(word):
			w.unspaced(out, word)
		default:
			out.WriteString(likeCase(word, w.other(strings.ToLower(word), letter)))
		}
		s = s[len(word):]
	}
}

// run is how many bytes of s are one word, or one number.
func run(s string) (n int, digits bool) {
	for i, r := range s {
		isDigit := '0' <= r && r <= '9'
		if i == 0 {
			digits = isDigit
		}
		if isDigit != digits || !isDigit && !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
			return i, digits
		}
	}
	return len(s), digits
}

func isYear(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20"))
}

// other gives the word that stands for s: as long, of the same script, and none
// that rules know.
func (w *words) other(s string, glyph func(r rune, place, n int) rune) string {
	if given, ok := w.given[s]; ok {
		return given
	}
	given := ""
	for tries := 0; tries < 20; tries++ {
		w.n++
		n, place := w.n, 0
		given = strings.Map(func(r rune) rune {
			place++
			return glyph(r, place-1, n)
		}, s)
		if !w.keep(given) {
			break
		}
	}
	w.given[s] = given
	return given
}

func digit(_ rune, place, n int) rune { return '0' + rune((n+place*7)%10) }

// scripts are letters that stand for those of a script; every charset of its
// languages has them.
var scripts = []struct {
	table   *unicode.RangeTable
	letters []rune
}{
	{unicode.Cyrillic, []rune("авеикмнопрст")},
	{unicode.Greek, []rune("αεικλμνοπρστ")},
	{unicode.Han, []rune("一三大中小山水火土人日月")},
	{unicode.Hiragana, []rune("あいうえおかきくけこ")},
	{unicode.Katakana, []rune("アイウエオカキクケコ")},
	{unicode.Hangul, []rune("가나다라마바사아자차")},
	{unicode.Hebrew, []rune("אבגדהלמנרש")},
	{unicode.Arabic, []rune("ابتدرسلمني")},
	{unicode.Thai, []rune("กขคงจดตนมร")},
}

const (
	vowels     = "aeiou"
	consonants = "bdfklmnprstvz"
)

// letter gives a letter for r: plain Latin ones in syllables, accented ones as
// they are, those of other scripts by the script.
func letter(r rune, place, n int) rune {
	switch {
	case 'a' <= r && r <= 'z' && (place+n)%2 == 0:
		return rune(vowels[(n/2+place*3)%len(vowels)])
	case 'a' <= r && r <= 'z':
		return rune(consonants[(n+place*5)%len(consonants)])
	}
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.letters[(n+place*3)%len(s.letters)]
		}
	}
	return r
}

// likeCase gives word the capitals of like.
func likeCase(like, word string) string {
	if like == strings.ToLower(like) {
		return word
	}
	capital := []rune(like)
	place := 0
	return strings.Map(func(r rune) rune {
		place++
		if place <= len(capital) && unicode.IsUpper(capital[place-1]) {
			return unicode.ToUpper(r)
		}
		return r
	}, word)
}
