package htmltext

import "bytes"

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
	loose   looseMark
	rest    int // marks that end with the quotation around them
	aside   int // where the sender's text in a container ends, or asideNone
}

func newWriter(size int) *writer {
	w := &writer{out: make([]byte, 0, size/2+64), linked: map[string]bool{}, lineAt: -1}
	w.state.container, w.aside = -1, asideNone
	w.open = append(make([]element, 0, 32), element{mark: -1, last: -1, rest: -1, block: true})
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
