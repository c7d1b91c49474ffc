package picture

import "permanence/templates"

// plot is the part of a canvas that has axes.
type plot struct {
	left, right, top, bottom float64
}

// hoursAxis draws lines across a plot at whole hours from low to high (in
// quarters), each with its time, and gives the scale.
func (p plot) hoursAxis(l *templates.Language, c *canvas, low, high int) scale {
	s := scale{float64(low), float64(max(high, low+1)), p.bottom, p.top}
	for _, q := range ticks(low, high, int((p.bottom-p.top)/28)+1, hourSteps) {
		y := s.of(q)
		class := "pic-grid"
		if q == 0 {
			class = "pic-zero"
		}
		c.line(class, p.left, y, p.right, y)
		c.text("pic-tick", atEnd, p.left-6, y+c.font*0.35, c.fit(axisTime(l, q), p.left-6))
	}
	return s
}

// axisTime is a time on an axis, of which zero needs no unit.
func axisTime(l *templates.Language, quarters int) string {
	if quarters == 0 {
		return "0"
	}
	return l.Quarters(quarters)
}

// margin is the room that the times of an axis take on the left.
func margin(l *templates.Language, c *canvas, low, high int) float64 {
	return min(max(c.room(l.Quarters(low)), c.room(l.Quarters(high)), c.room(l.Quarters(hourQuarters*10)))+8, c.width/3)
}

const hourQuarters = 4

// legend writes what the marks mean on lines from y on, and gives the base
// line of the last one.
func (c *canvas) legend(y float64, entries ...key) float64 {
	x := 0.0
	for _, e := range entries {
		width := 20 + c.room(e.text)
		if x > 0 && x+width > c.width {
			x, y = 0, y+c.font*1.5
		}
		e.mark(c, x, y)
		c.text("pic-muted", atStart, x+20, y, c.fit(e.text, c.width-20))
		x += width + 14
	}
	return y
}

// key is one entry of a legend.
type key struct {
	class   string
	pattern string // "" for none
	line    bool   // a line, not a square
	text    string
}

func (k key) mark(c *canvas, x, y float64) {
	if k.line {
		c.path(k.class, []point{{x, y - 4}, {x + 14, y - 4}})
		return
	}
	c.filled(k.class, k.pattern, x+1.5, y-10, 11, 11)
}
