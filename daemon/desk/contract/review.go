package contract

import "slices"

// Trend is where consumption goes.
type Trend string

// The trends: the later half of the months against the earlier one.
const (
	TrendRising  Trend = "rising"
	TrendSteady  Trend = "steady"
	TrendFalling Trend = "falling"
)

// Advice is what to do with a package.
type Advice string

// The advices.
const (
	AdviceKeep  Advice = "keep"
	AdviceRaise Advice = "raise"
	AdviceLower Advice = "lower"
)

// AdviceReason is why; the text is the letter's.
type AdviceReason string

// The reasons of an advice.
const (
	BecauseShort   AdviceReason = "too-few-months" // keep: fewer than three whole months to judge by
	BecauseFits    AdviceReason = "fits"           // keep: the package is close to what is used
	BecausePeak    AdviceReason = "peak"           // keep: hours were billed, but a usual month fits
	BecauseStock   AdviceReason = "stock"          // keep: it is used faster than granted, and hours carried over cover it
	BecauseOverage AdviceReason = "overage"        // raise: hours had to be billed
	BecauseRising  AdviceReason = "rising"         // raise: more is used than granted, and more every month
	BecauseUsed    AdviceReason = "used"           // raise: more is used than granted
	BecauseUnused  AdviceReason = "unused"         // lower: less is used than granted
	BecauseFalling AdviceReason = "falling"        // lower: the same, and less every month
)

// Suggestion is what sales needs to decide on a package (R13). Costs are at
// the base rate that holds now, packages and overage together, excluding VAT.
type Suggestion struct {
	Months             []MonthFigures
	SubscribedQuarters int // sums over the months
	ConsumedQuarters   int
	OverageQuarters    int
	MedianQuarters     int // consumption of a month
	Trend              Trend
	Advice             Advice
	Reason             AdviceReason
	PackageQuarters    int // of a period, as it is
	SuggestedQuarters  int // of a period, whole hours; the present package where Advice is keep
	RateCents          int
	CostCents          int // what the months cost
	SuggestedCostCents int // what they would have cost with the suggested package
}

const (
	hourQuarters    = 4
	trendPercent    = 20 // a half that differs by less is steady
	keepPercent     = 10 // a package that differs by less is kept
	monthsToJudgeBy = 3
)

// Review looks at the months before the day and suggests a package. The
// target is the median month, or that of the later half where consumption
// clearly moves; it is rounded up to whole hours a period. The package is kept
// where it differs from the target by less than an hour a month and a tenth.
func Review(c Contract, months []MonthFigures, day Date) Suggestion {
	held := c.VersionAt(day)
	s := Suggestion{
		Months: months, PackageQuarters: held.PackageQuarters, SuggestedQuarters: held.PackageQuarters,
		RateCents: held.RateCents, Advice: AdviceKeep, Reason: BecauseShort, Trend: trendOf(months),
	}
	for _, m := range months {
		s.SubscribedQuarters += m.SubscribedQuarters
		s.ConsumedQuarters += m.ConsumedQuarters
		s.OverageQuarters += m.OverageQuarters
	}
	s.MedianQuarters = median(months)
	if len(months) >= monthsToJudgeBy {
		s.advise(c)
	}
	outside := outsideOf(months)
	s.CostCents = Cents(s.SubscribedQuarters+max(s.OverageQuarters-outside, 0)+outside, s.RateCents)
	s.SuggestedCostCents = s.CostCents
	if s.Advice != AdviceKeep {
		s.SuggestedCostCents = Cents(c.wouldHaveBilled(months, s.SuggestedQuarters), s.RateCents)
	}
	return s
}

