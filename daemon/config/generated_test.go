package config

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var write = flag.Bool("write", false, "write config.example.toml and docs/configuration.md anew")

func TestExampleFileAndPageAreWrittenFromTheTable(t *testing.T) {
	for path, want := range map[string]string{
		"../../config.example.toml":   Example(),
		"../../docs/configuration.md": Markdown(),
	} {
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
			t.Errorf("%s is not what the table says; go test ./daemon/config -write\n%s", path, diff)
		}
	}
}
