package demo

import (
	"testing"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
)

// On whatever day the demo starts: the first client's contract is reviewed and
// its period closes, no sample lies in the future or outside its contract.
func TestTheSampleFirmFitsAnyDay(t *testing.T) {
	zone := Zone()
	for day := rota.NewDate(2026, time.January, 1); day.Year < 2029; day = day.AddDays(1) {
		all := contracts(day)
		starts := map[string]rota.Date{}
		for _, n := range all {
			starts[n.Client] = n.Start
		}
		first := contract.Contract{Start: all[0].Start, Period: contract.Month}
		p, ok := first.PeriodAt(day)
		if !ok || p.Start != day || len(contract.ReviewsDue(first, day.AddDays(-1), day)) != 1 {
			t.Fatalf("%s: the period of %s begins on %s", day, first.Start, p.Start)
		}
		if rest := all[0].PackageQuarters; rest*p.N >= 53 {
			t.Fatalf("%s: %d periods of %d quarters leave no overage", day, p.N, rest)
		}
		of := map[string]int{}
		for _, ticket := range tickets(day, zone) {
			of[ticket.Client]++
			last := starts[ticket.Client].Start(zone)
			for _, e := range ticket.Exchanges {
				if e.At.Before(last) || !rota.DateOf(e.At, zone).Before(day) {
					t.Fatalf("%s: %q has a message of %s after %s", day, ticket.Subject, e.At, last)
				}
				last = e.At
			}
			if len(ticket.Time) == 0 {
				t.Fatalf("%q has no time on it", ticket.Subject)
			}
			for _, e := range ticket.Time {
				if e.At.Before(starts[ticket.Client].Start(zone)) || !rota.DateOf(e.At, zone).Before(day) {
					t.Fatalf("%s: %q has time of %s", day, ticket.Subject, e.At)
				}
			}
		}
		if len(of) < 3 || of[durand] != 2 || of[harper] != 2 || of[tilleuls] != 2 {
			t.Fatal(of)
		}
	}
}
