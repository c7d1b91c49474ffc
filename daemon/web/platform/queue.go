package platform

import (
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/desk/search"
	"permanence/daemon/web/page"
)

// queuePage is what A1 and A9 show.
type queuePage struct {
	page.List
	Views  []view
	Orders []order
	Duty   desk.DutyView
	Origin origin
}

// view is a list with its count, as a link.
type view struct {
	desk.FoundView
	Address string
	Here    bool
}

// order is a way to sort, as a link.
type order struct {
	Key     search.Order
	Address string
	Here    bool
}

// Queue is the work of the day: the agent's views with their counts, and the
// list of the one that is chosen, or of what was looked for (A1, A9).
func (s Screens) Queue(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	scope := desk.Scope{AgentID: v.Agent.ID}
	all, err := s.Desk.Views(r.Context(), v.Agent.ID)
	if err != nil {
		return err
	}
	p, text, values := queuePage{}, "", r.URL.Query()
	for i, f := range all {
		key := f.Key
		if key == "" {
			key = keptKey(f.Name)
		}
		here := !values.Has("q") && (values.Get("view") == key || values.Get("view") == "" && i == 0)
		if here {
			values.Set("view", key)
			text = f.Query.String(s.Language(r))
		}
		p.Views = append(p.Views, view{FoundView: f, Address: page.Address("/tickets", "view", key), Here: here})
	}
	p.Origin = listOf(values)
	if p.List, err = s.Find(r, scope, text); err != nil {
		return err
	}
	for _, o := range []search.Order{search.ByLast, search.ByWaiting, search.ByNumber, search.ByCounted} {
		p.Orders = append(p.Orders, order{Key: o, Address: page.Address("/tickets", "view", values.Get("view"), "q", values.Get("q"), "order", string(o)), Here: o == p.Order})
	}
	if p.Duty, err = s.Desk.DutyNow(r.Context()); err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "queue", p)
}
