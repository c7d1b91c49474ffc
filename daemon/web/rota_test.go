package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"permanence/daemon/desk/rota"
	"permanence/daemon/testhouse"
)

const julie = "julie.laurent@permanence.example"

func TestMissingTimeIsBookedOnItsDay(t *testing.T) {
	h := furnished(t)
	b := visit(t, h, claire)
	week := page(t, b, "/time", http.StatusOK)
	holds(t, week, "1 réponse sans temps", `name="number" value="1001"`, "Semaine précédente")
	if strings.Contains(week, "Semaine suivante") {
		t.Error("a week to come is offered")
	}
	form := url.Values{"key": {keyOn(t, week)}, "number": {"1001"}, "day": {"2026-07-01"}, "time": {"demain"}}
	body, _ := submitted(t, b, "/time", form, http.StatusUnprocessableEntity)
	holds(t, body, "Cette durée ne se lit pas", `value="demain"`)
	form.Set("minutes", "30")
	for range 2 { // the same form again books nothing
		if _, to := submitted(t, b, "/time", form, http.StatusSeeOther); to != "/time?day=2026-07-01" {
			t.Errorf("leads to %q", to)
		}
	}
	week = page(t, b, "/time?day=2026-07-01", http.StatusOK)
	holds(t, week, "Le temps est ")
	if strings.Contains(week, "réponse sans temps") {
		t.Error("time is still missing")
	}
	view, err := h.Desk.Week(t.Context(), claire, today(t))
	if err != nil || view.Days[2].Minutes != 30 {
		t.Errorf("%d minutes on the day, %v", view.Days[2].Minutes, err)
	}
	submitted(t, b, "/time", url.Values{"number": {"99999"}, "minutes": {"15"}}, http.StatusNotFound)
	form.Set("key", "another")
	form.Set("day", "2026-07-03")
	body, _ = submitted(t, b, "/time", form, http.StatusUnprocessableEntity)
	holds(t, body, "Ce jour est encore à venir")
}

func TestTheRotationShowsTheAgentsOwnDays(t *testing.T) {
	h := furnished(t)
	b := visit(t, h, claire)
	holds(t, page(t, b, "/rota", http.StatusOK), "juillet 2026", "Équipe Nord", "la fête nationale", "Du 20\u00a0juillet 2026 au 24\u00a0juillet 2026", "échange proposé", `aria-current="date"`)
	holds(t, page(t, b, "/rota?month=2026-12", http.StatusOK), "décembre 2026", "/rota?month=2027-01")
	page(t, b, "/rota?month=never", http.StatusOK)
}

func TestAnAbsenceIsNotedAndRemoved(t *testing.T) {
	h := furnished(t)
	b := visit(t, h, claire)
	for _, c := range []struct{ from, to, says string }{
		{"2026-08-10", "2026-08-01", "Ce jour ne convient pas"},
		{"2026-06-01", "", "Ce jour ne convient pas"},
		{"jamais", "", "Ce jour ne convient pas"},
		{"", "2026-08-01", "Ce jour ne convient pas"},
		{"2026-07-22", "2026-07-28", "Une absence est déjà notée"},
	} {
		body, _ := submitted(t, b, "/rota/absences", url.Values{"from": {c.from}, "to": {c.to}, "substitute": {julie}}, http.StatusUnprocessableEntity)
		holds(t, body, c.says, `value="`+c.from+`"`, `<option value="`+julie+`" selected>`)
	}
	submitted(t, b, "/rota/absences", url.Values{"from": {"2026-08-10"}, "to": {"2026-08-14"}, "substitute": {julie}}, http.StatusSeeOther)
	holds(t, page(t, b, "/rota", http.StatusOK), "Du 10\u00a0août 2026", "remplacé par Julie Laurent")
	submitted(t, visit(t, h, julie), "/rota/absences/2/remove", nil, http.StatusNotFound) // not hers
	submitted(t, b, "/rota/absences/2/remove", nil, http.StatusSeeOther)
	if strings.Contains(page(t, b, "/rota", http.StatusOK), "10\u00a0août") {
		t.Error("the absence is still there")
	}
}

