package rota

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawTeams draws two to five teams.
func drawTeams(t *rapid.T) []int64 {
	return rapid.SliceOfNDistinct(rapid.Int64Range(1, 9), 2, 5, rapid.ID[int64]).Draw(t, "teams")
}

func drawCalendar(t *rapid.T) Calendar {
	cal := Calendar{Location: time.UTC, Hours: DefaultHours(), Region: rapid.SampledFrom(Regions()).Draw(t, "region")}
	for range rapid.IntRange(0, 4).Draw(t, "closures") {
		from := NewDate(2026, 1, rapid.IntRange(-200, 900).Draw(t, "from"))
		closure := Closure{From: from, To: from.AddDays(rapid.IntRange(0, 20).Draw(t, "length"))}
		if rapid.Bool().Draw(t, "late") {
			closure.Declared = from.AddDays(rapid.IntRange(-10, 30).Draw(t, "declared"))
		}
		cal.Closures = append(cal.Closures, closure)
	}
	if rapid.Bool().Draw(t, "solidarity") {
		cal.Worked = []string{"whit-monday"}
	}
	return cal
}

// workingDays are the working days of a span, found by walking it.
func workingDays(cal Calendar, from, to Date) []Date {
	var days []Date
	for d := from; !d.After(to); d = d.AddDays(1) {
		if ok, _ := cal.IsWorkingDay(d); ok {
			days = append(days, d)
		}
	}
	return days
}

func TestTeamsTakeTurnsByWorkingDay(t *testing.T) {
	cal := desk(t)
	r := NewRotation(day("2026-05-18"), []int64{11, 22, 33}) // a Monday
	for _, c := range []struct {
		date   string
		team   int64
		number int
	}{
		{"2026-05-18", 11, 1}, {"2026-05-19", 22, 2}, {"2026-05-20", 33, 3}, {"2026-05-21", 11, 4}, {"2026-05-22", 22, 5},
		{"2026-05-26", 33, 6}, // Whit Monday cost nobody the turn
		{"2026-05-27", 11, 7},
		{"2026-05-15", 33, 0}, {"2026-05-13", 22, -1}, {"2026-05-12", 11, -2}, // before: counted backwards, over Ascension
	} {
		turn, ok := r.TurnOn(cal, day(c.date))
		if !ok || turn.Team != c.team || turn.Number != c.number || turn.Teams != 3 {
			t.Errorf("%s: %+v, want team %d, day %d", c.date, turn, c.team, c.number)
		}
	}
	if turn, ok := r.TurnOn(cal, day("2026-05-25")); ok {
		t.Errorf("Whit Monday is the turn of %+v", turn)
	}
}

func TestNoDayOffCostsATeamItsTurn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cal, teams := drawCalendar(t), drawTeams(t)
		start := NewDate(2026, 1, rapid.IntRange(-100, 600).Draw(t, "start"))
		r := NewRotation(start, teams)
		first := start.AddDays(rapid.IntRange(-200, 200).Draw(t, "first"))
		last := -1
		turns := map[int64]int{}
		for _, d := range workingDays(cal, first, first.AddDays(rapid.IntRange(0, 90).Draw(t, "span"))) {
			turn, ok := r.TurnOn(cal, d)
			if !ok {
				t.Fatalf("%s is nobody's turn", d)
			}
			i := slices.Index(teams, turn.Team)
			if last >= 0 && i != (last+1)%len(teams) {
				t.Fatalf("on %s team %d follows team %d", d, turn.Team, teams[last])
			}
			last = i
			turns[turn.Team]++
		}
		least, most := 1<<30, 0
		for _, team := range teams {
			least, most = min(least, turns[team]), max(most, turns[team])
		}
		if most-least > 1 {
			t.Fatalf("turns are %v", turns)
		}
	})
}

func TestTurnsAreCountedAsByWalking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cal := drawCalendar(t)
		if rapid.Bool().Draw(t, "saturdays") {
			cal.Hours[time.Saturday] = []Range{{540, 720}}
		}
		from := NewDate(2026, 1, rapid.IntRange(-300, 900).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(0, 500).Draw(t, "days"))
		walked := len(workingDays(cal, from, to.AddDays(-1)))
		if got := cal.turnsBetween(from, to); got != walked {
			t.Fatalf("%s to %s: %d turns, walking finds %d", from, to, got, walked)
		}
		if got := cal.turnsBetween(to, from); got != -walked {
			t.Fatalf("%s back to %s: %d turns, want %d", to, from, got, -walked)
		}
	})
}

