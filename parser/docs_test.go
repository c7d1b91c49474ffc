package parser

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestDocsNameEachDefect holds docs/parser.md against the list in defects.go.
func TestDocsNameEachDefect(t *testing.T) {
	list, err := os.ReadFile("defects.go")
	if err != nil {
		t.Fatal(err)
	}
	docs, err := os.ReadFile("../docs/parser.md")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, line := range regexp.MustCompile(`(?m)^//\t([a-z-]+(?:, [a-z-]+)*)`).FindAllStringSubmatch(string(list), -1) {
		for _, name := range strings.Split(line[1], ", ") {
			names[name] = true
			if !strings.Contains(string(docs), "`"+name+"`") {
				t.Errorf("docs/parser.md does not name %s", name)
			}
		}
	}
	if len(names) < 30 {
		t.Fatalf("only %d names were found", len(names))
	}
}