func TestASwapIsProposedAndDecidedByTheOtherSide(t *testing.T) {
	h := furnished(t)
	c, j := visit(t, h, claire), visit(t, h, julie)
	holds(t, page(t, c, "/rota/swaps/1", http.StatusOK), "Claire Moreau remplace Julie Laurent", "rendez-vous", "Accepter")
	if strings.Contains(page(t, j, "/rota/swaps/1", http.StatusOK), "Accepter") {
		t.Error("who asked may accept")
	}
	page(t, c, "/rota/swaps/99", http.StatusNotFound)
	submitted(t, c, "/rota/swaps/1", url.Values{"act": {"accept"}}, http.StatusSeeOther)
	holds(t, page(t, c, "/rota", http.StatusOK), "échange accepté")
	body, _ := submitted(t, c, "/rota/swaps/1", url.Values{"act": {"refuse"}}, http.StatusUnprocessableEntity)
	holds(t, body, "Une personne en a déjà décidé")

	form := url.Values{"date": {"2026-07-08"}, "with": {"agent:" + julie}, "text": {"Mot gardé"}}
	body, _ = submitted(t, c, "/rota/swaps", form, http.StatusUnprocessableEntity) // the other team's day
	holds(t, body, "Qui donne un jour", "Mot gardé", `value="2026-07-08"`, `value="agent:`+julie+`" selected`)
	form.Set("date", "2026-07-07")
	submitted(t, c, "/rota/swaps", form, http.StatusSeeOther)
	submitted(t, c, "/rota/swaps/2", url.Values{"act": {"withdraw"}}, http.StatusSeeOther)
	holds(t, page(t, c, "/rota/swaps/2", http.StatusOK), "échange retiré")
	submitted(t, c, "/rota/swaps/2", url.Values{"act": {"dance"}}, http.StatusNotFound)
}

func TestACalendarIsReadByItsTokenAlone(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	body, _ := submitted(t, b, "/rota/calendar", nil, http.StatusOK)
	at := regexp.MustCompile(regexp.QuoteMeta(h.Web) + `(/calendar/[A-Z2-7]+\.ics)`).FindStringSubmatch(body)
	if at == nil {
		t.Fatal("no address is shown")
	}
	a, err := h.Browser().Get(at[1])
	if err != nil {
		t.Fatal(err)
	}
	if a.Status != http.StatusOK || a.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || a.Header.Get("Set-Cookie") != "" {
		t.Errorf("%d %v", a.Status, a.Header)
	}
	holds(t, a.Body, "BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20260703", "Équipe Nord")
	team, err := h.Browser().Get(at[1] + "?team=" + url.QueryEscape("Équipe Sud"))
	if err != nil || !strings.Contains(team.Body, "DTSTART;VALUE=DATE:20260702") {
		t.Errorf("the team's: %d, %v", team.Status, err)
	}
	submitted(t, b, "/rota/calendar", nil, http.StatusOK) // ends the one before
	for _, path := range []string{at[1], "/calendar/" + strings.Repeat("A", 26) + ".ics", "/calendar/x", "/calendar/.ics"} {
		page(t, h.Browser(), path, http.StatusNotFound)
	}
}

func TestTheBoardShowsAgesLoadAndFirstAnswers(t *testing.T) {
	h := furnished(t)
	b := visit(t, h, claire)
	holds(t, page(t, b, "/board", http.StatusOK), "À traiter", "Karim Benali", "Semaine du 29\u00a0juin 2026", "médiane")
	holds(t, page(t, b, "/board?day=2025-01-01", http.StatusOK), "Aucune première réponse", "Semaine suivante")
}

// today is the day on which a house begins.
func today(t *testing.T) rota.Date {
	t.Helper()
	return rota.DateOf(testhouse.Wednesday(), testhouse.Wednesday().Location())
}
