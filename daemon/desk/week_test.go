package desk

import (
	"errors"
	"testing"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/search"
)

// answered answers a ticket as an agent, with minutes or without.
func (f *firm) answered(number int64, agent string, minutes int) {
	f.t.Helper()
	_, err := f.d.Answer(f.t.Context(), Reply{Ticket: number, Agent: agent, Text: "Voilà.", Time: Booking{Minutes: minutes, Kind: contract.TimeCounted}}, "test")
	f.agrees(err)
}

func TestAWeekShowsWhatWasSpentAndWhatIsMissing(t *testing.T) {
	f := newFirm(t)
	number := f.spend(20, contract.TimeCounted) // Monday
	f.at("2026-09-23 10:00")
	f.answered(number, "Alice", 5)
	f.answered(number, "Bruno", 20)
	f.at("2026-09-24 10:00")
	f.answered(number, "Alice", 0)
	f.answered(number, "Alice", 0)
	week, err := f.d.Week(t.Context(), "Alice", rota.NewDate(2026, 9, 27))
	f.agrees(err)
	if week.From != on("2026-09-21") || week.To != on("2026-09-27") || len(week.Days) != 7 || week.Minutes != 25 || week.CountedQuarters != 2 {
		t.Fatalf("%+v", week)
	}
	if day := week.Days[2]; day.Minutes != 5 || day.CountedQuarters != 0 || len(day.Tickets) != 1 || day.Tickets[0].Client != "Dupont SA" || len(day.Missing) != 0 {
		t.Errorf("Wednesday is %+v", day)
	}
	if day := week.Days[3]; day.Minutes != 0 || len(day.Missing) != 1 || day.Missing[0] != (WeekMissing{number, "Dupont SA", "Panne", 2}) {
		t.Errorf("Thursday is %+v", day)
	}
	bruno, err := f.d.Week(t.Context(), "Bruno", on("2026-09-21"))
	f.agrees(err)
	if day := bruno.Days[2]; day.Minutes != 20 || day.CountedQuarters != 1 {
		t.Errorf("Bruno's Wednesday is %+v", day)
	}
}

func TestWhoAnsweredWithoutTimeIsToldOnceAtTheEndOfAWorkingDay(t *testing.T) {
	f := newFirm(t)
	number, _ := f.asked("Import")
	f.answered(number, "Alice", 0)
	f.answered(number, "Bruno", 5)
	f.on("2026-09-21 18:00", f.d.TellMissingTime, f.d.TellMissingTime)
	if got := to(f.letters(letter.KindTimeMissing)); got != "alice@firme.example" {
		t.Fatalf("was told %q", got)
	}
	f.says(f.last(letter.KindTimeMissing), "1 réponse de votre part lundi 21 septembre 2026, sans temps saisi ce jour-là", "Dupont SA – Import (1 réponse)", "#temps 25")
	f.on("2026-09-22 18:00", f.d.TellMissingTime)
	if got := len(f.letters(letter.KindTimeMissing)); got != 1 {
		t.Errorf("%d letters: a day without answers is told", got)
	}
}

func TestMissingTimeIsToldInTheAgentsLanguageWithLinksWhereThePagesHaveAnAddress(t *testing.T) {
	f := newFirm(t)
	f.d.cfg.Desk.BaseURL = "https://aide.firme.example"
	number, _ := f.asked("Import")
	f.sets("Alice", func(v *PreferencesView) { v.Language = "en" })
	f.answered(number, "Alice", 0)
	f.on("2026-09-21 18:00", f.d.TellMissingTime)
	f.says(f.last(letter.KindTimeMissing), "1 answer of yours on Monday 21 September 2026", "https://aide.firme.example/tickets/1001/time?minutes=15&day=2026-09-21")
}

func TestMissingTimeIsNotToldToWhoIsAwayOrWantsNone(t *testing.T) {
	for name, before := range map[string]func(*firm){
		"away":         func(f *firm) { f.away("Alice", "2026-09-21", "2026-09-21", "") },
		"switched off": func(f *firm) { f.sets("Alice", mutes(people.ReasonTimeMissing)) },
		"left":         func(f *firm) { _, err := f.d.DeactivateAgent(f.t.Context(), "Alice", "test"); f.agrees(err) },
		"the desk was closed": func(f *firm) {
			_, err := f.d.AddClosure(f.t.Context(), rota.Closure{From: on("2026-09-21")}, "test")
			f.agrees(err)
		},
		"the answer was withheld": func(f *firm) { f.agrees(f.d.CancelAnswer(f.t.Context(), f.exchangesOf(1001)[1].ID, "test")) },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFirm(t)
			number, _ := f.asked("Import")
			f.answered(number, "Alice", 0)
			before(f)
			f.on("2026-09-21 18:00", f.d.TellMissingTime)
			if got := to(f.letters(letter.KindTimeMissing)); got != "" {
				t.Errorf("was told %q", got)
			}
		})
	}
}

func TestViewsAreKeptForTheirAgentAndSharedWhereAsked(t *testing.T) {
	f := newFirm(t)
	keep := func(agent, name, query string, shared bool) error {
		return f.d.SaveView(t.Context(), SavedView{Agent: agent, Name: name, Query: query, Shared: shared}, "test")
	}
	f.agrees(keep("Alice", "À moi", "agent:me", false))
	f.agrees(keep("Alice", "Pannes", "panne", false))
	f.agrees(keep("Alice", "Pannes", "panne state:open", true))
	err := keep("Alice", "Rien", "couleur:bleu", false)
	f.refuses(err, "couleur")
	var wrong *search.Error
	if !errors.As(err, &wrong) {
		t.Errorf("the refusal does not name what is wrong: %v", err)
	}
	f.refuses(keep("Alice", " ", "panne", false), "the view's name is empty")
	for agent, want := range map[string]int{"Alice": 2, "Bruno": 1} {
		views, err := f.d.SavedViews(t.Context(), agent)
		f.agrees(err)
		if len(views) != want || views[0].Name != "Pannes" || views[0].Query != "panne state:open" || views[0].Agent != "Alice Martin" {
			t.Errorf("%s sees %+v", agent, views)
		}
	}
	if err := f.d.RemoveView(t.Context(), "Bruno", "Pannes", "test"); !errors.Is(err, ErrNotFound) {
		t.Errorf("another's view: %v", err)
	}
	f.agrees(f.d.RemoveView(t.Context(), "Alice", "Pannes", "test"))
}
