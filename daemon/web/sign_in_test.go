package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"permanence/daemon/testhouse"
)

const (
	marie = "marie.durand@durand.example"
	emma  = "emma.harper@harper-blake.example"
)

func house(t *testing.T) *testhouse.House {
	t.Helper()
	h, err := testhouse.Open(t.Context(), "", testhouse.Options{Pages: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

func visit(t *testing.T, h *testhouse.House, address string) *testhouse.Browser {
	t.Helper()
	b, err := h.Visit(address)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func page(t *testing.T, b *testhouse.Browser, path string, status int) string {
	t.Helper()
	a, err := b.Get(path)
	if err != nil {
		t.Fatal(err)
	}
	if a.Status != status {
		t.Errorf("%s: %d, want %d", path, a.Status, status)
	}
	return a.Body
}

func TestWhoIsNotSignedInSeesNothingAndComesBackAfterwards(t *testing.T) {
	h := house(t)
	b := h.Browser()
	for _, path := range []string{"/", "/tickets/1001", "/package", "/password"} {
		a, err := b.Get(path)
		if err != nil {
			t.Fatal(err)
		}
		if want := "/login?next=" + url.QueryEscape(path); a.Status != http.StatusSeeOther || a.Header.Get("Location") != want {
			t.Errorf("%s: %d to %q, want %q", path, a.Status, a.Header.Get("Location"), want)
		}
	}
	a, err := b.Post("/login", url.Values{"login": {marie}, "password": {"of " + marie}, "next": {"/tickets/1001"}})
	if err != nil || a.Header.Get("Location") != "/tickets/1001" {
		t.Errorf("sent to %q, %v", a.Header.Get("Location"), err)
	}
}

func TestSigningInTellsNobodyWhoExists(t *testing.T) {
	h := house(t)
	var bodies []string
	for _, login := range []string{marie, "nobody@durand.example", "", "paul.mercier@durand.example"} {
		a, err := h.Browser().Post("/login", url.Values{"login": {login}, "password": {"wrong"}})
		if err != nil {
			t.Fatal(err)
		}
		if a.Status != http.StatusUnauthorized {
			t.Errorf("%q: %d", login, a.Status)
		}
		bodies = append(bodies, strings.ReplaceAll(a.Body, `value="`+login+`"`, `value=""`))
	}
	for _, b := range bodies[1:] {
		if b != bodies[0] {
			t.Error("the answers differ")
		}
	}
}

func TestAfterSigningInNobodyIsSentToAnotherSite(t *testing.T) {
	h := house(t)
	for _, next := range []string{"https://evil.example/", "//evil.example", "/\\evil.example", "/\tevil", "javascript:alert(1)", "evil"} {
		a, err := h.Browser().Post("/login", url.Values{"login": {marie}, "password": {"of " + marie}, "next": {next}})
		if err != nil || a.Header.Get("Location") != "/" {
			t.Errorf("%q leads to %q, %v", next, a.Header.Get("Location"), err)
		}
	}
}

func TestAnotherClientsTicketIsAsMissingAsOneThatDoesNotExist(t *testing.T) {
	h := house(t)
	m := visit(t, h, marie)
	theirs, err := h.Desk.Tickets(t.Context(), "Harper & Blake", "")
	if err != nil || len(theirs) == 0 {
		t.Fatal(len(theirs), err)
	}
	if !strings.Contains(page(t, visit(t, h, emma), "/tickets/"+number(theirs[0].Number), http.StatusOK), theirs[0].Subject) {
		t.Error("whose ticket it is does not see it")
	}
	if page(t, m, "/tickets/"+number(theirs[0].Number), http.StatusNotFound) != strings.ReplaceAll(page(t, m, "/tickets/99999999", http.StatusNotFound), "99999999", number(theirs[0].Number)) {
		t.Error("the pages differ")
	}
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	r, err := http.NewRequest(http.MethodPost, h.Web+"/logout", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	answer, err := b.Client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("status %d", answer.StatusCode)
	}
	page(t, b, "/", http.StatusOK)
}

func TestANewPasswordEndsAllOtherSessions(t *testing.T) {
	h := house(t)
	here, elsewhere := visit(t, h, marie), visit(t, h, marie)
	form := url.Values{"present": {"of " + marie}, "password": {"quatre mots sans lien"}, "again": {"quatre mots sans lien"}}
	if a, err := here.Post("/password", form); err != nil || a.Status != http.StatusSeeOther {
		t.Fatal(a.Status, err)
	}
	page(t, here, "/", http.StatusOK)
	page(t, elsewhere, "/", http.StatusSeeOther)
}

func TestSessionsEndWhenTheContactIsReplaced(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	page(t, b, "/", http.StatusOK)
	replace(t, h)
	page(t, b, "/", http.StatusSeeOther)
	if _, err := h.Visit(marie); err == nil {
		t.Error("the former contact comes in again")
	}
}
