package picture

import (
	"html/template"
	"strconv"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
	"permanence/templates"
)

// Blocks are the time entries of a ticket as squares of a quarter hour, one
// group an entry: full where the package is charged, hatched where the time is
// out of package, hollow where it is offered.
type Blocks struct {
	Entries []BlockEntry // in the order of booking
}

// BlockEntry is one time entry. Quarters are what it costs: 0 where it is
// offered, or fits into a quarter already begun.
type BlockEntry struct {
	Day      rota.Date
	Agent    string
	Minutes  int
	Quarters int
	Kind     contract.EntryKind
}

// mostSquares is how many squares are drawn before one stands for more time.
const mostSquares = 160

// squareUnits are what a square can stand for, in quarters: a quarter hour, an
// hour, a day of eight hours, then ten times as much each.
var squareUnits = []int{1, 4, 32}

// HTML draws the blocks under an id that is unique in its page.
func (b Blocks) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	if len(b.Entries) == 0 {
		return nothing(v, "blocks")
	}
	f := &figure{ID: id, Kind: "blocks", Title: v.say("blocks.title"), Caption: b.caption(v), Table: b.table(v)}
	f.draw(wide, func(c *canvas) { b.draw(v, c) })
	f.draw(narrow, func(c *canvas) { b.draw(v, c) })
	return f.html(v)
}

// shown are the quarters an entry is drawn with: what it costs, or what it
// would have cost where it costs nothing by its kind.
func (e BlockEntry) shown() int {
	if e.free() {
		return (max(e.Minutes, 0) + contract.QuarterMinutes - 1) / contract.QuarterMinutes
	}
	return max(e.Quarters, 0)
}

func (e BlockEntry) free() bool {
	return e.Kind == contract.TimeOffered || e.Kind == contract.TimeInternal
}

// sums are the quarters counted in all, those of them out of package, and the
// minutes offered.
func (b Blocks) sums() (counted, outside, offered int) {
	for _, e := range b.Entries {
		switch {
		case e.Kind == contract.TimeOffered:
			offered += e.Minutes
		case e.Kind == contract.TimeOutside:
			outside += e.Quarters
			counted += e.Quarters
		case e.Kind != contract.TimeInternal:
			counted += e.Quarters
		}
	}
	return counted, outside, offered
}

func (b Blocks) caption(v *voice) string {
	counted, outside, offered := b.sums()
	key := "all"
	switch {
	case outside > 0 && offered > 0:
		key = "every"
	case outside > 0:
		key = "outside"
	case offered > 0:
		key = "also"
	}
	return v.say("blocks."+key, v.l.Quarters(counted), v.l.Quarters(outside), v.l.Minutes(offered))
}

func (b Blocks) table(v *voice) table {
	t := table{Columns: append(words(v.say("blocks.number"), v.say("blocks.day"), v.say("blocks.agent"), v.say("blocks.kind")),
		numbers(v.say("blocks.spent"), v.say("blocks.quarters"))...)}
	minutes := 0
	for i, e := range b.Entries {
		minutes += e.Minutes
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), v.date(e.Day), e.Agent, v.l.WordOr("picture", "kind", e.Kind),
			v.l.Minutes(e.Minutes), v.l.Cell(e.Quarters)})
	}
	counted, _, _ := b.sums()
	t.Foot = []string{v.say("blocks.total"), "", "", "", v.l.Minutes(minutes), v.l.Cell(counted)}
	return t
}

// unit is how many quarters one square stands for.
func (b Blocks) unit() int {
	total := 0
	for _, e := range b.Entries {
		total += e.shown()
	}
	return stepFor(max(total, 1), mostSquares, squareUnits)
}

// flow places squares from left to right, in lines.
type flow struct {
	c             *canvas
	x, y          float64
	size, advance float64
	line          float64 // from one line to the next
}

// want begins a new line where the width does not fit into this one.
func (f *flow) want(width float64) {
	if f.x > 0 && f.x+width > f.c.width {
		f.x, f.y = 0, f.y+f.line
	}
}

func (b Blocks) draw(v *voice, c *canvas) {
	unit := b.unit()
	f := &flow{c: c, size: 13, advance: 15, line: 13 + c.font + 12}
	numbered := len(b.Entries) < 100
	for i, e := range b.Entries {
		squares := (e.shown() + unit - 1) / unit
		label := ""
		if numbered {
			label = strconv.Itoa(i + 1)
		}
		b.group(f, e, squares, label)
	}
	c.text("pic-tick", atStart, 0, f.y+f.size+c.font*2+8, v.say("blocks.unit", v.l.Quarters(unit)))
}

// group draws the squares of one entry with its number below the first. An
// entry without squares is a short line, so that it is not lost.
func (b Blocks) group(f *flow, e BlockEntry, squares int, label string) {
	width := max(float64(squares)*f.advance, f.c.room(label)+3, f.size)
	f.want(min(width, f.c.width/2))
	f.c.text("pic-muted", atStart, f.x, f.y+f.size+f.c.font+2, label)
	start, line := f.x, f.y
	if squares == 0 {
		f.c.line("pic-axis", f.x+2, f.y+f.size-1, f.x+f.size-2, f.y+f.size-1)
	}
	for range squares {
		f.want(f.size)
		f.square(e)
		f.x += f.advance
	}
	if f.y == line {
		f.x = start + width
	}
	f.x += 7
}

func (f *flow) square(e BlockEntry) {
	inset := 0.75
	x, y, size := f.x+inset, f.y+inset, f.size-2*inset
	switch {
	case e.free():
		f.c.rect("pic-hollow", x, y, size, size)
	case e.Kind == contract.TimeOutside:
		f.c.filled("pic-over", "hatch", x, y, size, size)
	default:
		f.c.rect("pic-used", x, y, size, size)
	}
}
