package rota

import (
	"slices"
	"testing"
)

func TestASwapOfTeamsCostsNobodyATurn(t *testing.T) {
	cal := desk(t)
	r := NewRotation(day("2026-05-18"), []int64{11, 22, 33}) // Monday is 11's
	r.Swaps = Swaps{{Date: day("2026-05-18"), Back: day("2026-05-20"), Giver: 11, Taker: 33}}
	for date, want := range map[string][2]int64{
		"2026-05-18": {33, 11}, "2026-05-19": {22, 0}, "2026-05-20": {11, 33}, "2026-05-21": {11, 0}, "2026-05-22": {22, 0},
	} {
		turn, ok := r.TurnOn(cal, day(date))
		if !ok || turn.Team != want[0] || turn.For != want[1] {
			t.Errorf("%s: %+v, want %v", date, turn, want)
		}
	}
	if duty := OnDuty(cal, r, clock(t, "2026-05-18 00:00")); duty.Team != 33 {
		t.Errorf("at the day's beginning %d is on duty", duty.Team)
	}
	if duty := OnDuty(cal, r, clock(t, "2026-05-17 23:59")); duty.Team != 33 || duty.Date != day("2026-05-18") {
		t.Errorf("the night before belongs to that day: %+v", duty)
	}
	changed, err := r.Change(cal, day("2026-05-19"), []int64{22, 33, 11})
	if err != nil {
		t.Fatal(err)
	}
	if turn, _ := changed.TurnOn(cal, day("2026-05-20")); turn.Team != 11 || turn.For != 33 {
		t.Errorf("after another order: %+v", turn)
	}
}

func TestASwapOfADayThatIsNoLongerTheGiversChangesNothing(t *testing.T) {
	cal := desk(t)
	r := NewRotation(day("2026-05-18"), []int64{22, 11})
	r.Swaps = Swaps{{Date: day("2026-05-18"), Giver: 11, Taker: 33}}
	if turn, _ := r.TurnOn(cal, day("2026-05-18")); turn.Team != 22 || turn.For != 0 {
		t.Errorf("%+v", turn)
	}
}

func TestADayMayBePassedOn(t *testing.T) {
	all := Swaps{{Date: day("2026-05-18"), Giver: 1, Taker: 2}, {Date: day("2026-05-18"), Giver: 2, Taker: 3}}
	if got := all.On(day("2026-05-18"), 1); got != 3 {
		t.Errorf("it is %d's", got)
	}
}

func TestAgentsExchangeADayOfDuty(t *testing.T) {
	crew := Crew{Members: map[int64][]int64{11: {1, 2}, 22: {3, 4}}}
	swaps := Swaps{{Date: day("2026-05-18"), Back: day("2026-05-19"), Giver: 1, Taker: 3}}
	for _, c := range []struct {
		name string
		team int64
		date string
		gone []int64
		want []int64
	}{
		{"on the day", 11, "2026-05-18", nil, []int64{3, 2}},
		{"on the day given back", 22, "2026-05-19", nil, []int64{1, 4}},
		{"on another day", 11, "2026-05-20", nil, []int64{1, 2}},
		{"another team on the day", 22, "2026-05-18", nil, []int64{3, 4}},
		{"the taker left", 11, "2026-05-18", []int64{3}, []int64{1, 2}},
	} {
		if got := crew.Exchange(swaps, works(c.gone...), c.team, day(c.date)).Members[c.team]; !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	both := crew.Exchange(swaps, works(), 11, day("2026-05-18")).On(Absences{{Agent: 3, From: day("2026-05-18"), To: day("2026-05-18"), Substitute: 4}}, works(), day("2026-05-18"))
	if got := both.Members[11]; !slices.Equal(got, []int64{4, 2}) {
		t.Errorf("the taker is away: %v", got)
	}
}
