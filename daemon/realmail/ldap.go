package realmail

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// LDAPAdmin may read the whole sample directory, with LDAPPassword.
const (
	LDAPAdmin    = "cn=admin,dc=permanence,dc=example"
	LDAPPassword = "mot de passe de l'annuaire"
)

// LDAP is a slapd on loopback whose certificate is for localhost.
type LDAP struct {
	process
	URL       string // ldap://localhost:…, which knows StartTLS
	SecureURL string // ldaps://localhost:…
	CAFile    string // whom to trust for it
}

// ldapSchemas say what the entries may be; Debian brings them.
var ldapSchemas = []string{"core", "cosine", "inetorgperson"}

// StartLDAP starts slapd with entries below dc=permanence,dc=example, in LDIF,
// and stops it when the test ends. It answers at 127.0.0.2 too, for which its
// certificate is not. A name without a password is a visit without a name, as
// with other servers.
func StartLDAP(t Host, entries string) *LDAP {
	t.Helper()
	requireProgram(t, "slapd")
	dir := serverDir(t, "slapd")
	writeCertificate(t, dir)
	s := &LDAP{CAFile: filepath.Join(dir, "cert.pem")}
	s.process = process{t: t, name: "slapd", log: filepath.Join(dir, "log"), pidFile: filepath.Join(dir, "pid")}
	conf := filepath.Join(dir, "slapd.conf")
	writeFile(t, conf, ldapSettings(dir))
	fillLDAP(t, dir, conf, entries)
	s.launch(func() []string {
		ports := freePorts(t, 2)
		s.URL, s.SecureURL = fmt.Sprintf("ldap://localhost:%d", ports[0]), fmt.Sprintf("ldaps://localhost:%d", ports[1])
		var urls []string
		for _, host := range []string{"127.0.0.1", "127.0.0.2"} {
			urls = append(urls, fmt.Sprintf("ldap://%s:%d", host, ports[0]), fmt.Sprintf("ldaps://%s:%d", host, ports[1]))
		}
		s.command = []string{"slapd", "-f", conf, "-d", "stats", "-h", strings.Join(urls, " ")}
		return []string{local(ports[0]), local(ports[1])}
	})
	return s
}

func ldapSettings(dir string) string {
	var b strings.Builder
	for _, schema := range ldapSchemas {
		fmt.Fprintf(&b, "include /etc/ldap/schema/%s.schema\n", schema)
	}
	fmt.Fprintf(&b, `modulepath /usr/lib/ldap
moduleload back_mdb
pidfile %[1]s/pid
TLSCertificateFile %[1]s/cert.pem
TLSCertificateKeyFile %[1]s/key.pem
allow bind_anon_cred
database mdb
suffix "dc=permanence,dc=example"
rootdn "%[2]s"
rootpw "%[3]s"
directory %[1]s/db
`, dir, LDAPAdmin, LDAPPassword)
	return b.String()
}

func fillLDAP(t Host, dir, conf, entries string) {
	t.Helper()
	if err := os.Mkdir(filepath.Join(dir, "db"), 0o700); err != nil {
		t.Fatal(err)
	}
	ldif := filepath.Join(dir, "entries.ldif")
	writeFile(t, ldif, "dn: dc=permanence,dc=example\nobjectClass: dcObject\nobjectClass: organization\no: Permanence\ndc: permanence\n\n"+entries)
	add := exec.Command("slapadd", "-f", conf, "-l", ldif)
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("filling the directory: %v\n%s", err, out)
	}
}
