package intake

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"permanence/cmd/proof/figure"
)

// target is a fuzz target of the repository.
type target struct{ folder, name string }

var targetLine = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(f \*testing\.F\)`)

// targetsIn finds the fuzz targets below a folder.
func targetsIn(root string) (all []target, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, found := range targetLine.FindAllSubmatch(text, -1) {
			all = append(all, target{filepath.Dir(path), string(found[1])})
		}
		return nil
	})
	return all, err
}

// fuzzTime is how long each target runs.
const fuzzTime = "60s"

// targets runs every fuzz target of the repository, and adds what came of it.
func targets(ctx context.Context, f *figure.Figure) error {
	root, err := source()
	if err != nil {
		return err
	}
	all, err := targetsIn(root)
	if err != nil {
		return err
	}
	held := 0
	for _, t := range all {
		said, err := t.run(ctx, fuzzTime)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			held++
			continue
		}
		f.Trouble = append(f.Trouble, fmt.Sprintf("%s in %s: %v\n%s", t.name, t.folder, err, said))
	}
	f.Outcomes = append(f.Outcomes, figure.All("targets", held, len(all)))
	return nil
}

// run runs one target; what is found stays in its folder testdata. Go is not to
// spend a minute on making each new input smaller: where goroutines run, no two
// runs cover the same.
func (t target) run(ctx context.Context, long string) (said []byte, err error) {
	run := exec.CommandContext(ctx, "go", "test", "-tags", "sqlite_fts5", "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", long, "-fuzzminimizetime", "20x", ".")
	run.Dir = t.folder
	return run.CombinedOutput()
}
