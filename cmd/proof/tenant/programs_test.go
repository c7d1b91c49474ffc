package tenant

import (
	"context"
	"strings"
	"testing"
)

// Whatever a side's program asks for is asked for with the other's token.
func TestAProgramThatAsksWithTheOthersTokenIsFound(t *testing.T) {
	for _, o := range operations {
		if !strings.HasPrefix(o.name, "program ") {
			continue
		}
		t.Run(o.name, func(t *testing.T) {
			do := o.do
			o.do = func(ctx context.Context, t *town, s, o *side) error {
				for _, one := range []*side{s, o} { // both have one
					if _, err := t.calls(ctx, one, call{method: "GET", path: "/me"}, ""); err != nil {
						return err
					}
				}
				s.program, o.program = o.program, s.program
				err := do(ctx, t, s, o)
				s.program, o.program = o.program, s.program
				return err
			}
			f, _, err := live(t.Context(), 1, 40, []operation{{"request", 2, request}, {"agent notes", 1, agentNotes}, {"program opens", 1, programOpens}, o})
			if err != nil {
				t.Fatal(err)
			}
			if f.leaked+f.changed+f.told == 0 {
				t.Error("it was not found")
			}
		})
	}
}
