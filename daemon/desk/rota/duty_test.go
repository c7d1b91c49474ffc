package rota

import (
	"slices"
	"testing"
	"time"
)

func TestWhoIsOnDutyAndWhy(t *testing.T) {
	cal := desk(t)
	r := NewRotation(day("2026-05-18"), []int64{11, 22, 33})
	for _, c := range []struct {
		name, at, date, opens string
		team                  int64
		off                   OffKind
		after                 bool
	}{
		{"in the morning", "2026-05-19 10:00", "2026-05-19", "2026-05-19 10:00", 22, "", false},
		{"before the day's hours", "2026-05-19 03:00", "2026-05-19", "2026-05-19 09:00", 22, "", false},
		{"at lunch", "2026-05-19 12:30", "2026-05-19", "2026-05-19 14:00", 22, "", false},
		{"in the evening", "2026-05-19 18:00", "2026-05-20", "2026-05-20 09:00", 33, "", true},
		{"on Friday night", "2026-05-22 22:00", "2026-05-26", "2026-05-26 09:00", 33, "", true},
		{"on Whit Monday", "2026-05-25 10:00", "2026-05-26", "2026-05-26 09:00", 33, OffHoliday, false},
		{"on Sunday", "2026-05-24 10:00", "2026-05-26", "2026-05-26 09:00", 33, OffWeekend, false},
	} {
		duty := OnDuty(cal, r, clock(t, c.at))
		if !duty.Found || duty.Team != c.team || duty.Date != day(c.date) || !duty.Opens.Equal(clock(t, c.opens)) {
			t.Errorf("%s: %+v", c.name, duty)
		}
		if duty.Why.Off.Kind != c.off || duty.Why.AfterHours != c.after || duty.Open != (c.at == c.opens) {
			t.Errorf("%s: why %+v, open %v", c.name, duty.Why, duty.Open)
		}
	}
	duty := DutyOn(cal, r, day("2026-05-25"))
	want := Turn{Team: 33, Position: 3, Teams: 3, Since: day("2026-05-18"), Number: 6}
	if duty.Why.Turn != want || duty.Why.Asked != day("2026-05-25") || duty.Why.Off.Holidays[0].Code != "whit-monday" {
		t.Errorf("on Whit Monday: %+v", duty)
	}
}

func TestNobodyIsOnDutyWithoutTeams(t *testing.T) {
	cal := desk(t)
	duty := OnDuty(cal, Rotation{}, clock(t, "2026-05-19 10:00"))
	if duty.Found || duty.Date != day("2026-05-19") || !duty.Open {
		t.Errorf("%+v", duty)
	}
	if duty := OnDuty(Calendar{}, NewRotation(day("2026-05-18"), []int64{1}), clock(t, "2026-05-19 10:00")); duty.Found {
		t.Errorf("a desk that never opens has %+v on duty", duty)
	}
}

func TestANewTicketIsNotified(t *testing.T) {
	cal := desk(t)
	r := NewRotation(day("2026-05-18"), []int64{11, 22})
	crew := Crew{Members: map[int64][]int64{11: {1, 2}, 22: {4, 3, 4}}, Admins: []int64{9}}
	noon, night := clock(t, "2026-05-18 11:00"), clock(t, "2026-05-18 23:00")
	check := func(name string, n Notice, reason NoticeReason, at time.Time, agents ...int64) {
		t.Helper()
		if n.Reason != reason || !slices.Equal(n.Agents, agents) || !n.At.Equal(at) {
			t.Errorf("%s: %+v, want %s %v at %s", name, n, reason, agents, at)
		}
	}
	check("in hours", NotifyNew(OnDuty(cal, r, noon), crew, noon, WhenAtOnce), NoticeOnDuty, noon, 1, 2)
	check("at night the next team, at once", NotifyNew(OnDuty(cal, r, night), crew, night, WhenAtOnce), NoticeOnDuty, night, 3, 4)
	check("at night by setting", NotifyNew(OnDuty(cal, r, night), crew, night, WhenStartOfDay),
		NoticeOnDuty, clock(t, "2026-05-19 09:00"), 3, 4)
	check("in hours the setting waits for nothing", NotifyNew(OnDuty(cal, r, noon), crew, noon, WhenStartOfDay), NoticeOnDuty, noon, 1, 2)
	check("no team", NotifyNew(OnDuty(cal, Rotation{}, night), crew, night, WhenStartOfDay), NoticeNoTeam, night, 9)
	empty := Crew{Members: map[int64][]int64{11: {1}}, Admins: []int64{9}}
	check("a team of nobody", NotifyNew(OnDuty(cal, r, night), empty, night, WhenStartOfDay), NoticeNoAgent, night, 9)
	check("nobody at all", NotifyNew(OnDuty(cal, r, night), Crew{}, night, WhenStartOfDay), NoticeNobody, night)
}

func TestATicketUnderWayStaysWithWhoHasIt(t *testing.T) {
	cal := desk(t)
	r := NewRotation(day("2026-05-18"), []int64{11, 22})
	crew := Crew{Members: map[int64][]int64{11: {1, 2}, 22: {3, 4}}, Admins: []int64{9}}
	now := clock(t, "2026-05-18 11:00") // team 11
	duty := OnDuty(cal, r, now)
	for _, c := range []struct {
		name    string
		own     Own
		reason  NoticeReason
		agents  []int64
		offered []int64
	}{
		{"its agent, whose team is on duty", Own{Agent: 1, Team: 11}, NoticeOwner, []int64{1}, nil},
		{"its agent, whose team is off", Own{Agent: 3, Team: 22}, NoticeOffered, []int64{1, 2, 3}, []int64{1, 2}},
		{"its team, which is off", Own{Team: 22}, NoticeOffered, []int64{1, 2, 3, 4}, []int64{1, 2}},
		{"its team, which is on duty", Own{Team: 11}, NoticeOwner, []int64{1, 2}, nil},
		{"nobody", Own{}, NoticeOnDuty, []int64{1, 2}, nil},
		{"a team that is gone", Own{Team: 77}, NoticeOnDuty, []int64{1, 2}, nil},
		{"an agent of two teams is not offered its own", Own{Agent: 2, Team: 22}, NoticeOffered, []int64{1, 2}, []int64{1}},
	} {
		n := NotifyReply(duty, crew, c.own, now, WhenAtOnce)
		if n.Reason != c.reason || !slices.Equal(n.Agents, c.agents) || !slices.Equal(n.Offered, c.offered) {
			t.Errorf("%s: %+v", c.name, n)
		}
	}
	if n := NotifyReply(Duty{}, crew, Own{Agent: 3, Team: 22}, now, WhenAtOnce); n.Reason != NoticeOwner || len(n.Agents) != 1 {
		t.Errorf("without a rotation: %+v", n)
	}
}
