package mailbox

import (
	"context"
	"strings"
	"testing"
)

func TestAnAccountThatCanNeverWorkIsRefusedWithAReason(t *testing.T) {
	for says, change := range map[string]func(*Account){
		"no host":                 func(a *Account) { a.Host = "" },
		"without a name":          func(a *Account) { a.Name = "" },
		"no user":                 func(a *Account) { a.User = "" },
		"neither a password":      func(a *Account) { a.Password = nil },
		"must be tls, starttls":   func(a *Account) { a.TLS = "ssl" },
		"on this machine only":    func(a *Account) { a.TLS, a.Host = TLSNone, "mail.example:143" },
		"is empty or named twice": func(a *Account) { a.Folders = []string{"INBOX", "inbox"} },
		"\"\" is empty or named":  func(a *Account) { a.Folders = []string{""} },
		"":                        func(*Account) {},
	} {
		account := Account{Name: "support", Host: "imap.example", User: "support",
			Password: func(context.Context) (string, error) { return "", nil }}
		change(&account)
		_, err := New(account, nil, Outside{})
		if says == "" && err != nil || says != "" && (err == nil || !strings.Contains(err.Error(), says)) {
			t.Errorf("want %q, got %v", says, err)
		}
	}
}

func TestAHostWithoutPortGetsTheOneOfItsProtection(t *testing.T) {
	for _, test := range []struct {
		host, want string
		mode       TLSMode
	}{
		{"imap.example", "imap.example:993", ""},
		{"imap.example", "imap.example:143", TLSStart},
		{"imap.example:1993", "imap.example:1993", TLSImplicit},
		{"[::1]", "[::1]:143", TLSNone},
		{"::1", "[::1]:143", TLSNone},
	} {
		if got := (Account{Host: test.host, TLS: test.mode}).withDefaults().Host; got != test.want {
			t.Errorf("%s %s: %s", test.host, test.mode, got)
		}
	}
}

func TestASecretCommandGivesWhatItPrintsAndHidesItInErrors(t *testing.T) {
	if secret, err := SecretCommand([]string{"sh", "-c", "echo tok"})(t.Context()); secret != "tok" || err != nil {
		t.Errorf("%q, %v", secret, err)
	}
	_, err := SecretCommand([]string{"sh", "-c", "printf %s%s ha sh; echo expired >&2; exit 3"})(t.Context())
	if err == nil || strings.Contains(err.Error(), "hash") || !strings.Contains(err.Error(), "expired") {
		t.Errorf("said: %v", err)
	}
	if _, err := SecretCommand([]string{"sh", "-c", "true"})(t.Context()); err == nil {
		t.Error("a command that prints nothing gave a secret")
	}
}
