package letter

import "time"

// Swap is for [KindSwapProposed] and [KindSwapAnswered]: two sides, each a
// team's or an agent's name, exchange days of duty.
type Swap struct {
	Common
	ID        int64
	Date      time.Time // the beginning of the day that Taker has instead of Giver
	Back      time.Time // of the day that Giver has instead of Taker; zero for none
	Giver     string
	Taker     string
	Proposer  string // a name
	Text      string // what the proposer wrote with it
	Accepted  bool
	DecidedBy string // a name
}

// MissingLine is a ticket that an agent answered on a day without counting time
// on it.
type MissingLine struct {
	Number  int64
	Token   string // as in a subject: [#1042-7QK4M2XH]
	Client  string
	Subject string
	Answers int // of the agent on that day
}

// TimeMissing is for [KindTimeMissing].
type TimeMissing struct {
	Common
	Day     time.Time
	Tickets []MissingLine
	Answers int   // in all
	Offers  []int // minutes that a link proposes
}
