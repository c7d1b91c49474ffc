package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"permanence/daemon"
	"permanence/daemon/authn"
	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/store"
	"permanence/parser"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"permanence": main})
}

// TestTheCommandsDoWhatTheirManualSays runs testdata/script: each file can be
// read as a manual. Beside the program they have words of their own:
//
//	clock TIME         the desk's clock stands there
//	keys KEY...        what was printed is JSON with these keys
//	balance            what mail count printed adds up
//	receive FILE...    mails arrive, signed by their sender's domain
//	receive -unsigned FILE...
func TestTheCommandsDoWhatTheirManualSays(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			dir := filepath.Join(env.WorkDir, "desk")
			if err := os.MkdirAll(dir, 0o700); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, "config.toml"), []byte(sampleConfig), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"receive": receive, "clock": setClock, "keys": keys, "balance": balance},
	})
}

// sampleConfig names servers that nobody runs: the commands work without them.
const sampleConfig = `[desk]
name = "Assistance Exemple"
sales_address = "ventes@permanence.example"
contact_address = "contact@permanence.example"
admin_address = "admin@permanence.example"

[[mailbox]]
address = "support@permanence.example"
host = "127.0.0.1"
port = 1
tls = "none"
password = "mot-de-passe"
plus_addressing = true

[relay]
host = "127.0.0.1"
port = 1
tls = "none"

[web]
listen = "127.0.0.1:1"

[dns]
resolver = "127.0.0.1:1"
timeout = "1s"
`

// deskOf opens the script's data directory as the daemon would.
func deskOf(ts *testscript.TestScript, resolver authn.Resolver) opened {
	a := &app{ctx: context.Background(), settings: Settings{Data: ts.MkAbs("desk")}}
	o, err := a.open(toSend)
	ts.Check(err)
	if resolver == nil {
		return o
	}
	texts, err := daemon.Texts(o.cfg)
	ts.Check(err)
	o.Desk, err = desk.New(a.ctx, desk.Options{Store: o.store, Config: o.cfg, Texts: texts, Checker: authn.New(resolver, o.now), Now: o.now, Rand: zeros{}})
	ts.Check(err)
	return o
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func setClock(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: clock TIME")
	}
	at, err := time.Parse(time.RFC3339, args[0])
	ts.Check(err)
	o := deskOf(ts, nil)
	defer o.store.Close()
	ts.Check(o.store.Write(context.Background(), func(tx *store.Tx) error {
		return tx.SetSetting("clock.offset_ms", strconv.FormatInt(time.Until(at).Milliseconds(), 10))
	}))
}

// receive keeps mails and decides on them, as the daemon does.
func receive(ts *testscript.TestScript, neg bool, args []string) {
	unsigned := len(args) > 0 && args[0] == "-unsigned"
	if unsigned {
		args = args[1:]
	}
	if neg || len(args) == 0 {
		ts.Fatalf("usage: receive [-unsigned] FILE...")
	}
	keys := &domainKeys{private: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))}
	o := deskOf(ts, keys)
	defer o.store.Close()
	ctx := context.Background()
	count, err := o.CountMail(ctx)
	ts.Check(err)
	for i, name := range args {
		raw := bytes.ReplaceAll([]byte(ts.ReadFile(name)), []byte("\n"), []byte("\r\n"))
		if !unsigned {
			raw, err = keys.sign(raw, o.now())
			ts.Check(err)
		}
		place := desk.Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: uint32(int(count.Stored) + i + 1)}
		ts.Check(o.Keep(ctx, []desk.Mail{{Place: place, Received: o.now(), Raw: raw, Size: int64(len(raw))}}))
	}
	_, err = o.Handle(ctx)
	ts.Check(err)
}

// domainKeys is the DNS of the scripts: every domain signs with the same key,
// and publishes nothing else.
type domainKeys struct{ private ed25519.PrivateKey }

func (d *domainKeys) key(domain string) authn.Key {
	return authn.Key{Domain: domain, Selector: "s1", Private: d.private}
}

