package platform

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strconv"
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
	return s.Done(w, r, "saved", fmt.Sprintf("/tickets/%d", number))
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
	return s.onTicket(w, r, func(ctx context.Context, number int64) error {
		what, who, _ := strings.Cut(r.PostFormValue("to"), ":")
		switch what {
		case "agent":
			return s.Desk.AssignTicket(ctx, number, who, "", v.Address())
		case "team":
			return s.Desk.AssignTicket(ctx, number, "", who, v.Address())
		}
		return desk.ErrNotFound
	})
}

// Snooze puts a ticket aside until a moment.
func (s Screens) Snooze(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onTicket(w, r, func(ctx context.Context, number int64) error {
		_, err := s.Desk.SnoozeTicket(ctx, number, cmp.Or(r.PostFormValue("preset"), r.PostFormValue("until")), v.Address())
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
	return s.onTicket(w, r, func(ctx context.Context, number int64) error {
		return s.Desk.RenameTicket(ctx, number, r.PostFormValue("subject"), v.Address())
	})
}

// Merge lets another ticket go on with this one's exchanges.
func (s Screens) Merge(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onTicket(w, r, func(ctx context.Context, number int64) error {
		into, err := strconv.ParseInt(strings.TrimSpace(r.PostFormValue("into")), 10, 64)
		if err != nil {
			return desk.ErrNotFound
		}
		return s.Desk.MergeTicket(ctx, number, into, v.Address())
	})
}

// Observers adds somebody in copy of a ticket, or takes them off (R5).
func (s Screens) Observers(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onTicket(w, r, func(ctx context.Context, number int64) error {
		if address := r.PostFormValue("remove"); address != "" {
			return s.Desk.RemoveObserver(ctx, number, address, v.Address())
		}
		return s.Desk.AddObserver(ctx, number, strings.TrimSpace(r.PostFormValue("add")), v.Address())
	})
}

// Time books time without a message.
func (s Screens) Time(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	b, err := s.booking(r, v)
	if err != nil || b.Minutes == 0 {
		return s.again(w, r, v, draft{}, cmp.Or(err, error(errTime)))
	}
	return s.onTicket(w, r, func(ctx context.Context, number int64) error {
		_, err := s.Desk.BookTime(ctx, number, b, v.Address())
		return err
	})
}

// Approve replaces the technical contact as the ticket asks for (R3).
func (s Screens) Approve(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	return s.onTicket(w, r, func(ctx context.Context, number int64) error { return s.Desk.ApproveChange(ctx, number, v.Address()) })
}
