package contract

import (
	"fmt"
	"time"
)

// GrantKey is the key of a period's grant: it is written once.
func GrantKey(contractID int64, start Date) string {
	return fmt.Sprintf("grant/%d/%s", contractID, start)
}

// Grants gives the grants that are due by the day and not in the ledger: the
// package of each period that has begun. Where the package of a period that is
// still open was changed after its grant (R12), the difference is granted;
// where the contract now ends before a period, its grant is taken back. A
// grant holds from its period's first instant, however late it is written.
func Grants(c Contract, lines []Line, day Date, loc *time.Location) []Line {
	have, count := granted(lines)
	var due []Line
	for _, p := range c.PeriodsUntil(day) {
		reason := ReasonPeriod
		if count[p.Start] > 0 {
			reason = ReasonPackageChanged
		}
		diff := c.VersionAt(p.Start).PackageQuarters - have[p.Start]
		delete(have, p.Start)
		if diff != 0 && !Closed(lines, c.ID, p.Start) {
			due = append(due, c.grant(p.Start, diff, count[p.Start], reason, loc))
		}
	}
	for _, l := range lines {
		left := have[l.PeriodStart]
		if left != 0 && c.Ended(l.PeriodStart) && !Closed(lines, c.ID, l.PeriodStart) {
			delete(have, l.PeriodStart)
			due = append(due, c.grant(l.PeriodStart, -left, count[l.PeriodStart], ReasonContractEnd, loc))
		}
	}
	return due
}

// granted sums the grants by period, and counts them.
func granted(lines []Line) (quarters, count map[Date]int) {
	quarters, count = map[Date]int{}, map[Date]int{}
	for _, l := range lines {
		if l.Kind == LineGrant {
			quarters[l.PeriodStart] += l.Quarters
			count[l.PeriodStart]++
		}
	}
	return quarters, count
}

func (c Contract) grant(start Date, quarters, nth int, reason string, loc *time.Location) Line {
	key := GrantKey(c.ID, start)
	if nth > 0 {
		key = fmt.Sprintf("%s/%d", key, nth+1)
	}
	return Line{
		ContractID: c.ID, At: start.Start(zone(loc)), Kind: LineGrant, Quarters: quarters,
		PeriodStart: start, Reason: reason, Key: key,
	}
}
