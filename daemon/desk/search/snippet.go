package search

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"permanence/daemon/desk/ticket"
)

// Span is a part of a text, in bytes.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Snippet is a part of a text around what was looked for; Marks say where it
// stands in it. The text is plain: whoever shows it escapes it.
type Snippet struct {
	Text  string `json:"text"`
	Marks []Span `json:"marks"`
}

// Marks are the places in a text that the words of the query (and, with file,
// its names of files) match, from left to right.
func (q Query) Marks(text string, file bool) []Span {
	words, wanted := wordsOf(text), q.wanted(file)
	var marks []Span
	for i := 0; i < len(words); {
		n := matchAt(words[i:], wanted)
		if n == 0 {
			i++
			continue
		}
		marks = append(marks, Span{words[i].from, words[i+n-1].to})
		i += n
	}
	return marks
}

// Snippet is about most characters of a text around its first match; false
// where nothing matches.
func (q Query) Snippet(text string, most int, file bool) (Snippet, bool) {
	marks := q.Marks(text, file)
	if len(marks) == 0 {
		return Snippet{}, false
	}
	from, to := around(text, marks[0], most)
	s := Snippet{Text: flat(text[from:to])}
	lead := 0
	if from > 0 {
		s.Text, lead = "…"+s.Text, len("…")
	}
	if to < len(text) {
		s.Text += "…"
	}
	for _, m := range marks {
		if m.From >= from && m.To <= to {
			s.Marks = append(s.Marks, Span{m.From - from + lead, m.To - from + lead})
		}
	}
	return s, true
}

// around gives the bounds of a part of the text: a third of it before the
// match, cut between words where that is possible.
func around(text string, m Span, most int) (from, to int) {
	from, to = m.From, m.To
	for n := most / 3; n > 0 && from > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	if from > 0 {
		if i := strings.IndexFunc(text[from:m.From], unicode.IsSpace); i >= 0 {
			from += i + 1
		}
		for from < m.From && !utf8.RuneStart(text[from]) {
			from++
		}
	}
	for n := most - utf8.RuneCountInString(text[from:m.To]); n > 0 && to < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	if to < len(text) {
		if i := strings.LastIndexFunc(text[m.To:to], unicode.IsSpace); i >= 0 {
			to = m.To + i
		}
	}
	return from, to
}

// flat makes line ends and tabs blanks, byte by byte: places stay the same.
func flat(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 127 {
			return ' '
		}
		return r
	}, text)
}

// word is one word of a text, folded, and where it stands.
type word struct {
	folded   string
	from, to int
}

// wordsOf cuts a text as the index of the store does.
func wordsOf(text string) []word {
	var all []word
	start := -1
	end := func(at int) {
		if start >= 0 {
			all = append(all, word{foldWord(text[start:at]), start, at})
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case spoken(r), start >= 0 && unicode.Is(unicode.Mn, r):
			if start < 0 {
				start = i
			}
		default:
			end(i)
		}
	}
	end(len(text))
	return all
}

// foldWord folds a word; most are plain letters.
func foldWord(w string) string {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return cmp.Or(ticket.Fold(w), w)
		}
	}
	return strings.ToLower(w)
}

// phrase is words that are looked for one behind the other.
type phrase struct {
	words  []word
	prefix bool
}

// wanted are the words that the query asks for.
func (q Query) wanted(file bool) (all []phrase) {
	for _, t := range q.Terms {
		if !t.Not && (t.Field == Words || t.Field == File && file) {
			all = append(all, phrase{wordsOf(t.Text), t.Prefix})
		}
	}
	return all
}

// matchAt is how many words from here on the longest of the phrases takes, 0
// where none matches.
func matchAt(words []word, wanted []phrase) int {
	most := 0
	for _, p := range wanted {
		most = max(most, p.length(words))
	}
	return most
}

func (p phrase) length(words []word) int {
	if len(p.words) > len(words) {
		return 0
	}
	for i, w := range p.words {
		have := words[i].folded
		if have != w.folded && (!p.prefix || i < len(p.words)-1 || !strings.HasPrefix(have, w.folded)) {
			return 0
		}
	}
	return len(p.words)
}
