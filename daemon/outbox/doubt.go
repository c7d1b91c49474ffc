package outbox

import "time"

// Doubt is a letter of which nobody knows whether the server took it.
type Doubt struct {
	ID       int64
	Attempt  int
	Human    bool      // an agent's own words
	Doubts   int       // attempts of this letter that ended uncertain, this one included
	Since    time.Time // when the last of them ended
	Evidence Evidence
}

// Evidence is what shows later what became of an uncertain letter.
type Evidence string

// The kinds of evidence (reliability 4.5). All but EvidenceNone prove that
// the server took the letter.
const (
	EvidenceNone   Evidence = ""
	EvidenceCopy   Evidence = "audit-copy" // our own copy of it arrived
	EvidenceSent   Evidence = "sent-folder"
	EvidenceReport Evidence = "report" // a delivery report names it, good or bad
	EvidenceAnswer Evidence = "answer" // a mail answers it
)

// Action is what to do about a doubt.
type Action string

// The actions.
const (
	ActWait    Action = "wait"    // nothing yet
	ActSent    Action = "sent"    // evidence: it was sent
	ActRetry   Action = "retry"   // send once more, byte-identical, with an audit line "possible duplicate"
	ActAbandon Action = "abandon" // an automatic letter: into the next digest, never again
	ActLeave   Action = "leave"   // an agent's answer after its one retry: stays uncertain, the agent is told, never again
)

// DoubtWait is how long evidence is waited for.
const DoubtWait = 30 * time.Minute

// AfterUncertain decides about an uncertain letter (reliability 4.5): human is
// an agent's own answer, doubts how many of its attempts ended uncertain, since
// how long ago the last one did.
func AfterUncertain(human bool, doubts int, since time.Duration, evidence Evidence) Action {
	switch {
	case evidence != EvidenceNone:
		return ActSent
	case since < DoubtWait:
		return ActWait
	case !human:
		return ActAbandon
	case doubts > 1:
		return ActLeave
	}
	return ActRetry
}
