package ticket

// Audience says whose gates a letter passes (reliability.md 2.4).
type Audience string

// The audiences.
const (
	// ToClient: automatic mail to a client's person that an incoming mail caused.
	ToClient Audience = "client"
	// ToOutsider: the explanation of R4, at most one a day.
	ToOutsider Audience = "outsider"
	// Scheduled: summaries, warnings, closes. Sent at its own pace.
	Scheduled Audience = "scheduled"
	// ToAgent: notices to our own people, never switched off.
	ToAgent Audience = "agent"
	// Answer: an agent's own words to a client.
	Answer Audience = "answer"
)

// LetterFacts is what the gates ask of a letter.
type LetterFacts struct {
	Audience        Audience
	Acknowledgement bool // one per ticket
	Active          bool // the recipient is registered and active; an observer of the ticket counts
	CauseHuman      bool // a person wrote the mail that caused it, and asked for no silence
	CauseProven     bool // and was authenticated, or let in by the client's switch or by a person
	OwnMailbox      bool // the recipient is one of our mailboxes
	Bouncing        bool // two hard bounces from distinct letters
}

// Counters is what was sent already. Hours, days and minutes count back from
// the arrival of the mail that caused the letter, not from now.
type Counters struct {
	AcksOfTicket  int
	SameTicket    int // to this recipient about this ticket, last 10 minutes
	RecipientHour int // automatic mail to this recipient
	RecipientDay  int
	DomainHour    int
	GlobalHour    int
	AgentHour     int  // answers by this agent
	NoticesHour   int  // notices to this agent
	ExplainedDay  int  // explanations to this address
	Breaker       bool // a breaker of the recipient, its domain or the desk is open
	Done          bool // a scheduled letter with this once-only key exists
}

// Passage is what the gates say of a letter.
type Passage string

// The passages.
const (
	Send    Passage = "send"
	Digest  Passage = "digest" // comes later, with others
	HoldIt  Passage = "hold"   // waits for its turn, never dropped
	Refused Passage = "refuse" // never goes; the entry it was about is kept
)

// Gated is the gates' answer. Gate is the one that closed (G1-G8 and others of
// our own), Breaker the key kind that opens for 24 hours: recipient, domain or
// global.
type Gated struct {
	Passage Passage
	Gate    string
	Breaker string
}

// Limits are how much automatic mail is too much: counts in an hour or a day.
type Limits struct {
	RecipientHour, RecipientDay, DomainHour, GlobalHour int // G6-G8
	AgentHour                                           int // answers of one agent
	NoticesHour                                         int // notices to one agent, before they are grouped
}

// DefaultLimits are those of the settings' defaults.
func DefaultLimits() Limits {
	return Limits{RecipientHour: 10, RecipientDay: 40, DomainHour: 60, GlobalHour: 600, AgentHour: 200, NoticesHour: 60}
}

const (
	maxSameTicket   = 1 // G5, in ten minutes
	maxExplainedDay = 1 // R4
)

// gate is one line of the table: who passes by it and when it is closed.
type gate struct {
	name    string
	whom    []Audience
	closed  func(LetterFacts, Counters, Limits) bool
	passage Passage
	breaker string
}

var gates = []gate{
	{"G1-inactive", []Audience{ToClient, Scheduled, ToAgent, Answer}, func(l LetterFacts, _ Counters, _ Limits) bool { return !l.Active }, Refused, ""},
	{"G2-cause", []Audience{ToClient, ToOutsider}, func(l LetterFacts, _ Counters, _ Limits) bool { return !l.CauseHuman || !l.CauseProven }, Refused, ""},
	{"G3-own-mailbox", []Audience{ToClient, ToOutsider, Scheduled, ToAgent, Answer}, func(l LetterFacts, _ Counters, _ Limits) bool { return l.OwnMailbox }, Refused, ""},
	// Not an answer: a person's words never vanish, and their bounce is told to the author.
	{"G4-bouncing", []Audience{ToClient, ToOutsider, Scheduled}, func(l LetterFacts, _ Counters, _ Limits) bool { return l.Bouncing }, Refused, ""},
	{"once", []Audience{Scheduled}, func(_ LetterFacts, c Counters, m Limits) bool { return c.Done }, Refused, ""},
	{"G5-acknowledged", []Audience{ToClient}, func(l LetterFacts, c Counters, _ Limits) bool { return l.Acknowledgement && c.AcksOfTicket > 0 }, Refused, ""},
	{"explained-today", []Audience{ToOutsider}, func(_ LetterFacts, c Counters, m Limits) bool { return c.ExplainedDay >= maxExplainedDay }, Refused, ""},
	{"G5-same-ticket", []Audience{ToClient}, func(l LetterFacts, c Counters, _ Limits) bool {
		return !l.Acknowledgement && c.SameTicket >= maxSameTicket
	}, Digest, ""},
	{"breaker", []Audience{ToClient, ToOutsider}, func(_ LetterFacts, c Counters, m Limits) bool { return c.Breaker }, Digest, ""},
	{"G6-recipient", []Audience{ToClient, ToOutsider}, overRecipient, Digest, "recipient"},
	{"G7-domain", []Audience{ToClient, ToOutsider}, func(_ LetterFacts, c Counters, m Limits) bool { return c.DomainHour >= m.DomainHour }, Digest, "domain"},
	{"G8-global", []Audience{ToClient, ToOutsider}, func(_ LetterFacts, c Counters, m Limits) bool { return c.GlobalHour >= m.GlobalHour }, Digest, "global"},
	{"agent-pace", []Audience{Answer}, func(_ LetterFacts, c Counters, m Limits) bool { return c.AgentHour >= m.AgentHour }, HoldIt, ""},
	{"notices-grouped", []Audience{ToAgent}, func(_ LetterFacts, c Counters, m Limits) bool { return c.NoticesHour >= m.NoticesHour }, Digest, ""},
}

// Gate says whether a letter may go. An outsider's explanation that does not
// pass is refused, never gathered: a stranger gets no digest.
func Gate(l LetterFacts, c Counters, m Limits) Gated {
	for _, g := range gates {
		if !g.concerns(l.Audience) || !g.closed(l, c, m) {
			continue
		}
		passage := g.passage
		if l.Audience == ToOutsider {
			passage = Refused
		}
		return Gated{Passage: passage, Gate: g.name, Breaker: g.breaker}
	}
	return Gated{Passage: Send}
}

func (g gate) concerns(a Audience) bool {
	for _, w := range g.whom {
		if w == a {
			return true
		}
	}
	return false
}

func overRecipient(_ LetterFacts, c Counters, m Limits) bool {
	return c.RecipientHour >= m.RecipientHour || c.RecipientDay >= m.RecipientDay
}
