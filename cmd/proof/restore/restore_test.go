package restore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon/store"
)

func TestARestoreLosesNothingAndAnswersNobodyTwice(t *testing.T) {
	f, err := Restore(t.Context(), figure.Short)
	if err != nil {
		t.Fatal(err)
	}
	if !f.Met() {
		t.Errorf("%s\n%s", f.Line("restore"), strings.Join(f.Trouble, "\n"))
	}
}

// The old database put back by hand knows nothing of what it is: the same looks
// find that people are answered twice.
func TestAPlainCopyOfTheOldDataIsFoundToAnswerTwice(t *testing.T) {
	o, err := trial{seed: 3, mails: 24, plus: true}.run(t.Context(), plainCopy)
	if err != nil {
		t.Fatal(err)
	}
	if o.second == 0 {
		t.Error("nobody was found to be answered twice")
	}
}

// A restore that is not told when the desk stopped answers nobody who wrote
// afterwards: where it should have been, that is found.
func TestAnAnswerThatIsDueAndDoesNotComeIsFound(t *testing.T) {
	deaf := func(ctx context.Context, s *stage, file string, _ time.Time) error {
		return back(ctx, s, file, time.Time{})
	}
	o, err := trial{seed: 4, mails: 6, plus: true, known: true}.run(t.Context(), deaf)
	if err != nil {
		t.Fatal(err)
	}
	if o.untold != whileDown {
		t.Errorf("%d of %d are found: %q", o.untold, whileDown, o.trouble)
	}
}

// plainCopy unpacks the backup over the data.
func plainCopy(ctx context.Context, s *stage, file string, _ time.Time) error {
	dir := s.house.Dir()
	for _, name := range []string{store.DatabaseName, store.DatabaseName + "-wal", store.DatabaseName + "-shm", "mail"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	_, err = store.Unpack(ctx, f, dir)
	return errors.Join(err, f.Close())
}

func TestTheComparisonSeesWhatIsLostDoubledOrAstray(t *testing.T) {
	was := map[string][]fate{"a": {{"new", 1, 1}}, "b": {{"append", 1, 1}}, "c": {{"new", 2, 1}}, "d": {{"quarantine", 0, 0}}}
	whole := func() map[string][]fate {
		return map[string][]fate{"a": {{"new", 1001, 1}}, "b": {{"append", 1001, 1}}, "c": {{"new", 1002, 1}}, "d": {{"quarantine", 0, 0}}}
	}
	tests := []struct {
		name                  string
		spoil                 func(map[string][]fate)
		lost, doubled, astray int
	}{
		{"nothing", func(map[string][]fate) {}, 0, 0, 0},
		{"one is gone", func(is map[string][]fate) { delete(is, "b") }, 1, 0, 0},
		{"two rows", func(is map[string][]fate) { is["a"] = append(is["a"], is["a"][0]) }, 0, 1, 0},
		{"two entries", func(is map[string][]fate) { is["a"][0].entries = 2 }, 0, 1, 0},
		{"another ticket", func(is map[string][]fate) { is["b"][0].ticket = 1003 }, 0, 0, 1},
		{"two tickets in one", func(is map[string][]fate) { is["c"][0].ticket = 1001 }, 0, 0, 1},
		{"let in", func(is map[string][]fate) { is["d"][0] = fate{"new", 1004, 1} }, 0, 0, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			is := whole()
			tt.spoil(is)
			var o outcome
			o.compare(was, is)
			if o.lost != tt.lost || o.doubled != tt.doubled || o.astray != tt.astray {
				t.Errorf("%+v", o)
			}
		})
	}
}
