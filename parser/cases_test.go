package parser

import (
	"os"
	"path/filepath"
	"testing"

	"permanence/parser/costs"
)

// TestPublicCases reads a folder of outside mails, named by PERMANENCE_CASES,
// that this project does not carry: each must be read and kept.
func TestPublicCases(t *testing.T) {
	dir := os.Getenv("PERMANENCE_CASES")
	if dir == "" {
		t.Skip("PERMANENCE_CASES names no folder of mails")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.eml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no mails in %s: %v", dir, err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		costs.Little(t, t.Name(), func() {
			m, err := Parse(raw)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			checkMessage(t, raw, m)
			checkSafe(t, name, m.SafeHTML())
		})
	}
	t.Logf("%d mails", len(files))
}
