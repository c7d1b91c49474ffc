package templates

import "strings"

// funcs are what a template may call, in the language of its folder. Those
// that write a date take the desk's zone first: {{day .Zone .Now}}.
func (l *Language) funcs() map[string]any {
	return map[string]any{
		// durations, amounts, sizes
		"minutes": l.Minutes, "quarters": l.Quarters, "cell": l.Cell, "hours": l.Hours,
		"money": l.Money, "percent": l.Percent, "ratio": Ratio, "bar": l.Bar, "size": l.Size,
		// dates
		"day": l.Day, "date": l.Date, "short": l.Short, "clock": l.Clock,
		"moment": l.Moment, "month": l.Month, "period": l.Period,
		// words of the catalogue
		"word": l.Word, "wordor": l.WordOr, "plural": l.Plural,
		// texts of persons
		"re": Re, "bare": Bare, "line": OneLine, "verbatim": Verbatim, "quoted": Quoted,
		"plain": Plain, "prose": HTML, "list": l.List,
		// the little arithmetic that letters need
		"add": func(a, b int) int { return a + b }, "sub": func(a, b int) int { return a - b },
		"neg": func(n int) int { return -n }, "rest": func(n int) int { return max(0, 100-min(n, 100)) },
		"atmost": func(limit, n int) int { return min(limit, n) },
	}
}

// List joins names: Alice, Marc et Zoé.
func (l *Language) List(names []string) (string, error) {
	if len(names) < 2 {
		return strings.Join(names, ""), nil
	}
	joint, err := l.words.word("and")
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + joint + " " + names[last], err
}

// Word is the word of the catalogue for a key whose parts are joined by dots,
// as ("state", "open"); an error if there is none.
func (l *Language) Word(parts ...any) (string, error) { return l.words.word(parts...) }

// Say is the sentence of a key with its blanks {0}, {1} … filled in.
func (l *Language) Say(key string, blanks ...any) (string, error) { return l.words.say(key, blanks...) }

// WordOr is Word, and the last part itself where there is no word.
func (l *Language) WordOr(parts ...any) string { return l.words.wordOr(parts...) }

// Plural is the catalogue's message of a key for n things, as ("client", 3),
// with its blanks {0}, {1} … filled in.
func (l *Language) Plural(key string, n int, blanks ...any) (string, error) {
	return l.words.plural(key, n, blanks...)
}
