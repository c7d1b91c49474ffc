package ticket

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold gives a text in which words compare as people compare them: without case,
// accents, spaces and hyphens.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(foldRune(r))
	}
	return b.String()
}

// foldRune gives a letter without case and accents, a digit as it is, and
// nothing for anything else.
func foldRune(r rune) string {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		return string(r)
	case 'A' <= r && r <= 'Z':
		return string(r + 'a' - 'A')
	case r < 0x80:
		return ""
	}
	switch r {
	case 'œ', 'Œ':
		return "oe"
	case 'æ', 'Æ':
		return "ae"
	}
	var b strings.Builder
	for _, d := range norm.NFD.String(string(r)) {
		if unicode.IsLetter(d) || unicode.IsDigit(d) {
			b.WriteRune(unicode.ToLower(d))
		}
	}
	return b.String()
}

// suggest gives the command, as it is taught, that is nearest to a mistyped
// word; "" if none is near.
func suggest(word string) string {
	var all []string
	for _, c := range commands {
		all = append(all, c.names()...)
	}
	return Nearest(word, all)
}

// Nearest gives the name that is nearest to a mistyped word; "" if none is
// near: at most two slips, and fewer than half of its letters.
func Nearest(word string, names []string) string {
	word = Fold(word)
	best, least := "", 3
	for _, n := range names {
		d := editDistance(word, Fold(n))
		if d < least && 2*d < len(Fold(n)) && d < len(word) {
			best, least = n, d
		}
	}
	return best
}

// editDistance counts the letters to insert, remove, replace, and neighbours to
// swap (Damerau-Levenshtein, restricted).
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row := make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(y)]
}
