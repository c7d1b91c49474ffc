package htmltext

import "strings"

// table is an open table. Whether it holds data or only arranges the mail is
// known at its end; till then the places between cells are kept.
type table struct {
	from     int // where its text begins
	rowAt    int // where the text of the row begins, -1 before
	cells    int // cells of the row that hold text
	rows     int // rows with two such cells or more
	skipped  int // cells since the last text
	arranges bool
	gaps     []gap
}

// gap is a place between two cells on a line.
type gap struct {
	at    int
	cells int // cells that it crosses
}

// maxCells keeps the empty cells of one gap few.
const maxCells = 20

func (w *writer) openTable() {
	if n := len(w.tables); n > 0 {
		w.tables[n-1].arranges = true
	}
	w.between = false
	if len(w.open) >= maxOpen {
		return // its end will not be seen
	}
	w.state.tables++
	w.tables = append(w.tables, table{from: len(w.out), rowAt: -1})
}

func (w *writer) openRow() {
	w.between = false
	if n := len(w.tables); n > 0 {
		w.tables[n-1].endRow()
	}
}

func (t *table) endRow() {
	if t.cells > 1 {
		t.rows++
	}
	t.rowAt, t.cells, t.skipped = -1, 0, 0
}

// openCell sets a cell beside the one before, if that is on one line.
func (w *writer) openCell() {
	w.between = false
	n := len(w.tables)
	if n == 0 {
		w.space = w.onLine()
		return
	}
	t := &w.tables[n-1]
	t.skipped = min(t.skipped+1, maxCells)
	switch {
	case t.rowAt < 0:
	case w.lineAt <= t.rowAt && w.started:
		w.between = true
	default:
		t.arranges = true
		w.block(1)
	}
}

// noteInCell tells that something other than a line of text stands in a cell.
func (w *writer) noteInCell() {
	if n := len(w.tables); n > 0 {
		w.between = false
		w.tables[n-1].arranges = true
	}
}

// beginCell notes where the text of a cell begins.
func (w *writer) beginCell() {
	n := len(w.tables)
	if n == 0 {
		return
	}
	t := &w.tables[n-1]
	switch {
	case t.rowAt < 0:
		t.rowAt, t.cells = len(w.out), 1
		if t.skipped > 1 {
			t.gaps = append(t.gaps, gap{len(w.out), t.skipped - 1})
		}
	case w.between:
		t.gaps = append(t.gaps, gap{len(w.out), t.skipped})
		t.cells++
	case t.skipped == 0 && w.lineAt > t.rowAt:
		t.arranges = true // a cell of several lines
	}
	t.skipped, w.between = 0, false
}

// closeTable draws lines between the cells of a table that holds data.
func (w *writer) closeTable() {
	n := len(w.tables)
	if n == 0 {
		return
	}
	t := w.tables[n-1]
	w.tables = w.tables[:n-1]
	w.between = false
	t.endRow()
	if !t.arranges && t.rows > 1 {
		w.drawCells(t.gaps)
	}
}

const cellLine = "| "

// drawCells writes a line into each gap. A label that ends with a colon needs
// none.
func (w *writer) drawCells(gaps []gap) {
	if len(gaps) == 0 {
		return
	}
	from := gaps[0].at
	tail := append([]byte(nil), w.out[from:]...)
	w.out = w.out[:from]
	for i, g := range gaps {
		if n := len(w.out); n > 1 && w.out[n-2] == ':' {
			gaps[i].cells = 0
		}
		w.out = append(w.out, strings.Repeat(cellLine, gaps[i].cells)...)
		end := len(tail)
		if i+1 < len(gaps) {
			end = gaps[i+1].at - from
		}
		w.out = append(w.out, tail[g.at-from:end]...)
	}
	w.moveMarks(gaps)
}

// moveMarks follows the text that drawCells moved.
func (w *writer) moveMarks(gaps []gap) {
	for i := range w.marks {
		m := &w.marks[i]
		m.From, m.To = moved(m.From, gaps), moved(m.To, gaps)
	}
}

func moved(at int, gaps []gap) int {
	n := 0
	for i := 0; i < len(gaps) && gaps[i].at <= at; i++ {
		n += gaps[i].cells * len(cellLine)
	}
	return at + n
}
