package tenant

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"permanence/daemon/testhouse"
)

// crossed does an operation with the scope broken: whatever the side asks for
// on pages is asked for with the other's session.
func crossed(o operation) operation {
	do := o.do
	o.do = func(ctx context.Context, t *town, s, o *side) error {
		for _, one := range []*side{s, o} { // both are in
			if _, err := t.get(ctx, one, "/", ""); err != nil {
				return err
			}
		}
		s.tab, o.tab = o.tab, s.tab
		err := do(ctx, t, s, o)
		s.tab, o.tab = o.tab, s.tab
		return err
	}
	return o
}

func TestAPageThatAsksWithTheOthersIdIsFound(t *testing.T) {
	for _, o := range operations {
		if !strings.HasPrefix(o.name, "page ") || o.name == "page leaves" {
			continue
		}
		t.Run(o.name, func(t *testing.T) {
			f, _, err := live(t.Context(), 1, 40, []operation{{"request", 2, request}, {"agent notes", 1, agentNotes}, {"page opens", 1, pageOpens}, crossed(o)})
			if err != nil {
				t.Fatal(err)
			}
			if f.leaked+f.changed+f.told == 0 {
				t.Error("it was not found")
			}
			hides := strings.HasPrefix(o.name, "page other's") || strings.HasPrefix(o.name, "page hidden") || o.name == "page answers other's"
			if hides && o.name != "page other's place" && f.told == 0 {
				t.Errorf("what is hidden is not told from what does not exist: %+v", f)
			}
		})
	}
}

func TestAWordOnAPageIsFound(t *testing.T) {
	w := &town{sides: [2]*side{{name: "alpha", mark: "zqaone"}, {name: "bravo", mark: "zqbtwo"}}, notes: side{mark: "zqnote"}}
	for name, c := range map[string]struct {
		answer testhouse.Answer
		thrown string
		want   finding
	}{
		"of the other":           {testhouse.Answer{Body: "<td>ZQBtwo0001</td>"}, "", finding{leaked: 1}},
		"in a header":            {testhouse.Answer{Header: http.Header{"Content-Disposition": {`attachment; filename="zqbtwo.pdf"`}}}, "", finding{leaked: 1}},
		"of a note":              {testhouse.Answer{Body: "zqnote0001"}, "", finding{notes: 1}},
		"beside what was thrown": {testhouse.Answer{Body: "zqbtwoaaab zqbtwoaaac"}, "zqbtwoaaab", finding{leaked: 1}},
		"that was thrown alone":  {testhouse.Answer{Body: "zqbtwoaaab"}, "zqbtwoaaab", finding{}},
		"of one's own":           {testhouse.Answer{Body: "zqaone0001"}, "", finding{}},
	} {
		w.found = finding{}
		w.saw(w.sides[0], c.answer, c.thrown)
		if w.found.leaked != c.want.leaked || w.found.notes != c.want.notes {
			t.Errorf("a word %s: %+v", name, w.found)
		}
	}
}

// Two of five operations are done on pages: the count of them in
// docs/reliability.md follows from it.
func TestTwoOfFiveOperationsAreOnPages(t *testing.T) {
	all, pages := 0, 0
	for _, o := range operations {
		all += o.weight
		if strings.HasPrefix(o.name, "page ") {
			pages += o.weight
		}
	}
	if share := 100 * pages / all; share < 40 {
		t.Errorf("%d %% are on pages", share)
	}
}
