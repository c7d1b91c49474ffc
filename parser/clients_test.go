package parser

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"permanence/parser/reply"
)

var update = flag.Bool("update", false, "write the expected cuts of testdata/clients anew")

const clients = "testdata/clients/"

// TestMailOfEachClientIsCut compares each mail of a program with the cut that
// stands beside it and the rules that made it.
func TestMailOfEachClientIsCut(t *testing.T) {
	files, err := filepath.Glob(clients + "*/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no mails: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, clients), ".eml")
		t.Run(name, func(t *testing.T) {
			got := cutOf(clientMail(t, name).replyInput())
			expected := clients + name + ".txt"
			if *update {
				if err := os.WriteFile(expected, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(expected)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "cut", got, string(want))
		})
	}
}

// TestEachEntryIsNeeded takes each entry of the families' tables away: the mail
// that made it necessary must then be cut otherwise.
func TestEachEntryIsNeeded(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range reply.Entries() {
		if seen[e.ID] {
			t.Errorf("%s stands twice", e.ID)
		}
		seen[e.ID] = true
		in := clientMail(t, e.Fixture).replyInput()
		with := cutOf(in)
		in.Except = e.ID
		if cutOf(in) == with {
			t.Errorf("%s is cut the same without %q", e.Fixture, e.ID)
		}
	}
}

func clientMail(t *testing.T, name string) *Message {
	t.Helper()
	raw, err := os.ReadFile(clients + name + ".eml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// cutOf shows a cut and the rules that made it, each once.
func cutOf(in reply.Input) string {
	r := reply.Cut(in)
	var b strings.Builder
	for _, part := range []struct{ name, text string }{{"reply", r.New}, {"quoted", r.Quoted}, {"signature", r.Signature}} {
		b.WriteString("== " + part.name + " ==\n")
		if part.text != "" {
			b.WriteString(part.text + "\n")
		}
	}
	b.WriteString("== rules ==\n")
	last := ""
	for _, l := range reply.Explain(in) {
		if strings.TrimSpace(l.Text) != "" && l.Rule != "" && l.Rule != last {
			b.WriteString(l.Part.String() + ": " + l.Rule + "\n")
			last = l.Rule
		}
	}
	return b.String()
}