func TestAClosureEnteredLaterLeavesThePastAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cal, teams := drawCalendar(t), drawTeams(t)
		start := NewDate(2026, 1, rapid.IntRange(0, 100).Draw(t, "start"))
		today := start.AddDays(rapid.IntRange(1, 200).Draw(t, "today"))
		r := NewRotation(start, teams)
		from := today.AddDays(rapid.IntRange(-60, 60).Draw(t, "from"))
		later := cal
		later.Closures = append(slices.Clone(cal.Closures), Closure{From: from, To: from.AddDays(10), Declared: today})
		for _, d := range workingDays(cal, start, today.AddDays(-1)) {
			was, _ := r.TurnOn(cal, d)
			is, ok := r.TurnOn(later, d)
			if !ok || was != is {
				t.Fatalf("%s was %+v and became %+v", d, was, is)
			}
		}
	})
}

func TestATeamJoinsWithoutChangingThePastOrSkippingAnyone(t *testing.T) {
	cal := desk(t)
	r := NewRotation(day("2026-05-18"), []int64{1, 2})
	r, err := r.Change(cal, day("2026-05-23"), []int64{1, 2, 3}) // a Saturday
	if err != nil {
		t.Fatal(err)
	}
	want := []int64{1, 2, 1, 2, 1 /* Friday 22 */, 2, 3, 1, 2} // from Tuesday 26 with three
	for i, d := range workingDays(cal, day("2026-05-18"), day("2026-05-29")) {
		if turn, _ := r.TurnOn(cal, d); turn.Team != want[i] {
			t.Errorf("%s: team %d, want %d", d, turn.Team, want[i])
		}
	}
	if turn, _ := r.TurnOn(cal, day("2026-05-26")); turn.Number != 1 || turn.Since != day("2026-05-23") || turn.Position != 2 {
		t.Errorf("the first turn of the new order is %+v", turn)
	}
	// the team whose turn it was leaves: the next of the old order goes first
	r, err = r.Change(cal, day("2026-05-27"), []int64{1, 2})
	if turn, _ := r.TurnOn(cal, day("2026-05-27")); err != nil || turn.Team != 1 {
		t.Errorf("after team 3 left: %+v, %v", turn, err)
	}
	if _, err := r.Change(cal, day("2026-06-01"), []int64{1, 1}); err == nil {
		t.Error("a team stands twice in an order")
	}
	if _, err := r.Change(cal, Date{}, []int64{1}); err == nil {
		t.Error("an order without a date was taken")
	}
}

func TestAnEarlierChangeReplacesLaterOnes(t *testing.T) {
	cal := desk(t)
	r := NewRotation(day("2026-05-18"), []int64{1, 2})
	r, _ = r.Change(cal, day("2026-06-01"), []int64{3})
	r, _ = r.Change(cal, day("2026-05-20"), []int64{1, 2, 4})
	r, _ = r.Change(cal, day("2026-05-20"), []int64{1, 2, 4}) // the same again
	if turn, _ := r.TurnOn(cal, day("2026-06-10")); len(r.Versions) != 2 || turn.Teams != 3 {
		t.Errorf("versions %+v, turn %+v", r.Versions, turn)
	}
}

func TestADayInAHundredYearsHasTheTurnThatWalkingFinds(t *testing.T) {
	cal := desk(t)
	teams := []int64{1, 2, 3}
	days := workingDays(cal, day("2026-01-05"), day("2126-07-02"))
	n := len(days) - 1
	turn, ok := NewRotation(day("2026-01-05"), teams).TurnOn(cal, days[n])
	if !ok || turn.Number != n+1 || turn.Team != teams[n%3] {
		t.Errorf("%s: %+v, want working day %d", days[n], turn, n+1)
	}
}

func BenchmarkATurnInAHundredYears(b *testing.B) {
	cal := desk(b)
	r := NewRotation(day("2026-01-05"), []int64{1, 2, 3})
	for b.Loop() {
		r.TurnOn(cal, day("2126-07-02"))
	}
}
