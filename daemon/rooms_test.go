package daemon_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// readers are the rooms that read a mail.
var readers = []string{"parser", "parser/transfer", "parser/charset", "parser/htmltext", "parser/reply", "parser/language", "parser/bounce", "parser/anonymise"}

// pure are the rooms without I/O, clock and randomness of their own.
var pure = slices.Concat(readers, rules, []string{"daemon/web/picture"})

// rules are the rooms that decide.
var rules = []string{"daemon/desk/people", "daemon/desk/ticket", "daemon/desk/contract", "daemon/desk/rota", "daemon/desk/letter", "daemon/desk/search"}

// screens are the rooms of the pages.
var screens = []string{"daemon/web/api", "daemon/web/session", "daemon/web/page", "daemon/web/account", "daemon/web/account/openid", "daemon/web/space", "daemon/web/platform", "daemon/web/live"}

// arrows say which rooms of ours each room may import: one way only. The
// picture is in docs/architecture.md.
var arrows = map[string][]string{
	"parser/transfer":            {},
	"parser/htmltext":            {},
	"parser/reply":               {},
	"parser/language":            {},
	"parser/bounce":              {},
	"parser/charset":             {"parser/transfer"},
	"parser/anonymise":           {"parser/transfer", "parser/charset"},
	"parser":                     {"parser/transfer", "parser/charset", "parser/htmltext", "parser/reply", "parser/language", "parser/bounce"},
	"templates":                  {},
	"daemon/config":              {},
	"daemon/fault":               {},
	"daemon/desk/people":         {},
	"daemon/desk/rota":           {},
	"daemon/desk/contract":       {"daemon/desk/rota"},
	"daemon/desk/ticket":         {"parser", "daemon/desk/people"},
	"daemon/desk/letter":         {"templates", "daemon/desk/ticket", "daemon/desk/contract", "daemon/desk/people", "daemon/desk/rota"},
	"daemon/desk/search":         {"daemon/desk/ticket", "daemon/desk/rota"},
	"daemon/store":               append([]string{"parser", "daemon/fault"}, rules...),
	"daemon/authn":               {"daemon/config", "parser", "daemon/desk/people"},
	"daemon/desk":                append([]string{"parser", "daemon/store", "daemon/authn", "templates", "daemon/config", "daemon/fault"}, rules...),
	"daemon/mailbox":             {"daemon/desk", "daemon/config", "daemon/fault"},
	"daemon/outbox":              append([]string{"daemon/desk", "daemon/config", "daemon/fault"}, rules...),
	"daemon/schedule":            append([]string{"daemon/desk", "daemon/config", "daemon/fault"}, rules...),
	"daemon/webhook":             {"daemon/desk"},
	"daemon/web":                 append([]string{"daemon/desk", "templates", "daemon/config", "parser"}, screens...),
	"daemon/web/api":             append([]string{"daemon/desk", "daemon/config", "templates"}, rules...),
	"daemon/web/session":         {"daemon/desk", "daemon/desk/people"},
	"daemon/web/page":            append([]string{"daemon/desk", "daemon/web/session", "daemon/web/picture", "daemon/config", "templates"}, rules...),
	"daemon/web/account":         append([]string{"daemon/desk", "daemon/web/session", "daemon/web/page", "daemon/config", "daemon/web/account/passkey", "daemon/web/account/openid"}, rules...),
	"daemon/web/account/passkey": {"daemon/desk/people"},
	"daemon/web/account/openid":  {"daemon/config"},
	"daemon/directory":           {"daemon/config"},
	"daemon/web/platform":        append([]string{"daemon/desk", "daemon/web/session", "daemon/web/page", "daemon/web/picture", "daemon/config"}, rules...),
	"daemon/web/live":            {"daemon/desk", "daemon/web/page"},
	"daemon/web/space":           append([]string{"daemon/desk", "daemon/web/session", "daemon/web/page", "daemon/web/picture", "daemon/config"}, rules...),
	"daemon/web/picture":         {"templates", "daemon/desk/contract", "daemon/desk/rota"},
}

type listed struct {
	ImportPath string
	Imports    []string
	Module     struct{ Path string }
}

func packages(t *testing.T) (all []listed) {
	t.Helper()
	out, err := exec.Command("go", "list", "-tags", "sqlite_fts5", "-json=ImportPath,Imports,Module", "permanence/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func TestArrowsPointOneWay(t *testing.T) {
	seen := 0
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, p.Module.Path+"/")
		may, known := arrows[room]
		if !known {
			continue
		}
		seen++
		for _, i := range p.Imports {
			if to, ours := strings.CutPrefix(i, p.Module.Path+"/"); ours && !slices.Contains(may, to) {
				t.Errorf("%s imports %s", room, to)
			}
		}
	}
	if seen != len(arrows) {
		t.Errorf("%d of %d rooms were found", seen, len(arrows))
	}
}

func TestPureRoomsDoNoInputAndOutput(t *testing.T) {
	forbidden := []string{"os", "os/exec", "net/http", "database/sql", "math/rand", "math/rand/v2", "crypto/rand"}
	for _, p := range packages(t) {
		if !slices.Contains(pure, strings.TrimPrefix(p.ImportPath, p.Module.Path+"/")) {
			continue
		}
		for _, i := range p.Imports {
			if slices.Contains(forbidden, i) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
		}
	}
}

func TestLibrariesStayInTheirRooms(t *testing.T) {
	only := map[string][]string{
		"github.com/emersion/go-imap/v2":            {"daemon/mailbox", "daemon/demo", "daemon/realmail", "cmd/bench", "cmd/proof/cut"},
		"github.com/emersion/go-imap/v2/imapclient": {"daemon/mailbox", "daemon/demo", "daemon/realmail", "cmd/bench"},
		"github.com/mattn/go-sqlite3":               {"daemon/store", "cmd/bench", "cmd/proof/attack", "cmd/proof/power/disk", "cmd/proof/crash"},
		"database/sql":                              {"daemon/store", "cmd/bench", "cmd/proof/attack", "cmd/proof/power", "cmd/proof/tenant", "cmd/proof/crash"},
		"github.com/robfig/cron/v3":                 {"daemon/schedule", "daemon/config"},
		"github.com/go-ldap/ldap/v3":                {"daemon/directory"},
		"github.com/coreos/go-oidc/v3/oidc":         {"daemon/web/account/openid"},
		"github.com/go-webauthn/webauthn/webauthn":  {"daemon/web/account/passkey"},
	}
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, p.Module.Path+"/")
		for _, i := range p.Imports {
			if rooms, bound := only[i]; bound && !slices.Contains(rooms, room) {
				t.Errorf("%s imports %s", room, i)
			}
		}
	}
}
