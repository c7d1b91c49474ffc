package space

import (
	"fmt"
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

// Observers takes a colleague off a ticket (R5).
func (s Screens) Observers(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	if err := s.Desk.DismissObserver(r.Context(), v, number, r.PostFormValue("remove")); err != nil {
		return err
	}
	return s.Done(w, r, "saved", fmt.Sprintf("/tickets/%d", number))
}
