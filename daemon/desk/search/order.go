package search

// Order is what a list is sorted by.
type Order string

// The orders. Reversed, each goes the other way.
const (
	ByLast    Order = "last"    // the last exchange, the latest first
	ByWaiting Order = "waiting" // since when the client waits for us, the longest first
	ByNumber  Order = "number"  // the newest first
	ByCounted Order = "counted" // counted time, the most first
)

// Known says whether the order is one of the four.
func (o Order) Known() bool {
	return o == ByLast || o == ByWaiting || o == ByNumber || o == ByCounted
}
