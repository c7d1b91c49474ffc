package api

import (
	"context"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
)

func (a *API) rota() []Operation {
	return []Operation{
		get("/duty", "getDuty", "Say which team is on duty: now, or from a day on.", people.PeopleRead, a.getDuty),
		get("/rota/{year}/{month}", "getRotaMonth", "Show the calendar of duty of a month.", people.PeopleRead, a.getRotaMonth),
		get("/absences", "listAbsences", "List the absences of today and later, or from a day on.", people.PeopleRead, a.listAbsences),
		post("/absences", "addAbsence", "Say that an agent is away; the substitute is told what the agent would be.", people.PeopleWrite, a.addAbsence).creates(),
		remove("/absences/{id}", "removeAbsence", "Take an absence away; one that has begun ended yesterday.", people.PeopleWrite, a.removeAbsence),
		get("/closures", "listClosures", "List the days on which the desk is closed.", people.PeopleRead, a.listClosures),
		post("/closures", "addClosure", "Close the desk on some days.", people.Admin, a.addClosure).creates(),
	}
}

type getDuty struct {
	From rota.Date `query:"from"`
	Days int       `query:"days"`
}

// dutyList is days of duty, each after the other.
type dutyList struct {
	Items []desk.DutyView `json:"items"`
}

func (a *API) getDuty(ctx context.Context, _ desk.Caller, in getDuty) (dutyList, error) {
	if in.From.IsZero() {
		now, err := a.desk.DutyNow(ctx)
		return dutyList{[]desk.DutyView{now}}, err
	}
	all, err := a.desk.DutyOn(ctx, in.From, min(max(in.Days, 1), maxPage))
	return dutyList{all}, err
}

type getRotaMonth struct {
	Year     int    `path:"year"`
	Month    int    `path:"month"`
	Language string `query:"language" words:"fr en"`
}

// rotaMonth is all days of a month.
type rotaMonth struct {
	Items []desk.RotaDay `json:"items"`
}

func (a *API) getRotaMonth(ctx context.Context, _ desk.Caller, in getRotaMonth) (rotaMonth, error) {
	if in.Year < 2000 || in.Year > 2199 || in.Month < 1 || in.Month > 12 {
		return rotaMonth{}, missing()
	}
	all, err := a.desk.RotaMonth(ctx, in.Year, time.Month(in.Month), in.Language)
	return rotaMonth{all}, err
}

type listAbsences struct {
	ofAgent
	From rota.Date `query:"from"`
}

func (a *API) listAbsences(ctx context.Context, _ desk.Caller, in listAbsences) (List[desk.AbsenceView], error) {
	all, err := a.desk.Absences(ctx, in.Agent, in.From)
	return byID(all, func(v desk.AbsenceView) int64 { return v.ID }, in.paged), err
}

type addAbsence struct {
	Agent      string    `json:"agent"`
	From       rota.Date `json:"from"`
	To         rota.Date `json:"to,omitempty"`
	Substitute string    `json:"substitute,omitempty"`
}

func (a *API) addAbsence(ctx context.Context, c desk.Caller, in addAbsence) (made, error) {
	id, err := a.desk.AddAbsence(ctx, desk.AbsenceView{Agent: in.Agent, From: in.From, To: in.To, Substitute: in.Substitute}, c.Name())
	return made{id}, err
}

func (a *API) removeAbsence(ctx context.Context, c desk.Caller, in identified) (nothing, error) {
	return nothing{}, a.desk.RemoveAbsence(ctx, in.ID, c.Name())
}

// closureList is the days on which the desk is closed; those of the settings
// have no id.
type closureList struct {
	Items []desk.ClosureView `json:"items"`
}

func (a *API) listClosures(ctx context.Context, _ desk.Caller, _ nothing) (closureList, error) {
	all, err := a.desk.Closures(ctx)
	return closureList{all}, err
}

type addClosure struct {
	From rota.Date `json:"from"`
	To   rota.Date `json:"to,omitempty"`
	Text string    `json:"text,omitempty"`
}

func (a *API) addClosure(ctx context.Context, c desk.Caller, in addClosure) (made, error) {
	if in.To.IsZero() {
		in.To = in.From
	}
	id, err := a.desk.AddClosure(ctx, rota.Closure{From: in.From, To: in.To, Text: in.Text}, c.Name())
	return made{id}, err
}
