package main

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var write = flag.Bool("write", false, "write docs/commands.md anew")

func TestThePageOfCommandsIsWrittenFromTheTable(t *testing.T) {
	var p program
	parser, err := parserOf(&p)
	if err != nil {
		t.Fatal(err)
	}
	const path = "../../docs/commands.md"
	want := commandsPage(parser.Model)
	if *write {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s is not what the table of commands says; go test ./cmd/permanence -write\n%s", path, diff)
	}
}
