package htmltext

import "strings"

// Limits of prefixes, so that hostile markup cannot make text grow.
const (
	maxQuoteDepth = 8
	maxIndents    = 2
	maxLists      = 6
	maxBlankLines = 2
	maxNBSPIndent = 8
	indentBlanks  = "    "
)

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
	w.pending, w.between = max(1, w.pending), false
	w.begin()
	w.beginMarks(w.ruled)
	w.out = append(w.out, ruleLine...)
	w.started, w.space = true, false
	w.pending = 1
}
