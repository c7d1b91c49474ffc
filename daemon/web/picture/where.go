package picture

import (
	"cmp"
	"html/template"
	"slices"

	"permanence/templates"
)

// Where is where time goes: the parts that took most, as bars.
type Where struct {
	Parts []Part // in any order
}

// Part is one subject, or ticket, with its counted time.
type Part struct {
	Name     string
	Quarters int
}

// mostParts is how many parts have a bar of their own.
const mostParts = 5

// HTML draws the bars under an id that is unique in its page.
func (w Where) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	top, total := w.top(v)
	if total <= 0 {
		return nothing(v, "where")
	}
	f := &figure{ID: id, Kind: "where", Title: v.say("where.title"), Table: w.table(v, top, total)}
	f.Caption = v.say("where.most", top[0].Name, v.l.Percent(templates.Ratio(top[0].Quarters, total)), v.l.Quarters(total))
	f.draw(wide, func(c *canvas) { w.draw(v, c, top, 220) })
	f.draw(narrow, func(c *canvas) { w.draw(v, c, top, 0) })
	return f.html(v)
}

// top are the parts that took most, the rest of them as one, and the total.
func (w Where) top(v *voice) (top []Part, total int) {
	sorted := slices.DeleteFunc(slices.Clone(w.Parts), func(p Part) bool { return p.Quarters <= 0 })
	slices.SortStableFunc(sorted, func(a, b Part) int { return cmp.Compare(b.Quarters, a.Quarters) })
	rest := Part{Name: v.say("where.rest")}
	for i, p := range sorted {
		total += p.Quarters
		if i < mostParts {
			top = append(top, p)
		} else {
			rest.Quarters += p.Quarters
		}
	}
	if rest.Quarters > 0 {
		top = append(top, rest)
	}
	return top, total
}

func (w Where) table(v *voice, top []Part, total int) table {
	t := table{Columns: append(words(v.say("where.subject")), numbers(v.say("where.time"), v.say("where.share"))...)}
	for _, p := range top {
		t.Rows = append(t.Rows, []string{p.Name, v.l.Quarters(p.Quarters), v.l.Percent(templates.Ratio(p.Quarters, total))})
	}
	return t
}

// draw writes the names on the left of the bars, or above them where there is
// no column for names.
func (w Where) draw(v *voice, c *canvas, top []Part, names float64) {
	most, room := 1, 0.0
	for _, p := range top {
		most, room = max(most, p.Quarters), max(room, c.room(v.l.Quarters(p.Quarters))*bold)
	}
	s := scale{0, float64(most), names, c.width - room - 8}
	y := 0.0
	for i, p := range top {
		base := y + c.font
		if names == 0 {
			c.text("pic-text", atStart, 0, base, c.fit(p.Name, c.width))
			base += c.font * 1.45
		} else {
			c.text("pic-text", atEnd, names-8, base, c.fit(p.Name, names-8))
		}
		class := "pic-used"
		if i == mostParts {
			class = "pic-left"
		}
		c.rect(class, names+0.5, base-c.font+1, max(s.of(p.Quarters)-names, 2), c.font)
		c.text("pic-strong", atStart, max(s.of(p.Quarters), names+2)+7, base, v.l.Quarters(p.Quarters))
		y = base + c.font*0.75
	}
}
