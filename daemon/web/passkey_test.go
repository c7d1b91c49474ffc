package web_test

import (
	"encoding/binary"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/descope/virtualwebauthn"

	"permanence/daemon/config"
	"permanence/daemon/realbrowser"
	"permanence/daemon/testhouse"
)

// named is a house whose pages have a name: there are no passkeys for a number.
func named(t *testing.T) *testhouse.House {
	t.Helper()
	h, err := testhouse.Open(t.Context(), "", testhouse.Options{Pages: true, Settings: func(c *config.Config) {
		c.Desk.BaseURL = strings.Replace(c.Desk.BaseURL, "127.0.0.1", "localhost", 1)
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

// device is somebody's telephone with a key for our pages.
type device struct {
	site virtualwebauthn.RelyingParty
	auth virtualwebauthn.Authenticator
	key  virtualwebauthn.Credential
}

func newDevice(h *testhouse.House, accessID uint64) *device {
	d := &device{site: virtualwebauthn.RelyingParty{Name: "Assistance Exemple", ID: "localhost", Origin: h.Config.Desk.BaseURL},
		auth: virtualwebauthn.NewAuthenticator(), key: virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeRSA)} // it writes every 64th EC key short
	d.auth.Options.UserHandle = binary.BigEndian.AppendUint64(nil, accessID)
	d.auth.AddCredential(d.key)
	return d
}

// make answers what the page of the account asks.
func (d *device) make(t *testing.T, b *testhouse.Browser) string {
	t.Helper()
	options, err := virtualwebauthn.ParseAttestationOptions(post(t, b, "/account/passkeys/offer", nil, http.StatusOK).Body)
	if err != nil {
		t.Fatal(err)
	}
	return virtualwebauthn.CreateAttestationResponse(d.site, d.auth, d.key, *options)
}

// use answers what the login page asks.
func (d *device) use(t *testing.T, b *testhouse.Browser) string {
	t.Helper()
	options, err := virtualwebauthn.ParseAssertionOptions(post(t, b, "/login/passkey/ask", nil, http.StatusOK).Body)
	if err != nil {
		t.Fatal(err)
	}
	d.key.Counter++
	return virtualwebauthn.CreateAssertionResponse(d.site, d.auth, d.key, *options)
}

// accessOf is the number of a person's access.
func accessOf(t *testing.T, h *testhouse.House, address string) uint64 {
	t.Helper()
	all, err := h.Desk.Accesses(t.Context())
	for _, a := range all {
		if a.Address == address {
			return uint64(a.ID)
		}
	}
	t.Fatal("no access of", address, err)
	return 0
}

// registered is a device whose key a person has added.
func registered(t *testing.T, h *testhouse.House, address string) (*device, *testhouse.Browser) {
	t.Helper()
	b, d := visit(t, h, address), newDevice(h, accessOf(t, h, address))
	post(t, b, "/account/passkeys", url.Values{"answer": {d.make(t, b)}, "name": {"Téléphone"}}, http.StatusSeeOther)
	if !strings.Contains(page(t, b, "/account", http.StatusOK), "Téléphone") {
		t.Fatal("the passkey is not on the account")
	}
	return d, b
}

func TestAPasskeySignsInWithoutPasswordAndCode(t *testing.T) {
	h := named(t)
	for _, address := range []string{marie, claire} {
		d, b := registered(t, h, address)
		setUp(t, h, b)
		for range 2 {
			in := h.Browser()
			if a := post(t, in, "/login/passkey", url.Values{"answer": {d.use(t, in)}, "next": {"/account"}}, http.StatusSeeOther); a.Header.Get("Location") != "/account" {
				t.Errorf("sent to %q", a.Header.Get("Location"))
			}
			page(t, in, "/account", http.StatusOK)
		}
	}
	if err := h.Settled(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	mails, err := h.Received(marie)
	if err != nil || len(mails) != 2 || !strings.Contains(plainText(t, mails[0]), "Une clé d’accès a été ajoutée") {
		t.Errorf("%d mails, %v", len(mails), err)
	}
}

func TestAnAnswerThatIsNotTheKeysOwnLetsNobodyIn(t *testing.T) {
	h := named(t)
	d, _ := registered(t, h, marie)
	used := h.Browser()
	answer := d.use(t, used)
	post(t, used, "/login/passkey", url.Values{"answer": {answer}}, http.StatusSeeOther)
	counted := d.key.Counter
	tests := []struct {
		name   string
		answer func(b *testhouse.Browser) string
	}{
		{"one that was heard, to a new question", func(b *testhouse.Browser) string { d.use(t, b); return answer }},
		{"one that nobody asked for", func(*testhouse.Browser) string { return answer }},
		{"rubbish", func(b *testhouse.Browser) string { d.use(t, b); return "{}" }},
		{"of a page that only looks like ours", func(b *testhouse.Browser) string {
			other := *d
			other.site.Origin = "https://evil.example"
			return other.use(t, b)
		}},
		{"for another site", func(b *testhouse.Browser) string {
			other := *d
			other.site.ID = "evil.example"
			return other.use(t, b)
		}},
		{"of a key that nobody has added", func(b *testhouse.Browser) string { return newDevice(h, accessOf(t, h, marie)).use(t, b) }},
		{"for somebody else", func(b *testhouse.Browser) string {
			other := *d
			other.auth.Options.UserHandle = binary.BigEndian.AppendUint64(nil, accessOf(t, h, emma))
			return other.use(t, b)
		}},
		{"without finger, face or number", func(b *testhouse.Browser) string {
			other := *d
			other.auth.Options.UserNotVerified = true
			return other.use(t, b)
		}},
		{"of a copy, whose counter went back", func(b *testhouse.Browser) string {
			other := *d
			other.key.Counter = counted - 1
			return other.use(t, b)
		}},
	}
	for _, c := range tests {
		b := h.Browser()
		if a, err := b.Post("/login/passkey", url.Values{"answer": {c.answer(b)}}); err != nil || a.Status != http.StatusUnauthorized {
			t.Errorf("%s: %d, %v", c.name, a.Status, err)
		}
		page(t, b, "/account", http.StatusSeeOther)
	}
	d.key.Counter = counted
	b := h.Browser()
	post(t, b, "/login/passkey", url.Values{"answer": {d.use(t, b)}}, http.StatusSeeOther)
}

var passkeyIn = regexp.MustCompile(`name="passkey" value="(\d+)"`)

func TestARemovedPasskeyLetsNobodyIn(t *testing.T) {
	h := named(t)
	d, b := registered(t, h, marie)
	id := passkeyIn.FindStringSubmatch(page(t, b, "/account", http.StatusOK))[1]
	post(t, visit(t, h, emma), "/account/passkeys/remove", url.Values{"passkey": {id}}, http.StatusNotFound)
	post(t, b, "/account/passkeys/remove", url.Values{"passkey": {id}}, http.StatusSeeOther)
	in := h.Browser()
	post(t, in, "/login/passkey", url.Values{"answer": {d.use(t, in)}}, http.StatusUnauthorized)
}

func TestAFormerContactsPasskeyLetsNobodyIn(t *testing.T) {
	h := named(t)
	d, _ := registered(t, h, marie)
	replace(t, h)
	in := h.Browser()
	post(t, in, "/login/passkey", url.Values{"answer": {d.use(t, in)}}, http.StatusUnauthorized)
}

func TestAKeyIsMadeOnlyAsItWasAskedFor(t *testing.T) {
	h := named(t)
	b, d := visit(t, h, marie), newDevice(h, accessOf(t, h, marie))
	foreign := d.make(t, visit(t, h, emma))
	d.make(t, b)
	for name, answer := range map[string]string{"asked of somebody else": foreign, "rubbish": "{}", "nothing": ""} {
		post(t, b, "/account/passkeys", url.Values{"answer": {answer}}, http.StatusSeeOther)
		if body := page(t, b, "/account", http.StatusOK); strings.Contains(body, "Sans nom") || !strings.Contains(body, "n’a pas été reconnue") {
			t.Errorf("%s: a passkey is there", name)
		}
	}
}

func TestThereAreNoPasskeysForANumberInThePlaceOfAHost(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	if strings.Contains(page(t, b, "/account", http.StatusOK), "passkey.js") || strings.Contains(page(t, h.Browser(), "/login", http.StatusOK), "passkey.js") {
		t.Error("they are offered")
	}
	post(t, b, "/account/passkeys/offer", nil, http.StatusNotFound)
	post(t, h.Browser(), "/login/passkey/ask", nil, http.StatusNotFound)
}

func TestABrowserMakesAPasskeyAndComesInWithIt(t *testing.T) {
	h := named(t)
	s, err := chromium(t).Open(h.Config.Desk.BaseURL, realbrowser.Desktop)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	do(t, s.Device,
		func() error { return s.SignIn(marie, testhouse.Password(marie)) },
		func() error { return s.Go("/account") },
		func() error { return s.Fill("passkey-name", "Ordinateur") },
		func() error { return s.Press("form[data-passkey] button") },
		func() error { return s.WaitText(".notice", "La clé d’accès est ajoutée.") })
	says(t, s, "main", "Ordinateur")
	do(t, func() error { return s.Click(".me summary") },
		func() error { return s.Press("form[action='/logout'] button") },
		func() error { return s.Press("form[data-passkey] button") },
		func() error { return s.WaitText("h1", "Menuiserie Durand") })
	if faults := s.Faults(); len(faults) > 0 {
		t.Errorf("the console: %q", faults)
	}
}
