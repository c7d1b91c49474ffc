package picture

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strconv"

	"permanence/daemon/desk/contract"
	"permanence/templates"
)

// Radar is where the packages stand that sales will review: how soon across,
// how much of it is used upwards, its size as the size of the mark. The mark
// points up where the advice is to raise the package, down where it is to
// lower it, and is round where it is to be kept (R13).
type Radar struct {
	Contracts []RadarContract
}

// RadarContract is one contract to be reviewed.
type RadarContract struct {
	Client          string
	Days            int // to the review; below 0: overdue
	UsedPercent     int // of what was subscribed
	PackageQuarters int
	Advice          contract.Advice
}

const (
	radarSoonDays = 60  // a review is near
	radarMostDays = 184 // six months
	radarMostUsed = 200 // per cent
	fullPercent   = 100
)

// HTML draws the radar under an id that is unique in its page.
func (r Radar) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	if len(r.Contracts) == 0 {
		return nothing(v, "radar")
	}
	sorted := slices.SortedStableFunc(slices.Values(r.Contracts), func(a, b RadarContract) int { return cmp.Compare(a.Days, b.Days) })
	f := &figure{ID: id, Kind: "radar", Title: v.say("radar.title"), Caption: r.caption(v), Table: r.table(v, sorted)}
	f.draw(wide, func(c *canvas) { r.draw(v, c, sorted, 300) })
	f.draw(narrow, func(c *canvas) { r.draw(v, c, sorted, 280) })
	return f.html(v)
}

func (r Radar) caption(v *voice) string {
	count := map[contract.Advice]int{}
	for _, c := range r.Contracts {
		count[c.Advice]++
	}
	return v.count("advised", len(r.Contracts), count[contract.AdviceRaise], count[contract.AdviceLower])
}

func (r Radar) table(v *voice, sorted []RadarContract) table {
	t := table{Columns: words(v.say("radar.client"), v.say("radar.advice"))}
	t.Columns = append(t.Columns, numbers(v.say("radar.days"), v.say("radar.used"), v.say("radar.package"))...)
	for _, c := range sorted {
		t.Rows = append(t.Rows, []string{c.Client, v.l.WordOr("picture", "advice", c.Advice),
			strconv.Itoa(c.Days), v.l.Percent(c.UsedPercent), v.l.Quarters(c.PackageQuarters)})
	}
	return t
}

// radius makes the area of a mark follow the package: 1 to 400 quarters.
func (c RadarContract) radius() float64 {
	return 5 + 8*math.Sqrt(float64(min(max(c.PackageQuarters, 0), 400))/400)
}

func (r Radar) draw(v *voice, c *canvas, sorted []RadarContract, height float64) {
	p := plot{left: c.room(beyond(v)) + 10, right: c.width - 14, top: c.font * 1.6, bottom: height}
	x := scale{0, radarMostDays, p.left + 14, p.right}
	y := scale{0, radarMostUsed, p.bottom, p.top + 14}
	r.frame(v, c, p, x, y)
	taken := &places{c: c}
	for _, one := range sorted {
		at := point{x.of(one.Days), y.of(one.UsedPercent)}
		taken.mark(at, one.radius())
		r.mark(c, one, at)
	}
	for _, one := range sorted {
		taken.label(point{x.of(one.Days), y.of(one.UsedPercent)}, one.radius(), one.Client, p)
	}
	r.legend(v, c, p)
}

// frame draws the axes, the four quadrants and what they mean.
func (r Radar) frame(v *voice, c *canvas, p plot, x, y scale) {
	for _, percent := range []int{0, 50, fullPercent, 150, radarMostUsed} {
		c.line("pic-grid", p.left, y.of(percent), c.width, y.of(percent))
		label := v.l.Percent(percent)
		if percent == radarMostUsed {
			label = beyond(v)
		}
		c.text("pic-tick", atEnd, p.left-6, y.of(percent)+c.font*0.35, label)
	}
	c.line("pic-axis", p.left, y.of(fullPercent), c.width, y.of(fullPercent))
	c.line("pic-axis", x.of(radarSoonDays), p.top, x.of(radarSoonDays), p.bottom)
	c.line("pic-axis", p.left, p.bottom, c.width, p.bottom)
	for _, days := range []int{0, 30, radarSoonDays, 90, 120, 150, 180} {
		c.text("pic-tick", atMiddle, x.of(days), p.bottom+c.font+4, strconv.Itoa(days))
	}
	c.text("pic-tick", atEnd, c.width, p.bottom+c.font*2.4+2, v.say("radar.scale"))
	c.text("pic-tick", atStart, p.left, c.font, c.fit(v.say("radar.soon"), x.of(radarSoonDays)-p.left))
	c.text("pic-tick", atStart, x.of(radarSoonDays)+6, c.font, c.fit(v.say("radar.later"), c.width-x.of(radarSoonDays)-6))
	c.text("pic-tick", atEnd, c.width, y.of(fullPercent)-5, v.say("radar.above"))
	c.text("pic-tick", atEnd, c.width, y.of(fullPercent)+c.font+3, v.say("radar.below"))
}

// beyond is the end of the axis, where marks stand that lie further up.
func beyond(v *voice) string { return "≥ " + v.l.Percent(radarMostUsed) }

func (r Radar) mark(c *canvas, one RadarContract, at point) {
	radius := one.radius()
	switch one.Advice {
	case contract.AdviceRaise:
		c.shape("pic-raise", point{at.x, at.y - radius}, point{at.x + radius, at.y + radius*0.8}, point{at.x - radius, at.y + radius*0.8})
	case contract.AdviceLower:
		c.shape("pic-lower", point{at.x, at.y + radius}, point{at.x + radius, at.y - radius*0.8}, point{at.x - radius, at.y - radius*0.8})
	default:
		c.circle("pic-dot", at.x, at.y, radius)
	}
}

func (r Radar) legend(v *voice, c *canvas, p plot) {
	y, x := p.bottom+c.font*4.4, 0.0
	for _, advice := range []contract.Advice{contract.AdviceRaise, contract.AdviceLower, contract.AdviceKeep} {
		word := v.say("advice." + string(advice))
		r.mark(c, RadarContract{Advice: advice}, point{x + 6, y - 4})
		c.text("pic-muted", atStart, x+16, y, word)
		x += 16 + c.room(word) + 14
	}
	c.grow(y + 6)
}
