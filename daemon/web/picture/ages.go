package picture

import (
	"html/template"
	"strconv"

	"permanence/templates"
)

// Ages is how long the tickets of a queue have waited: a row a state, a column
// an age, the number of tickets in each cell, darker where there are more.
type Ages struct {
	Rows []AgeRow
}

// AgeRow are the tickets of one state by age: below two hours, below one
// working day, one or two, three to five, more than five.
type AgeRow struct {
	State string // as a page names it
	Count [5]int
}

// HTML draws the cells under an id that is unique in its page.
func (a Ages) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	if a.most() == 0 {
		return nothing(v, "ages")
	}
	f := &figure{ID: id, Kind: "ages", Title: v.say("ages.title"), Caption: a.caption(v), Table: a.table(v)}
	f.draw(wide, func(c *canvas) { a.draw(v, c, 150) })
	f.draw(narrow, func(c *canvas) { a.draw(v, c, 0) })
	return f.html(v)
}

func (a Ages) most() int {
	most := 0
	for _, row := range a.Rows {
		for _, n := range row.Count {
			most = max(most, n)
		}
	}
	return most
}

func (a Ages) caption(v *voice) string {
	old := 0
	for _, row := range a.Rows {
		old += max(row.Count[len(row.Count)-1], 0)
	}
	if old == 0 {
		return v.say("ages.young")
	}
	return v.count("old", old)
}

// heads are the names of the columns.
func (a Ages) heads(v *voice) []string {
	var heads []string
	for i := range len(AgeRow{}.Count) {
		heads = append(heads, v.say("ages.age"+strconv.Itoa(i)))
	}
	return heads
}

func (a Ages) table(v *voice) table {
	t := table{Columns: append(words(v.say("ages.state")+" ("+v.say("ages.unit")+")"), numbers(a.heads(v)...)...)}
	for _, row := range a.Rows {
		cells := []string{row.State}
		for _, n := range row.Count {
			cells = append(cells, strconv.Itoa(n))
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// draw writes the states on the left of their cells, or above them where there
// is no column for names.
func (a Ages) draw(v *voice, c *canvas, names float64) {
	width := (c.width - names - 1.5) / float64(len(AgeRow{}.Count))
	top := c.font
	c.text("pic-muted", atStart, 0, top, v.say("ages.unit"))
	if names == 0 {
		top += c.font * 1.5
	}
	for i, head := range a.heads(v) {
		c.text("pic-muted", atMiddle, names+(float64(i)+0.5)*width, top, c.fit(head, width))
	}
	height := c.font * 2.1
	top += 8
	for _, row := range a.Rows {
		name, room := top+height/2+c.font*0.35, names-6
		if names == 0 {
			name, room = top+c.font, c.width
			top += c.font * 1.4
		}
		c.text("pic-text", atStart, 0, name, c.fit(row.State, room))
		for i, n := range row.Count {
			a.cell(c, n, box{names + 0.5 + float64(i)*width, top, names + 0.5 + float64(i+1)*width, top + height})
		}
		top += height
	}
	c.grow(top + 1)
}

// cell draws one number. Nothing waiting is an empty cell, not a zero.
func (a Ages) cell(c *canvas, n int, b box) {
	level, width, height := a.level(n), b.right-b.left, b.bottom-b.top
	if level > 0 {
		c.rect("pic-heat-"+strconv.Itoa(level), b.left, b.top, width, height)
	}
	c.rect("pic-cell", b.left, b.top, width, height)
	class := "pic-text"
	if level > 2 {
		class = "pic-on-heat"
	}
	if n > 0 {
		c.text(class, atMiddle, b.left+width/2, b.top+height/2+c.font*0.35, c.fitBold(strconv.Itoa(n), width))
	}
}

// level is how dark a cell is: 0 for nothing, then 1 to 4 by its share of the
// fullest cell.
func (a Ages) level(n int) int {
	if n <= 0 {
		return 0
	}
	return min(1+int(4*float64(n-1)/float64(max(a.most(), 4))), 4)
}
