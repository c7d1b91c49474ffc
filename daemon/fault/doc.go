// Package fault has the fail points: named places in the daemon at which a
// test or a proof makes it die, panic, fail or hang. Each name stands in the
// table Points.
//
// Without the build tag "fault" a point is an empty function that the compiler
// takes out. With it a point can be armed from the environment of a process
// (Environment) or by Arm in this one.
package fault

import "strings"

// Environment is the variable that arms points in a process built with the
// tag: `point:action`, or `point:action:n` for the n-th time that the point is
// reached; several with commas between.
const Environment = "PERMANENCE_FAULT"

// Action is what a point that is armed does.
type Action string

// The actions. Kill ends the process as kill -9 does; Hang
// never returns but by the end of Arm; Error makes At return an error.
const (
	Kill  Action = "kill"
	Panic Action = "panic"
	Error Action = "error"
	Hang  Action = "hang"
)

// Actions are all of them.
func Actions() []Action { return []Action{Kill, Panic, Error, Hang} }

// fired begins the line that an armed point writes to standard error before it
// acts.
const fired = "fault: at "

// Fired gives the point of a line of standard error that says that one acted;
// ok is false for any other line.
func Fired(line string) (point string, action Action, ok bool) {
	rest, ok := strings.CutPrefix(line, fired)
	point, last, cut := strings.Cut(strings.TrimSpace(rest), " ")
	return point, Action(last), ok && cut
}
