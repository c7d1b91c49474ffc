package api

import (
	"context"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
)

func (a *API) contracts() []Operation {
	return []Operation{
		get("/contracts", "listContracts", "List the contracts of a client, or of all.", people.ClientsRead, a.listContracts),
		get("/contracts/{contract}", "getContract", "Show a contract.", people.ClientsRead, a.getContract),
		post("/contracts", "addContract", "Add a contract.", people.ClientsWrite, a.addContract).creates(),
		put("/contracts/{contract}/end", "endContract", "Give a contract its last day.", people.ClientsWrite, a.endContract),
		put("/contracts/{contract}/deputies/{address}", "addDeputy", "Let another contact of the client open tickets too.", people.ClientsWrite, a.addDeputy),
		put("/contracts/{contract}/package", "changePackage", "Change a contract's package or rate from a date on; the technical contact is told.", people.PackagesWrite, a.changePackage),
	}
}

func (a *API) listContracts(ctx context.Context, _ desk.Caller, in ofClient) (List[desk.ContractView], error) {
	all, err := a.desk.Contracts(ctx, in.Client)
	return byID(all, func(v desk.ContractView) int64 { return v.ID }, in.paged), err
}

type theContract struct {
	Contract string `path:"contract"`
}

func (a *API) getContract(ctx context.Context, _ desk.Caller, in theContract) (desk.ContractView, error) {
	return a.desk.Contract(ctx, in.Contract)
}

type addContract struct {
	Client          string        `json:"client"`
	Ref             string        `json:"ref,omitempty"`
	Start           contract.Date `json:"start,omitempty"`
	End             contract.Date `json:"end,omitempty"`
	Period          string        `json:"period,omitempty" words:"month quarter semester year"`
	Rounding        string        `json:"rounding,omitempty" words:"ticket entry ticket-day"`
	Carry           string        `json:"carry,omitempty" words:"unlimited capped expires"`
	CarryQuarters   int           `json:"carry_quarters,omitempty"`
	CarryPeriods    int           `json:"carry_periods,omitempty"`
	PackageQuarters int           `json:"package_quarters"`
	RateCents       int           `json:"rate_cents"`
	Technical       string        `json:"technical_contact"`
	Deputies        []string      `json:"deputies,omitempty"`
	Sales           string        `json:"sales_contact,omitempty"`
}

// addedContract is the contract that was added.
type addedContract struct {
	Ref string `json:"ref"`
}

func (a *API) addContract(ctx context.Context, c desk.Caller, in addContract) (addedContract, error) {
	n := desk.NewContract{Client: in.Client, Ref: in.Ref, Start: in.Start, End: in.End, Period: contract.PeriodLength(in.Period),
		Rounding:        contract.Rounding(in.Rounding),
		Carry:           contract.Carry{Kind: contract.CarryKind(in.Carry), Quarters: in.CarryQuarters, Periods: in.CarryPeriods},
		PackageQuarters: in.PackageQuarters, RateCents: in.RateCents, Technical: in.Technical, Deputies: in.Deputies, Sales: in.Sales}
	if n.Period == "" {
		n.Period = contract.Month
	}
	if n.Carry.Kind == "" {
		n.Carry.Kind = contract.CarryUnlimited
	}
	ref, err := a.desk.AddContract(ctx, n, c.Name())
	return addedContract{ref}, err
}

type endContract struct {
	theContract
	End contract.Date `json:"end"`
}

func (a *API) endContract(ctx context.Context, c desk.Caller, in endContract) (nothing, error) {
	return nothing{}, a.desk.EndContract(ctx, in.Contract, in.End, c.Name())
}

type addDeputy struct {
	theContract
	Address string `path:"address"`
}

func (a *API) addDeputy(ctx context.Context, c desk.Caller, in addDeputy) (nothing, error) {
	return nothing{}, a.desk.AddDeputy(ctx, in.Contract, in.Address, c.Name())
}

type changePackage struct {
	theContract
	From            contract.Date `json:"from"`
	PackageQuarters *int          `json:"package_quarters,omitempty"`
	RateCents       *int          `json:"rate_cents,omitempty"`
}

func (a *API) changePackage(ctx context.Context, c desk.Caller, in changePackage) (nothing, error) {
	if in.PackageQuarters == nil && in.RateCents == nil {
		return nothing{}, problem(codeField, "give package_quarters or rate_cents")
	}
	held, err := a.desk.VersionOf(ctx, in.Contract, in.From)
	if err != nil {
		return nothing{}, err
	}
	next := contract.Version{From: in.From, PackageQuarters: held.PackageQuarters, RateCents: held.RateCents}
	if in.PackageQuarters != nil {
		next.PackageQuarters = *in.PackageQuarters
	}
	if in.RateCents != nil {
		next.RateCents = *in.RateCents
	}
	return nothing{}, a.desk.ChangePackage(ctx, held.ContractID, next, c.Name())
}
