package rota

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/fr"
)

// Holiday is a public holiday: a code for settings and its name in both
// languages, as it stands in "lundi 25 mai est férié (…)".
type Holiday struct {
	Code    string
	French  string
	English string
}

// Region is a set of public holidays that a setting names.
type Region string

// The regions that are known: the eleven French days, those of Alsace-Moselle
// besides, the overseas departments' abolition days, and none at all (for a
// firm elsewhere, whose days are closures entered by hand).
const (
	RegionFrance          Region = "fr"
	RegionAlsaceMoselle   Region = "fr-alsace-moselle"
	RegionGuadeloupe      Region = "fr-guadeloupe"
	RegionGuyane          Region = "fr-guyane"
	RegionMartinique      Region = "fr-martinique"
	RegionMayotte         Region = "fr-mayotte"
	RegionReunion         Region = "fr-reunion"
	RegionSaintBarthelemy Region = "fr-saint-barthelemy"
	RegionSaintMartin     Region = "fr-saint-martin"
	RegionNone            Region = "none"
)

// Regions lists every known region, for a setting's check and its help.
func Regions() []Region {
	return []Region{RegionFrance, RegionAlsaceMoselle, RegionGuadeloupe, RegionGuyane, RegionMartinique,
		RegionMayotte, RegionReunion, RegionSaintBarthelemy, RegionSaintMartin, RegionNone}
}

// Known says whether the region is one of Regions.
func (r Region) Known() bool { return slices.Contains(Regions(), r) }

// rule is a holiday and how it is computed.
type rule struct {
	Holiday
	day *cal.Holiday
}

// national are the days of article L3133-1 of the Code du travail.
func national() []rule {
	return []rule{
		{Holiday{"new-year", "le jour de l'An", "New Year's Day"}, fr.NouvelAn},
		{Holiday{"easter-monday", "le lundi de Pâques", "Easter Monday"}, fr.LundiDePâques},
		{Holiday{"labour-day", "la fête du Travail", "Labour Day"}, fr.FêteDuTravail},
		{Holiday{"victory-day", "la Victoire de 1945", "Victory in Europe Day"}, fr.FêteDeLaVictoire},
		{Holiday{"ascension", "l'Ascension", "Ascension Day"}, fr.Ascension},
		{Holiday{"whit-monday", "le lundi de Pentecôte", "Whit Monday"}, fr.LundiDePentecôte},
		{Holiday{"national-day", "la fête nationale", "Bastille Day"}, fr.FêteNationale},
		{Holiday{"assumption", "l'Assomption", "Assumption Day"}, fr.Assomption},
		{Holiday{"all-saints", "la Toussaint", "All Saints' Day"}, fr.Toussaint},
		{Holiday{"armistice", "l'Armistice de 1918", "Armistice Day"}, fr.Armistice1918},
		{Holiday{"christmas", "Noël", "Christmas Day"}, fr.Noël},
	}
}

// regional are the days that the region adds to the national ones.
func regional(region Region) []rule {
	abolition := func(month time.Month, day int) []rule {
		return []rule{fixed(Holiday{"abolition", "l'abolition de l'esclavage", "the abolition of slavery"}, month, day)}
	}
	switch region {
	case RegionAlsaceMoselle:
		goodFriday := &cal.Holiday{Offset: -2, Func: cal.CalcEasterOffset}
		return []rule{
			{Holiday{"good-friday", "le Vendredi saint", "Good Friday"}, goodFriday},
			fixed(Holiday{"saint-stephen", "la Saint-Étienne", "Saint Stephen's Day"}, time.December, 26),
		}
	case RegionGuadeloupe:
		return abolition(time.May, 27)
	case RegionGuyane:
		return abolition(time.June, 10)
	case RegionMartinique:
		return abolition(time.May, 22)
	case RegionMayotte:
		return abolition(time.April, 27)
	case RegionReunion:
		return abolition(time.December, 20)
	case RegionSaintBarthelemy:
		return abolition(time.October, 9)
	case RegionSaintMartin:
		return abolition(time.May, 28)
	}
	return nil
}

func fixed(h Holiday, month time.Month, day int) rule {
	return rule{h, &cal.Holiday{Month: month, Day: day, Func: cal.CalcDayOfMonth}}
}

// HolidaysIn gives the holidays of a region's year by date. A date may hold
// several (Ascension falls on 8 May in 2059). An unknown region has the
// national ones.
func HolidaysIn(region Region, year int) map[Date][]Holiday {
	days := map[Date][]Holiday{}
	for _, r := range rules(region) {
		if date := r.date(year); date.Year == year {
			days[date] = append(days[date], r.Holiday)
		}
	}
	return days
}

func rules(region Region) []rule {
	if region == RegionNone {
		return nil
	}
	return append(national(), regional(region)...)
}

// date is the holiday's day. Only year, month and day of the calculator's
// answer are used: its instants are midnights of the machine's zone, taken at
// noon since a zone may skip a midnight.
func (r rule) date(year int) Date {
	actual, _ := r.day.Calc(year)
	return civil(actual.Add(12 * time.Hour))
}

// HolidaysOn gives the holidays of a region on one date, none mostly.
func HolidaysOn(region Region, date Date) []Holiday {
	var names []Holiday
	for _, r := range rules(region) {
		if r.date(date.Year) == date {
			names = append(names, r.Holiday)
		}
	}
	return names
}
