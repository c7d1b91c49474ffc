package letter

import (
	"strings"
	"time"

	"permanence/templates"
)

// Common is part of every letter's facts.
type Common struct {
	Desk Desk
	To   Person         // who reads
	Zone *time.Location // the desk's; nil is UTC
	Now  time.Time      // when the letter is written
}

// Desk is our side as letters name it.
type Desk struct {
	Firm    string // "Atelier Logiciel"
	Name    string // the desk's name, as in "Alice Martin - Assistance Atelier"
	Address string // support@
	Contact string // contact@: subscribing, changing a package (R12, R15)
	// SpaceURL is the base URL of the client space and the platform without a
	// slash at its end, or "": then no letter links to them (R9).
	SpaceURL string
}

// Person is somebody whom a letter is to or about.
type Person struct {
	First    string
	Last     string
	Position string
	Address  string
}

// Name is first and last name, else the address.
func (p Person) Name() string {
	switch {
	case p.First != "" && p.Last != "":
		return p.First + " " + p.Last
	case p.First != "" || p.Last != "":
		return p.First + p.Last
	}
	return p.Address
}

// Ticket is a request as letters name it.
type Ticket struct {
	Number int64
	Token  string // as in a subject: [#1042-7QK4M2XH]
	// Subject is the client's own. An acknowledgement to a sender who is not
	// proven leaves it "": then ours stands there (a forger's words do not go
	// out in our name).
	Subject string
	Client  string // the company's name
	State   string // open, waiting, snoozed, resolved, closed
	Opened  time.Time
}

// Package is where a client's package stands. All figures are of the period
// that it names.
type Package struct {
	From, Until        time.Time // the period; Until is the first instant after it
	SubscribedQuarters int
	CarriedQuarters    int // what earlier periods left
	ConsumedQuarters   int
	LeftQuarters       int // may be negative while the period runs
	OverageQuarters    int
	RateCents          int // base rate per hour, excluding VAT; 0 where unknown
}

// AvailableQuarters is what could be consumed in the period.
func (p Package) AvailableQuarters() int { return p.SubscribedQuarters + p.CarriedQuarters }

// FileLine names a file that a letter speaks of.
type FileLine struct {
	Name      string
	SizeBytes int
}

// Exchange is one message of a ticket as a letter repeats it.
type Exchange struct {
	From string // a name
	At   time.Time
	Text string
}

// TicketLine is a ticket in a table of consumption.
type TicketLine struct {
	Number          int64
	Subject         string
	Client          string
	State           string
	CountedQuarters int // in the table's period
	SpentMinutes    int
}

// Ack is for [KindAck] (R9).
type Ack struct {
	Common
	Ticket Ticket
	// NextStaffed is when the desk is next staffed, zero if it is now.
	NextStaffed time.Time
	Closed      string   // why it is closed, in the reader's language: a holiday's name; "" at night
	Package     *Package // only when little is left
	Observers   []string // names of those in copy
	// Text and Files are a copy of what was written on a page; empty where a
	// mail opened the ticket: its author has it.
	Text  string
	Files []FileLine
}

// AckLinked is for [KindAckLinked] (R8b).
type AckLinked struct {
	Ack
	Before Ticket // the closed one that was answered
}

// Answer is for [KindAnswer]: an agent's words as the client's mail. The
// ticket's state decides what stands below it: nothing, that we wait, or that
// it is resolved.
type Answer struct {
	Common
	Ticket   Ticket
	Author   Person // never with the private address
	Text     string // only what was newly written
	Pictures []templates.Picture
	// ShowTime puts the two figures below the answer.
	ShowTime        bool
	CountedQuarters int // on this ticket
	LeftQuarters    int // of the package; may be negative
}

// Signed says that the text ends with its author's name: then ours is not put
// below it.
func (a Answer) Signed() bool {
	lines := strings.Split(strings.TrimSpace(a.Text), "\n")
	end := strings.ToLower(strings.Join(lines[max(0, len(lines)-3):], "\n"))
	for _, name := range []string{a.Author.First, a.Author.Last} {
		if name != "" && strings.Contains(end, strings.ToLower(name)) {
			return true
		}
	}
	return false
}

// Call is for [KindCall]: what an agent noted of a telephone call.
type Call struct {
	Common
	Ticket Ticket
	Author Person // never with the private address
	Text   string // "" where the agent only gave a subject
}

// Copy is for [KindCopy]: what somebody of the client wrote on a page.
type Copy struct {
	Common
	Ticket Ticket
	From   Person
	Text   string
	Files  []FileLine
}

// ObserverAdded is for [KindObserverAdded] (R5).
type ObserverAdded struct {
	Common
	Ticket Ticket
	By     Person
}

// Merged is for [KindMerged].
type Merged struct {
	Common
	Ticket Ticket // the one that continues
	Before Ticket // the one that was merged into it
}

// Explanation is for [KindExplanation] (R4). It holds nothing about any client.
type Explanation struct {
	Common
}

// NewContact is the four fields of R3 as they were read; what was not found is "".
type NewContact struct {
	Last, First, Position, Address string
}

