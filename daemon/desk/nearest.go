package desk

import "strings"

// maybe gives "; did you mean “…”?" where one of the names, or a word of one,
// is near what was written, else nothing.
func maybe(text string, names []string) string {
	text = strings.ToLower(text)
	best, at := "", max(2, len([]rune(text))/3)+1
	for _, name := range names {
		folded := strings.ToLower(name)
		for _, candidate := range append(strings.Fields(folded), folded) {
			if d := distance([]rune(text), []rune(candidate)); d < at {
				best, at = name, d
			}
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean “" + best + "”?"
}

// distance counts the letters to insert, remove or change.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(before+1, row[j]+1, change)
		}
	}
	return row[len(b)]
}
