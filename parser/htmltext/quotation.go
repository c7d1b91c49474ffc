package htmltext

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// openBlockquote tells a quotation from an indentation: by type, class, border
// or the container around it. What nothing tells is indented and marked, since
// what stands around it may.
func (w *writer) openBlockquote(e *element, a *attributes) {
	switch {
	case isCited(a), w.state.quoted, w.state.container >= 0, e.program.quotes():
		w.quote()
	case a.style.borderNone || hasClass(a.class, "webkit-indent-blockquote"):
		w.state.indents++
	default:
		w.state.indents++
		kind := KindIndentedLast
		if hasClass(a.class, "gmail_quote") {
			kind = KindIndented // Gmail quotes below a line that says so
		}
		if e.mark < 0 {
			e.mark = w.mark(kind, "html/blockquote")
		}
	}
}

func isCited(a *attributes) bool {
	return equalFold(a.typ, "cite") || len(a.cite) > 0 || a.style.borderLeft
}

// openBordered takes a div with a line at its left for the quotation that
// Outlook makes of it.
func (w *writer) openBordered(a *attributes) {
	if a.style.borderNone && a.style.borderLeft {
		w.quote()
	}
}

func (w *writer) quote() {
	if c := w.state.container; c >= 0 && w.aside > w.marks[c].From && w.marks[c].From >= 0 {
		w.marks[c].From = w.aside
	}
	w.aside = asideNone
	w.state.quotes++
	w.state.quoted = true
	w.state.indents = 0
}

// asideNone says that all text of a container is earlier mail.
const asideNone = -1

// noteAside notes that a block ended in a container, above its quotation.
func (w *writer) noteAside(e *element) {
	if w.aside != asideNone && e.block && e.before.container >= 0 && len(w.out) > e.textAt && e.program.extent != introduction {
		w.aside = len(w.out)
	}
}

// endMarks ends the marks that hang on an element.
func (w *writer) endMarks(e *element) {
	end := len(w.out)
	if e.mark >= 0 && w.marks[e.mark].To < 0 {
		w.marks[e.mark].To = end
	}
	if e.mark >= 0 && e.program.extent == around && w.state.container == e.mark && w.aside != asideNone {
		w.marks[e.mark].Kind = KindIndented // no quotation stands in it
	}
	if e.endsRest {
		w.endRest(0)
	}
	document := e == &w.open[0]
	if document || w.state.quotes > e.before.quotes {
		w.endRest(e.marks)
		if c := e.before.container; !document && c >= 0 && e.before.quotes == e.before.around && w.marks[c].To < 0 {
			w.marks[c].To = end
			w.endRestAtQuotation(c, e.textAt)
		}
	}
	if !document && e.rest >= 0 {
		w.endRestWithin(e)
	}
	w.endIndented(e, document)
}

// endRestWithin ends a rest with the element that holds nothing else: more than
// the header of the earlier mail, and nothing of the sender's above that.
func (w *writer) endRestWithin(e *element) {
	end := len(w.out)
	switch m := &w.marks[e.rest]; {
	case m.To != untilEnd || m.From < 0:
		return
	case e.restAt == 0 || e.tag == atom.Table || tableParts[e.tag]:
		e.restAt = end
	case !w.beginsWith(e, e.rest):
		return
	case end > e.restAt:
		w.endRest(e.rest)
		return
	}
	if parent := &w.open[len(w.open)-1]; parent.rest < 0 {
		parent.rest, parent.restAt = e.rest, e.restAt
	}
}

// endRestAtQuotation ends a rest with the quotation that begins the container of
// the quoted text: the program puts the earlier mail in quotations, and the
// sender may write between them.
func (w *writer) endRestAtQuotation(container, textAt int) {
	if w.marks[container].From < textAt {
		return
	}
	for i := range w.open {
		if e := &w.open[i]; e.endsRest && e.mark == container {
			w.endRest(0)
			return
		}
	}
}

// endRest ends the marks that reach to the end of the quotation around them.
func (w *writer) endRest(from int) {
	for i := from; i < len(w.marks) && w.rest > 0; i++ {
		if w.marks[i].To == untilEnd {
			w.marks[i].To = len(w.out)
			w.rest--
		}
	}
}

// endIndented finds out whether an indented blockquote was the last text of the
// element around it, wrappers around it alone left out.
func (w *writer) endIndented(e *element, document bool) {
	end := len(w.out)
	inner := e.last
	switch {
	case e.mark >= 0 && w.marks[e.mark].Kind == KindIndentedLast:
		if inner >= 0 { // within an indentation it is one
			w.marks[inner].Kind = KindIndented
		}
		inner = e.mark
	case inner < 0 || w.marks[inner].From < 0:
		return
	case e.lastAt != end:
		w.marks[inner].Kind = KindIndented
		return
	case !w.beginsWith(e, inner):
		return
	}
	if !document {
		parent := &w.open[len(w.open)-1]
		if parent.last >= 0 && parent.last != inner {
			w.marks[parent.last].Kind = KindIndented
		}
		parent.last, parent.lastAt = inner, end
	}
}

// beginsWith tells whether the text of an element begins with a mark's.
func (w *writer) beginsWith(e *element, mark int) bool {
	from := w.marks[mark].From
	return from <= e.textAt || len(bytes.TrimLeft(w.out[e.textAt:from], " \n>-")) == 0
}
