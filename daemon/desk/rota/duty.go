package rota

import "time"

// Why are the facts behind a duty, for the rota command and the pages: "Monday
// 25 May 2026 is Whit Monday; next working day Tuesday 26, 12th working day
// since …, team 2 of 3".
type Why struct {
	Asked      Date   // the day that was asked for, or the instant's day
	Off        DayOff // why Asked is no working day; zero where it is one
	AfterHours bool   // Asked is a working day whose hours were over
	Turn       Turn   // the place of the duty's day in the rotation
}

// Duty is who is on duty.
type Duty struct {
	Found bool  // false: no team takes turns, or the desk never opens
	Team  int64 // the team on duty
	Date  Date  // the working day whose team it is
	Open  bool  // the desk is staffed at the instant
	Opens time.Time
	Why   Why
}

// OnDuty is the team on duty at an instant: today's while the day's hours are
// not over, else that of the next working day (R17). Opens is when that team
// is next at its desk: the instant itself where it is open.
func OnDuty(cal Calendar, r Rotation, t time.Time) Duty {
	asked := DateOf(t, cal.Zone())
	duty := Duty{Why: Why{Asked: asked}}
	working, off := cal.IsWorkingDay(asked)
	duty.Why.Off = off
	opens, ok := cal.NextOpen(t)
	if !ok {
		return duty
	}
	duty.Opens, duty.Open = opens, opens.Equal(t)
	duty.Date = DateOf(opens, cal.Zone())
	duty.Why.AfterHours = working && duty.Date != asked
	return duty.take(cal, r)
}

// DutyOn is the team on duty on a day, or on the next working day after it.
func DutyOn(cal Calendar, r Rotation, date Date) Duty {
	duty := Duty{Why: Why{Asked: date}}
	_, duty.Why.Off = cal.IsWorkingDay(date)
	day, ok := cal.FirstWorkingDayOnOrAfter(date)
	if !ok {
		return duty
	}
	duty.Date = day
	duty.Opens, _ = cal.Opening(day)
	return duty.take(cal, r)
}

func (d Duty) take(cal Calendar, r Rotation) Duty {
	turn, ok := r.TurnOn(cal, d.Date)
	d.Found, d.Team, d.Why.Turn = ok, turn.Team, turn
	return d
}
