package directory

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/realmail"
)

// people of the sample directory. Two share a mail address that nobody may come
// in with.
const entries = `dn: ou=people,dc=permanence,dc=example
objectClass: organizationalUnit
ou: people

dn: uid=alice,ou=people,dc=permanence,dc=example
objectClass: inetOrgPerson
uid: alice
cn: Alice Roux
sn: Roux
mail: alice@permanence.example
mail: alice.roux@permanence.example
userPassword: mot de passe d'alice

dn: uid=bob,ou=people,dc=permanence,dc=example
objectClass: inetOrgPerson
uid: bob
cn: Bob Petit
sn: Petit
mail: bob@permanence.example
mail: shared@permanence.example
userPassword: mot de passe de bob

dn: uid=eve,ou=people,dc=permanence,dc=example
objectClass: inetOrgPerson
uid: eve
cn: Eve Noir
sn: Noir
mail: shared@permanence.example
userPassword: mot de passe d'eve
`

func settings(url, ca string) config.LDAP {
	return config.LDAP{URL: url, CAFile: ca, Base: "dc=permanence,dc=example", BindDN: realmail.LDAPAdmin, Password: realmail.LDAPPassword,
		Filter: "(&(objectClass=inetOrgPerson)(|(uid={login})(mail={login})))", Timeout: 5 * time.Second}
}

func directoryAt(t *testing.T, c config.LDAP) *Directory {
	t.Helper()
	d, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOnlyTheRightPasswordOfOneEntryOpensIt(t *testing.T) {
	server := realmail.StartLDAP(t, entries)
	alice := []string{"alice@permanence.example", "alice.roux@permanence.example"}
	tests := []struct {
		name            string
		login, password string
		want            []string // nil: nobody
	}{
		{"by name", "alice", "mot de passe d'alice", alice},
		{"by address", "Alice@Permanence.example", "mot de passe d'alice", alice},
		{"another's password", "alice", "mot de passe de bob", nil},
		{"no password, which a server takes for a visit without a name", "alice", "", nil},
		{"nobody", "nobody", "mot de passe d'alice", nil},
		{"nobody without a password", "nobody", "", nil},
		{"nothing", "", "mot de passe d'alice", nil},
		{"an address of two", "shared@permanence.example", "mot de passe de bob", nil},
		{"a star", "*", "mot de passe d'alice", nil},
		{"part of a name and a star", "ali*", "mot de passe d'alice", nil},
		{"a filter", "alice)(uid=*", "mot de passe d'alice", nil},
		{"a filter that closes all", "x))(|(uid=alice", "mot de passe d'alice", nil},
		{"a NUL", "alice\x00", "mot de passe d'alice", nil},
		{"the name of an entry", "uid=alice,ou=people,dc=permanence,dc=example", "mot de passe d'alice", nil},
	}
	for _, url := range []string{server.URL, server.SecureURL} {
		d := directoryAt(t, settings(url, server.CAFile))
		for _, c := range tests {
			got, ok, err := d.Check(t.Context(), c.login, c.password)
			if err != nil || ok != (c.want != nil) || !slices.Equal(got, c.want) {
				t.Errorf("%s, %s: %v, %v, %v", url, c.name, got, ok, err)
			}
		}
	}
}

func TestAServerThatIsNotProvenLearnsNoPassword(t *testing.T) {
	server := realmail.StartLDAP(t, entries)
	for _, url := range []string{server.URL, server.SecureURL} {
		for name, c := range map[string]config.LDAP{
			"a certificate of somebody unknown": settings(url, ""),
			"a certificate of another name":     settings(strings.Replace(url, "localhost", "127.0.0.2", 1), server.CAFile),
		} {
			_, ok, err := directoryAt(t, c).Check(t.Context(), "alice", "mot de passe d'alice")
			if err == nil || ok {
				t.Errorf("%s, %s: %v, %v", url, name, ok, err)
			}
			if strings.Contains(server.Log(), "BIND dn=") {
				t.Fatalf("%s, %s: a password was sent\n%s", url, name, server.Log())
			}
		}
	}
}

func TestADirectoryThatDoesNotAnswerIsAnError(t *testing.T) {
	server := realmail.StartLDAP(t, entries)
	wrong := settings(server.URL, server.CAFile)
	wrong.Password = "wrong"
	gone := settings("ldaps://localhost:1", server.CAFile)
	gone.Timeout = time.Second
	for name, c := range map[string]config.LDAP{"our own password is wrong": wrong, "nobody listens": gone} {
		if _, ok, err := directoryAt(t, c).Check(t.Context(), "alice", "mot de passe d'alice"); err == nil || ok {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
}

func TestWrongSettingsAreSaidAtTheStart(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(empty, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*config.LDAP){
		"ldap.filter":  func(c *config.LDAP) { c.Filter = "(uid={login}" },
		"ldap.ca_file": func(c *config.LDAP) { c.CAFile = empty },
	} {
		c := settings("ldaps://localhost", "")
		change(&c)
		if _, err := New(c); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if d, err := New(config.LDAP{}); d != nil || err != nil {
		t.Errorf("without a directory: %v, %v", d, err)
	}
}
