//go:build fault

package power

import (
	"context"
	"fmt"

	"permanence/cmd/proof/figure"
)

// weaknesses are the promises that are broken on purpose.
var weaknesses = []struct {
	name   string
	weaken string
	lies   bool
}{
	{name: "NORMAL", weaken: "NORMAL"},
	{name: "OFF", weaken: "OFF"},
	{name: "a sync that lies", lies: true},
}

// controlHistories is how many histories each weakness gets.
const controlHistories = 10

// Control breaks what makes a commit last, in three ways, and tells whether the
// same check finds each.
func Control(ctx context.Context, _ figure.Size) (figure.Figure, error) {
	f := figure.Figure{Tried: len(weaknesses), Unit: "weaknesses"}
	found := 0
	for _, w := range weaknesses {
		t := &tally{}
		err := t.run(ctx, controlHistories, func(h *house, i int) *history {
			one := newHistory(h, uint64(i))
			one.weaken, one.lies = w.weaken, w.lies
			return one
		})
		if err != nil {
			return f, err
		}
		if t.lost+t.half+t.corrupt > 0 {
			found++
		} else {
			f.Trouble = append(f.Trouble, fmt.Sprintf("%s was not found in %d losses", w.name, t.losses))
		}
	}
	f.Outcomes = []figure.Outcome{figure.All("found", found, len(weaknesses))}
	return f, nil
}
