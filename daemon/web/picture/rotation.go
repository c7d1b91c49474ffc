package picture

import (
	"html/template"
	"slices"
	"strconv"
	"time"

	"permanence/daemon/desk/rota"
	"permanence/templates"
)

// Rotation is which team is on duty on the working days of a month, as a
// calendar from Monday to Friday, or as a list where that is too narrow (R16).
type Rotation struct {
	Days  []RotationDay // of one month; days that are missing stay empty
	Today rota.Date     // outlined where it is among the days
}

// RotationDay is one day of a rotation.
type RotationDay struct {
	Day      rota.Date
	Team     string // "" where nobody is on duty
	Initials string // what stands for the team in the calendar
	Off      string // why the day is no working day, a holiday's name; "" where it is one
}

// HTML draws the month under an id that is unique in its page.
func (r Rotation) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	days := r.shown()
	if !slices.ContainsFunc(days, func(d RotationDay) bool { return d.Team != "" }) {
		return nothing(v, "rotation")
	}
	f := &figure{ID: id, Kind: "rotation", Table: r.table(v, days)}
	f.Title, f.Caption = v.say("rotation.title", v.month(days[0].Day)), r.caption(v, days)
	f.draw(wide, func(c *canvas) { r.draw(v, c, days) })
	f.draw(narrow, func(c *canvas) { r.list(v, c, days) })
	return f.html(v)
}

// shown are the days from Monday to Friday, in order.
func (r Rotation) shown() []RotationDay {
	days := slices.DeleteFunc(slices.Clone(r.Days), func(d RotationDay) bool {
		return d.Day.Weekday() == time.Saturday || d.Day.Weekday() == time.Sunday
	})
	slices.SortFunc(days, func(a, b RotationDay) int { return a.Day.Compare(b.Day) })
	return days
}

func (r Rotation) caption(v *voice, days []RotationDay) string {
	for _, d := range days {
		switch {
		case d.Day != r.Today:
		case d.Off != "":
			return v.say("rotation.closed", v.day(d.Day), d.Off)
		case d.Team != "":
			return v.say("rotation.today", v.day(d.Day), d.Team)
		default:
			return v.say("rotation.closed", v.day(d.Day), v.say("rotation.gap"))
		}
	}
	return v.say("rotation.else", v.month(days[0].Day))
}

// who is what stands in the list for a day.
func (r Rotation) who(v *voice, d RotationDay) string {
	switch {
	case d.Off != "":
		return d.Off
	case d.Team == "":
		return v.say("rotation.gap")
	}
	return d.Team
}

func (r Rotation) table(v *voice, days []RotationDay) table {
	t := table{Columns: words(v.say("rotation.day"), v.say("rotation.initials"), v.say("rotation.team"))}
	for _, d := range days {
		name := v.day(d.Day)
		if d.Day == r.Today {
			name += " (" + v.say("rotation.now") + ")"
		}
		t.Rows = append(t.Rows, []string{name, d.Initials, r.who(v, d)})
	}
	return t
}

const workWeek = 5 // days from Monday to Friday

func (r Rotation) draw(v *voice, c *canvas, days []RotationDay) {
	width := (c.width - 3) / workWeek
	height := c.font*2 + 22
	for i := range workWeek {
		c.text("pic-muted", atStart, 1.5+float64(i)*width+6, c.font, v.say("weekday."+strconv.Itoa(i+1)))
	}
	first := days[0].Day
	monday := first.AddDays(-(int(first.Weekday()) - 1))
	var today *point
	for _, d := range days {
		week := d.Day.DaysSince(monday) / 7
		at := point{1.5 + float64(d.Day.Weekday()-1)*width, c.font + 8 + float64(week)*height}
		r.day(v, c, d, at, width, height)
		if d.Day == r.Today {
			today = &at
		}
	}
	if today != nil {
		c.rect("pic-today", today.x+1, today.y+1, width-2, height-2)
	}
	c.grow(c.height + 2)
}

// day draws one cell: the number of the day, and who is on duty.
func (r Rotation) day(v *voice, c *canvas, d RotationDay, at point, width, height float64) {
	if d.Off != "" {
		c.rect("pic-off", at.x, at.y, width, height)
	}
	c.rect("pic-cell", at.x, at.y, width, height)
	c.text("pic-muted", atStart, at.x+6, at.y+c.font+4, strconv.Itoa(d.Day.Day))
	base := at.y + height - 8
	switch {
	case d.Off != "":
		c.text("pic-muted", atStart, at.x+6, base, c.fit(d.Off, width-8))
	case d.Team == "":
		c.filled("pic-over", "hatch", at.x+width-18, at.y+6, 12, 12)
		c.text("pic-alert", atStart, at.x+6, base, c.fitBold(v.say("rotation.nobody"), width-8))
	case c.room(d.Team)*bold <= width-8:
		c.text("pic-strong", atStart, at.x+6, base, d.Team)
	default:
		c.text("pic-strong", atStart, at.x+6, base, c.fitBold(d.Initials, width-8))
	}
}

// list draws a line a day, the weeks apart.
func (r Rotation) list(v *voice, c *canvas, days []RotationDay) {
	y, height, names := 2.0, c.font*1.6, c.font*5
	for i, d := range days {
		if i > 0 && d.Day.Weekday() == time.Monday {
			y += 6
		}
		if d.Off != "" {
			c.rect("pic-off", 1.5, y, c.width-3, height)
		}
		base := y + c.font*1.15
		name := v.say("weekday."+strconv.Itoa(int(d.Day.Weekday()))) + " " + strconv.Itoa(d.Day.Day)
		c.text("pic-muted", atStart, 7, base, name)
		class, room := "pic-strong", c.width-names-4
		switch {
		case d.Off != "":
			class = "pic-muted"
		case d.Team == "":
			class, room = "pic-alert", room-20
			c.filled("pic-over", "hatch", c.width-20, y+3, 13, height-6)
		}
		c.text(class, atStart, names, base, c.fitBold(r.who(v, d), room))
		if d.Day == r.Today {
			c.rect("pic-today", 1.5, y, c.width-3, height)
		}
		y += height
	}
	c.grow(y + 2)
}
