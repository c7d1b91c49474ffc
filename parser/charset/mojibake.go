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

// mend takes back what was converted once too often: UTF-8 that was read as
// windows-1252 and written as UTF-8 again, and control characters that are the
// quotes and dashes of windows-1252.
func mend(text string, least int) (string, bool) {
	text, quotes := mendControls(text)
	if !mayBeDouble(text) {
		return text, quotes
	}
	if once, ok := undouble(text, least); ok {
		return once, true
	}
	return text, quotes
}

// mayBeDouble looks for the beginnings that UTF-8 has when read as
// windows-1252.
func mayBeDouble(text string) bool {
	return strings.Contains(text, "Ã") || strings.Contains(text, "Â") || strings.Contains(text, "â€") || strings.Contains(text, "Å")
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
func mendControls(text string) (string, bool) {
	if !hasControlRune(text) {
		return text, false
	}
	return strings.Map(func(r rune) rune {
		if isUpperControl(r) {
			return charmap.Windows1252.DecodeByte(byte(r))
		}
		return r
	}, text), true
}

// hasControlRune looks for the two bytes that UTF-8 has for U+0080 to U+009F.
func hasControlRune(text string) bool {
	for {
		i := strings.IndexByte(text, 0xC2)
		if i < 0 || i+1 >= len(text) {
			return false
		}
		if r := rune(text[i+1]); r < 0xA0 && isUpperControl(r) {
			return true
		}
		text = text[i+2:]
	}
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
