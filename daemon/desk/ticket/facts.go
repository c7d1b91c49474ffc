package ticket

import (
	"slices"
	"time"
)

// Class is what sort of mail it is, once the mail's own signs were compared
// with what we sent (reliability.md 2.3).
type Class string

// The classes. The zero value counts as Human.
const (
	Human         Class = "human"
	Automatic     Class = "auto"           // an automatic reply or notice
	Bulk          Class = "bulk"           // lists and mass mail
	OwnLetter     Class = "self"           // a letter of ours: loop value or Message-ID
	Bounce        Class = "bounce"         // a bounce bound to a letter of ours
	BounceUnbound Class = "bounce-unknown" // a bounce that is bound to none
	Report        Class = "report"         // receipts and other reports (RFC 6522)
)

// SenderKind is who the one address in From belongs to.
type SenderKind string

// The kinds of sender. The zero value counts as FromStranger.
const (
	FromStranger  SenderKind = "stranger"
	FromContact   SenderKind = "contact"
	FromAgent     SenderKind = "agent"
	FromOurselves SenderKind = "ourselves" // one of our mailboxes or the reply domain
)

// Sender is what the registry says of the address in From.
type Sender struct {
	Kind     SenderKind
	ID       int64 // of the contact or the agent
	ClientID int64 // the contact's client; a stranger's, where the domain is a client's own
	Active   bool  // contacts and agents

	// Technical: named as technical contact or deputy by a contract that runs
	// when the mail arrives (R1, R15).
	Technical bool
	// Ended: was named by a contract that has ended since, and by none that runs.
	Ended bool
}

// Verdict is how far the mail may be believed to be its sender's
// (reliability.md 3.2).
type Verdict string

// The verdicts. The zero value counts as Refuse.
const (
	Accept           Verdict = "accept"            // proven
	AcceptUnverified Verdict = "accept-unverified" // unsigned, from a client whose domain cannot sign
	Hold             Verdict = "hold"              // unsigned but not failed: a person decides
	Confirm          Verdict = "confirm"           // an agent's, by token alone: ask the agent
	NoteVerdict      Verdict = "note-only"         // an agent's, proven, without personal token
	Refuse           Verdict = "refuse"
)

// Trust is what could be proven about the sender.
type Trust struct {
	Verdict       Verdict
	Authenticated bool   // aligned DKIM, or a trusted Authentication-Results
	Reason        Reason // of a Refuse: AuthConflict, StaleSignature …; "" is Unauth
	Pending       bool   // the DNS did not answer: ask again later
}

// Answered is the personal token of a mail: in the address it was sent to, or
// in the Message-ID of the letter that it answers (reliability.md 3.5).
type Answered struct {
	Found  bool   // the mail carries something of a personal token's form
	Valid  bool   // and its MAC is right for Person's present epoch
	Person Person // for whom it was made
	Note   bool   // purpose n: an internal note, never a public answer
	Ticket int64  // 0 where the letter was about no ticket

	HeldMail int64 // the letter showed this held mail
	Confirms bool  // the letter asked the agent whether that mail is theirs
	Proposal int64 // the letter was about this package proposal
}

// SubjectToken is one token of the subject.
type SubjectToken struct {
	Valid  bool
	Ticket int64
}

// About is what is known of one ticket that the mail names.
type About struct {
	Number     int64
	ClientID   int64
	State      State
	Resolved   time.Time
	MergedInto int64
	Observer   bool // the sender's address is among its observers (R5)
}

// Orders says what commands an agent's mail holds (see ParseCommands).
type Orders struct {
	Any   bool // at least one, all understood
	Only  bool // and nothing else: no text, no files
	Note  bool // #note is among them
	Help  bool // #aide is among them
	Error bool // at least one was not understood
}

// Facts is all that Route goes by.
type Facts struct {
	Received time.Time // INTERNALDATE: ages count from it, not from now

	// What the mail itself shows.
	ParseFailed bool
	Oversize    bool
	Defects     []Reason // From… and Header… reasons, in the parser's order
	Class       Class
	Suppress    bool // asks for silence: nothing automatic may answer
	Repeat      bool // the same text again from the same sender (2.3, 14)
	Hops        int  // our own hop fields
	ReceivedBy  int  // Received fields
	Forwarded   bool // its subject says that it was forwarded
	Change      bool // IsChange
	Orders      Orders

	// What we hold already.
	DuplicateOf   int64 // mail with the same content, 0 for none (K2)
	SameMessageID bool  // another content under the same Message-ID (K3)
	// Storm: the sender's breaker is open. Proven and unproven mail of one
	// address must be counted apart, or a forger could silence a client.
	Storm bool

	// Who.
	Sender Sender
	Trust  Trust

	// Where.
	Answered   Answered
	Subject    []SubjectToken  // distinct tokens of the subject
	References []int64         // tickets of In-Reply-To and References, the nearest first
	Split      [2]int64        // the exchange that it answers was split off the first ticket and is on the second now
	Tickets    map[int64]About // every ticket named above, and those they were merged into
}

// FalseToken says that the mail bears something of a token's form that is not
// ours, or that was revoked.
func (f Facts) FalseToken() bool {
	if f.Answered.Found && !f.Answered.Valid {
		return true
	}
	return slices.ContainsFunc(f.Subject, func(t SubjectToken) bool { return !t.Valid })
}
