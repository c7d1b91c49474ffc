package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

// texts are canned answers and macros.
func (a *API) texts() []Operation {
	return []Operation{
		get("/canned", "listCanned", "List the canned answers that an agent may use.", people.TicketsRead, a.listCanned),
		post("/canned", "addCanned", "Add a canned answer.", people.TicketsWrite, a.addCanned).creates(),
		put("/canned/{id}", "changeCanned", "Write a canned answer anew.", people.TicketsWrite, a.changeCanned),
		remove("/canned/{id}", "removeCanned", "Remove a canned answer.", people.TicketsWrite, a.removeCanned),
		get("/canned/{id}/text", "fillCanned", "Fill a canned answer in for a ticket.", people.TicketsRead, a.fillCanned),
		get("/macros", "listMacros", "List the macros that an agent may use.", people.TicketsRead, a.listMacros),
		post("/macros", "addMacro", "Add a macro.", people.TicketsWrite, a.addMacro).creates(),
		remove("/macros/{name}", "removeMacro", "Remove a macro.", people.TicketsWrite, a.removeMacro),
	}
}

type ofAgent struct {
	paged
	Agent string `query:"agent"`
}

func (a *API) listCanned(ctx context.Context, c desk.Caller, in ofAgent) (List[desk.CannedView], error) {
	agent, err := mine(c, in.Agent)
	if err != nil {
		return List[desk.CannedView]{}, err
	}
	all, err := a.desk.CannedAnswers(ctx, agent)
	return byID(all, func(v desk.CannedView) int64 { return v.ID }, in.paged), err
}

type cannedText struct {
	Title    string `json:"title"`
	Language string `json:"language,omitempty"`
	Team     string `json:"team,omitempty"`
	Text     string `json:"text"`
}

func (t cannedText) view(id int64) desk.CannedView {
	return desk.CannedView{ID: id, Title: t.Title, Language: t.Language, Team: t.Team, Text: t.Text}
}

func (a *API) addCanned(ctx context.Context, c desk.Caller, in cannedText) (made, error) {
	id, err := a.desk.SaveCanned(ctx, in.view(0), c.Name())
	return made{id}, err
}

type changeCanned struct {
	identified
	cannedText
}

func (a *API) changeCanned(ctx context.Context, c desk.Caller, in changeCanned) (nothing, error) {
	if in.ID == 0 {
		return nothing{}, missing()
	}
	_, err := a.desk.SaveCanned(ctx, in.view(in.ID), c.Name())
	return nothing{}, err
}

func (a *API) removeCanned(ctx context.Context, c desk.Caller, in identified) (nothing, error) {
	return nothing{}, a.desk.RemoveCanned(ctx, in.ID, c.Name())
}

type fillCanned struct {
	identified
	Agent  string `query:"agent"`
	Ticket int64  `query:"ticket,required"`
}

// filledCanned is a canned answer for a ticket, and which variables have
// nothing to say there.
type filledCanned struct {
	Text  string   `json:"text"`
	Empty []string `json:"empty"`
}

func (a *API) fillCanned(ctx context.Context, c desk.Caller, in fillCanned) (filledCanned, error) {
	agent, err := agentOf(c, in.Agent)
	if err != nil {
		return filledCanned{}, err
	}
	text, empty, err := a.desk.FilledCanned(ctx, in.ID, in.Ticket, agent)
	v := filledCanned{Text: text}
	for _, variable := range empty {
		v.Empty = append(v.Empty, string(variable))
	}
	return v, err
}

func (a *API) listMacros(ctx context.Context, c desk.Caller, in ofAgent) (List[desk.MacroView], error) {
	agent, err := mine(c, in.Agent)
	if err != nil {
		return List[desk.MacroView]{}, err
	}
	all, err := a.desk.Macros(ctx, agent)
	return byID(all, func(v desk.MacroView) int64 { return v.ID }, in.paged), err
}

type addMacro struct {
	Name      string   `json:"name"`
	Team      string   `json:"team,omitempty"`
	Canned    int64    `json:"canned,omitempty"`
	Then      string   `json:"then,omitempty" words:"wait resolve"`
	Minutes   int      `json:"minutes,omitempty"`
	TimeKind  string   `json:"time_kind,omitempty" words:"counted offered out-of-package internal"`
	HandAgent string   `json:"hand_agent,omitempty"`
	HandTeam  string   `json:"hand_team,omitempty"`
	Tags      []string `json:"tags,omitempty"`
}

func (a *API) addMacro(ctx context.Context, c desk.Caller, in addMacro) (made, error) {
	id, err := a.desk.SaveMacro(ctx, desk.MacroView{Name: in.Name, Team: in.Team, Canned: in.Canned, Then: in.Then, Minutes: in.Minutes,
		TimeKind: in.TimeKind, HandAgent: in.HandAgent, HandTeam: in.HandTeam, Tags: in.Tags}, c.Name())
	return made{id}, err
}

type removeMacro struct {
	Name string `path:"name"`
}

func (a *API) removeMacro(ctx context.Context, c desk.Caller, in removeMacro) (nothing, error) {
	return nothing{}, a.desk.RemoveMacro(ctx, in.Name, c.Name())
}
