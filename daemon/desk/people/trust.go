package people

import "time"

// Level is how far a mail's sender is trusted (reliability 3.2).
type Level int

// The levels of trust, from nobody we know to a person who is proven twice.
const (
	L0 Level = iota // unknown
	L1              // From is a registered address, no more
	L2              // and the mail carries that person's token, but nothing authenticates it
	L3              // authenticated and registered
	L4              // authenticated, registered, and with that person's token
)

// Trust gives the level of a mail. registered says that From is an address of
// somebody known; personalToken that the mail carries a valid personal token
// issued to that same person.
func Trust(p Proof, registered, personalToken bool) Level {
	switch {
	case !registered:
		return L0
	case p.Believed() && personalToken:
		return L4
	case p.Believed():
		return L3
	case personalToken:
		return L2
	}
	return L1
}

// Outcome is what may be done with a mail, as far as its sender is concerned.
type Outcome int

// The outcomes of a verdict.
const (
	Refuse           Outcome = iota // quarantine
	Hold                            // quarantine, shown to the team on duty at once, can be let in
	Wait                            // DNS did not answer: ask again (RetryAfter)
	Confirm                         // held, and the agent's registered address is asked once
	NoteOnly                        // an internal note on the ticket that the subject names
	AcceptUnverified                // let in by the switch "this domain cannot sign", marked
	Accept
)

// String names the outcome for logs.
func (o Outcome) String() string {
	names := [...]string{"refuse", "hold", "wait", "confirm", "note", "accept-unverified", "accept"}
	if o < 0 || int(o) >= len(names) {
		return "refuse"
	}
	return names[o]
}

// Reasons of a verdict, as mail list shows them.
const (
	ReasonUnauth      = "unauth"
	ReasonUnauthAgent = "unauth-agent"
	ReasonPending     = "auth-pending"
	ReasonConflict    = "auth-conflict"
	ReasonStale       = "stale-signature"
	ReasonDuplicate   = "header-duplicate"
	ReasonUnknown     = "unknown"
)

// Verdict is what the sender's proof allows. Reason is empty for Accept and
// NoteOnly.
type Verdict struct {
	Outcome Outcome
	Reason  string
}

// Holdable says that one mail command may let the mail in (#accepter).
func (v Verdict) Holdable() bool { return v.Outcome == Hold }

// Sender is what is known of the person whose address stands in From.
type Sender struct {
	Registered bool // the address belongs to a contact or an agent who is active
	Technical  bool // a technical contact or deputy of a running contract
	Token      bool // the mail carries a valid personal token of this very person
	CannotSign bool // the client's switch "this domain cannot sign" (R4)
	LastTry    bool // DNS was asked for the last time: do not wait any longer
}

// MayWrite says whether mail of a contact is let in. It is about who wrote,
// not about what the contact may do: whether that is a technical contact or an
// observer of the ticket, the caller has decided before.
func MayWrite(p Proof, s Sender) Verdict {
	if !s.Registered {
		return Verdict{Refuse, ReasonUnknown}
	}
	if v, decided := spoiled(p, s, ReasonUnauth); decided {
		return v
	}
	switch {
	case p.Believed():
		return Verdict{Outcome: Accept}
	case !p.Unsigned():
		return Verdict{Refuse, ReasonUnauth}
	case s.Technical && s.CannotSign:
		return Verdict{AcceptUnverified, ReasonUnauth}
	}
	return Verdict{Hold, ReasonUnauth}
}

// MaySend says what mail of an agent can do: with the personal token of the
// notice and authenticated it is sent to the client, without the token it is
// an internal note, with the token alone the agent is asked to confirm.
func MaySend(p Proof, s Sender) Verdict {
	if !s.Registered {
		return Verdict{Refuse, ReasonUnknown}
	}
	if v, decided := spoiled(p, s, ReasonUnauthAgent); decided {
		return v
	}
	switch Trust(p, s.Registered, s.Token) {
	case L4:
		return Verdict{Outcome: Accept}
	case L3:
		return Verdict{Outcome: NoteOnly}
	case L2:
		// The firm's own domain signs what leaves it, yet mail between two
		// people of one tenant carries no signature: that is no failure here.
		return Verdict{Confirm, ReasonUnauthAgent}
	}
	return Verdict{Refuse, ReasonUnauthAgent}
}

// spoiled finds what no registration and no token makes good.
func spoiled(p Proof, s Sender, unauth string) (Verdict, bool) {
	switch {
	case p.Duplicate:
		return Verdict{Refuse, ReasonDuplicate}, true
	case p.Conflict:
		return Verdict{Refuse, ReasonConflict}, true
	case p.Failed:
		return Verdict{Refuse, unauth}, true
	case p.Aligned:
		return Verdict{}, false
	case p.Stale:
		return Verdict{Refuse, ReasonStale}, true
	case p.Pending && !s.LastTry:
		return Verdict{Wait, ReasonPending}, true
	case p.Pending:
		return Verdict{Refuse, ReasonPending}, true
	}
	return Verdict{}, false
}

// RetryAfter is how long to wait before DNS is asked again, after the given
// number of tries; false when it was the last one (1, 5, 30, 120 minutes).
func RetryAfter(tries int) (time.Duration, bool) {
	waitMinutes := [...]int{1, 5, 30, 120}
	if tries < 1 || tries > len(waitMinutes) {
		return 0, false
	}
	return time.Duration(waitMinutes[tries-1]) * time.Minute, true
}
