package space

import (
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
	"permanence/daemon/web/picture"
)

// packagePage is what C7 shows.
type packagePage struct{ Courses []page.Course }

// Package is where the client's packages stand, line by line (C7).
func (s Screens) Package(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	all, err := s.Desk.ClientCourses(r.Context(), v.Client)
	if err != nil {
		return err
	}
	courses, err := page.Courses(s.Words(r), "package", all, picture.GaugeLarge, page.Pictures)
	if err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "package", packagePage{courses})
}
