package letter

import "time"

// SummaryClient is for [KindSummaryClient] (R14).
type SummaryClient struct {
	Common
	Client  string
	Package Package
	Tickets []TicketLine
	AsOf    time.Time // for when the figures stand; said when the letter is late
}

// ClientLine is one client in a sales contact's summary.
type ClientLine struct {
	Client  string
	Package Package
}

// SummarySales is for [KindSummarySales] (R14).
type SummarySales struct {
	Common
	Clients []ClientLine
	AsOf    time.Time
}

// Threshold is for [KindThresholdClient] and [KindThresholdSales] (R14).
type Threshold struct {
	Common
	Client  string
	Percent int // 75, 90 or 100: the threshold that was passed
	Package Package
	Tickets []TicketLine // what was consumed on, most first
}

// CloseClient is for [KindCloseClient]: a period closed with overage (R14).
type CloseClient struct {
	Common
	Client      string
	Package     Package
	AmountCents int // overage at the base rate, excluding VAT
	Tickets     []TicketLine
}

// OverageLine is one client's overage of a closed period.
type OverageLine struct {
	Client      string
	Contract    string // its reference
	From, Until time.Time
	Quarters    int
	RateCents   int // per hour
	AmountCents int
}

// CloseSales is for [KindCloseSales]: the overage list of R14.
type CloseSales struct {
	Common
	Lines         []OverageLine
	TotalQuarters int
	TotalCents    int
	AsOf          time.Time
}

// PeriodLine is one month (or period) of a contract's last six months.
type PeriodLine struct {
	From, Until        time.Time // Until is the first instant after it
	SubscribedQuarters int
	ConsumedQuarters   int
	OverageQuarters    int
}

// Semester is for [KindSemesterSales] and [KindSemesterClient] (R13). Trend,
// Advice and Reason are the codes of contract.Suggestion; the catalogue of
// words has their sentences.
type Semester struct {
	Common
	Client   string
	Contract string // its reference
	Periods  []PeriodLine
	// The sums of Periods.
	SubscribedQuarters int
	ConsumedQuarters   int
	OverageQuarters    int
	MedianQuarters     int // of a month
	Trend              string
	Reason             string
	PresentQuarters    int    // the package, per period
	Each               string // month, quarter, semester, year
	// SuggestedQuarters per period is PresentQuarters where the package should
	// be kept, and 0 in the client's letter that leaves by itself: then that
	// names no amount.
	SuggestedQuarters  int
	StartsOn           time.Time // from when the suggestion would hold
	CostCents          int       // what the months cost; 0 where no rate is known
	SuggestedCostCents int       // what they would have cost
	ReleaseOn          time.Time // when the client's own letter leaves by itself
	ClientContact      Person    // to whom that goes
	// ClientText is, in the letter to sales, the text of the client's letter as
	// it is prepared; in the client's letter, what sales wrote in place of its
	// first sentence, "" if nothing.
	ClientText string
	Sales      Person // whom the client answers
}

// PackageChanged is for [KindPackageChanged] (R12).
type PackageChanged struct {
	Common
	Client         string
	BeforeQuarters int // per period
	AfterQuarters  int
	Each           string // month, quarter, semester, year
	From           time.Time
	RateCents      int
}

// Alarm is for [KindAlarm] and [KindAlarmOver].
type Alarm struct {
	Common
	What        string // mailbox, relay, queue, backup, disk
	Place       string // support@…, the relay's name
	Since       time.Time
	Until       time.Time // of an alarm that is over
	LastSuccess time.Time // zero if never
	Error       string
	Waiting     int    // letters that wait, 0 where it does not matter
	Command     string // what to run to see more
}

// Storm is for [KindStorm].
type Storm struct {
	Common
	From    string // who writes so much
	At      time.Time
	Command string // what lists the mails
}

// LetterLine is one letter of a digest.
type LetterLine struct {
	ID      int64
	Kind    Kind
	To      string
	Subject string
	At      time.Time
}

// DigestUncertain is for [KindDigestUncertain].
type DigestUncertain struct {
	Common
	Letters []LetterLine
}

// DigestRestored is for [KindDigestRestored].
type DigestRestored struct {
	Common
	Made, At time.Time    // when the backup was made, and restored
	Answers  []LetterLine // agents' own words
	Letters  []LetterLine // automatic ones
}
