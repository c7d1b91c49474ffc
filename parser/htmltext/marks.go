package htmltext

import "golang.org/x/net/html/atom"

// maxMarks is how many marks one body may bear.
const maxMarks = 200

// Where a mark ends that has not ended.
const (
	unended  = -1
	untilEnd = -2 // with the quotation around it
)

// mark begins a mark with the next text and gives its number, -1 for none.
func (w *writer) mark(kind, name string) int {
	if len(w.marks) >= maxMarks {
		return -1
	}
	w.marks = append(w.marks, Mark{From: -1, To: unended, Kind: kind, Name: name})
	return len(w.marks) - 1
}

// openMark begins the mark of an element that is a mail program's.
func (w *writer) openMark(e *element, a *attributes) {
	p := programOf(e.tag, a)
	e.program = p
	w.settleLoose(p)
	if e.tag == atom.Blockquote && p.extent != signature {
		return
	}
	switch p.extent {
	case container, lastly, around:
		w.openContainer(e)
	case rest, loosely:
		e.rest = w.openRest(p)
	case introduction:
		e.mark = w.mark(KindIntroduction, p.name)
	case forward:
		e.mark = w.mark(KindForward, p.name)
	case signature:
		if !w.state.quoted && w.state.container < 0 && w.rest == 0 {
			e.mark = w.mark(KindSignature, p.name)
		}
	}
	e.endsRest = p.extent == lastly
}

func (w *writer) openContainer(e *element) {
	e.mark = w.mark(KindQuotation, e.program.name)
	if w.state.container >= 0 || e.mark < 0 {
		return
	}
	w.state.container, w.state.around = e.mark, w.state.quotes
	w.aside = asideNone
	if e.program.extent == around {
		w.aside = len(w.out)
	}
}

// openVoidMark is openMark for an hr.
func (w *writer) openVoidMark(tag atom.Atom, a *attributes) {
	if p := programOf(tag, a); p.extent == rest {
		w.settleLoose(p)
		w.openRest(p)
	}
}

// openRest gives the number of the mark that it begins, -1 for none.
func (w *writer) openRest(p *program) int {
	i := w.mark(KindQuotation, p.name)
	if i >= 0 {
		w.marks[i].To = untilEnd
		w.rest++
		if p.extent == loosely {
			w.loose = looseMark{mark: i, depth: len(w.open)}
		}
	}
	return i
}

// looseMark is the last loose rest and how deep it stands.
type looseMark struct{ mark, depth int }

// settleLoose takes a loose rest back that text follows, where a program marks
// earlier mail beside it.
func (w *writer) settleLoose(p *program) {
	if p.extent != rest && !p.quotes() && p.extent != around || w.loose.depth != len(w.open) {
		return
	}
	if m := &w.marks[w.loose.mark]; m.From >= 0 && m.To == untilEnd {
		m.From, m.To = unended, unended
		w.rest--
	}
	w.loose.depth = 0
}

// beginMarks sets where the marks up to a number begin that waited for text.
func (w *writer) beginMarks(limit int) {
	for ; w.unset < limit; w.unset++ {
		if m := &w.marks[w.unset]; m.From < 0 {
			m.From = len(w.out)
		}
	}
}

// keptMarks are the marks that hold text, none beyond its end.
func (w *writer) keptMarks(end int) []Mark {
	var kept []Mark
	for _, m := range w.marks {
		if m.To = min(m.To, end); m.From >= 0 && m.From < m.To {
			kept = append(kept, m)
		}
	}
	return kept
}
