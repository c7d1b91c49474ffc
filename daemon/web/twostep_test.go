package web_test

import (
	"bytes"
	"image/png"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"permanence/daemon/config"
	"permanence/daemon/testhouse"
)

var (
	secretIn   = regexp.MustCompile(`<code class="ref">([A-Z2-7]{32})</code>`)
	recoveryIn = regexp.MustCompile(`<li><code>([a-z2-7]{5}-[a-z2-7]{5})</code></li>`)
)

func codeOf(t *testing.T, h *testhouse.House, secret string) url.Values {
	t.Helper()
	code, err := totp.GenerateCode(secret, h.Now())
	if err != nil {
		t.Fatal(err)
	}
	return url.Values{"code": {code}}
}

// setUp turns the second step on and gives the secret and the recovery codes.
func setUp(t *testing.T, h *testhouse.House, b *testhouse.Browser) (secret string, recovery []string) {
	t.Helper()
	post(t, b, "/account/two-step/begin", nil, http.StatusSeeOther)
	found := secretIn.FindStringSubmatch(page(t, b, "/account/two-step", http.StatusOK))
	if found == nil {
		t.Fatal("no secret is shown")
	}
	a := post(t, b, "/account/two-step", codeOf(t, h, found[1]), http.StatusOK)
	for _, m := range recoveryIn.FindAllStringSubmatch(a.Body, -1) {
		recovery = append(recovery, m[1])
	}
	if len(recovery) != 10 {
		t.Fatalf("%d recovery codes\n%s", len(recovery), a.Body)
	}
	return found[1], recovery
}

// password signs in as far as the password goes.
func password(t *testing.T, h *testhouse.House, address string) *testhouse.Browser {
	t.Helper()
	b := h.Browser()
	if a := post(t, b, "/login", url.Values{"login": {address}, "password": {"of " + address}}, http.StatusSeeOther); a.Header.Get("Location") != "/login/code" {
		t.Errorf("sent to %q", a.Header.Get("Location"))
	}
	return b
}

func TestAfterThePasswordACodeIsAskedForOnce(t *testing.T) {
	h := house(t)
	first, other := visit(t, h, marie), visit(t, h, marie)
	secret, _ := setUp(t, h, first)
	page(t, first, "/", http.StatusOK)
	page(t, other, "/", http.StatusSeeOther) // nobody gave a code there

	h.Jump(time.Minute)
	b := password(t, h, marie)
	for _, path := range []string{"/", "/account", "/tickets/1001", "/password"} {
		page(t, b, path, http.StatusSeeOther)
	}
	code := codeOf(t, h, secret)
	post(t, b, "/login/code", url.Values{"code": {"000000"}}, http.StatusUnauthorized)
	post(t, b, "/login/code", code, http.StatusSeeOther)
	page(t, b, "/", http.StatusOK)

	again := password(t, h, marie)
	post(t, again, "/login/code", code, http.StatusUnauthorized) // somebody looked over a shoulder
	h.Jump(time.Minute)
	post(t, again, "/login/code", codeOf(t, h, secret), http.StatusSeeOther)
}

func TestARecoveryCodeStandsInOnce(t *testing.T) {
	h := house(t)
	secret, recovery := setUp(t, h, visit(t, h, marie))
	b := password(t, h, marie)
	post(t, b, "/login/code", url.Values{"code": {strings.ToUpper(recovery[3])}}, http.StatusSeeOther)
	if !strings.Contains(page(t, b, "/account", http.StatusOK), "Il reste 9 codes de secours.") {
		t.Error("it is not used up")
	}
	post(t, password(t, h, marie), "/login/code", url.Values{"code": {recovery[3]}}, http.StatusUnauthorized)

	h.Jump(time.Minute)
	post(t, b, "/account/two-step/recovery", codeOf(t, h, secret), http.StatusOK)
	post(t, password(t, h, marie), "/login/code", url.Values{"code": {recovery[4]}}, http.StatusUnauthorized)
}

