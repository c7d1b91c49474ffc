package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

func (a *API) files() []Operation {
	return []Operation{
		get("/files/{id}", "getFile", "Download a file of an exchange. Its bytes are a stranger's.", people.TicketsRead, a.getFile).forAll(),
	}
}

func (a *API) getFile(ctx context.Context, c desk.Caller, in identified) (desk.FileContent, error) {
	return a.desk.File(ctx, scopeOf(c), in.ID)
}
