package picture

import (
	"html/template"
	"math"
	"slices"
	"strconv"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
	"permanence/templates"
)

// Burndown is the credit of a package over time: a step line of what was left,
// up where a package was granted, and a dotted one of what the pace makes of
// it. Below the line of zero is overage.
type Burndown struct {
	Points     []contract.Point // of days in order, the last of today (contract.Credit)
	Projection contract.Projection
	Today      rota.Date
}

// HTML draws the line under an id that is unique in its page.
func (b Burndown) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	if len(b.Points) == 0 {
		return nothing(v, "burndown")
	}
	f := &figure{ID: id, Kind: "burndown", Title: v.say("burndown.title"), Caption: b.caption(v), Table: b.table(v)}
	f.draw(wide, func(c *canvas) { b.draw(v, c, 220) })
	f.draw(narrow, func(c *canvas) { b.draw(v, c, 190) })
	return f.html(v)
}

// now is what is left at the last point.
func (b Burndown) now() int { return b.Points[len(b.Points)-1].Quarters }

func (b Burndown) caption(v *voice) string {
	left, today := v.l.Quarters(b.now()), v.date(b.Today)
	switch {
	case b.now() < 0:
		return v.say("burndown.over", v.l.Quarters(-b.now()), today)
	case b.now() == 0:
		return v.say("burndown.spent", today)
	case b.Projection.Outlook == contract.OutlookRunsOut:
		return v.say("burndown.runs-out", left, today, v.date(b.Projection.Day))
	case b.Projection.Outlook == contract.OutlookLasts:
		return v.say("burndown.lasts", left, today, v.date(b.Projection.Until))
	}
	return v.say("burndown.unknown", left, today)
}

func (b Burndown) table(v *voice) table {
	t := table{Columns: append(words(v.say("burndown.day"), v.say("burndown.kind")), numbers(v.say("burndown.credit"))...)}
	for i, p := range b.Points {
		kind := v.say("burndown.past")
		if p.Quarters < 0 {
			kind += ", " + v.say("burndown.excess")
		}
		if i == len(b.Points)-1 {
			kind += ", " + v.say("burndown.today")
		}
		t.Rows = append(t.Rows, []string{v.date(p.Day), kind, v.l.Cell(p.Quarters)})
	}
	for _, p := range b.ahead() {
		t.Rows = append(t.Rows, []string{v.date(p.Day), v.say("burndown.projected"), v.l.Cell(p.Quarters)})
	}
	return t
}

// ahead is the projection without the day it begins on.
func (b Burndown) ahead() []contract.Point {
	if len(b.Projection.Points) == 0 {
		return nil
	}
	return b.Projection.Points[1:]
}

// days is the scale of the days shown, one day at least.
func (b Burndown) days(p plot) scale {
	first, last := b.Points[0].Day, b.Today
	for _, point := range slices.Concat(b.Points, b.ahead()) {
		if point.Day.After(last) {
			last = point.Day
		}
	}
	return scale{0, float64(max(last.DaysSince(first), 1)), p.left, p.right}
}

func (b Burndown) draw(v *voice, c *canvas, height float64) {
	low, high := 0, hourQuarters
	for _, point := range slices.Concat(b.Points, b.ahead()) {
		low, high = min(low, point.Quarters), max(high, point.Quarters)
	}
	p := plot{left: margin(v.l, c, low, high), right: c.width - 4, top: c.font + 8, bottom: height}
	y := p.hoursAxis(v.l, c, low, high)
	x := b.days(p)
	b.months(v, c, p, x)
	first := b.Points[0].Day
	place := func(at contract.Point) point {
		return point{x.of(at.Day.DaysSince(first)), y.of(at.Quarters)}
	}
	past := steps(b.Points, place)
	now := point{x.of(b.Today.DaysSince(first)), past[len(past)-1].y}
	past = append(past, now)
	b.overage(c, past, y.at(0))
	b.future(c, now, place)
	c.path("pic-curve", past)
	c.line("pic-axis", now.x, p.top-2, now.x, p.bottom)
	c.beside("pic-muted", now.x, p.top-6, v.say("burndown.today"))
	c.circle("pic-dot", now.x, now.y, 4)
	keys := []key{{class: "pic-curve", line: true, text: v.say("burndown.past")}}
	if len(b.ahead()) > 0 {
		keys = append(keys, key{class: "pic-ahead", line: true, text: v.say("burndown.projected")})
	}
	if low < 0 {
		keys = append(keys, key{class: "pic-over", pattern: "hatch", text: v.say("burndown.excess")})
	}
	c.legend(p.bottom+c.font*3, keys...)
}

// steps goes through the points along the axes: what is left stays until the
// day that changes it.
func steps(points []contract.Point, place func(contract.Point) point) []point {
	var line []point
	for i, at := range points {
		to := place(at)
		if i > 0 {
			line = append(line, point{to.x, line[len(line)-1].y})
		}
		line = append(line, to)
	}
	return line
}

// overage hatches what lies below zero.
func (b Burndown) overage(c *canvas, past []point, zero float64) {
	for i := 1; i < len(past); i++ {
		c.filled("pic-over", "hatch", past[i-1].x, zero, past[i].x-past[i-1].x, past[i].y-zero)
	}
}

// future draws the projection.
func (b Burndown) future(c *canvas, now point, place func(contract.Point) point) {
	line := []point{now}
	for _, at := range b.ahead() {
		to := place(at)
		if last := line[len(line)-1]; to.y < last.y {
			line = append(line, point{to.x, last.y}) // a grant is a step
		}
		line = append(line, to)
	}
	c.path("pic-ahead", line)
}

// months writes the first days of months below the plot, of so many that they
// do not touch.
func (b Burndown) months(v *voice, c *canvas, p plot, x scale) {
	first := b.Points[0].Day
	span := int(x.to)
	month := (p.right - p.left) / max(float64(span)/30, 1)
	every := max(int(math.Ceil(c.font*4.2/month)), 1)
	start := rota.NewDate(first.Year, first.Month+1, 1)
	if first.Day == 1 {
		start = first
	}
	for n := 0; ; n += every {
		day := start.AddMonths(n)
		if day.DaysSince(first) > span {
			return
		}
		at := x.of(day.DaysSince(first))
		c.line("pic-grid", at, p.top, at, p.bottom)
		label := v.say("short." + strconv.Itoa(int(day.Month)))
		if day.Month == time.January || every >= 12 {
			label = strconv.Itoa(day.Year)
		}
		if at+2+c.room(label) <= c.width {
			c.text("pic-tick", atStart, at+2, p.bottom+c.font+3, label)
		}
	}
}
