package reply

import (
	"strings"
	"unicode/utf8"
)

// key is what a line is looked up by: its first or its last two letters, in
// lower case. Few forms share one, so few are compared.
type key [2]rune

// firstKey skips decoration.
func firstKey(s string) (k key) {
	s = strings.TrimLeft(s, decoration)
	n := 0
	for _, r := range s {
		if r = normalRune(r); r == 0 {
			continue
		}
		k[n] = r
		if n++; n == len(k) {
			break
		}
	}
	return k
}

// lastKey skips what may stand behind a verb.
func lastKey(s string) (k key) {
	s = strings.TrimRight(s, verbTail)
	for n := range k {
		r, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
		k[len(k)-1-n] = normalRune(r)
	}
	return k
}

// table holds the forms of one kind, by the key of their first words, or of
// their last where they begin with a hole. Few have a hole at both ends.
type table struct {
	first, last map[key][]*pattern
	inner       []*pattern
}

func newTable() *table { return &table{first: map[key][]*pattern{}, last: map[key][]*pattern{}} }

func (t *table) add(p *pattern, except string) {
	switch last := p.pieces[len(p.pieces)-1]; {
	case p.own && p.id == except:
	case p.pieces[0] != "":
		k := firstKey(p.pieces[0])
		t.first[k] = append(t.first[k], p)
	case last == "":
		t.inner = append(t.inner, p)
	default:
		t.last[lastKey(last)] = append(t.last[lastKey(last)], p)
	}
}

// find gives the form that a line with the given first key is written in, nil
// for none.
func (t *table) find(s string, first key) *pattern {
	begin := t.first[first]
	var end []*pattern
	if len(t.last) > 0 {
		end = t.last[lastKey(s)]
	}
	if len(begin)+len(end)+len(t.inner) == 0 || len(s) > normalMax {
		return nil
	}
	text, ruled := normal(s)
	for _, list := range [3][]*pattern{begin, end, t.inner} {
		for _, p := range list {
			if p.matches(text, ruled) {
				return p
			}
		}
	}
	return nil
}

// word is a word of a language with the rule that it stands for.
type word struct{ text, rule string }

// index is all tables, ready for looking lines up.
type index struct {
	attributions, separators, markers, titles, ends, forwards, programs, footers *table

	openers, verbs map[key][]word
	labels         map[string]label
}

// known is made of all families and languages, and is never changed.
var known = newIndex("")

// newIndex makes one without the entry that except names.
func newIndex(except string) *index {
	x := &index{
		attributions: newTable(), separators: newTable(), markers: newTable(), titles: newTable(), ends: newTable(),
		forwards: newTable(), programs: newTable(), footers: newTable(),
		openers: map[key][]word{}, verbs: map[key][]word{}, labels: map[string]label{},
	}
	for _, f := range families {
		for _, k := range f.kinds() {
			t := x.table(k.name)
			for _, entry := range k.forms {
				t.add(newPattern(f.name, k.name, entry), except)
			}
		}
	}
	for _, l := range languages {
		x.addLanguage(l)
	}
	return x
}

func (x *index) table(kind string) *table {
	switch kind {
	case kindAttribution:
		return x.attributions
	case kindSeparator:
		return x.separators
	case kindMarker:
		return x.markers
	case kindTitle:
		return x.titles
	case kindEnd:
		return x.ends
	case kindForward:
		return x.forwards
	case kindProgram:
		return x.programs
	}
	return x.footers
}

func (x *index) addLanguage(l words) {
	for _, w := range l.openers {
		k := firstKey(w)
		x.openers[k] = append(x.openers[k], word{w, "attribution " + l.language})
	}
	for _, w := range l.verbs {
		k := lastKey(w)
		x.verbs[k] = append(x.verbs[k], word{w, "attribution " + l.language})
	}
	for _, w := range l.originals {
		x.titles.add(newPattern("", kindTitle, form{l.language, w, ""}), "")
		x.titles.add(newPattern("", kindTitle, form{l.language, w + ":", ""}), "")
		x.separators.add(newPattern("", kindSeparator, form{l.language, "-- " + w, ""}), "")
	}
	for _, w := range l.forwards {
		x.forwards.add(newPattern("", kindForward, form{l.language, "-- " + w + "…", ""}), "")
		x.forwards.add(newPattern("", kindForward, form{l.language, w + "…:", ""}), "")
	}
	for _, w := range l.sentFrom {
		if !strings.ContainsAny(w, "…{") {
			w += "…"
		}
		x.programs.add(newPattern("", kindProgram, form{l.language, w, ""}), "")
	}
	for i, list := range [][]string{l.from, l.sent, l.date, l.to, l.subject, l.others} {
		for _, w := range list {
			if _, taken := x.labels[w]; !taken {
				x.labels[w] = labelFrom + label(i)
			}
		}
	}
}
