package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// How many characters that were converted twice prove it: a text may speak of
// one, a subject is short, a name speaks of nothing.
const (
	nameRuns = 1
	bodyRuns = 4
	lineRuns = 2
)

// signs are what a text shows of damage, at a glance.
type signs struct {
	replaced bool // U+FFFD
	controls bool // U+0080 to U+009F
	double   bool // beginnings that UTF-8 has when read as windows-1252
}

// signsOf looks at the first byte of each character and at few second ones.
func signsOf(text string) (s signs) {
	for i := 0; i+1 < len(text); i++ {
		c := text[i]
		if c < 0xC2 {
			continue
		}
		switch next := text[i+1]; c {
		case 0xC2:
			s.controls = s.controls || next < 0xA0 && isUpperControl(rune(next))
		case 0xC3: // Â, Ã, â
			s.double = s.double || next == 0x82 || next == 0x83 || next == 0xA2 && strings.HasPrefix(text[i+2:], "€")
		case 0xC5: // Å
			s.double = s.double || next == 0x85
		case 0xEF:
			s.replaced = s.replaced || strings.HasPrefix(text[i:], replacement)
		}
	}
	return s
}

// mend takes back what was converted once too often: UTF-8 that was read as
// windows-1252 and written as UTF-8 again, and control characters that are the
// quotes and dashes of windows-1252.
func mend(text string, s signs, least int) (string, bool) {
	if s.controls {
		text = mendControls(text)
	}
	if s.double || s.controls {
		if once, ok := undouble(text, least); ok {
			return once, true
		}
	}
	return text, s.controls
}

// undouble reads the characters of text as bytes of windows-1252 and these as
// UTF-8. All that is beyond ASCII must come out right, and in Latin letters:
// where one correct letter stands beside, its writer speaks of broken ones.
func undouble(text string, least int) (string, bool) {
	if speaksOfCharsets(text) {
		return text, false
	}
	b := make([]byte, 0, len(text))
	for _, r := range text {
		c, ok := windowsByte(r)
		if !ok {
			return text, false
		}
		b = append(b, c)
	}
	if !utf8.Valid(b) {
		return text, false
	}
	runs, inWords := 0, 0
	before := rune(0)
	for _, r := range string(b) {
		if r >= utf8.RuneSelf {
			if !isWestern(r) {
				return text, false
			}
			runs++
			if unicode.IsLetter(before) {
				inWords++
			}
		}
		before = r
	}
	return string(b), runs >= least && inWords*2 >= runs
}

// windowsByte is the byte that windows-1252 has for a character; its five
// empty places are control characters.
func windowsByte(r rune) (byte, bool) {
	if r < utf8.RuneSelf {
		return byte(r), true
	}
	switch r {
	case 0x81, 0x8D, 0x8F, 0x90, 0x9D:
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

func isWestern(r rune) bool {
	return r >= 0xA0 && r < 0x250 || r >= 0x2010 && r < 0x2040 || r == '€' || r == '™' || r == '\uFEFF'
}

// charsetWords are in texts about broken letters, which must be shown as
// they are written.
var charsetWords = []string{"accent", "encod", "utf", "charset", "caract", "charact", "umlaut", "zeichen", "unicode", "ascii", "latin-1", "iso-8859"}

func speaksOfCharsets(text string) bool {
	small := strings.ToLower(text)
	for _, w := range charsetWords {
		if strings.Contains(small, w) {
			return true
		}
	}
	return false
}

// mendControls turns the control characters U+0080 to U+009F, which no text
// has, into what the bytes of the same numbers mean in windows-1252.
func mendControls(text string) string {
	return strings.Map(func(r rune) rune {
		if isUpperControl(r) {
			return charmap.Windows1252.DecodeByte(byte(r))
		}
		return r
	}, text)
}

// isUpperControl leaves out those that windows-1252 does not have either, and
// the line end U+0085.
func isUpperControl(r rune) bool {
	switch r {
	case 0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D:
		return false
	}
	return r >= 0x80 && r < 0xA0
}
