package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/realmail"
	"permanence/daemon/testhouse"
)

// staff are an agent, a contact who also has an entry, and one whose entry
// claims the addresses of two agents.
const staff = `dn: uid=claire,dc=permanence,dc=example
objectClass: inetOrgPerson
uid: claire
cn: Claire Moreau
sn: Moreau
mail: Claire.Moreau@permanence.example
userPassword: le mot de passe de l'annuaire

dn: uid=marie,dc=permanence,dc=example
objectClass: inetOrgPerson
uid: marie
cn: Marie Durand
sn: Durand
mail: marie.durand@durand.example
userPassword: le mot de passe de l'annuaire

dn: uid=both,dc=permanence,dc=example
objectClass: inetOrgPerson
uid: both
cn: Both
sn: Both
mail: julie.laurent@permanence.example
mail: karim.benali@permanence.example
userPassword: le mot de passe de l'annuaire
`

func TestAnAgentComesInWithThePasswordOfTheDirectory(t *testing.T) {
	server := realmail.StartLDAP(t, staff)
	h, err := testhouse.Open(t.Context(), "", testhouse.Options{Pages: true, Settings: func(c *config.Config) {
		c.LDAP = config.LDAP{URL: server.URL, CAFile: server.CAFile, Base: "dc=permanence,dc=example", BindDN: realmail.LDAPAdmin,
			Password: realmail.LDAPPassword, Filter: "(&(objectClass=person)(|(uid={login})(mail={login})))", Timeout: 5 * time.Second}
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	tests := []struct {
		name            string
		login, password string
		status          int
	}{
		{"an agent by name", "claire", "le mot de passe de l'annuaire", http.StatusSeeOther},
		{"an agent by address", claire, "le mot de passe de l'annuaire", http.StatusSeeOther},
		{"an agent with the password of the desk", claire, "of " + claire, http.StatusSeeOther},
		{"a contact with the password of the desk", marie, "of " + marie, http.StatusSeeOther},
		{"a wrong password", "claire", "wrong", http.StatusUnauthorized},
		{"no password", "claire", "", http.StatusUnauthorized},
		{"a contact who has an entry", marie, "le mot de passe de l'annuaire", http.StatusUnauthorized},
		{"an entry of two agents", "both", "le mot de passe de l'annuaire", http.StatusUnauthorized},
	}
	for _, c := range tests {
		if a, err := h.Browser().Post("/login", url.Values{"login": {c.login}, "password": {c.password}}); err != nil || a.Status != c.status {
			t.Errorf("%s: %d, %v", c.name, a.Status, err)
		}
	}
	if strings.Contains(server.Log(), `BIND dn="uid=marie`) {
		t.Error("the directory was shown a contact's password")
	}
	post(t, h.Browser(), "/login", url.Values{"login": {"marie"}, "password": {"le mot de passe de l'annuaire"}}, http.StatusUnauthorized)
	b := h.Browser()
	post(t, b, "/login", url.Values{"login": {"claire"}, "password": {"le mot de passe de l'annuaire"}}, http.StatusSeeOther)
	if !strings.Contains(page(t, b, "/account", http.StatusOK), "Claire Moreau") {
		t.Error("somebody else came in")
	}
	server.Stop()
	if a := wrong(t, h, claire); a.Status != http.StatusUnauthorized {
		t.Errorf("without the directory: %d", a.Status)
	}
	visit(t, h, claire)
}
