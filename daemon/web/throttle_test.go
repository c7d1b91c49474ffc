package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"permanence/daemon/testhouse"
)

func wrong(t *testing.T, h *testhouse.House, login string) testhouse.Answer {
	t.Helper()
	a, err := h.Browser().Post("/login", url.Values{"login": {login}, "password": {"wrong"}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// exhaust fails until there is a pause, and gives what was said each time.
func exhaust(t *testing.T, h *testhouse.House, login string) (answers []testhouse.Answer) {
	t.Helper()
	for range 10 {
		answers = append(answers, wrong(t, h, login))
		h.Jump(9 * time.Second) // longer than each delay before the pause
	}
	return append(answers, wrong(t, h, login))
}

func TestALoginIsPausedAfterTenFailuresWhetherAnybodyHasItOrNot(t *testing.T) {
	h := house(t)
	known, unknown := exhaust(t, h, marie), exhaust(t, h, "nobody@durand.example")
	for i := range known {
		if known[i].Status != unknown[i].Status || strings.ReplaceAll(known[i].Body, marie, "") != strings.ReplaceAll(unknown[i].Body, "nobody@durand.example", "") {
			t.Errorf("try %d differs: %d and %d", i+1, known[i].Status, unknown[i].Status)
		}
	}
	last := known[len(known)-1]
	if last.Status != http.StatusTooManyRequests || !strings.Contains(last.Body, "support@permanence.example") || !strings.Contains(last.Body, "attendez 15 minutes") {
		t.Errorf("%d\n%s", last.Status, last.Body)
	}
	if _, err := h.Visit(strings.ToUpper(marie)); err == nil {
		t.Error("the right password in capitals is looked at in the pause")
	}
	if _, err := h.Visit(emma); err != nil {
		t.Errorf("somebody else is kept out: %v", err)
	}
	h.Jump(15 * time.Minute)
	visit(t, h, marie)
	if a := wrong(t, h, marie); a.Status != http.StatusUnauthorized {
		t.Errorf("a failure after coming in: %d", a.Status)
	}
}

func TestAPauseOutlivesARestart(t *testing.T) {
	h := house(t)
	exhaust(t, h, marie)
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	h.Config.Web.Listen = strings.TrimPrefix(h.Web, "http://")
	if err := h.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Visit(marie); err == nil {
		t.Error("a restart opens the door")
	}
}

func TestOneNetworkThatTriesManyLoginsIsPaused(t *testing.T) {
	h := house(t)
	h.Freeze()
	refused := 0
	for i := range 40 {
		if wrong(t, h, number(int64(i))+"@durand.example").Status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused != 9 {
		t.Errorf("%d refused", refused)
	}
}

func TestManyTriesAtOnceCountEach(t *testing.T) {
	h := house(t)
	h.Freeze()
	statuses := make(chan int)
	for range 20 {
		go func() {
			a, err := h.Browser().Post("/login", url.Values{"login": {marie}, "password": {"wrong"}})
			if err != nil {
				t.Error(err)
			}
			statuses <- a.Status
		}()
	}
	looked := 0
	for range 20 {
		if <-statuses == http.StatusUnauthorized {
			looked++
		}
	}
	if looked != 6 {
		t.Errorf("%d of 20 were looked at", looked)
	}
}

func TestAPresentPasswordIsNotGuessedInAnOpenSession(t *testing.T) {
	h := house(t)
	h.Freeze()
	b := visit(t, h, marie)
	for range 6 {
		post(t, b, "/password", url.Values{"present": {"wrong"}, "password": {"quatre mots sans lien"}, "again": {"quatre mots sans lien"}}, http.StatusUnprocessableEntity)
	}
	post(t, b, "/password", url.Values{"present": {"of " + marie}, "password": {"quatre mots sans lien"}, "again": {"quatre mots sans lien"}}, http.StatusUnprocessableEntity)
}

func TestASessionIsKeptWhereTheClockIsYearsAhead(t *testing.T) {
	h, err := testhouse.Open(t.Context(), "", testhouse.Options{Pages: true, Moment: testhouse.Wednesday().AddDate(5, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	page(t, visit(t, h, marie), "/", http.StatusOK)
}
