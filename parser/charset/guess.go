package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSpots is how many places of a text are weighed: more say no more.
const maxSpots = 200

// spot is a byte beyond ASCII between its neighbours, zero where there are none.
type spot struct{ before, at, after byte }

// guess says in which charset b is written, beyond ASCII and not UTF-8. What
// is named first, by the label or by custom, stays unless another fits the
// letters of some language much better: short texts prove little.
func guess(b []byte, first string) string {
	spots := spotsOf(b)
	if len(spots) == 0 {
		return first
	}
	name := guessFrom(b, spots, first)
	if name == "windows-1252" && isLatin9(spots) {
		return "iso-8859-15"
	}
	return name
}

func guessFrom(b []byte, spots []spot, first string) string {
	stays := bestFit(spots, first, surelyFits)
	if stays >= surelyFits || bestFit(lettersOf(spots, first), first, surelyFits) >= surelyFits {
		return first
	}
	name, fit := first, stays+margin(len(spots))
	for _, p := range profiles {
		if f := p.fit(spots); p.charset != first && f > fit {
			name, fit = p.charset, f
		}
	}
	if wide := guessMultiByte(b); wide != "" && fit < readsWell {
		return wide
	}
	return name
}

// readsWell keeps text in an alphabet from being read two bytes a character.
const readsWell = 0.85

// surelyFits ends the search: nearly all that is beyond ASCII is where some
// language has it.
const surelyFits = 0.93

// margin is by how much another charset must fit better.
func margin(spots int) float64 { return 0.03 + 0.9/float64(spots) }

// bestFit is how well the languages of one charset fit, up to enough.
func bestFit(spots []spot, charset string, enough float64) float64 {
	best := broken
	for _, p := range profiles {
		if p.charset == charset {
			best = max(best, p.fit(spots))
		}
		if best >= enough {
			break
		}
	}
	return best
}

// lettersOf are the spots that read as letters in a charset, where enough of
// them do to tell its language: then signs in odd places are the writer's.
func lettersOf(spots []spot, charset string) []spot {
	runes := runesOf(charset)
	if runes == nil { // more bytes than one a letter
		return nil
	}
	letters := make([]spot, 0, len(spots))
	for _, s := range spots {
		if isLetter(runes(s.at)) {
			letters = append(letters, s)
		}
	}
	if len(letters) < tellingLetters || len(letters)*2 < len(spots) {
		return nil
	}
	return letters
}

// tellingLetters are the least that tell a language.
const tellingLetters = 2

// hasProfile tells whether a language of the charset is known.
func hasProfile(charset string) bool {
	for _, p := range profiles {
		if p.charset == charset {
			return true
		}
	}
	return false
}

func spotsOf(b []byte) []spot {
	spots := make([]spot, 0, 32)
	for i, c := range b {
		if c < utf8.RuneSelf {
			continue
		}
		s := spot{at: c}
		if i > 0 {
			s.before = b[i-1]
		}
		if i+1 < len(b) {
			s.after = b[i+1]
		}
		if spots = append(spots, s); len(spots) == maxSpots {
			break
		}
	}
	return spots
}

// What one character says for a charset.
const (
	fits     = 1.0
	fitsLess = 0.8  // capitals inside a word
	seldom   = 0.6  // a seldom letter of the script
	foreign  = 0.35 // a letter of another language
	unlikely = 0.0  // a sign that text seldom has
	odd      = -0.5 // a sign inside a word, a capital after a small letter
	broken   = -1.0 // no character at all
)

// fit is how well the spots read as a language, 1 at best.
func (p profile) fit(spots []spot) float64 {
	runes := runesOf(p.charset)
	common, all, script := strings.Cut(p.letters, "|")
	if !script {
		all = common
	}
	if len(spots) == 0 {
		return broken
	}
	sum := 0.0
	for _, s := range spots {
		before, r, after := runes(s.before), runes(s.at), runes(s.after)
		if f, letter := fitOf(before, r, after); !letter || f == odd {
			sum += f
		} else {
			sum += f * share(unicode.ToLower(r), common, all)
		}
	}
	return sum / float64(len(spots))
}

// share weighs a letter by how usual it is in a language.
func share(r rune, common, all string) float64 {
	switch {
	case strings.ContainsRune(common, r):
		return fits
	case strings.ContainsRune(all, r):
		return seldom
	}
	return foreign
}

// usualMarks are signs in common use; endMarks can follow a letter at once,
// innerMarks can stand between two; seldomMarks are typed now and then.
const (
	usualMarks  = "\u00a0«»“”„‘’‚…–—•·°§€£©®™½¼²³×±ºª¿¡№"
	endMarks    = "»”’…–—·°®™²³ºª½¼¾£€"
	innerMarks  = "’–—…·•«»×"
	seldomMarks = "¾¹¥¢¤¦¬¶÷†‡‰ƒ‹›"
)

// fitOf weighs a character between its neighbours, without its language.
func fitOf(before, r, after rune) (fit float64, letter bool) {
	switch {
	case r == utf8.RuneError, unicode.IsControl(r):
		return broken, false
	case r == '\u00a0', r == '’', r == '´', r == 'µ':
		return fits, false
	case isLetter(r) && r != 'º' && r != 'ª':
		return fitOfLetter(before, r, after), true
	}
	usual := strings.ContainsRune(usualMarks, r)
	switch {
	case isLetter(before) && isLetter(after):
		if strings.ContainsRune(innerMarks, r) {
			return fits, false
		}
		return odd, false
	case isLetter(before) && !strings.ContainsRune(endMarks, r):
		return unlikely, false
	case usual:
		return fits, false
	case strings.ContainsRune(seldomMarks, r):
		return seldom, false
	}
	return unlikely, false
}

// fitOfLetter finds capitals, and letters of two scripts in a word, where no
// writer has them.
func fitOfLetter(before, r, after rune) float64 {
	upper, lower := unicode.IsUpper(r), unicode.IsLower(r)
	switch {
	case r > lastLatin && (isASCIILetter(before) || isASCIILetter(after)):
		return odd
	case upper && unicode.IsLower(before), lower && unicode.IsUpper(after):
		return odd
	case upper && isLetter(before):
		return fitsLess
	}
	return fits
}

// lastLatin is the end of the Latin letters of European alphabets.
const lastLatin = 0x24F

func isASCIILetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIILetter(r)
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}
