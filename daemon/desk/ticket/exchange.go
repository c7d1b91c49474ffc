package ticket

import "time"

// Way says who an exchange is for.
type Way string

// The ways of an exchange.
const (
	In   Way = "in"   // from the client's side
	Out  Way = "out"  // a public answer to the client
	Note Way = "note" // internal: never shown to the client (R7)
)

// Sending is what became of a public answer.
type Sending string

// The sendings of an answer. Exchanges that are not answers have none.
const (
	SendingWaiting   Sending = "waiting"   // in its 60 s, can be cancelled (R6)
	SendingHeld      Sending = "held"      // stale: a person decides (R6)
	SendingCancelled Sending = "cancelled" // never left
	SendingSent      Sending = "sent"      // given to the relay
	SendingUncertain Sending = "uncertain" // the relay fell silent after the last dot
	SendingFailed    Sending = "failed"    // refused or bounced
)

// Exchange is one message on a ticket.
type Exchange struct {
	ID              int64
	TicketNumber    int64
	MailID          int64 // the mail it came in by, 0 from the platform
	Way             Way
	AuthorContactID int64 // 0 where an observer or an agent wrote
	AuthorAgentID   int64
	FromName        string
	FromAddress     string
	At              time.Time
	Text            string // what was newly written
	Quoted          string
	Language        string
	Automatic       bool // an automatic reply: shown folded
	Unverified      bool // let in without proof of the sender
	State           Sending
	Files           []File
}

// File is one file of an exchange. Its bytes stay in the mail's.
type File struct {
	ID          int64
	MailID      int64
	Part        int // its place among the mail's attachments
	Filename    string
	ContentType string
	SizeBytes   int64
	ContentID   string
	Inline      bool
	SHA256      string
}

// Visible tells whether the client may see the exchange: notes never, answers
// that have not left never (R7).
func (e Exchange) Visible() bool {
	switch e.Way {
	case In:
		return true
	case Out:
		return e.State != SendingWaiting && e.State != SendingHeld && e.State != SendingCancelled
	}
	return false
}

// Alive tells whether the exchange counts as something that was said: an
// answer that was cancelled does not.
func (e Exchange) Alive() bool { return e.State != SendingCancelled }
