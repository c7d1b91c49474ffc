package htmltext

import "unicode/utf8"

// object stands in a text for what is none: a picture that was pasted.
const object = 0xFFFC

// needsCleaning is the cheap test for runes that visible changes: most words,
// accented or not, hold none of their first bytes.
func needsCleaning(word []byte) bool {
	for _, c := range word {
		switch {
		case c == 0xC2, c == 0xCD, c == 0xE2, c == 0xEF, c < 0x20, c == 0x7f:
			return true
		}
	}
	return false
}

// visible drops what has no width and controls; blanks of any width become
// plain ones. Joiners stay: letters of Persian and India and families of emoji
// hang on them.
func visible(r rune) rune {
	switch {
	case r == '\t', r == 0x200C, r == 0x200D:
		return r
	case r < 0x20, r == 0x7F, r >= 0x80 && r < 0xA0 && r != 0x85:
		return -1
	case r == 0xA0, r == 0x85, r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x205F, r == 0x2028, r == 0x2029:
		return ' '
	case r == 0xAD, r == 0x34F, r == 0x200B, r == 0x200E, r == 0x200F, r == 0x2060, r == 0xFEFF, r == object:
		return -1
	}
	return r
}

// onlyJoiners tells a word that shows nothing: filler behind a preheader.
func onlyJoiners(word []byte) bool {
	for len(word) > 0 {
		r, n := utf8.DecodeRune(word)
		if r != 0x200C && r != 0x200D && r != ' ' {
			return false
		}
		word = word[n:]
	}
	return true
}
