package parser

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"permanence/parser/bounce"
)

var updateBounces = flag.Bool("update-bounces", false, "write what is read of testdata/bounces beside each mail")

// bounceRead is what a fixture's JSON file says of it.
type bounceRead struct {
	Kind   Kind    `json:"kind"`
	Signal string  `json:"signal"`
	Report *Report `json:"report"`
}

func TestEveryServersBounceIsRead(t *testing.T) {
	files, _ := filepath.Glob("testdata/bounces/*.eml")
	if len(files) < 50 {
		t.Fatalf("%d fixtures", len(files))
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".eml")
		t.Run(name, func(t *testing.T) {
			m := fixture(t, "bounces/"+name)
			got, err := json.MarshalIndent(bounceRead{m.Kind, m.Signal, m.Report}, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, '\n')
			golden := "testdata/bounces/" + name + ".json"
			if *updateBounces {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got %s\nwant %s", got, want)
			}
		})
	}
}

// TestEveryServerHasAFixture keeps the table of servers and the fixtures
// together.
func TestEveryServerHasAFixture(t *testing.T) {
	for _, name := range bounce.Servers() {
		m := fixture(t, "bounces/"+name)
		if m.Report == nil || m.Report.Server != name {
			t.Errorf("%s: read as %+v", name, m.Report)
		}
	}
}
