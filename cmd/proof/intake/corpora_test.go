package intake

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon/store"
)

// inTime takes the limits of time out of a figure: other tests run beside it.
func inTime(f figure.Figure) figure.Figure {
	f.Outcomes = slices.DeleteFunc(f.Outcomes, func(o figure.Outcome) bool { return strings.HasSuffix(o.Name, "-ms") })
	return f
}

func TestTheMailsOfRealProgramsAreStoredDecidedAndRendered(t *testing.T) {
	t.Setenv(corporaVariable, "") // the outside mails are for the figure
	f, err := Corpora(t.Context(), figure.Short)
	if err != nil {
		t.Fatal(err)
	}
	if !inTime(f).Met() || f.Tried < 400 {
		t.Errorf("%s\n%s", f.Line("corpora"), strings.Join(f.Trouble, "\n"))
	}
}

func TestAMailThatIsNotStoredOrCannotBeShownIsFound(t *testing.T) {
	h := newHouse(t)
	b := library{tally: tally{counts: map[string]int{}}}
	h.bring = func(ctx context.Context, raws ...[]byte) ([]store.Mail, error) {
		return h.DeliverAll(ctx, append(slices.Clone(raws), []byte("From: <x@y.example>\r\n\r\nother bytes"))[1:]...)
	}
	if err := b.mail(t.Context(), h, "dropped", []byte("From: <x@y.example>\r\n\r\nBonjour.\r\n")); err != nil {
		t.Fatal(err)
	}
	if b.counts[stored] != 0 || b.counts[lost] == 0 {
		t.Errorf("counted %v", b.counts)
	}
	if page, why := pageOf(nil); page != "" || len(why) == 0 {
		t.Errorf("no byte makes the page %q", page)
	}
}

func TestFoldersOfMailAreRead(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a/1.eml", "b/c/2.eml", "b/3.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if files, err := mailsIn(dir); err != nil || len(files) != 2 {
		t.Errorf("%v: %v", files, err)
	}
}

func TestPercentilesAreOfTheSlowest(t *testing.T) {
	var took []time.Duration
	for i := range 200 {
		took = append(took, time.Duration(200-i)*time.Millisecond)
	}
	for _, c := range []struct{ n, want int }{{50, 100}, {99, 198}, {100, 200}} {
		if got := percentile(took, c.n); got != c.want {
			t.Errorf("%d: %d ms, not %d", c.n, got, c.want)
		}
	}
}
