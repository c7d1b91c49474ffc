package figure

import "testing"

func TestAFigureIsShortWhenOneOutcomeIs(t *testing.T) {
	tests := []struct {
		name string
		f    Figure
		want string
	}{
		{"all right", Figure{Tried: 1500, Unit: "cycles", Outcomes: []Outcome{None("lost", 0), None("duplicate", 0)}}, "x 1500 cycles lost 0 duplicate 0 ok"},
		{"one lost", Figure{Tried: 1500, Unit: "cycles", Outcomes: []Outcome{None("lost", 1), None("duplicate", 0)}}, "x 1500 cycles lost 1 duplicate 0 short"},
		{"at the limit", Figure{Tried: 1, Unit: "day", Outcomes: []Outcome{AtMost("mails", 6, 6)}}, "x 1 day mails 6 at most 6 ok"},
		{"over the limit", Figure{Tried: 1, Unit: "day", Outcomes: []Outcome{AtMost("mails", 7, 6)}}, "x 1 day mails 7 at most 6 short"},
		{"one of three", Figure{Tried: 3, Unit: "controls", Outcomes: []Outcome{All("found", 2, 3)}}, "x 3 controls found 2 of 3 short"},
		{"nothing tried", Figure{Unit: "cases", Outcomes: []Outcome{None("wrong", 0)}}, "x 0 cases wrong 0 short"},
		{"nothing counted", Figure{Tried: 3, Unit: "cases"}, "x 3 cases short"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.f.Line("x"); got != tt.want {
				t.Errorf("%q, not %q", got, tt.want)
			}
		})
	}
}

func TestWhatTwoRoomsFindIsOneFigure(t *testing.T) {
	f := Figure{}
	f.Add(Figure{Tried: 3, Unit: "weaknesses", Outcomes: []Outcome{All("found", 3, 3)}})
	f.Add(Figure{Tried: 7, Unit: "weaknesses", Outcomes: []Outcome{All("found", 6, 7), None("lost", 0)}, Trouble: []string{"one was not found"}})
	if got, want := f.Line("control"), "control 10 weaknesses found 9 of 10 lost 0 short"; got != want || len(f.Trouble) != 1 {
		t.Errorf("%q, not %q", got, want)
	}
}
