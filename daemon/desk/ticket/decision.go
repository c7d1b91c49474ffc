package ticket

// Disposition is what became of a mail. Every mail has exactly one.
type Disposition string

// The dispositions.
const (
	New        Disposition = "new"        // opened a ticket
	Append     Disposition = "append"     // an exchange on a ticket: a client's mail or an agent's answer
	NoteOnly   Disposition = "note"       // an agent's internal note on a ticket
	CommandRun Disposition = "command"    // an agent's commands, no message
	DSN        Disposition = "dsn"        // tells what became of a letter of ours
	Auto       Disposition = "auto"       // automatic; Ticket is set where it is kept as a folded exchange
	Self       Disposition = "self"       // our own letter came back
	Duplicate  Disposition = "duplicate"  // the same mail as DuplicateOf
	Quarantine Disposition = "quarantine" // kept, not let in; Reason says why
	Pending    Disposition = "pending"    // to be decided again later
)

// Reason is why a mail was not let in, a code for people and machines.
type Reason string

// The reasons.
const (
	// Unknown: nobody who is registered wrote it (R4).
	Unknown Reason = "unknown"
	// NotAuthorised: a known person who may not open, or not write on that ticket (R1, R4).
	NotAuthorised Reason = "not-authorised"
	// Unauth: it names a contact, and nothing proves that the contact wrote it.
	Unauth Reason = "unauth"
	// UnauthAgent: it names an agent, and nothing proves that the agent wrote it.
	UnauthAgent Reason = "unauth-agent"
	// OtherClient: the ticket it belongs to is another client's.
	OtherClient Reason = "other-client"
	// Ambiguous: its tokens and references name tickets that do not go together.
	Ambiguous Reason = "ambiguous"
	// TokenInvalid: an agent's answer whose token is not ours, revoked, somebody else's, or names a ticket that is gone.
	TokenInvalid Reason = "token-invalid"
	// ContactInactive: from a contact who was deactivated.
	ContactInactive Reason = "contact-inactive"
	// ContractEnded: from the technical contact of a contract that does not run (R15).
	ContractEnded Reason = "contract-ended"
	// ContactChange: somebody else than the present contact asks for another one (R3).
	ContactChange Reason = "contact-change"
	// FromMultiple: more than one From field.
	FromMultiple Reason = "from-multiple"
	// FromNone: no From field, or an empty one.
	FromNone Reason = "from-none"
	// FromAddresses: several addresses, or a group, in From.
	FromAddresses Reason = "from-addresses"
	// FromSyntax: From cannot be read without guessing.
	FromSyntax Reason = "from-syntax"
	// FromQuotedLocal: the local part of From is quoted, as forgers do.
	FromQuotedLocal Reason = "from-quoted-local"
	// HeaderMalformed: the header breaks RFC 5322 in a way that lets two programs read it differently.
	HeaderMalformed Reason = "header-malformed"
	// HeaderDuplicate: a field that may stand once stands twice (Subject, To, Date, Message-ID).
	HeaderDuplicate Reason = "header-duplicate"
	// FromSelf: it names one of our own mailboxes and is no letter of ours.
	FromSelf Reason = "from-self"
	// BounceUnknown: a bounce for a letter that we never sent.
	BounceUnknown Reason = "bounce-unknown"
	// AuthConflict: our own check and the provider's verdict contradict each other.
	AuthConflict Reason = "auth-conflict"
	// AuthPending: the sender's DNS does not answer yet; decided again later.
	AuthPending Reason = "auth-pending"
	// StaleSignature: a valid signature that is older than 7 days.
	StaleSignature Reason = "stale-signature"
	// Hops: it has gone in circles.
	Hops Reason = "hops"
	// Storm: its sender sends more than a person can.
	Storm Reason = "storm"
	// Oversize: larger than the limit; only its header was fetched.
	Oversize Reason = "oversize"
	// ParseFailed: it could not be read, three times.
	ParseFailed Reason = "parse-failed"
	// AgentNoRight: from an agent whose rights were withdrawn.
	AgentNoRight Reason = "agent-no-right"
	// AgentNoTicket: from an agent, and it answers nothing: no ticket, no held mail, no proposal.
	AgentNoTicket Reason = "agent-no-ticket"
	// Rejected: a person decided that it does not come in.
	Rejected Reason = "rejected"
	// BadCommand: an agent's commands could not be read; nothing was done, the text is kept (disposition command).
	BadCommand Reason = "command-error"
)

// Decision is what a mail becomes, and what may follow from it.
type Decision struct {
	Disposition Disposition
	Reason      Reason // for quarantine and pending; BadCommand for a command
	Rule        string // name of the rule that decided, for the log

	Ticket      int64 // where it belongs; 0 for a new one
	Parent      int64 // the closed ticket that a new one continues (R8b)
	DuplicateOf int64 // the mail it repeats
	HeldMail    int64 // the held mail that an agent's commands are about
	Proposal    int64 // the package proposal that they are about

	Reopen     bool // the ticket was resolved and is to be worked on again
	Obey       bool // its commands are to be carried out: an agent's, with personal token
	Public     bool // an agent's text that goes to the client
	Automatic  bool // kept as a folded exchange: no reopening, no letter
	Unverified bool // let in without proof, by the client's switch "cannot sign"
	Change     bool // asks for another technical contact: read the four fields (R3)

	Held        bool // shown to the team on duty at once (R4); otherwise in the digest
	Explain     bool // the explanation of R4 may go to the sender
	Confirm     bool // ask the agent, at the registered address, whether the mail is theirs
	Tell        bool // tell the author, an authenticated agent, what became of it and why
	Acknowledge bool // an acknowledgement may go to the sender (R9, reliability.md 2.2)
	Quiet       bool // nobody is notified: a repetition

	Flags []Flag // worth a look, without effect on the way
}

// Flag is something odd about a mail that was handled all the same.
type Flag string

// The flags.
const (
	// FlagConflict: token and reference name two tickets of the same client; the token won.
	FlagConflict Flag = "token-reference-conflict"
	// FlagMessageID: another mail with the same Message-ID says something else.
	FlagMessageID Flag = "mid-collision"
	// FlagToken: a token that is not ours stood beside; it was ignored.
	FlagToken Flag = "token-ignored"
	// FlagForwarded: an agent's forwarded notice; never a public answer.
	FlagForwarded Flag = "forwarded"
	// FlagForeignToken: the reply address was given to another person.
	FlagForeignToken Flag = "token-of-another"
)

// In tells whether the mail became part of a ticket.
func (d Decision) In() bool {
	switch d.Disposition {
	case New, Append, NoteOnly:
		return true
	case Auto:
		return d.Ticket != 0
	}
	return false
}