func TestCodesAreNotGuessed(t *testing.T) {
	h := house(t)
	secret, _ := setUp(t, h, visit(t, h, marie))
	h.Jump(time.Minute)
	h.Freeze()
	for range 6 {
		post(t, password(t, h, marie), "/login/code", url.Values{"code": {"000000"}}, http.StatusUnauthorized)
	}
	post(t, password(t, h, marie), "/login/code", codeOf(t, h, secret), http.StatusTooManyRequests)
}

func TestTheSecondStepMayTakeFiveMinutes(t *testing.T) {
	h := house(t)
	secret, _ := setUp(t, h, visit(t, h, marie))
	b := password(t, h, marie)
	h.Jump(5 * time.Minute)
	post(t, b, "/login/code", codeOf(t, h, secret), http.StatusSeeOther)
	if a, err := b.Get("/"); err != nil || a.Status != http.StatusSeeOther {
		t.Error("somebody came in after five minutes", a.Status, err)
	}
}

func TestALinkDoesNotLeadAroundTheCode(t *testing.T) {
	h := house(t)
	secret, _ := setUp(t, h, visit(t, h, marie))
	ask(t, h, marie)
	b := h.Browser()
	if a := post(t, b, "/login/enter", url.Values{"token": {links(t, h, marie, 1)[0]}, "then": {"password"}}, http.StatusSeeOther); a.Header.Get("Location") != "/login/code" {
		t.Errorf("sent to %q", a.Header.Get("Location"))
	}
	h.Jump(time.Minute)
	if a := post(t, b, "/login/code", codeOf(t, h, secret), http.StatusSeeOther); a.Header.Get("Location") != "/password" {
		t.Errorf("sent to %q", a.Header.Get("Location"))
	}
}

func TestTheSecondStepIsEndedByACode(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	secret, _ := setUp(t, h, b)
	post(t, b, "/account/two-step/end", url.Values{"code": {"000000"}}, http.StatusUnauthorized)
	h.Jump(time.Minute)
	post(t, b, "/account/two-step/end", codeOf(t, h, secret), http.StatusSeeOther)
	visit(t, h, marie)
	if err := h.Settled(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	mails, err := h.Received(marie)
	if err != nil || len(mails) != 2 || !strings.Contains(plainText(t, mails[1]), "a été désactivée") {
		t.Errorf("%d mails, %v", len(mails), err)
	}
}

func TestWhoLostTheDeviceIsHelpedByAnAdministrator(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	setUp(t, h, b)
	if err := h.Desk.EndCodesOf(t.Context(), marie, "test"); err != nil {
		t.Fatal(err)
	}
	page(t, b, "/", http.StatusSeeOther)
	visit(t, h, marie)
}

func TestTheSecretIsShownAsAPictureToItsOwnerAlone(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	page(t, b, "/account/two-step/picture", http.StatusNotFound)
	post(t, b, "/account/two-step/begin", nil, http.StatusSeeOther)
	img, err := png.Decode(bytes.NewReader([]byte(page(t, b, "/account/two-step/picture", http.StatusOK))))
	if err != nil || img.Bounds().Dx() != 280 {
		t.Errorf("%v", err)
	}
	page(t, visit(t, h, marie), "/account/two-step/picture", http.StatusNotFound)
	page(t, h.Browser(), "/account/two-step/picture", http.StatusSeeOther)
}

func TestAgentsAreLedToTheSecondStepWhereItIsCompulsory(t *testing.T) {
	h, err := testhouse.Open(t.Context(), "", testhouse.Options{Pages: true, Settings: func(c *config.Config) { c.Web.AgentsTwoStep = true }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	page(t, visit(t, h, marie), "/", http.StatusOK)
	b := visit(t, h, claire)
	for _, path := range []string{"/", "/account", "/tickets/1001"} {
		if a, err := b.Get(path); err != nil || a.Header.Get("Location") != "/account/two-step" {
			t.Errorf("%s leads to %q, %v", path, a.Header.Get("Location"), err)
		}
	}
	secret, _ := setUp(t, h, b)
	page(t, b, "/account", http.StatusOK)
	h.Jump(time.Minute)
	post(t, b, "/account/two-step/end", codeOf(t, h, secret), http.StatusUnprocessableEntity)
}
