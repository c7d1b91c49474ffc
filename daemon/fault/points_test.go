package fault

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var call = regexp.MustCompile(`fault\.At\("([^"]+)"\)`)

// inSource counts where the daemon's source reaches each point.
func inSource(t *testing.T) map[string]int {
	t.Helper()
	found := map[string]int{}
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "../fault/") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range call.FindAllSubmatch(text, -1) {
			found[string(m[1])]++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestEachPointIsReachedInOnePlaceAndStandsInTheTable(t *testing.T) {
	found := inSource(t)
	for _, p := range Points() {
		if found[p.Name] != 1 {
			t.Errorf("%s is reached in %d places", p.Name, found[p.Name])
		}
		if p.Says == "" {
			t.Errorf("%s says nothing", p.Name)
		}
		delete(found, p.Name)
	}
	for name := range found {
		t.Errorf("%s is not in the table", name)
	}
}
