package picture

import (
	"html/template"

	"permanence/daemon/desk/contract"
	"permanence/templates"
)

// GaugeSize is where a gauge stands.
type GaugeSize int

// The sizes: with its figures and their table on a page of its own, in a
// column beside something else, or as a strip without figures in a header,
// where the caption says everything.
const (
	GaugeLarge GaugeSize = iota
	GaugeSide
	GaugeHeader
)

// Gauge is what of a package is used and what is left, in quarters.
type Gauge struct {
	AvailableQuarters int // subscribed, carried over and adjusted
	UsedQuarters      int
	ExpectedQuarters  int // what would be used today at an even pace (contract.ExpectedBy); below 0: not shown
	Projection        contract.Projection
	Size              GaugeSize
}

// HTML draws the gauge under an id that is unique in its page.
func (g Gauge) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	if g.AvailableQuarters <= 0 && g.UsedQuarters <= 0 {
		return nothing(v, "gauge")
	}
	f := &figure{ID: id, Kind: "gauge", Title: v.say("gauge.title"), Caption: g.caption(v)}
	switch g.Size {
	case GaugeHeader:
		f.Kind = "gauge picture-strip"
		f.draw(strip, g.strip)
		return f.html(v)
	case GaugeSide:
		f.draw(narrow, func(c *canvas) { g.draw(v, c) })
	default:
		f.draw(wide, func(c *canvas) { g.draw(v, c) })
		f.draw(narrow, func(c *canvas) { g.draw(v, c) })
	}
	f.Table = g.table(v)
	return f.html(v)
}

func (g Gauge) over() int { return max(g.UsedQuarters-max(g.AvailableQuarters, 0), 0) }

func (g Gauge) left() int { return max(g.AvailableQuarters-g.UsedQuarters, 0) }

func (g Gauge) caption(v *voice) string {
	left, available := v.l.Quarters(g.left()), v.l.Quarters(g.AvailableQuarters)
	switch {
	case g.over() > 0:
		return v.say("gauge.over", v.l.Quarters(g.over()), v.l.Quarters(g.UsedQuarters), v.l.Quarters(max(g.AvailableQuarters, 0)))
	case g.left() == 0:
		return v.say("gauge.spent", available)
	case g.Projection.Outlook == contract.OutlookRunsOut:
		return v.say("gauge.runs-out", left, v.date(g.Projection.Day))
	case g.Projection.Outlook == contract.OutlookLasts:
		return v.say("gauge.lasts", left, available, v.date(g.Projection.Until))
	}
	return v.say("gauge.unknown", left, available)
}

func (g Gauge) table(v *voice) table {
	t := table{Columns: append(words(v.say("gauge.figure")), numbers(v.say("gauge.time"))...)}
	add := func(key string, quarters int) {
		t.Rows = append(t.Rows, []string{v.say("gauge." + key), v.l.Quarters(quarters)})
	}
	add("available", g.AvailableQuarters)
	add("used", g.UsedQuarters)
	if g.ExpectedQuarters >= 0 {
		add("expected", g.ExpectedQuarters)
	}
	if g.over() > 0 {
		add("excess", g.over())
	} else {
		add("left", g.left())
	}
	return t
}

func (g Gauge) scale(c *canvas) scale {
	whole := max(g.AvailableQuarters, g.UsedQuarters, g.ExpectedQuarters, 1)
	return scale{0, float64(whole), 1, c.width - 1}
}

// bar draws the gauge itself.
func (g Gauge) bar(c *canvas, top, height float64) {
	s := g.scale(c)
	within := min(g.UsedQuarters, max(g.AvailableQuarters, 0))
	c.rect("pic-left", s.at(0), top, s.of(g.AvailableQuarters)-s.at(0), height)
	c.rect("pic-used", s.at(0), top, s.of(within)-s.at(0), height)
	c.filled("pic-over", "hatch", s.of(g.AvailableQuarters), top, s.of(g.UsedQuarters)-s.of(g.AvailableQuarters), height)
	c.grow(top + height + 1)
}

func (g Gauge) strip(c *canvas) {
	g.bar(c, 3, 10)
	g.mark(c, 1, 15)
	c.grow(16)
}

// mark draws where the pace stands.
func (g Gauge) mark(c *canvas, top, bottom float64) (x float64) {
	x = g.scale(c).of(g.ExpectedQuarters)
	if g.ExpectedQuarters >= 0 {
		c.line("pic-mark-halo", x, top, x, bottom)
		c.line("pic-mark", x, top, x, bottom)
	}
	return x
}

func (g Gauge) draw(v *voice, c *canvas) {
	used := v.say("gauge.used") + " " + v.l.Quarters(g.UsedQuarters)
	rest := v.say("gauge.left") + " " + v.l.Quarters(g.left())
	if g.over() > 0 {
		rest = v.say("gauge.excess") + " " + v.l.Quarters(g.over())
	}
	y := c.font
	c.text("pic-text", atStart, 0, y, used)
	if c.room(used)+c.room(rest)*bold+c.font > c.width {
		y += c.font * 1.4
	}
	c.text("pic-strong", atEnd, c.width, y, rest)
	top, height := y+8, 20.0
	g.bar(c, top, height)
	g.hours(c, top, height)
	if g.ExpectedQuarters < 0 {
		return
	}
	x := g.mark(c, top-3, top+height+5)
	c.beside("pic-muted", x, top+height+5+c.font, v.say("gauge.expected")+" "+v.l.Quarters(g.ExpectedQuarters))
}

// hours cuts the bar at whole hours, at tens of them where they would be too
// close.
func (g Gauge) hours(c *canvas, top, height float64) {
	s := g.scale(c)
	for _, q := range ticks(0, int(s.to), 41, []int{4, 20}) {
		if x := s.of(q); q > 0 && x < c.width-2 {
			c.line("pic-cut", x, top, x, top+height)
		}
	}
}
