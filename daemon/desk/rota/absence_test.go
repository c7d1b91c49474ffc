package rota

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// works says that everybody but some works here.
func works(gone ...int64) func(int64) bool {
	return func(id int64) bool { return id != 0 && !slices.Contains(gone, id) }
}

func TestWhoStandsInForAnAgent(t *testing.T) {
	away := Absences{
		{Agent: 1, From: day("2026-05-18"), To: day("2026-05-22"), Substitute: 2},
		{Agent: 2, From: day("2026-05-20"), To: day("2026-05-20"), Substitute: 3},
		{Agent: 3, From: day("2026-05-20"), To: day("2026-05-20"), Substitute: 1},
		{Agent: 4, From: day("2026-05-18"), To: day("2026-05-18")},
		{Agent: 5, From: day("2026-05-18"), To: day("2026-05-18"), Substitute: 9},
	}
	for _, c := range []struct {
		name  string
		agent int64
		date  string
		want  int64
	}{
		{"the day before", 1, "2026-05-17", 1},
		{"the first day", 1, "2026-05-18", 2},
		{"the last day", 1, "2026-05-22", 2},
		{"the day after", 1, "2026-05-23", 1},
		{"the substitute's substitute is away too, in a ring", 1, "2026-05-20", 0},
		{"no substitute", 4, "2026-05-18", 0},
		{"a substitute who left", 5, "2026-05-18", 0},
		{"nobody", 0, "2026-05-18", 0},
	} {
		if got := away.StandIn(c.agent, works(9), day(c.date)); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if got := away.StandIn(1, works(), day("2026-05-24"), day("2026-05-22")); got != 2 {
		t.Errorf("of two dates one is enough: %d", got)
	}
}

func TestNobodyWhoIsAwayIsNotifiedAndSomebodyAlwaysIs(t *testing.T) {
	cal, r := desk(t), NewRotation(day("2026-05-18"), []int64{11, 22})
	crew := Crew{Members: map[int64][]int64{11: {1, 2}, 22: {3, 4}}, Admins: []int64{8, 9}}
	now := clock(t, "2026-05-18 11:00") // team 11
	today := func(agent, substitute int64) Absence {
		return Absence{Agent: agent, From: day("2026-05-18"), To: day("2026-05-18"), Substitute: substitute}
	}
	for _, c := range []struct {
		name   string
		own    Own // zero: a new ticket
		away   Absences
		agents []int64
	}{
		{"nobody is away", Own{}, nil, []int64{1, 2}},
		{"one of the team", Own{}, Absences{today(1, 0)}, []int64{2}},
		{"one with a substitute of the other team", Own{}, Absences{today(1, 3)}, []int64{2, 3}},
		{"the substitute is of the team", Own{}, Absences{today(1, 2)}, []int64{2}},
		{"the whole team", Own{}, Absences{today(1, 0), today(2, 0)}, []int64{8, 9}},
		{"the whole team and an administrator", Own{}, Absences{today(1, 0), today(2, 0), today(8, 0)}, []int64{9}},
		{"everybody: the address of the settings", Own{}, Absences{today(1, 0), today(2, 0), today(8, 0), today(9, 0)}, nil},
		{"who has the ticket", Own{Agent: 1, Team: 11}, Absences{today(1, 4)}, []int64{4}},
		{"who has the ticket, without a substitute", Own{Agent: 1, Team: 11}, Absences{today(1, 0)}, []int64{2}},
		{"who has the ticket, with the whole team", Own{Agent: 1, Team: 11}, Absences{today(1, 0), today(2, 0)}, []int64{8, 9}},
		{"who has the ticket is here", Own{Agent: 1, Team: 11}, Absences{today(2, 0)}, []int64{1}},
		{"the substitute is offered nothing twice", Own{Agent: 3, Team: 22}, Absences{today(3, 1)}, []int64{1, 2}},
	} {
		on := crew.On(c.away, works(), day("2026-05-18"))
		n := NotifyNew(OnDuty(cal, r, now), on, now, WhenAtOnce)
		if c.own != (Own{}) {
			n = NotifyReply(OnDuty(cal, r, now), on, c.own, now, WhenAtOnce)
		}
		if !slices.Equal(n.Agents, c.agents) {
			t.Errorf("%s: %v %s, want %v", c.name, n.Agents, n.Reason, c.agents)
		}
	}
}

func TestWhoIsAwayIsInNoCrew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agents := rapid.SliceOfNDistinct(rapid.Int64Range(1, 6), 1, 6, rapid.ID).Draw(t, "agents")
		var away Absences
		for range rapid.IntRange(0, 8).Draw(t, "absences") {
			from := day("2026-05-18").AddDays(rapid.IntRange(-2, 2).Draw(t, "from"))
			away = append(away, Absence{Agent: rapid.Int64Range(1, 6).Draw(t, "agent"), From: from, To: from.AddDays(rapid.IntRange(0, 2).Draw(t, "days")),
				Substitute: rapid.Int64Range(0, 6).Draw(t, "substitute")})
		}
		on := Crew{Members: map[int64][]int64{1: agents}, Admins: agents}.On(away, works(), day("2026-05-18"))
		for _, id := range append(slices.Clone(on.Members[1]), on.Admins...) {
			if _, is := away.Away(id, day("2026-05-18")); is {
				t.Fatalf("%d is away and in the crew %+v", id, on)
			}
		}
	})
}
