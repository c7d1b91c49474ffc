package htmltext

import (
	"bytes"
	"strconv"
	"strings"
)

// Lists without numbers, in writer.numbers.
const (
	bullets  = -1
	noBullet = -2
)

func (w *writer) openList(e *element, a *attributes) {
	if w.state.lists == 0 && !a.style.tight {
		e.margin = 2
	}
	next := bullets
	switch {
	case a.style.plainList:
		next = noBullet
	case e.tag.String() == "ol":
		next = 1
		if n, ok := number(a.start); ok {
			next = n
		}
	}
	w.state.lists++
	w.numbers = append(w.numbers[:min(len(w.numbers), w.state.lists-1)], next)
}

// openItem keeps the mark of an item for its text: an empty one has none.
func (w *writer) openItem(a *attributes) {
	mark := "- "
	if n := len(w.numbers); n > 0 {
		next := &w.numbers[n-1]
		if v, ok := number(a.value); ok && *next >= 0 {
			*next = v
		}
		switch {
		case *next == noBullet:
			mark = ""
		case *next >= 0:
			mark = strconv.Itoa(*next) + ". "
			*next++
		}
	}
	w.item = listIndent(w.state.lists-1) + mark
	if w.state.hang = w.state.lists; mark == "" {
		w.state.hang--
	}
}

func listIndent(depth int) string { return strings.Repeat("  ", max(0, min(depth, maxLists))) }

// redrawn replaces what a symbol font draws of letters, the bullets of Word and
// raised digits.
func (w *writer) redrawn(word []byte) []byte {
	switch {
	case w.state.bullet:
		if runes := bytes.Runes(word); len(runes) == 1 && !strings.ContainsRune("0123456789abcdefghijklmpqrstuwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", runes[0]) {
			return []byte("-")
		}
	case w.state.symbols:
		if s, ok := wingdings[string(word)]; ok {
			return []byte(s)
		}
	case w.state.raised:
		return raisedDigits(word)
	}
	return word
}

// wingdings are the letters that Outlook makes of smileys and arrows.
var wingdings = map[string]string{"J": "🙂", "K": "😐", "L": "🙁", "à": "→", "ß": "←", "ó": "↔", "ü": "✓", "û": "✗", "è": "→"}

var superscripts = [...]string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}

// raisedDigits keeps "m²" apart from "m2"; other words stay as they are.
func raisedDigits(word []byte) []byte {
	var out []byte
	for _, c := range word {
		if !isDigit(c) {
			return word
		}
		out = append(out, superscripts[c-'0']...)
	}
	return out
}