func (d *domainKeys) sign(raw []byte, at time.Time) ([]byte, error) {
	m, err := parser.Parse(raw)
	if err != nil {
		return nil, err
	}
	return authn.Sign(raw, d.key(people.Domain(m.From.Address)), at)
}

// LookupTXT answers for the keys.
func (d *domainKeys) LookupTXT(_ context.Context, name string) ([]string, error) {
	const prefix = "s1._domainkey."
	if len(name) > len(prefix) && name[:len(prefix)] == prefix {
		_, text := d.key(name[len(prefix):]).Record()
		return []string{text}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

func TestEveryCommandHasHelpAndExamplesThatAreRightCalls(t *testing.T) {
	var p program
	parser, err := parserOf(&p)
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(false) {
		if leaf.Help == "" {
			t.Errorf("%s has no help", leaf.FullPath())
		}
		examples := examplesOf(leaf)
		if len(examples) == 0 {
			t.Errorf("%s has no example", leaf.FullPath())
		}
		for _, example := range examples {
			if err := callIsRight(example); err != nil {
				t.Errorf("example of %s: %s: %v", leaf.FullPath(), example, err)
			}
		}
		for _, flag := range leaf.Flags {
			if flag.Help == "" {
				t.Errorf("%s: the flag --%s has no help", leaf.FullPath(), flag.Name)
			}
		}
	}
}

// callIsRight parses an example as a shell would give it.
func callIsRight(example string) error {
	args, err := words(example)
	if err != nil {
		return err
	}
	var p program
	parser, err := parserOf(&p)
	if err != nil {
		return err
	}
	parser.Stdout, parser.Stderr = io.Discard, io.Discard
	_, err = parser.Parse(args[1:])
	return err
}

// words parts a command line at blanks outside single quotes, up to a
// redirection.
func words(line string) (args []string, err error) {
	var word []byte
	quoted := false
	for _, c := range []byte(line + " ") {
		switch {
		case c == '\'':
			quoted = !quoted
		case c == '>' && !quoted:
			return args, nil
		case c == ' ' && !quoted:
			if len(word) > 0 {
				args = append(args, string(word))
			}
			word = nil
		default:
			word = append(word, c)
		}
	}
	if quoted {
		err = errors.New("a quote is open")
	}
	return args, err
}

func TestTimesAndAmountsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]quarters{"8h": 32, "2h30": 10, "1,5h": 6, "0": 0, "0h": 0, "45min": 3, "120h": 480, "1 h 15": 5, "2.25h": 9} {
		var q quarters
		if err := q.UnmarshalText([]byte(text)); err != nil || q != want {
			t.Errorf("%q is %d quarters, %v; want %d", text, q, err, want)
		}
	}
	for _, text := range []string{"8", "", "1h20", "-1h", "10min", "1,3h", "h", "1h5", "99999h"} {
		var q quarters
		if err := q.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is read as %d quarters", text, q)
		}
	}
	for text, want := range map[string]cents{"95": 9500, "95,50": 9550, "95.5": 9550, "0": 0, "95 €": 9500, "0,05": 5} {
		var c cents
		if err := c.UnmarshalText([]byte(text)); err != nil || c != want {
			t.Errorf("%q is %d cents, %v; want %d", text, c, err, want)
		}
	}
	for _, text := range []string{"", "-5", "95,505", "1.000,50", "abc"} {
		var c cents
		if err := c.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is read as %d cents", text, c)
		}
	}
}

func TestWhatAStrangerWroteCannotMoveTheCursorOfATerminal(t *testing.T) {
	hostile := "a\x1b[2Jb\r\nc\u202ed"
	if got := oneLine(hostile); got != "a [2Jb  c d" {
		t.Errorf("%q", got)
	}
	if got := fmt.Sprintf("%q", manyLines("x\n\x1by")); got != `"x\n y"` {
		t.Error(got)
	}
}
