package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

func (a *API) packages() []Operation {
	return []Operation{
		get("/packages", "listPackages", "Show where a client's packages stand, with their ledgers; a contact its own client's.", people.PackagesRead, a.listPackages).forAll(),
		post("/clients/{client}/adjustments", "adjustPackage", "Write a gesture or a correction into a ledger, for a reason.", people.PackagesWrite, a.adjustPackage),
	}
}

type listPackages struct {
	Client   string `query:"client"`
	Contract string `query:"contract"`
}

// packageList is the packages of one client.
type packageList struct {
	Items []desk.PackageView `json:"items"`
}

func (a *API) listPackages(ctx context.Context, c desk.Caller, in listPackages) (packageList, error) {
	if c.IsContact() {
		if in.Client != "" || in.Contract != "" {
			return packageList{}, problem(codeField, "client and contract are not for tokens of contacts")
		}
		return a.ownPackages(ctx, c)
	}
	if in.Client == "" {
		return packageList{}, problem(codeField, "client is missing")
	}
	all, err := a.desk.Packages(ctx, in.Client, in.Contract)
	return packageList{all}, err
}

// ownPackages are the packages of a contact's client as the client space shows
// them: their ledgers name no agent.
func (a *API) ownPackages(ctx context.Context, c desk.Caller) (own packageList, err error) {
	all, err := a.desk.ClientCourses(ctx, c.Client)
	for _, course := range all {
		for i := range course.Lines {
			course.Lines[i].Agent = ""
		}
		own.Items = append(own.Items, course.PackageView)
	}
	return own, err
}

type adjustPackage struct {
	theClient
	Contract string `json:"contract,omitempty"`
	Quarters int    `json:"quarters"`
	Reason   string `json:"reason"`
}

func (a *API) adjustPackage(ctx context.Context, c desk.Caller, in adjustPackage) (nothing, error) {
	return nothing{}, a.desk.AdjustPackage(ctx, in.Client, in.Contract, in.Quarters, in.Reason, c.Name())
}
