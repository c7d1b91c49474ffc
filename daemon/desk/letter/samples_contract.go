package letter

import "time"

func contractSamples(s sample, kind Kind) []any {
	late := sampleTime(time.October, 3, 10, 30)
	switch kind {
	case KindSummaryClient:
		return []any{SummaryClient{Common: s.common, Client: s.client, Package: s.pkg, Tickets: s.lines},
			SummaryClient{Common: s.common, Client: s.client, Package: s.over(), AsOf: late}}
	case KindSummarySales:
		lines := []ClientLine{{s.client, s.pkg}, {"Moreau Transports", s.over()}, {"Harbour Tools Ltd", s.low()}}
		return []any{SummarySales{Common: s.to(s.sales), Clients: lines}, SummarySales{Common: s.to(s.sales), Clients: lines[:1], AsOf: late}}
	case KindThresholdClient, KindThresholdSales:
		c := s.common
		if kind == KindThresholdSales {
			c = s.to(s.sales)
		}
		spent, noRate, over := s.low(), s.low(), s.over()
		noRate.RateCents, noRate.LeftQuarters, noRate.ConsumedQuarters = 0, 0, 40
		over.LeftQuarters, over.OverageQuarters = -11, 0
		return []any{Threshold{c, s.client, 90, spent, s.lines}, Threshold{c, s.client, 100, noRate, nil}, Threshold{c, s.client, 100, over, s.lines}}
	case KindCloseClient:
		plain := s.over()
		plain.RateCents = 0
		return []any{CloseClient{Common: s.common, Client: s.client, Package: s.over(), AmountCents: 26125, Tickets: s.lines},
			CloseClient{Common: s.common, Client: s.client, Package: plain}}
	case KindCloseSales:
		lines := []OverageLine{
			{s.client, "CT-0007", s.pkg.From, s.pkg.Until, 11, 9500, 26125},
			{"Moreau Transports", "CT-0012", sampleTime(time.August, 15, 0, 0), sampleTime(time.September, 15, 0, 0), 40, 11000, 110000},
		}
		return []any{CloseSales{Common: s.to(s.sales), Lines: lines, TotalQuarters: 51, TotalCents: 136125},
			CloseSales{Common: s.to(s.sales), Lines: lines[:1], TotalQuarters: 11, TotalCents: 26125, AsOf: late}}
	case KindSemesterSales, KindSemesterClient:
		return s.semesters(kind)
	case KindPackageChanged:
		changed := PackageChanged{Common: s.common, Client: s.client, BeforeQuarters: 32, AfterQuarters: 48, Each: "month", From: s.pkg.Until, RateCents: 9500}
		plain := changed
		plain.RateCents, plain.Each = 0, "quarter"
		return []any{changed, plain}
	}
	return nil
}

// semesters are a proposal to raise, one to keep, and one without an amount.
func (s sample) semesters(kind Kind) []any {
	c := s.common
	prepared := s.in("Tous les six mois, nous revoyons avec vous votre forfait d’assistance.", "Every six months we review your support package with you.")
	if kind == KindSemesterSales {
		c = s.to(s.sales)
	} else {
		prepared = ""
	}
	raise := Semester{Common: c, Client: s.client, Contract: "CT-0007", MedianQuarters: 43, Trend: "rising", Reason: "overage",
		PresentQuarters: 32, Each: "month", SuggestedQuarters: 44, StartsOn: sampleTime(time.November, 1, 0, 0),
		CostCents: 517750, SuggestedCostCents: 627000, ReleaseOn: sampleTime(time.September, 28, 8, 0),
		ClientContact: s.contact, ClientText: prepared, Sales: s.sales}
	for i, used := range []int{28, 33, 41, 44, 47, 51} {
		line := PeriodLine{From: sampleTime(time.March+time.Month(i), 1, 0, 0), Until: sampleTime(time.April+time.Month(i), 1, 0, 0), SubscribedQuarters: 32, ConsumedQuarters: used}
		if i > 2 {
			line.OverageQuarters = used - 40
		}
		raise.Periods = append(raise.Periods, line)
		raise.SubscribedQuarters += line.SubscribedQuarters
		raise.ConsumedQuarters += line.ConsumedQuarters
		raise.OverageQuarters += line.OverageQuarters
	}
	keep, silent := raise, raise
	keep.SuggestedQuarters, keep.Reason, keep.Trend, keep.CostCents, keep.OverageQuarters = 32, "fits", "steady", 0, 0
	keep.ClientText = prepared + "\n\n" + s.in("Votre usage correspond au forfait.", "Your use suits the package.")
	silent.SuggestedQuarters, silent.Sales = 0, Person{}
	return []any{raise, keep, silent}
}
