package reply

import (
	"strings"
	"unicode"
)

// The words that an attribution in an unknown language may hold around its
// time, its name and its address. A sentence holds more.
const (
	foreignOpening = 4  // before the first digit, month and day included
	foreignName    = 14 // the verb and the zone of the time included
	foreignVerb    = 3
)

// datedAddress tells an attribution of whatever language by its grammar: a time,
// a name and an address in brackets, in this order or with the time last, and
// few words else.
func (x *index) datedAddress(text string) (timeFirst, timeLast bool) {
	from := strings.LastIndexByte(text, '<')
	if from < 0 {
		return false, false
	}
	size := strings.IndexByte(text[from:], '>')
	if size < 0 || !strings.Contains(text[from:from+size], "@") {
		return false, false
	}
	head, tail := text[:from], text[from+size+1:]
	if isDated(head) && !hasDigit(tail) {
		first, last := strings.IndexAny(head, digits), strings.LastIndexAny(head, digits)
		return wordsIn(head[:first]) <= foreignOpening && x.isName(head[last+1:]) && wordsIn(tail) <= foreignVerb, false
	}
	if isDated(tail) && !hasDigit(head) {
		first, last := strings.IndexAny(tail, digits), strings.LastIndexAny(tail, digits)
		return false, x.isName(head) && wordsIn(tail[:first]) <= foreignVerb && wordsIn(tail[last+1:]) <= foreignVerb
	}
	return false, false
}

// namedWithWeekday tells a name, a verb of writing, and a full date with its
// weekday shortened: "Anne Petit schrieb am Do. 16. Mai 2024 um 00:02:".
func (x *index) namedWithWeekday(text string) bool {
	at := strings.IndexAny(text, digits)
	if at < 0 || at > holeMax || !isDated(text[at:]) {
		return false
	}
	for i := 0; i < at; i++ {
		if text[i] != ' ' {
			continue
		}
		if name, found := x.beforeVerb(text[:i]); found {
			words := strings.Fields(text[:i])
			return x.isName(name) && !x.describes(words) && hasShortWeekday(text[i:at])
		}
	}
	return false
}

// beforeVerb gives what stands before the verb that ends a text.
func (x *index) beforeVerb(s string) (before string, found bool) {
	lower := strings.ToLower(s)
	for _, v := range x.verbs[lastKey(lower)] {
		if rest, ok := strings.CutSuffix(lower, " "+v.text); ok && len(lower) == len(s) {
			return s[:len(rest)], true
		}
	}
	return "", false
}

// hasShortWeekday tells a few words of which one is shortened with a point.
func hasShortWeekday(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if w = strings.TrimSuffix(w, ","); strings.HasSuffix(w, ".") && len(w) <= weekdayMax {
			return len(words) <= foreignVerb
		}
	}
	return false
}

const weekdayMax = 6 // bytes of a shortened weekday with its point

const digits = "0123456789"

func hasDigit(s string) bool { return strings.ContainsAny(s, digits) }

func isDated(s string) bool { return hasYear(s) && hasClock(s) }

func wordsIn(s string) int {
	return len(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) }))
}

// smallWords begin small in the names of persons and firms.
var smallWords = wordSet("de du des d' et la le les von van der den und and of the y e da do dos di del della via für pour for from par by")

// isName tells a few words of which none but a verb of writing and those of
// names and hours begins small.
func (x *index) isName(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		w = strings.Trim(w, "\"'(),;:-")
		if w != "" && 'a' <= w[0] && w[0] <= 'z' && !x.mayBeSmall(w) {
			return false
		}
	}
	return len(words) <= foreignName
}

func (x *index) mayBeSmall(w string) bool {
	return hourWords[w] || smallWords[w] || strings.HasPrefix(w, "d'") || strings.Contains(w, "@") || x.verbAtEnd(w) != ""
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
