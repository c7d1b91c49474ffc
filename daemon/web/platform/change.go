package platform

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/web/page"
)

// onTicket runs a verb on the ticket that the address names and goes back to it.
func (s Screens) onTicket(w http.ResponseWriter, r *http.Request, verb func(ctx context.Context, number int64) error) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	if err := verb(r.Context(), number); err != nil {
		return err
	}
	return s.Done(w, r, "saved", cameFrom(r).ticket(number))
}

// State takes a ticket, or says where it stands.
func (s Screens) State(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	by := v.Address()
	return s.onTicket(w, r, func(ctx context.Context, number int64) error {
		switch r.PostFormValue("act") {
		case "take":
			return s.Desk.AssignTicket(ctx, number, by, "", by)
		case "resolve":
			return s.Desk.ResolveTicket(ctx, number, by)
		case "reopen":
			return s.Desk.ReopenTicket(ctx, number, by)
		case "wait":
			return s.Desk.WaitTicket(ctx, number, by)
		}
		return desk.ErrNotFound
	})
}

// Assign hands a ticket over to a person or a team.
func (s Screens) Assign(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	agent, team := handTo(r.PostFormValue("to"))
	return s.part(w, r, v, draft{Part: "assign", Text: r.PostFormValue("to")}, func(number int64) error {
		return s.Desk.AssignTicket(r.Context(), number, agent, team, v.Address())
	})
}

// handTo reads to whom a form hands something: agent:ADDRESS or team:NAME.
func handTo(text string) (agent, team string) {
	switch what, who, _ := strings.Cut(text, ":"); what {
	case "agent":
		return who, ""
	case "team":
		return "", who
	}
	return "", ""
}

// Snooze puts a ticket aside until a moment.
func (s Screens) Snooze(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	until := cmp.Or(r.PostFormValue("preset"), r.PostFormValue("until"))
	return s.part(w, r, v, draft{Part: "snooze", Text: until}, func(number int64) error {
		_, err := s.Desk.SnoozeTicket(r.Context(), number, until, v.Address())
		return err
	})
}

// Priority sets how urgent the desk holds a ticket to be.
func (s Screens) Priority(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onTicket(w, r, func(ctx context.Context, number int64) error {
		return s.Desk.SetPriority(ctx, number, ticket.Priority(r.PostFormValue("priority")), v.Address())
	})
}

// Subject renames a ticket.
func (s Screens) Subject(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	subject := r.PostFormValue("subject")
	return s.part(w, r, v, draft{Part: "subject", Text: subject}, func(number int64) error {
		return s.Desk.RenameTicket(r.Context(), number, subject, v.Address())
	})
}

// Merge lets another ticket go on with this one's exchanges.
func (s Screens) Merge(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	into := strings.TrimSpace(r.PostFormValue("into"))
	return s.part(w, r, v, draft{Part: "merge", Text: into}, func(number int64) error {
		other, err := written(into)
		if err != nil {
			return err
		}
		return s.Desk.MergeTicket(r.Context(), number, other, v.Address())
	})
}

// Observers adds somebody in copy of a ticket, or takes them off (R5).
func (s Screens) Observers(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	add := strings.TrimSpace(r.PostFormValue("add"))
	return s.part(w, r, v, draft{Part: "observers", Text: add}, func(number int64) error {
		if address := r.PostFormValue("remove"); address != "" {
			return s.Desk.RemoveObserver(r.Context(), number, address, v.Address())
		}
		return s.Desk.AddObserver(r.Context(), number, add, v.Address())
	})
}

// Approve replaces the technical contact as the ticket asks for (R3).
func (s Screens) Approve(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onTicket(w, r, func(ctx context.Context, number int64) error { return s.Desk.ApproveChange(ctx, number, v.Address()) })
}
