package picture

import (
	"fmt"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/rota"
)

func day(month time.Month, n int) rota.Date { return rota.NewDate(2026, month, n) }

// sample is a picture with a name, for the golden files.
type sample struct {
	name    string
	picture drawn
}

func samples() []sample {
	runsOut := contract.Projection{Outlook: contract.OutlookRunsOut, Day: day(11, 12)}
	return []sample{
		{"gauge", Gauge{AvailableQuarters: 40, UsedQuarters: 15, ExpectedQuarters: 20, Projection: runsOut}},
		{"gauge-over", Gauge{AvailableQuarters: 40, UsedQuarters: 49, ExpectedQuarters: 28}},
		{"gauge-side", Gauge{AvailableQuarters: 40, UsedQuarters: 15, ExpectedQuarters: 12, Size: GaugeSide}},
		{"gauge-header", Gauge{AvailableQuarters: 40, UsedQuarters: 15, ExpectedQuarters: 20, Size: GaugeHeader, Projection: runsOut}},
		{"gauge-header-over", Gauge{AvailableQuarters: 40, UsedQuarters: 52, ExpectedQuarters: 20, Size: GaugeHeader}},
		{"blocks", sampleBlocks()},
		{"burndown", sampleBurndown()},
		{"burndown-over", Burndown{Points: []contract.Point{{Day: day(9, 1), Quarters: 40}, {Day: day(9, 14), Quarters: 12}, {Day: day(9, 22), Quarters: -9}}, Today: day(9, 24)}},
		{"months", sampleMonths()},
		{"where", Where{Parts: []Part{{"Import des écritures bancaires", 46}, {"Factures : envoi par lots", 31}, {"Droits des utilisateurs", 12}, {"Sauvegarde", 9}, {"Étiquettes d’expédition en double dans l’entrepôt de Lyon", 7}, {"TVA", 3}, {"Divers", 2}}}},
		{"ages", Ages{Rows: []AgeRow{{"À traiter", [5]int{3, 5, 2, 0, 1}}, {"Chez le client", [5]int{0, 2, 4, 7, 12}}, {"En pause", [5]int{0, 0, 1, 2, 0}}}}},
		{"answers", sampleAnswers()},
		{"rotation", sampleRotation()},
		{"load", Load{Agents: []AgentLoad{{"Alice Bernard", 7, 4, 13}, {"Marc Le Goff", 3, 9, 6}, {"Zoé Petit", 1, 0, 0}, {"Inès de la Rochefoucauld-Montbel", 0, 2, 31}}}},
		{"radar", sampleRadar()},
	}
}

func sampleBlocks() Blocks {
	return Blocks{Entries: []BlockEntry{
		{day(9, 14), "Alice Bernard", 50, 4, contract.TimeCounted},
		{day(9, 14), "Alice Bernard", 5, 0, contract.TimeCounted},
		{day(9, 15), "Marc Le Goff", 40, 2, contract.TimeCounted},
		{day(9, 17), "Marc Le Goff", 25, 0, contract.TimeOffered},
		{day(9, 21), "Alice Bernard", 105, 7, contract.TimeOutside},
		{day(9, 22), "Alice Bernard", 20, 2, contract.TimeCounted},
	}}
}

func sampleBurndown() Burndown {
	c := contract.Contract{ID: 1, Start: day(4, 1), Period: contract.Month, Rounding: contract.PerTicket, TechnicalID: 1,
		Versions: []contract.Version{{From: day(4, 1), PackageQuarters: 24, RateCents: 9500}}}
	cal := rota.Calendar{Hours: rota.DefaultHours()}
	var lines []contract.Line
	for i, quarters := range []int{5, 7, 2, 9, 4, 11, 3, 8, 6, 9, 7, 5, 6, 8, 3, 9, 4, 7, 5} {
		on := c.Start.AddDays(6 + i*9)
		p, _ := c.PeriodAt(on)
		lines = append(lines, contract.Line{Kind: contract.LineDeduct, Quarters: -quarters, PeriodStart: p.Start, At: on.At(time.UTC, 600)})
	}
	today := day(9, 21)
	return Burndown{
		Points:     contract.Credit(c, lines, c.Start, today, time.UTC),
		Projection: contract.Project(c, lines, cal, today, day(12, 31)), Today: today,
	}
}

func sampleMonths() Months {
	var m Months
	start := rota.NewDate(2025, 10, 1)
	for i, used := range []int{22, 31, 18, 40, 44, 27, 35, 52, 61, 38, 9, 30} {
		subscribed := 32
		if i >= 6 {
			subscribed = 40
		}
		m.Months = append(m.Months, contract.MonthFigures{
			Start: start.AddMonths(i), End: start.AddMonths(i + 1).AddDays(-1), SubscribedQuarters: subscribed,
			ConsumedQuarters: used, OverageQuarters: max(used-subscribed-4, 0), Closes: true,
		})
	}
	return m
}

func sampleAnswers() FirstAnswers {
	var f FirstAnswers
	for i, minutes := range []int{4, 7, 9, 12, 15, 16, 18, 22, 25, 31, 33, 40, 42, 45, 58, 61, 75, 90, 94, 130, 150, 210, 260, 410} {
		f.Answers = append(f.Answers, FirstAnswer{Ticket: int64(1042 + i), Day: day(9, 14+i%5), Minutes: minutes})
	}
	return f
}

func sampleRotation() Rotation {
	r := Rotation{Today: day(5, 19)}
	teams := [][2]string{{"Bleue", "BL"}, {"Verte", "VE"}, {"Déploiements et reprises", "DR"}}
	off := map[int]string{1: "Fête du Travail", 8: "Victoire 1945", 14: "Ascension", 25: "lundi de Pentecôte"}
	turn := 0
	for n := 1; n <= 31; n++ {
		d := RotationDay{Day: day(5, n), Off: off[n]}
		if d.Off == "" && n != 28 && d.Day.Weekday() != time.Saturday && d.Day.Weekday() != time.Sunday {
			d.Team, d.Initials = teams[turn%3][0], teams[turn%3][1]
			turn++
		}
		r.Days = append(r.Days, d)
	}
	return r
}

func sampleRadar() Radar {
	var r Radar
	for i, c := range []struct {
		days, used, quarters int
		advice               contract.Advice
	}{
		{12, 138, 40, contract.AdviceRaise}, {20, 92, 16, contract.AdviceKeep}, {34, 31, 80, contract.AdviceLower},
		{40, 104, 24, contract.AdviceKeep}, {77, 160, 120, contract.AdviceRaise}, {90, 55, 8, contract.AdviceKeep},
		{93, 58, 12, contract.AdviceKeep}, {128, 74, 40, contract.AdviceKeep}, {140, 12, 200, contract.AdviceLower}, {171, 240, 16, contract.AdviceRaise},
	} {
		name := []string{"Dupont SA", "Menuiserie Caron", "Voltaire Énergie", "Lebrun & Fils", "Atelier Nord", "Cabinet Roy", "Roches Bleues", "Granit Ouest", "Hôpital Saint-Jean", "Kerbrat"}[i]
		r.Contracts = append(r.Contracts, RadarContract{Client: name, Days: c.days, UsedPercent: c.used, PackageQuarters: c.quarters, Advice: c.advice})
	}
	return r
}

// id is where the sample stands on a page.
func (s sample) id(lang string) string { return fmt.Sprintf("p-%s-%s", s.name, lang) }
