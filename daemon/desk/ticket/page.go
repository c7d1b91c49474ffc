package ticket

import "time"

// Addition is what a contact wants of a ticket with a message on a page.
type Addition string

// The additions.
const (
	Answering Addition = ""        // the desk has the next word
	Resolving Addition = "resolve" // and the ticket is done
	Thanking  Addition = "thanks"  // a word on a resolved ticket, which stays so
)

// Additions lists the additions.
func Additions() []Addition { return []Addition{Answering, Resolving, Thanking} }

// Landing is where a message of a page goes.
type Landing string

// The landings.
const (
	LandsAppend  Landing = "append"  // on the ticket
	LandsReopen  Landing = "reopen"  // on the ticket, which is to be worked on again
	LandsResolve Landing = "resolve" // on the ticket, which is done
	LandsThanks  Landing = "thanks"  // on the ticket, and nothing else changes
	LandsLinked  Landing = "linked"  // on a new ticket that continues it (R8b)
	LandsNowhere Landing = ""        // it does not fit the ticket's state
)

// Land says where a contact's message to a ticket goes: as the same answer by
// mail would (R8b), but that the contact may resolve and thank too.
func (t Ticket) Land(how Addition, at time.Time) Landing {
	done := t.State == Resolved || t.State == Closed
	over := done && !t.AnswerReopens(at)
	switch {
	case how == Answering && over:
		return LandsLinked
	case how == Answering && done:
		return LandsReopen
	case how == Answering:
		return LandsAppend
	case over:
		return LandsNowhere
	case how == Resolving:
		return LandsResolve
	case how == Thanking && t.State == Resolved:
		return LandsThanks
	}
	return LandsNowhere
}

// MayAdd tells whether a contact may write on a ticket of a page, under the
// rule that holds for mail: the technical contact or a deputy of a contract
// that runs; the contact of an ended one while the ticket is under way, since
// that opens nothing (R1, R15). linked is for a new ticket that continues it.
func (s Sender) MayAdd(t Ticket, linked bool) bool {
	switch {
	case s.Kind != FromContact || !s.Active || s.ClientID != t.ClientID:
		return false
	case s.Technical:
		return true
	}
	return s.Ended && !linked && t.State != Resolved && t.State != Closed
}

// MayOpen tells whether a contact may open a ticket (R1, R15).
func (s Sender) MayOpen() bool { return s.Kind == FromContact && s.Active && s.Technical }