// advise sets the suggested package, the advice and its reason.
func (s *Suggestion) advise(c Contract) {
	length := max(c.Period.Months(), 1)
	target := wholeHours(s.monthlyTarget() * length)
	tolerance := max(hourQuarters*length, s.PackageQuarters*keepPercent/100)
	short := s.OverageQuarters - outsideOf(s.Months)
	switch {
	case target-s.PackageQuarters >= tolerance || (short > 0 && target > s.PackageQuarters):
		s.raise(c, target, short)
	case short > 0:
		s.Reason = BecausePeak
	case s.PackageQuarters-target >= tolerance && target > 0:
		s.Advice, s.Reason, s.SuggestedQuarters = AdviceLower, BecauseUnused, target
		if s.Trend == TrendFalling {
			s.Reason = BecauseFalling
		}
	case s.PackageQuarters > hourQuarters && target == 0:
		s.Advice, s.Reason, s.SuggestedQuarters = AdviceLower, BecauseUnused, hourQuarters
	default:
		s.Reason = BecauseFits
	}
}

// raise suggests more, unless hours carried over cover the difference for as
// many months again.
func (s *Suggestion) raise(c Contract, target, short int) {
	s.Advice, s.Reason, s.SuggestedQuarters = AdviceRaise, BecauseUsed, target
	last := s.Months[len(s.Months)-1]
	stock := c.keeps(max(last.CarriedQuarters+last.SubscribedQuarters-last.ConsumedQuarters, 0))
	drain := (target - s.PackageQuarters) * len(s.Months) / max(c.Period.Months(), 1)
	switch {
	case short > 0:
		s.Reason = BecauseOverage
	case stock >= drain:
		s.Advice, s.Reason, s.SuggestedQuarters = AdviceKeep, BecauseStock, s.PackageQuarters
	case s.Trend == TrendRising:
		s.Reason = BecauseRising
	}
}

// monthlyTarget is what a month should hold.
func (s *Suggestion) monthlyTarget() int {
	late := median(s.Months[len(s.Months)-len(s.Months)/2:])
	switch s.Trend {
	case TrendRising:
		return max(s.MedianQuarters, late)
	case TrendFalling:
		return max(min(s.MedianQuarters, late), 0)
	}
	return max(s.MedianQuarters, 0)
}

func outsideOf(months []MonthFigures) int {
	sum := 0
	for _, m := range months {
		sum += m.OutsideQuarters
	}
	return sum
}

func wholeHours(quarters int) int {
	return (quarters + hourQuarters - 1) / hourQuarters * hourQuarters
}

// median is the middle month's consumption, of two middle ones the mean,
// rounded up.
func median(months []MonthFigures) int {
	var sorted []int
	for _, m := range months {
		sorted = append(sorted, m.ConsumedQuarters)
	}
	slices.Sort(sorted)
	n := len(sorted)
	switch {
	case n == 0:
		return 0
	case n%2 == 1:
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2] + 1) / 2
}

// trendOf compares the usual month of the later half with that of the earlier
// one, medians, so that one peak is no trend: they differ by a fifth and by
// half an hour, or consumption is steady.
func trendOf(months []MonthFigures) Trend {
	half := len(months) / 2
	early, late := median(months[:half]), median(months[len(months)-half:])
	least := max(early*trendPercent/100, hourQuarters/2)
	switch {
	case late-early >= least:
		return TrendRising
	case early-late >= least:
		return TrendFalling
	}
	return TrendSteady
}

// wouldHaveBilled are the quarters that packages of another size and their
// overage would have come to over the months, with the contract's carry-over.
func (c Contract) wouldHaveBilled(months []MonthFigures, packageQuarters int) int {
	length := max(c.Period.Months(), 1)
	total, balance := 0, 0
	for i, m := range months {
		if i == 0 {
			balance = m.CarriedQuarters
		}
		granted := share(packageQuarters, i%length, length)
		total += granted + m.OutsideQuarters
		balance += granted - m.ConsumedQuarters
		if !m.Closes {
			continue
		}
		total += max(-balance, 0)
		balance = c.keeps(max(balance, 0))
	}
	return total
}

// keeps is how much of a balance a close would have carried over.
func (c Contract) keeps(balance int) int {
	switch {
	case c.Carry.Kind == CarryCapped:
		return min(balance, c.Carry.Quarters)
	case c.Carry.Kind == CarryExpires && c.Carry.Periods == 0:
		return 0
	}
	return balance
}
