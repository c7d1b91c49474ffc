package htmltext

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// maxOpen is how deep elements are followed, as browsers do; those beyond are
// read for their text alone.
const maxOpen = 512

// element is an open element: what its end has to put back.
type element struct {
	tag      atom.Atom
	name     string // of one that HTML does not know
	block    bool
	margin   int      // line ends around it
	before   state    // what held before it
	mark     int      // its mark, -1 without one
	marks    int      // marks that began before it
	textAt   int      // where its text begins
	last     int      // the mark of the indented blockquote that ended in it last, -1
	lastAt   int      // where that ended
	rest     int      // the rest that began in it first, -1
	restAt   int      // where the text of the element that says so ended, 0 while that is open
	program  *program // whose markup it is
	endsRest bool     // its end is that of the history
}

// state is what elements inherit.
type state struct {
	hidden    bool // nothing is shown
	tiny      bool // the font has no size
	pre       bool // white space counts
	raised    bool // in a superscript
	symbols   bool // in a symbol font
	bullet    bool // in the number or bullet that Word wrote
	quoted    bool // in a quotation
	quotes    int  // depth of quotations
	indents   int  // depth of indentations
	lists     int  // depth of lists
	hang      int  // how far lines of an item stand in
	tables    int  // depth of tables
	container int  // the mark of the open container of earlier mail, -1
	around    int  // depth of quotations around that
}

// push opens an element. Inline ones are followed only if something hangs on
// their end.
func (w *writer) push(e element) {
	if len(w.open) >= maxOpen {
		if e.block {
			w.over++
		}
		w.state = e.before
		return
	}
	if !e.block {
		w.inline++
	}
	w.open = append(w.open, e)
}

// close closes the nearest open element of a name, with all that is open in
// it; where none is, the tag is a stray one.
func (w *writer) close(tag atom.Atom, name []byte) {
	_, block := blocks[tag]
	if block && w.over > 0 {
		w.over--
		return
	}
	if !block && w.inline == 0 {
		return
	}
	if i := w.find(tag, name, block); i > 0 {
		w.popTo(i)
	}
}

// find is the place of the open element that an end tag means, 0 for none.
func (w *writer) find(tag atom.Atom, name []byte, block bool) int {
	for i := len(w.open) - 1; i > 0; i-- {
		e := &w.open[i]
		switch {
		case e.tag == tag && (tag != 0 || e.name == string(name)):
			return i
		case !block && e.block,
			block && cells[e.tag] && tag != atom.Table && !(tableParts[tag] && e.tag != atom.Table):
			return 0
		}
	}
	return 0
}

func (w *writer) popTo(i int) {
	for len(w.open) > i {
		w.pop()
	}
}

// closeImplied ends what a start tag ends without an end tag: a paragraph by
// any block, an item by the next one.
func (w *writer) closeImplied(tag atom.Atom) {
	i := len(w.open) - 1
	for i > 0 && !w.open[i].block {
		i--
	}
	if w.open[i].tag == atom.P {
		w.popTo(i)
	}
	rule, ok := implied[tag]
	for i = len(w.open) - 1; ok && i > 0; i-- {
		switch e := &w.open[i]; {
		case slices.Contains(rule.ends, e.tag):
			w.popTo(i)
			return
		case e.tag == atom.Table, slices.Contains(rule.within, e.tag):
			return
		}
	}
}

// pop ends the innermost open element.
func (w *writer) pop() {
	e := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	if !e.block {
		w.inline--
	}
	if w.state.tables > e.before.tables {
		w.closeTable()
	}
	w.noteAside(&e)
	w.endMarks(&e)
	w.leave(&e)
}

// leave puts back what held before an element.
func (w *writer) leave(e *element) {
	hidden := w.state.hidden
	w.state = e.before
	w.numbers = w.numbers[:min(len(w.numbers), w.state.lists)]
	if hidden || !e.block {
		return
	}
	if e.tag == atom.Li {
		w.item = ""
	}
	if e.margin > 0 {
		w.block(e.margin)
	}
}
