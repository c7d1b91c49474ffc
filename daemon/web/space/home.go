package space

import (
	"net/http"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
	"permanence/daemon/web/picture"
)

// homePage is what C3 shows.
type homePage struct {
	desk.ClientHome
	Courses []page.Course
}

// Home is the first page: where the package stands, and what waits (C3).
func (s Screens) Home(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	h, err := s.Desk.ClientHome(r.Context(), v)
	if err != nil {
		return err
	}
	p := homePage{ClientHome: h}
	if p.Courses, err = page.Courses(s.Words(r), "package", h.Packages, picture.GaugeLarge, page.GaugeOnly); err != nil {
		return err
	}
	return s.Show(w, r, http.StatusOK, "home", p)
}
