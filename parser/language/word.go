package language

import "unicode/utf8"

// maxWord is the longest word in bytes that is looked up.
const maxWord = 28

// letters are the beginning of a word.
type letters struct {
	bytes [maxWord + utf8.UTFMax]byte
	n     int
}

func (l *letters) text() []byte { return l.bytes[:l.n] }

// add puts a letter behind; one too many stays off.
func (l *letters) add(r rune) {
	switch {
	case l.n > maxWord:
	case r < utf8.RuneSelf:
		l.bytes[l.n] = byte(r)
		l.n++
	default:
		l.n += utf8.EncodeRune(l.bytes[l.n:], r)
	}
}

// word is one word in small letters, as written and without accents.
type word struct {
	exact, plain letters
	accented     bool
}

func (w *word) add(small, plain rune) {
	w.exact.add(small)
	w.plain.add(plain)
	w.accented = w.accented || small != plain
}

func (w *word) clear() { w.exact.n, w.plain.n, w.accented = 0, 0, false }

// fact is what the table has of the word: as it is written, else without its
// accents, which many people leave out.
func (w *word) fact() wordFact {
	if w.accented {
		if fact := known.words[string(w.exact.text())]; fact.of != 0 {
			return fact
		}
	}
	return known.words[string(w.plain.text())]
}
