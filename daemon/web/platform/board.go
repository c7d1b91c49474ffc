package platform

import (
	"html/template"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
	"permanence/daemon/web/picture"
)

// boardPage is what A12 shows.
type boardPage struct {
	desk.Board
	Before  string // address of the week before
	After   string // of the week after; "" where that is to come
	Ages    template.HTML
	Load    template.HTML
	Answers template.HTML
}

// Board is how the desk fares (A12). The address may name a day of the week of
// the first answers: ?day=2026-11-25.
func (s Screens) Board(w http.ResponseWriter, r *http.Request, _ desk.Visitor) error {
	b, err := s.Desk.Board(r.Context(), dateOf(r.URL.Query().Get("day")))
	if err != nil {
		return err
	}
	p := boardPage{Board: b, Before: page.Address("/board", "day", b.From.AddDays(-7).String())}
	if next := b.From.AddDays(7); !next.After(s.today()) {
		p.After = page.Address("/board", "day", next.String())
	}
	if err := s.drawBoard(r, &p); err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "board", p)
}

func (s Screens) drawBoard(r *http.Request, p *boardPage) (err error) {
	l := s.Words(r)
	var ages picture.Ages
	for _, row := range p.Board.Ages {
		name, err := l.Word("board", "state", row.State)
		if err != nil {
			return err
		}
		ages.Rows = append(ages.Rows, picture.AgeRow{State: name, Count: row.Count})
	}
	var load picture.Load
	for _, a := range p.Agents {
		load.Agents = append(load.Agents, picture.AgentLoad(a))
	}
	var answers picture.FirstAnswers
	for _, a := range p.Board.Answers {
		answers.Answers = append(answers.Answers, picture.FirstAnswer(a))
	}
	if p.Ages, err = ages.HTML("ages", l); err != nil {
		return err
	}
	if p.Load, err = load.HTML("load", l); err != nil {
		return err
	}
	p.Answers, err = answers.HTML("answers", l)
	return err
}
