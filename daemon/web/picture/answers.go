package picture

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"

	"permanence/daemon/desk/rota"
	"permanence/templates"
)

// FirstAnswers are the first answers of a week by the working time that the
// client waited: a dot a ticket, with the median. It is for the desk itself,
// no promise to anybody.
type FirstAnswers struct {
	Answers []FirstAnswer // in any order
}

// FirstAnswer is the first answer to one ticket.
type FirstAnswer struct {
	Ticket  int64
	Day     rota.Date // of the answer
	Minutes int       // working time from the request to it
}

// minuteSteps are the steps of an axis of minutes, up to working days of eight
// hours.
var minuteSteps = []int{15, 30, 60, 120, 240, 480, 960, 2400, 4800, 9600}

// HTML draws the dots under an id that is unique in its page.
func (f FirstAnswers) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	if len(f.Answers) == 0 {
		return nothing(v, "answers")
	}
	sorted := slices.SortedStableFunc(slices.Values(f.Answers), func(a, b FirstAnswer) int { return cmp.Compare(a.Minutes, b.Minutes) })
	middle := medianOf(sorted)
	fig := &figure{ID: id, Kind: "answers", Title: v.say("answers.title"), Table: f.table(v, sorted, middle)}
	fig.Caption = v.count("answered", len(sorted), v.l.Minutes(middle))
	fig.draw(wide, func(c *canvas) { f.draw(v, c, sorted, middle) })
	fig.draw(narrow, func(c *canvas) { f.draw(v, c, sorted, middle) })
	return fig.html(v)
}

// medianOf is the middle delay in minutes, of two the mean, rounded down.
func medianOf(sorted []FirstAnswer) int {
	n := len(sorted)
	return (sorted[(n-1)/2].Minutes + sorted[n/2].Minutes) / 2
}

func (f FirstAnswers) table(v *voice, sorted []FirstAnswer, middle int) table {
	t := table{Columns: append(words(v.say("answers.ticket"), v.say("answers.day")), numbers(v.say("answers.delay"))...)}
	for _, a := range sorted {
		t.Rows = append(t.Rows, []string{"#" + strconv.FormatInt(a.Ticket, 10), v.day(a.Day), v.l.Minutes(a.Minutes)})
	}
	t.Foot = []string{v.say("answers.middle"), "", v.l.Minutes(middle)}
	return t
}

const dotRadius = 5.0

func (f FirstAnswers) draw(v *voice, c *canvas, sorted []FirstAnswer, middle int) {
	longest := max(sorted[len(sorted)-1].Minutes, 60)
	s := scale{0, float64(longest), dotRadius + 1, c.width - dotRadius - 1}
	top, axis := c.font+10, c.font+10+72.0
	f.axis(v, c, s, axis)
	f.dots(c, s, sorted, axis)
	x := s.of(middle)
	c.line("pic-mark-halo", x, top, x, axis+4)
	c.line("pic-mark", x, top, x, axis+4)
	c.beside("pic-strong", x, c.font, v.say("answers.median", v.l.Minutes(middle)))
}

// axis draws the times below the line.
func (f FirstAnswers) axis(v *voice, c *canvas, s scale, y float64) {
	c.line("pic-axis", s.a, y, s.b, y)
	most := max(int(c.width/(c.font*5)), 2)
	for _, minutes := range ticks(0, int(s.to), most, minuteSteps) {
		x := s.of(minutes)
		c.line("pic-axis", x, y, x, y+4)
		c.beside("pic-tick", x, y+c.font+6, v.l.Minutes(minutes))
	}
}

// dots piles the answers of about the same delay; where a pile would be higher
// than the room, its dots overlap.
func (f FirstAnswers) dots(c *canvas, s scale, sorted []FirstAnswer, axis float64) {
	piles := map[int]int{}
	pile := func(a FirstAnswer) int { return int(s.of(a.Minutes) / (2*dotRadius + 1)) }
	highest := 0
	for _, a := range sorted {
		piles[pile(a)]++
		highest = max(highest, piles[pile(a)])
	}
	gap := min(2*dotRadius+1, 60/float64(max(highest-1, 1)))
	clear(piles)
	for _, a := range sorted {
		c.circle("pic-dot", s.of(a.Minutes), axis-dotRadius-2-float64(piles[pile(a)])*gap, dotRadius)
		piles[pile(a)]++
	}
}
