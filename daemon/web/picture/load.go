package picture

import (
	"html/template"
	"strconv"

	"permanence/templates"
)

// Load is what each agent of a team has: tickets under way, tickets that wait
// for the client, and the time entered today.
type Load struct {
	Agents []AgentLoad
}

// AgentLoad is what one agent has.
type AgentLoad struct {
	Name          string
	Open          int
	Waiting       int
	TodayQuarters int
}

func (a AgentLoad) tickets() int { return max(a.Open, 0) + max(a.Waiting, 0) }

// HTML draws the bars under an id that is unique in its page.
func (a Load) HTML(id string, l *templates.Language) (template.HTML, error) {
	v := &voice{l: l}
	most, total, today := a.sums()
	if total == 0 && today == 0 {
		return nothing(v, "load")
	}
	f := &figure{ID: id, Kind: "load", Title: v.say("load.title"), Caption: v.say("load.idle"), Table: a.table(v)}
	if total > 0 {
		f.Caption = v.say("load.most", most.Name, most.tickets(), total)
	}
	f.draw(wide, func(c *canvas) { a.draw(v, c, 150) })
	f.draw(narrow, func(c *canvas) { a.draw(v, c, 0) })
	return f.html(v)
}

// sums are who has most, all tickets, and all time of today in quarters.
func (a Load) sums() (most AgentLoad, total, today int) {
	for _, agent := range a.Agents {
		total += agent.tickets()
		today += max(agent.TodayQuarters, 0)
		if agent.tickets() > most.tickets() {
			most = agent
		}
	}
	return most, total, today
}

func (a Load) table(v *voice) table {
	t := table{Columns: append(words(v.say("load.agent")), numbers(v.say("load.open"), v.say("load.waiting"), v.say("load.today"))...)}
	for _, agent := range a.Agents {
		t.Rows = append(t.Rows, []string{agent.Name, strconv.Itoa(agent.Open), strconv.Itoa(agent.Waiting), v.l.Quarters(agent.TodayQuarters)})
	}
	return t
}

// draw writes the names on the left of the bars, or above them where there is
// no column for names, and the time of today on the right.
func (a Load) draw(v *voice, c *canvas, names float64) {
	most, _, _ := a.sums()
	time := c.room(v.say("load.today"))
	for _, agent := range a.Agents {
		time = max(time, c.room(v.l.Quarters(agent.TodayQuarters))*bold)
	}
	s := scale{0, float64(max(most.tickets(), 5)), names, c.width - time - 12}
	c.text("pic-muted", atEnd, c.width, c.font, v.say("load.today"))
	y := c.font * 0.6
	if names > 0 {
		y = c.font * 1.7
	}
	for _, agent := range a.Agents {
		base := y + c.font*1.2
		if names == 0 {
			c.text("pic-text", atStart, 0, base, c.fit(agent.Name, s.b))
			base += c.font * 1.6
		} else {
			c.text("pic-text", atEnd, names-8, base, c.fit(agent.Name, names-8))
		}
		a.bar(c, s, agent, base)
		c.text("pic-strong", atEnd, c.width, base, v.l.Quarters(agent.TodayQuarters))
		y = base + c.font*0.5
	}
	c.legend(y+c.font*2, key{class: "pic-used", text: v.say("load.open")}, key{class: "pic-second", pattern: "dots", text: v.say("load.waiting")})
}

// bar draws the tickets of one agent, each part with its number where it fits.
func (a Load) bar(c *canvas, s scale, agent AgentLoad, base float64) {
	height := c.font * 1.4
	top, middle, end := base-c.font*1.05, s.of(max(agent.Open, 0)), s.of(agent.tickets())
	c.rect("pic-used", s.a, top, middle-s.a, height)
	c.filled("pic-second", "dots", middle, top, end-middle, height)
	if label := strconv.Itoa(agent.Open); agent.Open > 0 && c.room(label)*bold+6 < middle-s.a {
		c.text("pic-on-heat", atEnd, middle-5, base, label)
	}
	if label := strconv.Itoa(agent.Waiting); agent.Waiting > 0 && c.room(label)+12 < end-middle {
		room := c.room(label) + 6
		c.rect("pic-plate", end-room-3, top+2, room, height-4)
		c.text("pic-text", atMiddle, end-3-room/2, base, label)
	}
}
