package web_test

import (
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/testhouse"
)

// federated is a house with a provider.
func federated(t *testing.T) (*testhouse.House, *provider) {
	t.Helper()
	p := startProvider(t)
	h, err := testhouse.Open(t.Context(), "", testhouse.Options{Pages: true, Settings: func(c *config.Config) {
		c.OIDC = config.OIDC{Issuer: p.URL, ClientID: clientID, ClientSecret: clientSecret, Name: "Exemple SA"}
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	p.now = h.Now
	return h, p
}

// sent is where the login page sends a browser.
func sent(t *testing.T, b *testhouse.Browser, next string) string {
	t.Helper()
	a, err := b.Get("/login/openid?next=" + url.QueryEscape(next))
	if err != nil || a.Status != http.StatusSeeOther {
		t.Fatal(a.Status, err)
	}
	return a.Header.Get("Location")
}

func back(t *testing.T, b *testhouse.Browser, answer url.Values, status int) testhouse.Answer {
	t.Helper()
	a, err := b.Get("/login/openid/return?" + answer.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if a.Status != status {
		t.Errorf("%d, want %d\n%s", a.Status, status, a.Body)
	}
	return a
}

func claims(p *provider, email string, verified any) {
	p.claim = func(c map[string]any) { c["email"], c["email_verified"] = email, verified }
}

func TestAnAgentComesInByTheFirmsProvider(t *testing.T) {
	h, p := federated(t)
	claims(p, "Claire.Moreau@Permanence.example", true)
	b := h.Browser()
	if !strings.Contains(page(t, b, "/login", http.StatusOK), "Se connecter avec Exemple SA") {
		t.Error("the login page has no button")
	}
	if a := back(t, b, p.visit(sent(t, b, "/account")), http.StatusSeeOther); a.Header.Get("Location") != "/account" {
		t.Errorf("sent to %q", a.Header.Get("Location"))
	}
	if !strings.Contains(page(t, b, "/account", http.StatusOK), "Claire Moreau") {
		t.Error("somebody else came in")
	}
}

func TestTheProvidersWordIsTakenForAgentsWithAVerifiedAddressAlone(t *testing.T) {
	h, p := federated(t)
	if _, err := h.Desk.DeactivateAgent(t.Context(), "karim.benali@permanence.example", "test"); err != nil {
		t.Fatal(err)
	}
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	set := func(name string, value any) func(map[string]any) {
		return func(c map[string]any) { c["email"], c["email_verified"] = claire, true; c[name] = value }
	}
	tests := []struct {
		name  string
		claim func(map[string]any)
		sign  func(map[string]any) string
	}{
		{"not verified", set("email_verified", false), nil},
		{"not said to be verified", func(c map[string]any) { c["email"] = claire }, nil},
		{"verified as a word of another meaning", set("email_verified", "false"), nil},
		{"no address", set("email", ""), nil},
		{"a contact's address", set("email", marie), nil},
		{"nobody's address", set("email", "nobody@permanence.example"), nil},
		{"a former agent's address", set("email", "karim.benali@permanence.example"), nil},
		{"a look-alike address", set("email", "clаire.moreau@permanence.example"), nil},
		{"for another client", set("aud", "somebody"), nil},
		{"of another provider", set("iss", "https://evil.example"), nil},
		{"to another question", set("nonce", "x"), nil},
		{"to no question", set("nonce", ""), nil},
		{"lapsed", set("exp", h.Now().Add(-time.Hour).Unix()), nil},
		{"signed by somebody else", set("sub", "x"), func(c map[string]any) string { return p.signed(stranger, c) }},
		{"not signed", set("sub", "x"), p.unsigned},
		{"no token", set("sub", "x"), func(map[string]any) string { return "" }},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			p.claim, p.sign = c.claim, c.sign
			b := h.Browser()
			back(t, b, p.visit(sent(t, b, "/")), http.StatusUnauthorized)
			page(t, b, "/account", http.StatusSeeOther)
		})
	}
	p.sign = nil
	claims(p, claire, "true")
	b := h.Browser()
	back(t, b, p.visit(sent(t, b, "/")), http.StatusSeeOther)
}

func TestAnAnswerOfTheProviderCountsOnceAndForWhoAsked(t *testing.T) {
	h, p := federated(t)
	claims(p, claire, true)
	asker, other := h.Browser(), h.Browser()
	answer := p.visit(sent(t, asker, "/account"))
	back(t, other, answer, http.StatusUnauthorized) // somebody is sent another's answer
	sent(t, other, "/")
	back(t, other, answer, http.StatusUnauthorized)
	back(t, asker, answer, http.StatusSeeOther)
	back(t, asker, answer, http.StatusUnauthorized)
	b := h.Browser()
	question := sent(t, b, "//evil.example")
	if a := back(t, b, p.visit(question), http.StatusSeeOther); a.Header.Get("Location") != "/" {
		t.Errorf("sent to %q", a.Header.Get("Location"))
	}
	refusing := h.Browser()
	state := p.visit(sent(t, refusing, "/")).Get("state")
	back(t, refusing, url.Values{"error": {"access_denied"}, "state": {state}}, http.StatusUnauthorized)
}

func TestAProviderThatIsAwayIsSaid(t *testing.T) {
	h, p := federated(t)
	p.Close()
	a, err := h.Browser().Get("/login/openid")
	if err != nil || a.Status != http.StatusBadGateway || !strings.Contains(a.Body, "Exemple SA ne répond pas") {
		t.Errorf("%d, %v", a.Status, err)
	}
	visit(t, h, claire)
}

func TestWithoutAProviderThereIsNoSuchWay(t *testing.T) {
	h := house(t)
	page(t, h.Browser(), "/login/openid", http.StatusNotFound)
	page(t, h.Browser(), "/login/openid/return?state=&code=x", http.StatusNotFound)
}
