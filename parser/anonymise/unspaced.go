package anonymise

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unspacedScripts have no blanks between words.
var unspacedScripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai}

func isUnspaced(run string) bool {
	r, _ := utf8.DecodeRuneInString(run)
	return unicode.In(r, unspacedScripts...)
}

// maxKnown are the bytes of the longest word that is looked for in such a run.
const maxKnown = 60

// unspaced writes a run of words: those that rules know stay where they stand,
// the longest one first.
func (w *words) unspaced(out *strings.Builder, run string) {
	from := 0
	flush := func(to int) {
		if from < to {
			out.WriteString(w.other(run[from:to], letter))
		}
	}
	for at := 0; at < len(run); {
		n := w.known(run[at:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(run[at:])
			at += size
			continue
		}
		flush(at)
		out.WriteString(run[at : at+n])
		at += n
		from = at
	}
	flush(len(run))
}

// known is how many bytes of a run are the longest word at its beginning that
// rules know.
func (w *words) known(run string) int {
	for n := min(len(run), maxKnown); n > 0; n-- {
		if (n == len(run) || utf8.RuneStart(run[n])) && w.keep(run[:n]) {
			return n
		}
	}
	return 0
}
