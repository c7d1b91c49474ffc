package htmltext

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// writer writes text with the line ends and prefixes that elements ask for.
type writer struct {
	out     []byte
	state   state
	open    []element // open[0] is the document
	over    int       // open blocks beyond maxOpen
	inline  int       // inline elements among the open ones
	numbers []int     // number of the next item of each open list
	tables  []table
	pending int    // line ends to write before the next text
	space   bool   // a blank to write before the next text
	started bool   // something stands on the current line
	held    bool   // the current line holds a no-break blank only
	indent  int    // no-break blanks at its beginning
	rule    bool   // a line to draw before the next text
	ruled   int    // the first mark below that line
	between bool   // a cell begins on the line of the one before
	fresh   bool   // a preformatted element has just begun
	item    string // the mark of a list's item to write before its text
	above   int    // depth of quotations where text was last written
	lineAt  int    // where the current line begins
	tight   bool   // the document's paragraphs have no margin
	link    link
	linked  map[string]bool
	marks   []Mark
	unset   int // the first mark that waits for its text
	rest    int // marks that end with the quotation around them
	aside   int // where the sender's text in a container ends, or asideNone
}

// Limits of prefixes, so that hostile markup cannot make text grow.
const (
	maxQuoteDepth = 8
	maxIndents    = 2
	maxLists      = 6
	maxBlankLines = 2
	maxNBSPIndent = 8
	indentBlanks  = "    "
)

func newWriter(size int) *writer {
	w := &writer{out: make([]byte, 0, size/2+64), linked: map[string]bool{}, lineAt: -1}
	w.state.container, w.aside = -1, asideNone
	w.open = append(make([]element, 0, 32), element{mark: -1, last: -1, block: true})
	return w
}

func (w *writer) finish() Result {
	w.popTo(1)
	w.closeLink()
	w.endMarks(&w.open[0])
	text := string(bytes.TrimRight(w.out, " \n"))
	return Result{Text: text, Marks: w.keptMarks(len(text))}
}

// text writes character data, white space collapsed as a browser does.
func (w *writer) text(s []byte) {
	switch {
	case w.state.hidden:
		w.readStyleSheet(s)
		return
	case w.state.tiny:
		return
	case w.state.pre:
		w.preformatted(s)
		return
	}
	for len(s) > 0 {
		i := 0
		for i < len(s) && !isBlank(s, i) {
			i++
		}
		if i > 0 {
			w.word(s[:i])
			s = s[i:]
			continue
		}
		s = w.blank(s)
	}
}

// isBlank tells white space, no-break blanks included.
func isBlank(s []byte, i int) bool {
	switch c := s[i]; c {
	case ' ', '\n', '\t', '\r', '\f':
		return true
	case 0xC2:
		return i+1 < len(s) && s[i+1] == 0xA0
	}
	return false
}

// blank notes white space. A no-break blank holds a line open: mail programs
// write empty lines and indentations with it.
func (w *writer) blank(s []byte) []byte {
	if s[0] != 0xC2 {
		w.space = true
		return s[1:]
	}
	if !w.onLine() {
		w.held = true
		w.indent++
	}
	w.space = true
	return s[2:]
}

// onLine tells whether the current line holds text.
func (w *writer) onLine() bool { return w.started && w.pending == 0 }

func (w *writer) preformatted(s []byte) {
	for i := 0; len(s) > 0; i++ {
		line, rest, found := bytes.Cut(s, []byte("\n"))
		if line = bytes.TrimSuffix(line, []byte("\r")); len(line) > 0 {
			w.word(line)
		}
		if found && !(w.fresh && i == 0 && len(line) == 0) {
			w.lineBreak()
		}
		w.fresh = false
		s = rest
	}
}

// word puts a word, after the line ends and the blank that are due.
func (w *writer) word(word []byte) {
	if needsCleaning(word) {
		if word = bytes.Map(visible, word); onlyJoiners(word) {
			return
		}
	}
	if w.state.symbols || w.state.bullet || w.state.raised {
		word = w.redrawn(word)
	}
	w.put(word)
}

