package outbox

import (
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTheAlarmCommandGetsTheTextOnItsInputAndNoShell(t *testing.T) {
	out := filepath.Join(t.TempDir(), "alarm")
	a := CommandAlarm{Argv: []string{"tee", out}}
	text := "$(touch /tmp/owned); `id` | rm\nle relais refuse depuis 15 min"
	if err := a.Send(t.Context(), "Relais\r\nBcc: x", text); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Relais? Bcc: x\n\n" + text + "\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnAlarmCommandThatFailsOrHangsIsAnError(t *testing.T) {
	begun := time.Now()
	for _, a := range []CommandAlarm{{}, {Argv: []string{"/nonexistent/alarm"}}, {Argv: []string{"false"}},
		{Argv: []string{"sleep", "60"}, Timeout: 50 * time.Millisecond}} {
		if err := a.Send(t.Context(), "x", "y"); err == nil {
			t.Errorf("%v: no error", a.Argv)
		}
	}
	if time.Since(begun) > 5*time.Second {
		t.Errorf("took %v", time.Since(begun))
	}
}

func TestTheSecondRelayCarriesAPlainLetter(t *testing.T) {
	s := startScripted(t, nil)
	a := RelayAlarm{Relay: s.relay(), From: "permanence@desk.example", To: "admin@desk.example",
		Now: func() time.Time { return time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC) }}
	if err := a.Send(t.Context(), "Le relais refuse\r\nBcc: eve@evil.test", "Depuis 15 minutes : été\n.\nfin"); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(s.bytes["admin@desk.example"]))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"To": "<admin@desk.example>", "From": "<permanence@desk.example>", "Auto-Submitted": "auto-generated",
		"Date": "Wed, 01 Jul 2026 08:00:00 +0000", "Bcc": ""} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if m.Header.Get("Message-Id") == "" {
		t.Error("no Message-ID")
	}
	a.Relay.Addr = "127.0.0.1:1"
	if err := a.Send(t.Context(), "x", "y"); err == nil {
		t.Error("no error from a relay that is not there")
	}
}
