package anonymise

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"permanence/parser"
)

// TestEveryFixtureIsReadTheSameWithOtherWords is what a copy is for: a stranger
// sees in it what the mail shows.
func TestEveryFixtureIsReadTheSameWithOtherWords(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("../testdata", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".eml" {
			return err
		}
		seen++
		t.Run(strings.TrimPrefix(name, "../testdata/"), func(t *testing.T) { readTheSame(t, name) })
		return nil
	})
	if err != nil || seen < 400 {
		t.Fatalf("%d fixtures: %v", seen, err)
	}
}

func readTheSame(t *testing.T, name string) {
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	raw = bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))
	copied := Mail(raw, parser.RuleWord)
	before, after := reading(t, raw), reading(t, copied)
	for i := range max(len(before), len(after)) {
		if i >= len(before) || i >= len(after) || before[i].read != after[i].read {
			t.Fatalf("line %d: %v became %v", i, before[min(i, len(before)-1)], after[min(i, len(after)-1)])
		}
	}
}

// readLine is what is read of one line, and its text for the eye.
type readLine struct{ read, text string }

func (l readLine) String() string { return fmt.Sprintf("%s %q", l.read, l.text) }

// reading is what is read of a mail: of its whole, then line by line.
func reading(t *testing.T, raw []byte) []readLine {
	m, err := parser.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	lines := []readLine{{fmt.Sprintf("%s %s %q %v", m.Kind, m.Signal, m.Language, m.Defects), m.Subject}}
	for _, l := range m.Explain() {
		lines = append(lines, readLine{l.Part.String(), l.Text})
	}
	return lines
}
