package space

import (
	"net/http"

	"permanence/daemon/desk"
)

// Home is the first page: where the package stands, and what waits (C3).
func (s Screens) Home(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	h, err := s.Desk.ClientHome(r.Context(), v)
	if err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "home", h)
}
