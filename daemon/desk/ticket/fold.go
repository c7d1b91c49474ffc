package ticket

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold compares words as people do: without case, accents, spaces and hyphens.
func fold(s string) string {
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

// suggest gives the name, as it is taught, that is nearest to a mistyped word;
// "" if none is near: at most two slips, and fewer than half of its letters.
func suggest(word string) string {
	word = fold(word)
	best, least := "", 3
	for _, c := range commands {
		for _, n := range c.names() {
			d := editDistance(word, fold(n))
			if d < least && 2*d < len(fold(n)) && d < len(word) {
				best, least = n, d
			}
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
