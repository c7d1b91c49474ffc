package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAFlagBeatsAVariableBeatsACredentialBeatsTheFileBeatsTheDefault(t *testing.T) {
	from := inFile(t, enough)
	expect := func(value string, kind OriginKind) {
		t.Helper()
		c, origins := mustLoad(t, from)
		if c.Relay.Helo != value || origins["relay.helo"].Kind != kind {
			t.Errorf("%q from %s, want %q from %s", c.Relay.Helo, origins["relay.helo"], value, kind)
		}
	}
	expect("permanence.example", Default)
	from.Data = inFile(t, enough+"helo = \"file.example\"\n").Data
	expect("file.example", File)
	from.Credentials = t.TempDir()
	put(t, filepath.Join(from.Credentials, "relay_helo"), "credential.example\n")
	expect("credential.example", Credential)
	secret := filepath.Join(t.TempDir(), "helo")
	put(t, secret, "envfile.example\r\n")
	from.Env = []string{"PERMANENCE_RELAY_HELO_FILE=" + secret}
	expect("envfile.example", Env)
	from.Env = []string{"PERMANENCE_RELAY_HELO=env.example"}
	expect("env.example", Env)
	from.Flags = map[string]string{"relay.helo": "flag.example"}
	expect("flag.example", Flag)
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAMailboxIsOverriddenByItsName(t *testing.T) {
	second := "[[mailbox]]\nname = \"north-east\"\naddress = \"ne@permanence.example\"\nhost = \"h\"\n"
	from := inFile(t, enough+second)
	from.Env = []string{"PERMANENCE_MAILBOX_NORTH_EAST_PASSWORD=two", "PERMANENCE_MAILBOX_SUPPORT_FOLDERS=INBOX,Archive"}
	from.Credentials = t.TempDir()
	put(t, filepath.Join(from.Credentials, "mailbox_north_east_user"), "somebody")
	c, origins := mustLoad(t, from)
	ne, _ := c.Mailbox("north-east")
	if ne.Password != "two" || ne.User != "somebody" || strings.Join(c.Mailboxes[0].Folders, "|") != "INBOX|Archive" {
		t.Errorf("%+v", c.Mailboxes)
	}
	if got := origins["mailbox.north-east.password"].String(); got != "env PERMANENCE_MAILBOX_NORTH_EAST_PASSWORD" {
		t.Error(got)
	}
}

func TestVariablesAloneAreEnough(t *testing.T) {
	c, _ := mustLoad(t, Sources{Data: t.TempDir(), Env: []string{
		"PERMANENCE_DESK_SALES_ADDRESS=commercial@permanence.example",
		"PERMANENCE_MAILBOX_ADDRESS=Support.Nord@permanence.example",
		"PERMANENCE_MAILBOX_HOST=127.0.0.1", "PERMANENCE_MAILBOX_TLS=none",
		"PERMANENCE_MAILBOX_SUPPORT_NORD_TOKEN_COMMAND=[\"/bin/echo\", \"a,b\"]",
		"PERMANENCE_RELAY_HOST=smtp.permanence.example",
		"PERMANENCE_SERVICE_HOST=10.0.0.1", "PERMANENCE_PORT_8080_TCP_ADDR=10.0.0.1", // of Kubernetes
	}})
	m := c.Mailboxes[0]
	if m.Name != "support-nord" || m.Addr() != "127.0.0.1:143" || m.TokenCommand[1] != "a,b" {
		t.Errorf("%+v", m)
	}
}

func TestAVariableThatIsAlmostRightIsRefused(t *testing.T) {
	for name, want := range map[string]string{
		"PERMANENCE_RELAY_PASWORD":       "did you mean PERMANENCE_RELAY_PASSWORD?",
		"PERMANENCE_MAILBOX_PASSWRD":     "did you mean PERMANENCE_MAILBOX_PASSWORD?",
		"PERMANENCE_RELAY_PORT":          `"x" is not a whole number`,
		"PERMANENCE_RELAY_PASSWORD_FILE": "cannot be read",
	} {
		from := inFile(t, enough)
		from.Env = []string{name + "=x"}
		if got := says(from); !strings.HasPrefix(got, name+": ") || !strings.Contains(got, want) || strings.Contains(got, "\n") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAVariableGivenTwiceIsRefused(t *testing.T) {
	from := inFile(t, enough)
	path := filepath.Join(t.TempDir(), "f")
	put(t, path, "x")
	from.Env = []string{"PERMANENCE_RELAY_PASSWORD=x", "PERMANENCE_RELAY_PASSWORD_FILE=" + path}
	if got := says(from); got != "PERMANENCE_RELAY_PASSWORD: is given twice, also as PERMANENCE_RELAY_PASSWORD_FILE; keep one" {
		t.Error(got)
	}
}

func TestAFlagThatNoSettingHasIsRefused(t *testing.T) {
	from := inFile(t, enough)
	from.Flags = map[string]string{"web.lisen": "x"}
	if got := says(from); got != "web.lisen: there is no such setting; did you mean web.listen?" {
		t.Error(got)
	}
}

func TestShowSaysWhereEachValueComesFromAndHidesSecrets(t *testing.T) {
	from := inFile(t, enough)
	from.Env = []string{"PERMANENCE_RELAY_PASSWORD=deep secret"}
	shown := fmt.Sprintf("%+v", Values(mustLoad(t, from)))
	for _, secret := range []string{"deep secret", "in the file"} {
		if strings.Contains(shown, secret) {
			t.Errorf("config show prints %q", secret)
		}
	}
	for _, want := range []string{
		"{Key:relay.password Value:(hidden) Secret:true Origin:env PERMANENCE_RELAY_PASSWORD}",
		"{Key:second_relay.password Value:(not set) Secret:true Origin:default}",
		"{Key:store.dir Value:\"" + from.Data + "\" Secret:false Origin:flag --data}",
		`{Key:mailbox.support.host Value:"imap.permanence.example" Secret:false Origin:file ` + from.Data + "/config.toml:6}",
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestASecretOfTheWrongTypeIsNotPrinted(t *testing.T) {
	got := says(inFile(t, strings.Replace(enough, `"in the file"`, "12345678", 1)))
	if strings.Contains(got, "12345678") || !strings.HasPrefix(got, "config.toml:7: mailbox.support.password: ") {
		t.Error(got)
	}
}

// Whatever stands in the file, Load answers with values or with sentences.
func TestLoadSurvivesAnyFile(t *testing.T) {
	dir := t.TempDir()
	piece := rapid.SampledFrom([]string{"[desk]\n", "[[mailbox]]\n", "[mailbox]\n", "mailbox = 3\n", "mailbox = [1]\n", "desk = 1\n", "relay.host = \"x\"\n",
		"hold = {a = 1}\n", "hours = [[1]]\n", "name = 1979-05-27\n", "\"\" = 1\n", "x.y.z = 1\n", "password = \"\"\"\na\nb\"\"\"\n", "relay = {host = 1, prot = 2}\n"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "file"), "")
		if err := os.WriteFile(filepath.Join(dir, FileName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, p := range Check(Sources{Data: dir}) {
			if p.Says == "" || p.Line > strings.Count(text, "\n")+1 {
				t.Fatalf("%+v", p)
			}
		}
	})
}
