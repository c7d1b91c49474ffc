package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

func (a *API) exchanges() []Operation {
	return []Operation{
		post("/exchanges/{id}/cancel", "cancelAnswer", "Take back an answer that has not left; its time is compensated.", people.TicketsWrite, a.cancelAnswer),
		post("/exchanges/{id}/send", "sendAnswer", "Send an answer that is held, as it is or with other words.", people.TicketsWrite, a.sendAnswer),
	}
}

func (a *API) cancelAnswer(ctx context.Context, c desk.Caller, in identified) (nothing, error) {
	return nothing{}, a.desk.CancelAnswer(ctx, in.ID, c.Name())
}

type sendAnswer struct {
	identified
	Text string `json:"text,omitempty"`
}

func (a *API) sendAnswer(ctx context.Context, c desk.Caller, in sendAnswer) (leaving, error) {
	at, err := a.desk.SendAnswer(ctx, in.ID, in.Text, c.Name())
	return leavingAt(at), err
}
