package rota

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Version is an order of the teams that holds from a date on.
type Version struct {
	From  Date
	Teams []int64 // ids in the order of their turns, each once
	First int     // index in Teams of who has the first working day on or after From
}

// Rotation is which team is on duty on which working day (R16): the versions
// in the order of their dates. A day belongs to the last version that holds on
// it, so what was true before a change stays true; days before the first
// version are counted backwards from it. Where the settings of the calendar
// change (region, opening days), Change with the calendar as it was and the
// same teams keeps the turns of that day and after in their order.
type Rotation struct {
	Versions []Version
	Swaps    Swaps // of teams; they cost nobody a turn
}

// Turn is a working day's place in a rotation.
type Turn struct {
	Team     int64
	For      int64 // the team whose day it was before a swap; 0 without one
	Position int   // of the team whose day it is by the order, from 1
	Teams    int   // how many teams take turns
	Since    Date  // from which day working days are counted
	Number   int   // of the working day since then, from 1; 0 and below before it
}

// NewRotation starts a rotation: the first team has the first working day on
// or after start.
func NewRotation(start Date, teams []int64) Rotation {
	return Rotation{Versions: []Version{{From: start, Teams: slices.Clone(teams)}}}
}

// version is the one that holds on the date.
func (r Rotation) version(date Date) (Version, bool) {
	if len(r.Versions) == 0 {
		return Version{}, false
	}
	i := len(r.Versions) - 1
	for i > 0 && date.Before(r.Versions[i].From) {
		i--
	}
	return r.Versions[i], true
}

// TurnOn is whose turn a working day is. It is false where no team takes
// turns on that day, or the date is no working day of the calendar.
func (r Rotation) TurnOn(cal Calendar, date Date) (Turn, bool) {
	v, ok := r.version(date)
	if !ok || len(v.Teams) == 0 {
		return Turn{}, false
	}
	if working, _ := cal.IsWorkingDay(date); !working {
		return Turn{}, false
	}
	turn := v.turn(cal, date)
	if team := r.Swaps.On(date, turn.Team); team != turn.Team {
		turn.Team, turn.For = team, turn.Team
	}
	return turn, true
}

// turn gives the working day number n since From to team First+n modulo the
// number of teams.
func (v Version) turn(cal Calendar, date Date) Turn {
	n := cal.turnsBetween(v.From, date)
	i := floorMod(v.First+n, len(v.Teams))
	return Turn{Team: v.Teams[i], Position: i + 1, Teams: len(v.Teams), Since: v.From, Number: n + 1}
}

func floorMod(a, b int) int { return ((a % b) + b) % b }

// Change gives the rotation with another order of teams from a date on; the
// days before it keep their teams. The team whose turn it is on that date
// goes first where it still takes turns, else the next one of the old order
// that does, so that nobody is skipped. A later version is replaced.
func (r Rotation) Change(cal Calendar, from Date, teams []int64) (Rotation, error) {
	if err := checkOrder(from, teams); err != nil {
		return r, err
	}
	next := Version{From: from, Teams: slices.Clone(teams)}
	kept := slices.DeleteFunc(slices.Clone(r.Versions), func(v Version) bool { return !v.From.Before(from) })
	if old, ok := (Rotation{Versions: kept}).version(from); ok && len(old.Teams) > 0 {
		next.First = continueFrom(cal, old, from, teams)
	}
	return Rotation{Versions: append(kept, next), Swaps: r.Swaps}, nil
}

// continueFrom is the index in teams of who should have the first turn.
func continueFrom(cal Calendar, old Version, from Date, teams []int64) int {
	due := old.First + cal.turnsBetween(old.From, from)
	for step := range len(old.Teams) {
		team := old.Teams[floorMod(due+step, len(old.Teams))]
		if i := slices.Index(teams, team); i >= 0 {
			return i
		}
	}
	return 0
}

func checkOrder(from Date, teams []int64) error {
	if from.IsZero() {
		return errors.New("an order of teams needs the date from which it holds")
	}
	sorted := slices.SortedFunc(slices.Values(teams), cmp.Compare[int64])
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			return fmt.Errorf("team %d stands twice in the order of %s", sorted[i], from)
		}
	}
	return nil
}
