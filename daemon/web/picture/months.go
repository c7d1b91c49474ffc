package picture

import (
	"html/template"
	"strconv"

	"permanence/daemon/desk/contract"
	"permanence/templates"
)

// Months is what was used month by month, against what was subscribed. Time
// beyond the package is hatched on top of a month's bar.
type Months struct {
	Months []contract.MonthFigures // the oldest first, twelve as a rule
}

// HTML draws the bars under an id that is unique in its page.
func (m Months) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	if len(m.Months) == 0 {
		return nothing(v, "months")
	}
	f := &figure{ID: id, Kind: "months", Title: v.say("months.title"), Caption: m.caption(v), Table: m.table(v)}
	f.draw(wide, func(c *canvas) { m.draw(v, c, 200) })
	f.draw(narrow, func(c *canvas) { m.draw(v, c, 170) })
	return f.html(v)
}

// totalOf is what counts in a month, in the package and out of it.
func totalOf(m contract.MonthFigures) int { return m.ConsumedQuarters + m.OutsideQuarters }

// sums are the quarters of all months.
func (m Months) sums() (used, subscribed, over int) {
	for _, month := range m.Months {
		used += totalOf(month)
		subscribed += month.SubscribedQuarters
		over += month.OverageQuarters
	}
	return used, subscribed, over
}

func (m Months) caption(v *voice) string {
	used, subscribed, over := m.sums()
	key := "months.within"
	if over > 0 {
		key = "months.beyond"
	}
	return v.say(key, v.l.Quarters(used), v.l.Quarters(subscribed), v.l.Quarters(over))
}

// named is the month of its first day; with the days, where it begins within one.
func (m Months) named(v *voice, month contract.MonthFigures) string {
	from, to := month.Start, month.End
	if from.Day == 1 {
		return v.month(from)
	}
	return v.date(from) + " – " + v.date(to)
}

func (m Months) table(v *voice) table {
	t := table{Columns: append(words(v.say("months.month")),
		numbers(v.say("months.subscribed"), v.say("months.used"), v.say("months.over"))...)}
	for _, month := range m.Months {
		t.Rows = append(t.Rows, []string{m.named(v, month), v.l.Cell(month.SubscribedQuarters), v.l.Cell(totalOf(month)), v.l.Cell(month.OverageQuarters)})
	}
	return t
}

func (m Months) draw(v *voice, c *canvas, height float64) {
	high := hourQuarters
	for _, month := range m.Months {
		high = max(high, totalOf(month), month.SubscribedQuarters)
	}
	p := plot{left: margin(v.l, c, 0, high), right: c.width, top: 8, bottom: height}
	y := p.hoursAxis(v.l, c, 0, high)
	width := (p.right - p.left) / float64(len(m.Months))
	var subscribed []point
	for i, month := range m.Months {
		x := p.left + float64(i)*width
		m.bar(c, y, x+width*0.18, width*0.64, month)
		line := y.of(month.SubscribedQuarters)
		subscribed = append(subscribed, point{x, line}, point{x + width, line})
	}
	c.path("pic-subscribed-halo", subscribed)
	c.path("pic-subscribed", subscribed)
	m.names(v, c, p, width)
	c.legend(p.bottom+c.font*3, key{class: "pic-used", text: v.say("months.used")},
		key{class: "pic-over", pattern: "hatch", text: v.say("months.over")},
		key{class: "pic-subscribed", line: true, text: v.say("months.subscribed")})
}

// bar draws one month. Overage of a longer period stands in its last month,
// hatched as far as the month's own time goes.
func (m Months) bar(c *canvas, y scale, x, width float64, month contract.MonthFigures) {
	total := max(totalOf(month), 0)
	over := min(max(month.OverageQuarters, month.OutsideQuarters, 0), total)
	c.rect("pic-used", x, y.of(total-over), width, y.at(0)-y.of(total-over))
	c.filled("pic-over", "hatch", x, y.of(total), width, y.of(total-over)-y.of(total))
}

// names writes the months below their bars, every one where there is room.
func (m Months) names(v *voice, c *canvas, p plot, width float64) {
	every := 1 + int(c.font*3.4/width)
	for i, month := range m.Months {
		if (len(m.Months)-1-i)%every != 0 {
			continue
		}
		label := v.say("short." + strconv.Itoa(int(month.Start.Month)))
		c.beside("pic-tick", p.left+(float64(i)+0.5)*width, p.bottom+c.font+3, label)
	}
}
