package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"permanence/daemon/testhouse"
)

// cookie is what a browser holds for the pages.
func cookie(t *testing.T, h *testhouse.House, b *testhouse.Browser) *http.Cookie {
	t.Helper()
	u, err := url.Parse(h.Web)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range b.Client.Jar.Cookies(u) {
		if c.Name == "permanence" {
			return c
		}
	}
	return &http.Cookie{Name: "permanence"}
}

// holding is a browser that somebody gave a cookie.
func holding(t *testing.T, h *testhouse.House, c *http.Cookie) *testhouse.Browser {
	t.Helper()
	u, err := url.Parse(h.Web)
	if err != nil {
		t.Fatal(err)
	}
	b := h.Browser()
	b.Client.Jar.SetCookies(u, []*http.Cookie{{Name: c.Name, Value: c.Value, Path: "/"}})
	return b
}

// W05: a cookie that was there before somebody signed in is worth nothing
// afterwards, whoever put it there.
func TestACookieOfBeforeSigningInIsWorthNothingAfterwards(t *testing.T) {
	h := house(t)
	attackers := cookie(t, h, visit(t, h, emma))
	ended := visit(t, h, emma)
	gone := cookie(t, h, ended)
	post(t, ended, "/logout", nil, http.StatusSeeOther)
	for name, planted := range map[string]*http.Cookie{
		"made up":            {Name: "permanence", Value: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
		"empty":              {Name: "permanence"},
		"the attacker's own": attackers,
		"of a session ended": gone,
	} {
		victim := holding(t, h, planted)
		post(t, victim, "/login", url.Values{"login": {marie}, "password": {testhouse.Password(marie)}}, http.StatusSeeOther)
		page(t, victim, "/tickets/1001", http.StatusOK)
		if cookie(t, h, victim).Value == planted.Value {
			t.Errorf("%s: the cookie is kept", name)
		}
		if a, err := holding(t, h, planted).Get("/tickets/1001"); err != nil || a.Status == http.StatusOK {
			t.Errorf("%s: the planted cookie is Marie: %d, %v", name, a.Status, err)
		}
	}
}

// W05: what ends an access ends the sessions that are open.
func TestSessionsEndWithTheRightToBeThere(t *testing.T) {
	for _, c := range []struct {
		name, who string
		do        func(*testing.T, *testhouse.House, *testhouse.Browser) error
	}{
		{"signing out", marie, func(t *testing.T, _ *testhouse.House, b *testhouse.Browser) error {
			_, err := b.Post("/logout", nil)
			return err
		}},
		{"a new password", marie, func(t *testing.T, _ *testhouse.House, b *testhouse.Browser) error {
			_, err := b.Post("/password", url.Values{"present": {testhouse.Password(marie)}, "password": {"quatre mots sans lien"}, "again": {"quatre mots sans lien"}})
			return err
		}},
		{"a password that was given", marie, func(t *testing.T, h *testhouse.House, _ *testhouse.Browser) error {
			return h.Desk.SetPassword(t.Context(), marie, "un autre mot de passe", "test")
		}},
		{"all sessions ended", marie, func(t *testing.T, h *testhouse.House, _ *testhouse.Browser) error {
			return h.Desk.EndSessions(t.Context(), marie, "test")
		}},
		{"replaced", marie, func(t *testing.T, h *testhouse.House, _ *testhouse.Browser) error { replace(t, h); return nil }},
		{"an agent who left", claire, func(t *testing.T, h *testhouse.House, _ *testhouse.Browser) error {
			_, err := h.Desk.DeactivateAgent(t.Context(), claire, "test")
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := house(t)
			b := visit(t, h, c.who)
			stolen := holding(t, h, cookie(t, h, b))
			page(t, stolen, "/", http.StatusOK)
			if err := c.do(t, h, b); err != nil {
				t.Fatal(err)
			}
			page(t, stolen, "/", http.StatusSeeOther)
		})
	}
}
