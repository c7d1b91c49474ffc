package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// enough is a settings file with which the daemon starts.
const enough = `[desk]
sales_address = "commercial@permanence.example"

[[mailbox]]
address = "support@permanence.example"
host = "imap.permanence.example"
password = "in the file"

[relay]
host = "smtp.permanence.example"
`

// inFile gives sources whose data directory holds the text as config.toml.
func inFile(t *testing.T, text string) Sources {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, FileName), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Sources{Data: dir}
}

func mustLoad(t *testing.T, from Sources) (*Config, Origins) {
	t.Helper()
	c, origins, err := Load(from)
	if err != nil {
		t.Fatal(err)
	}
	return c, origins
}

// says gives the problems without the folder of the settings file.
func says(from Sources) string {
	var lines []string
	for _, p := range Check(from) {
		p.File = filepath.Base(p.File)
		if p.File == "." {
			p.File = ""
		}
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

func TestTheSmallestFileGivesTheHouseDefaults(t *testing.T) {
	c, _ := mustLoad(t, inFile(t, enough))
	want := Desk{
		Name: "Assistance", Zone: "Europe/Paris", Language: "fr",
		Days:     []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		Hours:    []Span{{540, 720}, {840, 1080}},
		Holidays: "fr", Closures: []Date{}, Hold: time.Minute,
		SalesAddress: "commercial@permanence.example", ContactAddress: "commercial@permanence.example",
		AdminAddress: "commercial@permanence.example",
	}
	if c.Desk.Location.String() != "Europe/Paris" {
		t.Errorf("zone %v", c.Desk.Location)
	}
	c.Desk.Location = nil
	if diff := cmp.Diff(want, c.Desk); diff != "" {
		t.Error(diff)
	}
	m, _ := c.Mailbox("support")
	if m.Addr() != "imap.permanence.example:993" || m.User != m.Address || m.Idle != 9*time.Minute || m.MaxMailBytes != 64<<20 {
		t.Errorf("mailbox %+v", m)
	}
	if c.Relay.Addr() != "smtp.permanence.example:465" || c.Relay.Helo != "permanence.example" || c.Relay.FinalReplyTimeout != 10*time.Minute {
		t.Errorf("relay %+v", c.Relay)
	}
}

func TestTheExampleFileStartsOnceItsSecretsAreGiven(t *testing.T) {
	from := inFile(t, Example())
	from.Env = []string{"PERMANENCE_MAILBOX_SUPPORT_PASSWORD=x"}
	c, _ := mustLoad(t, from)
	if c.Desk.Name != "Assistance" || len(c.Mailboxes) != 1 {
		t.Errorf("%+v", c)
	}
}

func TestTheExampleFileIsRightWithEveryLineUncommented(t *testing.T) {
	var lines []string
	for line := range strings.Lines(Example()) {
		if strings.HasPrefix(line, "# [second_relay]") || strings.HasPrefix(line, "# ") && strings.Contains(line, " = ") {
			line = strings.TrimPrefix(line, "# ")
		}
		lines = append(lines, line)
	}
	text := strings.NewReplacer(`password = ""`, `password = "x"`, `client_secret = ""`, `client_secret = "x"`).Replace(strings.Join(lines, ""))
	c, origins := mustLoad(t, inFile(t, text))
	if len(c.Desk.Closures) != 5 || c.SecondRelay.Host == "" {
		t.Errorf("%+v", c)
	}
	for name, origin := range origins {
		if origin.Kind != File && name != "store.dir" {
			t.Errorf("%s comes from %s", name, origin)
		}
	}
}

func TestEverythingThatIsWrongIsSaidAtOnce(t *testing.T) {
	got := says(inFile(t, `[desk]
sales_adress = "commercial@permanence.example"
hold = 60
language = "fra"
zone = "Europe/Pariss"
closures = ["2026-02-30"]
hours = ["09:00-12:00", "11:00-18:00"]
listen = "127.0.0.1:80"

[[mailbox]]
address = "support"
host = "imap.permanence.example"
tls = "none"
poll = "2 fortnights"
max_mail_bytes = "1 TB"

[relai]
host = "smtp.permanence.example"
[relay]
host = "smtp.permanence.example"
user = "support"
prot = 587
verp = "yes"
connections = 1000
[schedule]
summary = "0 8 31 2 *"
`))
	want := `config.toml:1: desk.sales_address: is missing; write sales_address = "commercial@permanence.example" in [desk], or set PERMANENCE_DESK_SALES_ADDRESS
config.toml:2: desk.sales_adress: there is no such setting; did you mean desk.sales_address?
config.toml:3: desk.hold: wants a duration such as "60s", "9m" or "1h", not the number 60
config.toml:4: desk.language: "fra" is not one of "fr", "en"; did you mean fr?
config.toml:5: desk.zone: "Europe/Pariss" is not a time zone; "Europe/Paris" would be one
config.toml:6: desk.closures: "2026-02-30" is not a day; "2026-12-24" would be one
config.toml:7: desk.hours: "11:00-18:00" begins before "09:00-12:00" ends; write the hours in order, without overlap
config.toml:8: desk.listen: there is no such setting; did you mean web.listen?
config.toml:10: mailbox.support.password: a password is missing; set PERMANENCE_MAILBOX_SUPPORT_PASSWORD or PERMANENCE_MAILBOX_SUPPORT_PASSWORD_FILE, give the systemd credential mailbox_support_password, or write it in [mailbox]; or set token_command
config.toml:11: mailbox.support.address: "support" is not an e-mail address; "support@permanence.example" would be one
config.toml:13: mailbox.support.tls: "none" is for a server on this machine, and imap.permanence.example is not; write "tls" or "starttls"
config.toml:14: mailbox.support.poll: "2 fortnights" is not a duration; "60s", "9m" or "1h" would be one
config.toml:15: mailbox.support.max_mail_bytes: "1 TB" is not a size; "1 MiB" or 1048576 would be one
config.toml:17: relai: there is no such section; did you mean relay?
config.toml:19: relay.password: a password is missing; set PERMANENCE_RELAY_PASSWORD or PERMANENCE_RELAY_PASSWORD_FILE, give the systemd credential relay_password, or write it in [relay]; or set token_command
config.toml:22: relay.prot: there is no such setting; did you mean relay.port?
config.toml:23: relay.verp: wants true or false, not the text "yes"
config.toml:24: relay.connections: 1000 is outside 1 to 64
config.toml:26: schedule.summary: "0 8 31 2 *" names a day that no calendar has`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAWayToSignInIsWholeOrSaysWhatItLacks(t *testing.T) {
	got := says(inFile(t, `[desk]
sales_address = "commercial@permanence.example"
[[mailbox]]
address = "support@permanence.example"
host = "imap.permanence.example"
password = "x"
[relay]
host = "smtp.permanence.example"
[web]
trusted_proxies = ["127.0.0.1", "10.0.0.0/33"]
[oidc]
issuer = "https://id.permanence.example"
[ldap]
url = "http://ldap.permanence.example"
bind_dn = "cn=permanence"
filter = "(uid=*)"
`))
	want := `config.toml:1: desk.base_url: is missing, and a way to sign in needs it
config.toml:10: web.trusted_proxies: "10.0.0.0/33" is neither a network address nor a network; "127.0.0.1" or "10.0.0.0/8" would be
config.toml:11: oidc.client_secret: a password is missing; set PERMANENCE_OIDC_CLIENT_SECRET or PERMANENCE_OIDC_CLIENT_SECRET_FILE, give the systemd credential oidc_client_secret, or write it in [oidc]
config.toml:11: oidc.client_id: is missing, and a way to sign in needs it
config.toml:13: ldap.password: a password is missing; set PERMANENCE_LDAP_PASSWORD or PERMANENCE_LDAP_PASSWORD_FILE, give the systemd credential ldap_password, or write it in [ldap]
config.toml:13: ldap.base: is missing, and a way to sign in needs it
config.toml:14: ldap.url: "http://ldap.permanence.example" is not the address of a directory; "ldaps://ldap.permanence.example" would be one
config.toml:16: ldap.filter: "(uid=*)" finds nobody by a login; "(uid={login})" would`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWithoutAMailboxARelayAndASalesAddressNothingStarts(t *testing.T) {
	got := says(Sources{Data: t.TempDir()})
	for _, key := range []string{"mailbox: no mailbox", "relay.host: is missing", "desk.sales_address: is missing"} {
		if !strings.Contains(got, key) {
			t.Errorf("%q does not say %q", got, key)
		}
	}
	mustLoad(t, Sources{Data: t.TempDir(), Partial: true}) // a command that works on the data alone
}

func TestAFileThatIsNotTOMLNamesItsLine(t *testing.T) {
	got := says(inFile(t, "[desk]\nname = Assistance\n"))
	if !strings.HasPrefix(got, "config.toml:2: ") || !strings.Contains(got, `key = "text"`) || strings.Contains(got, "\n") {
		t.Error(got)
	}
	got = says(inFile(t, "[desk]\nname = \"a\"\nname = \"b\"\n"))
	if !strings.HasPrefix(got, "config.toml:") || !strings.Contains(got, "name") {
		t.Error(got)
	}
}

func TestAFileThatIsNotThereIsSaid(t *testing.T) {
	got := says(Sources{File: filepath.Join(t.TempDir(), "none.toml")})
	if !strings.Contains(got, "none.toml") || !strings.Contains(got, "config example") || strings.Contains(got, "\n") {
		t.Error(got)
	}
}

func TestTwoMailboxesWithTheSameNameOrAddressAreRefused(t *testing.T) {
	box := "[[mailbox]]\naddress = \"support@permanence.example\"\nhost = \"h\"\npassword = \"p\"\n"
	got := says(inFile(t, enough+box))
	if !strings.Contains(got, "config.toml:11: mailbox.name: two mailboxes are called \"support\"") || !strings.Contains(got, "address of two mailboxes") {
		t.Error(got)
	}
}

func TestASingleSectionInSingleBracketsIsAMailboxToo(t *testing.T) {
	from := inFile(t, strings.Replace(enough, "[[mailbox]]", "[mailbox]", 1))
	c, origins := mustLoad(t, from)
	if c.Mailboxes[0].Password != "in the file" || !strings.HasSuffix(origins["mailbox.support.password"].Detail, "config.toml:7") {
		t.Errorf("%+v %v", c.Mailboxes, origins["mailbox.support.password"])
	}
}
