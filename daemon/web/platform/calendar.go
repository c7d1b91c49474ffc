package platform

import (
	"net/http"
	"strings"

	"permanence/daemon/desk"
)

// calendarPath is below which calendars stand that other programs subscribe to.
const calendarPath = "/calendar/"

// RenewCalendar makes the address of the agent's calendar, and ends the one
// before it. It is shown this once.
func (s Screens) RenewCalendar(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	token, err := s.Desk.RenewCalendarToken(r.Context(), v.Address(), v.Address())
	if err != nil {
		return err
	}
	return s.showRota(w, r, v, http.StatusOK, rotaPage{Feed: s.Config.Desk.BaseURL + calendarPath + token + ".ics"})
}

// CalendarFeed is the agent's days of duty, or a team's with ?team=name, for
// whoever holds the token: no session is asked.
func (s Screens) CalendarFeed(w http.ResponseWriter, r *http.Request) error {
	token, ok := strings.CutSuffix(r.PathValue("file"), ".ics")
	if !ok {
		return desk.ErrNotFound
	}
	ics, err := s.Desk.CalendarFeed(r.Context(), token, r.URL.Query().Get("team"))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Disposition", `inline; filename="permanence.ics"`)
	_, _ = w.Write([]byte(ics)) // the reader is gone: nobody is left to tell
	return nil
}
