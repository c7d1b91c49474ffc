package ticket

import "errors"

// Then is what a macro does to a ticket's state.
type Then string

// What it may do; nothing leaves the state as answering leaves it.
const (
	ThenNothing Then = ""
	ThenWait    Then = "wait"
	ThenResolve Then = "resolve"
)

// Macro is several steps that an agent often takes together. Each is left out
// where it is empty.
type Macro struct {
	ID          int64
	Name        string
	TeamID      int64 // whose it is; 0 is every team's
	CannedID    int64 // the canned answer that is sent
	Then        Then
	Minutes     int      // time booked
	TimeKind    string   // as a time entry has it
	HandAgentID int64    // who gets the ticket afterwards
	HandTeamID  int64    // or which team
	Tags        []string // put on the ticket
}

// What a macro may lack or have too much.
var (
	ErrMacroEmpty = errors.New("a macro that does nothing is none")
	ErrMacroHands = errors.New("a ticket that is resolved is handed to nobody")
)

// Check says what is wrong with a macro beside the names in it.
func (m Macro) Check() error {
	switch {
	case m.Then != ThenNothing && m.Then != ThenWait && m.Then != ThenResolve:
		return errors.New("a macro answers, waits or resolves")
	case m.Minutes < 0 || m.Minutes > 24*60:
		return errors.New("a macro books one day at most")
	case m.HandAgentID != 0 && m.HandTeamID != 0:
		return errors.New("a macro hands over to an agent or to a team, not to both")
	case m.Then == ThenResolve && m.HandAgentID+m.HandTeamID != 0:
		return ErrMacroHands
	case m.CannedID == 0 && m.Then == ThenNothing && m.Minutes == 0 && m.HandAgentID+m.HandTeamID == 0 && len(m.Tags) == 0:
		return ErrMacroEmpty
	}
	return nil
}