// Missing lists the fields that were not found: last, first, position, address.
func (c NewContact) Missing() []string {
	var missing []string
	for _, f := range []struct{ name, value string }{
		{"last", c.Last}, {"first", c.First}, {"position", c.Position}, {"address", c.Address},
	} {
		if f.value == "" {
			missing = append(missing, f.name)
		}
	}
	return missing
}

// ContactChangeMissing is for [KindContactChangeMissing] (R3).
type ContactChangeMissing struct {
	Common
	Ticket Ticket
	Read   NewContact
}

// ContactChange is for [KindContactChange] (R3).
type ContactChange struct {
	Common
	Ticket      Ticket // Number 0 while the request is only held
	MailID      int64  // the held mail, 0 if it became a ticket
	Client      string
	Read        NewContact
	From        Person
	FromPresent bool   // the sender is the present technical contact, proven
	Unproven    bool   // it says so, and nothing proves it
	Present     Person // the present technical contact
	// OutsideDomain is set when the new address is in none of the client's domains.
	OutsideDomain bool
	Domains       []string
	Text          string
}

// ContactReplaced is for the three letters after a replacement (R3).
type ContactReplaced struct {
	Common
	Client      string
	Old, New    Person
	At          time.Time
	By          Person // who approved
	LoginFollow bool   // the new contact gets a login mail of its own
}

// Login is for [KindLogin] (R2).
type Login struct {
	Common
	Client     string
	Identifier string
	Password   string // provisional, works once
	Expires    time.Time
}

// LoginLink is for [KindLoginLink].
type LoginLink struct {
	Common
	Link    string // works once
	Minutes int    // how long it holds
}

// AccountChanged is for [KindAccountChanged]: the person is told, whoever did
// it.
type AccountChanged struct {
	Common
	What      string // password, codes-on, codes-off, recovery, passkey-on, passkey-off, addresses
	Name      string // of the passkey; "" for other changes
	Addresses []string
	At        time.Time
	Browser   string // "" where it was not done on a page
	Network   string // the same
}

// Notice is for what tells an agent about a ticket: [KindNoticeNew],
// [KindNoticeAnswer], [KindNoticeAssigned], [KindNoticeOffered],
// [KindNoticeReopened], [KindNoticeWatched], and a note for [KindNoticeMention].
type Notice struct {
	Common
	Ticket     Ticket
	From       Person // who wrote at the client
	At         time.Time
	Text       string
	Pictures   []templates.Picture
	Files      []FileLine
	Package    *Package
	Unverified bool     // R4: the client's domain cannot sign
	Copies     []string // addresses in Cc that were not let in (R5)
	Team       string   // the team on duty, or the one it is offered to
	Handler    string   // who has the ticket, "" if nobody
	By         string   // who assigned it
	Note       string   // what was said on assigning it
}

// HeldMail is for [KindHeldMail] (R4).
type HeldMail struct {
	Common
	MailID   int64
	From     Person
	Subject  string
	Received time.Time
	Reason   string // a code: unknown, unauth, other-client, …
	Client   string // whose contact or domain it names, "" if none
	Text     string
	Files    []FileLine
}

// AnswerHeld is for [KindAnswerHeld] (R6).
type AnswerHeld struct {
	Common
	Ticket  Ticket
	Later   []Exchange // what arrived after the notice that was answered
	Text    string     // what the agent wrote
	Minutes int        // time spent that came with it, booked already
}

// AnswerConfirm is for [KindAnswerConfirm].
type AnswerConfirm struct {
	Common
	Ticket  Ticket
	Text    string
	Expires time.Time
}

// CommandProblem is one line that was not understood or could not be obeyed.
type CommandProblem struct {
	Line    string // as it was written; "" where the sentence repeats it
	Problem string // a sentence in the reader's language
	Suggest string // a line that would be right, "" if none is near
}

// CommandError is for [KindCommandError].
type CommandError struct {
	Common
	Ticket   Ticket // Number 0 if none was meant
	Problems []CommandProblem
	Text     string // the answer, kept as a draft
}

// CommandRow describes one mail command.
type CommandRow struct {
	French  string // #temps
	English string // #time
	Example string
	Does    string // in the reader's language
}

// CommandHelp is for [KindCommandHelp].
type CommandHelp struct {
	Common
	Commands []CommandRow
}

// CommandDone is for [KindCommandDone].
type CommandDone struct {
	Common
	Ticket Ticket
	Done   []string // one sentence each, in the reader's language
}

// Bounce is for [KindBounce].
type Bounce struct {
	Common
	Ticket  Ticket
	Address string
	Status  string // RFC 3463: 5.1.1
	Reply   string // what the server said
	At      time.Time
	Text    string // the answer that was not delivered
}

// HeldLine is one mail of a digest.
type HeldLine struct {
	MailID   int64
	Received time.Time
	From     Person
	Subject  string
	Reason   string
}

// QuarantineDigest is for [KindQuarantineDigest] (R4).
type QuarantineDigest struct {
	Common
	Held []HeldLine
}
