package desk

import (
	"testing"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
)

// away notes an absence from a day to another.
func (f *firm) away(agent, from, to, substitute string) int64 {
	f.t.Helper()
	first, _ := rota.ParseDate(from)
	last, _ := rota.ParseDate(to)
	id, err := f.d.AddAbsence(f.t.Context(), AbsenceView{Agent: agent, From: first, To: last, Substitute: substitute}, "test")
	f.agrees(err)
	return id
}

func TestWhoIsAwayGetsNoNoticeAndTheSubstituteDoes(t *testing.T) {
	f := newFirm(t)
	f.away("Alice", "2026-09-21", "2026-09-22", "Carole")
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	if got := to(f.letters(letter.KindNoticeNew)); got != "bruno@firme.example carole@firme.example" {
		t.Errorf("of the new ticket was told %q", got)
	}
}

func TestTheClientsAnswerToATicketOfWhoIsAwayGoesToTheSubstitute(t *testing.T) {
	for name, c := range map[string]struct{ substitute, told string }{
		"with a substitute": {"Carole", "carole@firme.example"},
		"without one":       {"", "bruno@firme.example"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFirm(t)
			number, notice := f.asked("Import")
			f.alices(notice, "Je regarde.")
			f.away("Alice", "2026-09-21", "2026-09-22", c.substitute)
			answer := f.last(letter.KindAnswer)
			f.send(post{from: "marie@dupont.example", subject: "Re: " + answer.Subject, header: answering(answer), text: "Alors ?"})
			if got := to(f.letters(letter.KindNoticeAnswer)); got != c.told {
				t.Errorf("was told %q", got)
			}
			if got := f.ticket(number).AgentID; got != f.alice.ID {
				t.Errorf("the ticket is with %d", got)
			}
		})
	}
}

func TestATeamThatIsAwayLeavesItsTicketsToTheAdministrator(t *testing.T) {
	f := newFirm(t)
	f.away("Alice", "2026-09-21", "2026-09-21", "")
	f.away("Bruno", "2026-09-21", "2026-09-21", "Alice")
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	if got := to(f.letters(letter.KindNoticeNew)); got != "admin@firme.example" {
		t.Errorf("was told %q", got)
	}
}

func TestTheNightBeforeAnAbsenceBelongsToTheNextDay(t *testing.T) {
	f := newFirm(t)
	f.away("Carole", "2026-09-22", "2026-09-22", "Alice") // Tuesday is Vert's, Carole is alone in it
	f.at("2026-09-21 20:00")
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	if got := to(f.letters(letter.KindNoticeNew)); got != "alice@firme.example" {
		t.Errorf("was told %q", got)
	}
}

func TestWhatIsGivenToWhoIsAwayIsShownToTheSubstitute(t *testing.T) {
	f := newFirm(t)
	number, _ := f.asked("Import")
	f.away("Carole", "2026-09-21", "2026-09-21", "Bruno")
	f.agrees(f.d.AssignTicket(t.Context(), number, "Carole", "", "test"))
	if got := to(f.letters(letter.KindNoticeAssigned)); got != "bruno@firme.example" {
		t.Errorf("was told %q", got)
	}
}

func TestAnAbsenceThatCannotBeIsRefused(t *testing.T) {
	f := newFirm(t)
	on := func(text string) rota.Date { date, _ := rota.ParseDate(text); return date }
	f.away("Alice", "2026-09-23", "2026-09-25", "")
	for words, v := range map[string]AbsenceView{
		"2026-09-20 is past":             {Agent: "Alice", From: on("2026-09-20"), To: on("2026-09-21")},
		"before it begins":               {Agent: "Alice", From: on("2026-09-22"), To: on("2026-09-21")},
		"longer than a year":             {Agent: "Bruno", From: on("2026-09-22"), To: on("2027-12-21")},
		"away from 2026-09-23":           {Agent: "Alice", From: on("2026-09-21"), To: on("2026-09-23")},
		"stand in for themself":          {Agent: "Bruno", From: on("2026-09-22"), Substitute: "Bruno"},
		"Sophie Vente is in sales":       {Agent: "Bruno", From: on("2026-09-22"), Substitute: "Sophie"},
		"an absence needs its first day": {Agent: "Bruno"},
	} {
		_, err := f.d.AddAbsence(t.Context(), v, "test")
		f.refuses(err, words)
	}
}

func TestAnAbsenceThatHasBegunEndsAndWhatWasStaysTrue(t *testing.T) {
	f := newFirm(t)
	id := f.away("Alice", "2026-09-21", "2026-09-25", "Bruno")
	f.at("2026-09-23 10:00")
	f.agrees(f.d.RemoveAbsence(t.Context(), id, "test"))
	views, err := f.d.Absences(t.Context(), "Alice", rota.NewDate(2026, 9, 1))
	f.agrees(err)
	if len(views) != 1 || views[0].To.String() != "2026-09-22" || views[0].Substitute != "Bruno Petit" {
		t.Errorf("%+v", views)
	}
	f.refuses(f.d.RemoveAbsence(t.Context(), id, "test"), "the absence ended on 2026-09-22")
	later := f.away("Alice", "2026-09-28", "2026-09-28", "")
	f.agrees(f.d.RemoveAbsence(t.Context(), later, "test"))
	if views, err = f.d.Absences(t.Context(), "", rota.Date{}); err != nil || len(views) != 0 {
		t.Errorf("%+v, %v", views, err)
	}
}

func TestWhoIsAwayIsNotShownWhatTheyFollowAndTheSubstituteSeesTheNote(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.alices(notice, "Je regarde.")
	f.agrees(f.d.WatchTicket(t.Context(), number, "Bruno", "test"))
	f.agrees(f.d.WatchTicket(t.Context(), number, "Carole", "test"))
	f.away("Carole", "2026-09-21", "2026-09-21", "Bruno")
	answer := f.last(letter.KindAnswer)
	f.send(post{from: "marie@dupont.example", subject: "Re: " + answer.Subject, header: answering(answer), text: "Alors ?"})
	if got := to(f.letters(letter.KindNoticeWatched)); got != "bruno@firme.example" {
		t.Errorf("of what they follow was told %q", got)
	}
	note := func(text string) string {
		before := len(f.letters(letter.KindNoticeMention))
		f.agrees(f.d.Note(t.Context(), number, "Alice", text, "test"))
		return to(f.letters(letter.KindNoticeMention)[before:])
	}
	if got := note("@carole, qu'en penses-tu ?"); got != "bruno@firme.example" {
		t.Errorf("of the note was told %q", got)
	}
	f.sets("Bruno", mutes(people.ReasonMention))
	if got := note("@bruno, et toi ?"); got != "" {
		t.Errorf("against his wish was told %q", got)
	}
}
