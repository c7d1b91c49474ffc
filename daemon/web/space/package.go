package space

import (
	"net/http"

	"permanence/daemon/desk"
)

// packagePage is what C7 shows.
type packagePage struct{ Packages []desk.PackageView }

// Package is where the client's packages stand, line by line (C7).
func (s Screens) Package(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	packages, err := s.Desk.ClientPackages(r.Context(), v.Client)
	if err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "package", packagePage{packages})
}
