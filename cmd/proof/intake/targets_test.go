package intake

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestTheFuzzTargetsOfTheRepositoryAreKnown(t *testing.T) {
	root, err := source()
	if err != nil {
		t.Fatal(err)
	}
	all, err := targetsIn(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"FuzzParse", "FuzzAnyMail", "FuzzTokens"} {
		if !slices.ContainsFunc(all, func(x target) bool { return x.name == name }) {
			t.Errorf("%s is not among the %d that were found", name, len(all))
		}
	}
}

func TestATargetThatFailsIsFound(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module x\n\ngo 1.26\n",
		"x_test.go": "package x\n\nimport \"testing\"\n\n" +
			"func FuzzGood(f *testing.F) { f.Fuzz(func(t *testing.T, b []byte) {}) }\n\n" +
			"func FuzzBad(f *testing.F) { f.Fuzz(func(t *testing.T, b []byte) { t.Fail() }) }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all, err := targetsIn(dir)
	if err != nil || len(all) != 2 {
		t.Fatalf("%v: %v", all, err)
	}
	for _, x := range all {
		said, err := x.run(t.Context(), "10x")
		if (err == nil) != (x.name == "FuzzGood") {
			t.Errorf("%s: %v\n%s", x.name, err, said)
		}
	}
}
