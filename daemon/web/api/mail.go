package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

func (a *API) mail() []Operation {
	return []Operation{
		get("/mail", "listMail", "List the mail that is in quarantine.", people.MailRead, a.listMail),
		get("/mail/{id}", "getMail", "Show a mail: what was decided, why, and what followed.", people.MailRead, a.getMail),
		post("/mail/{id}/release", "releaseMail", "Let a held mail in, and its sender from now on where asked.", people.MailWrite, a.releaseMail),
		post("/mail/{id}/reject", "rejectMail", "Say that a held mail is not let in.", people.MailWrite, a.rejectMail),
	}
}

func (a *API) listMail(ctx context.Context, _ desk.Caller, in paged) (List[desk.MailView], error) {
	all, err := a.desk.Mails(ctx, desk.MailFilter{Quarantine: true})
	return byID(all, func(v desk.MailView) int64 { return v.ID }, in), err
}

func (a *API) getMail(ctx context.Context, _ desk.Caller, in identified) (desk.MailView, error) {
	return a.desk.Mail(ctx, in.ID)
}

type releaseMail struct {
	identified
	Register bool `json:"register,omitempty"`
}

func (a *API) releaseMail(ctx context.Context, c desk.Caller, in releaseMail) (nothing, error) {
	return nothing{}, a.desk.Release(ctx, in.ID, in.Register, c.Name())
}

func (a *API) rejectMail(ctx context.Context, c desk.Caller, in identified) (nothing, error) {
	return nothing{}, a.desk.Reject(ctx, in.ID, c.Name())
}