// put writes what word has cleaned.
func (w *writer) put(word []byte) {
	if w.rule {
		w.drawRule()
	}
	w.begin()
	w.beginMarks(len(w.marks))
	w.started, w.space, w.held, w.indent, w.fresh = true, false, false, 0, false
	w.link.text = true
	w.out = append(w.out, word...)
}

// begin goes to the place of the next text: below the line ends that are due,
// behind the prefix of its line or the blank.
func (w *writer) begin() {
	if w.between && w.started {
		w.pending, w.space = 0, true
	}
	if w.pending > 0 && len(w.out) > 0 {
		w.newLines()
	}
	w.pending = 0
	switch {
	case !w.started:
		w.prefix()
	case w.space:
		w.out = append(w.out, ' ')
	}
	w.beginCell()
}

func (w *writer) newLines() {
	w.out = append(w.out, '\n')
	for i := 1; i < w.pending; i++ {
		w.out = append(w.out, quoteMarks(min(w.state.quotes, w.above))...)
		w.out = append(w.out, '\n')
	}
	w.started = false
}

// prefix begins a line: quotation marks, indentation, the item's mark.
func (w *writer) prefix() {
	w.lineAt = len(w.out)
	if w.above = w.state.quotes; w.above > 0 {
		w.out = append(w.out, quoteMarks(w.above)...)
		w.out = append(w.out, ' ')
	}
	for range min(w.state.indents, maxIndents) {
		w.out = append(w.out, indentBlanks...)
	}
	switch {
	case w.item != "":
		w.out = append(w.out, w.item...)
		w.item = ""
	case w.state.hang > 0:
		w.out = append(w.out, listIndent(w.state.hang)...)
	}
	if w.indent > 1 {
		w.out = append(w.out, strings.Repeat(" ", min(w.indent, maxNBSPIndent))...)
	}
}

const allQuoteMarks = ">>>>>>>>"

func quoteMarks(depth int) string { return allQuoteMarks[:min(depth, maxQuoteDepth)] }

// block asks for at least n line ends before what follows.
func (w *writer) block(n int) {
	if w.held && !w.onLine() {
		n = w.pending + 1
	}
	w.held, w.indent, w.space = false, 0, false
	w.pending = max(w.pending, min(n, maxBlankLines+1))
}

func (w *writer) lineBreak() {
	w.held, w.indent, w.space = false, 0, false
	w.pending = min(w.pending+1, maxBlankLines+1)
}

// ruleLine is what an hr becomes between two texts.
const ruleLine = "--------"

// drawRule draws the line of an hr, if text stands above it.
func (w *writer) drawRule() {
	w.rule = false
	if len(w.out) == 0 {
		return
	}
	pending := w.pending
	w.pending = max(1, pending)
	w.between = false
	w.begin()
	w.beginMarks(w.ruled)
	w.out = append(w.out, ruleLine...)
	w.started, w.space = true, false
	w.pending = 1
}

// needsCleaning is the cheap test for runes that visible changes: most words,
// accented or not, hold none of their first bytes.
func needsCleaning(word []byte) bool {
	for _, c := range word {
		switch {
		case c == 0xC2, c == 0xCD, c == 0xE2, c == 0xEF, c < 0x20, c == 0x7f:
			return true
		}
	}
	return false
}

// visible drops what has no width and controls; blanks of any width become
// plain ones. Joiners stay: letters of Persian and India and families of emoji
// hang on them.
func visible(r rune) rune {
	switch {
	case r == '\t', r == 0x200C, r == 0x200D:
		return r
	case r < 0x20, r == 0x7F, r >= 0x80 && r < 0xA0 && r != 0x85:
		return -1
	case r == 0xA0, r == 0x85, r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x205F, r == 0x2028, r == 0x2029:
		return ' '
	case r == 0xAD, r == 0x34F, r == 0x200B, r == 0x200E, r == 0x200F, r == 0x2060, r == 0xFEFF:
		return -1
	}
	return r
}

// onlyJoiners tells a word that shows nothing: filler behind a preheader.
func onlyJoiners(word []byte) bool {
	for len(word) > 0 {
		r, n := utf8.DecodeRune(word)
		if r != 0x200C && r != 0x200D && r != ' ' {
			return false
		}
		word = word[n:]
	}
	return true
}
