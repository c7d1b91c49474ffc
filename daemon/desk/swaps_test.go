package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

func on(text string) rota.Date { date, _ := rota.ParseDate(text); return date }

// proposes asks for a swap and gives its id.
func (f *firm) proposes(p SwapProposal) int64 {
	f.t.Helper()
	id, err := f.d.ProposeSwap(f.t.Context(), p, "test")
	f.agrees(err)
	return id
}

// duty is who is on duty on a day, as pages show it.
func (f *firm) duty(date string) string {
	f.t.Helper()
	views, err := f.d.DutyOn(f.t.Context(), on(date), 1)
	f.agrees(err)
	return views[0].Team + ": " + strings.Join(views[0].Members, ", ")
}

func TestTwoTeamsSwapADayOnceTheOtherAccepts(t *testing.T) {
	f := newFirm(t) // Monday Bleu, Tuesday Vert, Wednesday Bleu
	id := f.proposes(SwapProposal{By: "Alice", Date: on("2026-09-23"), Back: on("2026-09-24"), Team: "Vert", Text: "Formation ce jour-là."})
	asked := f.last(letter.KindSwapProposed)
	if asked.Recipient != "carole@firme.example" {
		t.Errorf("asked %s", asked.Recipient)
	}
	f.says(asked, "Alice Martin propose un échange de permanence", "mercredi 23 septembre 2026 : Vert remplace Bleu", "jeudi 24 septembre 2026 : Bleu remplace Vert",
		"Formation ce jour-là.", "permanence rota accept 1")
	if got := f.duty("2026-09-23"); got != "Bleu: Alice Martin, Bruno Petit" {
		t.Errorf("before anybody accepts it is %s", got)
	}
	f.refuses(f.d.AcceptSwap(t.Context(), id, "Alice", "test"), "is for Vert to answer")
	f.agrees(f.d.AcceptSwap(t.Context(), id, "Carole", "test"))
	if got := to(f.letters(letter.KindSwapAnswered)); got != "alice@firme.example bruno@firme.example" {
		t.Errorf("of the answer was told %q", got)
	}
	f.says(f.last(letter.KindSwapAnswered), "Carole Roux a accepté")
	for date, want := range map[string]string{"2026-09-22": "Vert: Carole Roux", "2026-09-23": "Vert: Carole Roux",
		"2026-09-24": "Bleu: Alice Martin, Bruno Petit", "2026-09-25": "Bleu: Alice Martin, Bruno Petit", "2026-09-28": "Vert: Carole Roux"} {
		if got := f.duty(date); got != want {
			t.Errorf("%s is %s, want %s", date, got, want)
		}
	}
	f.at("2026-09-23 00:01")
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	if got := to(f.letters(letter.KindNoticeNew)); got != "carole@firme.example" {
		t.Errorf("from the day's beginning %q is notified", got)
	}
	f.refuses(f.d.RefuseSwap(t.Context(), id, "Carole", "test"), "is accepted already")
}

func TestTwoAgentsSwapADay(t *testing.T) {
	f := newFirm(t)
	id := f.proposes(SwapProposal{By: "Alice", Date: on("2026-09-23"), Agent: "Carole"})
	f.agrees(f.d.AcceptSwap(t.Context(), id, "Carole", "test"))
	if got := f.duty("2026-09-23"); got != "Bleu: Carole Roux, Bruno Petit" {
		t.Errorf("it is %s", got)
	}
	if got := to(f.letters(letter.KindSwapAnswered)); got != "alice@firme.example" {
		t.Errorf("of the answer was told %q", got)
	}
	f.away("Carole", "2026-09-23", "2026-09-23", "Alice")
	if got := f.duty("2026-09-23"); got != "Bleu: Alice Martin, Bruno Petit" {
		t.Errorf("while Carole is away it is %s", got)
	}
}

func TestARefusedOrWithdrawnSwapChangesNothing(t *testing.T) {
	f := newFirm(t)
	ask := SwapProposal{By: "Alice", Date: on("2026-09-23"), Agent: "Carole"}
	id := f.proposes(ask)
	f.agrees(f.d.RefuseSwap(t.Context(), id, "Carole", "test"))
	f.says(f.last(letter.KindSwapAnswered), "Carole Roux a refusé", "Rien ne change.")
	id = f.proposes(ask)
	f.refuses(f.d.WithdrawSwap(t.Context(), id, "Carole", "test"), "Alice Martin asked for swap")
	f.agrees(f.d.WithdrawSwap(t.Context(), id, "Alice", "test"))
	f.refuses(f.d.AcceptSwap(t.Context(), id, "Carole", "test"), "is withdrawn already")
	if got := len(f.letters(letter.KindSwapAnswered)); got != 1 {
		t.Errorf("%d letters of answers", got)
	}
	if got := f.duty("2026-09-23"); got != "Bleu: Alice Martin, Bruno Petit" {
		t.Errorf("it is %s", got)
	}
	if err := f.d.AcceptSwap(t.Context(), 99, "Carole", "test"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a swap that is none: %v", err)
	}
}

func TestASwapThatCannotBeIsRefused(t *testing.T) {
	f := newFirm(t)
	for words, p := range map[string]SwapProposal{
		"the day 2026-09-21 has begun":             {By: "Alice", Date: on("2026-09-21"), Agent: "Carole"},
		"Alice Martin is not on duty on":           {By: "Alice", Date: on("2026-09-22"), Agent: "Carole"},
		"Bruno Petit is on duty on 2026-09-23":     {By: "Alice", Date: on("2026-09-23"), Agent: "Bruno"},
		"Carole Roux is not on duty on 2026-09-25": {By: "Alice", Date: on("2026-09-23"), Back: on("2026-09-25"), Agent: "Carole"},
		"nobody is on duty on 2026-09-26":          {By: "Alice", Date: on("2026-09-26"), Team: "Vert"},
		"a swap is between two":                    {By: "Alice", Date: on("2026-09-23"), Team: "Bleu"},
		"Carole Roux is not in the team “Bleu”":    {By: "Carole", Date: on("2026-09-23"), Team: "Vert"},
		"Sophie Vente is in sales":                 {By: "Alice", Date: on("2026-09-23"), Agent: "Sophie"},
		"with an agent or with a team":             {By: "Alice", Date: on("2026-09-23"), Agent: "Carole", Team: "Vert"},
	} {
		_, err := f.d.ProposeSwap(t.Context(), p, "test")
		f.refuses(err, words)
	}
	first := f.proposes(SwapProposal{By: "Alice", Date: on("2026-09-23"), Agent: "Carole"})
	second := f.proposes(SwapProposal{By: "Bruno", Date: on("2026-09-23"), Agent: "Carole"})
	f.agrees(f.d.AcceptSwap(t.Context(), first, "Carole", "test"))
	f.refuses(f.d.AcceptSwap(t.Context(), second, "Carole", "test"), "Carole Roux is on duty on 2026-09-23 already")
	late := f.proposes(SwapProposal{By: "Alice", Date: on("2026-09-25"), Agent: "Carole"})
	f.at("2026-09-25 00:00")
	f.refuses(f.d.AcceptSwap(t.Context(), late, "Carole", "test"), "has begun")
}

func TestAMonthShowsAllThatIsSpecial(t *testing.T) {
	f := newFirm(t)
	f.at("2026-11-02 10:00")
	f.away("Bruno", "2026-11-04", "2026-11-04", "")
	id := f.proposes(SwapProposal{By: "Alice", Date: on("2026-11-04"), Agent: "Carole"})
	_, err := f.d.AddClosure(t.Context(), rota.Closure{From: on("2026-11-12"), Text: "pont"}, "test")
	f.agrees(err)
	days, err := f.d.RotaMonth(t.Context(), 2026, time.November, "en")
	f.agrees(err)
	if len(days) != 30 {
		t.Fatalf("%d days", len(days))
	}
	day := days[3]
	if !day.WorkingDay || day.Team != "Bleu" || !slices.Equal(day.People, []string{"Alice Martin"}) || len(day.Absences) != 1 || len(day.Swaps) != 1 || day.Swaps[0].ID != id {
		t.Errorf("4 November is %+v", day)
	}
	if day = days[10]; day.WorkingDay || day.Off != "holiday" || !slices.Equal(day.Holidays, []string{"Armistice Day"}) || day.Team != "" || len(day.People) != 0 {
		t.Errorf("11 November is %+v", day)
	}
	if day = days[11]; day.Off != "closure" || day.Closure != "pont" {
		t.Errorf("12 November is %+v", day)
	}
}

func TestACalendarIsShownToWhoHasItsTokenAlone(t *testing.T) {
	f := newFirm(t)
	renew := func() string {
		token, err := f.d.RenewCalendarToken(t.Context(), "Carole", "test")
		f.agrees(err)
		return token
	}
	token := renew()
	ics, err := f.d.CalendarFeed(t.Context(), token, "")
	f.agrees(err)
	if !strings.Contains(ics, "DTSTART;VALUE=DATE:20260922\r\n") || strings.Contains(ics, "DTSTART;VALUE=DATE:20260923\r\n") ||
		!strings.Contains(ics, "SUMMARY:Permanence – Vert\r\nDESCRIPTION:Carole Roux\r\n") {
		t.Errorf("%s", ics)
	}
	team, err := f.d.CalendarFeed(t.Context(), token, "Bleu")
	f.agrees(err)
	if !strings.Contains(team, "DTSTART;VALUE=DATE:20260923\r\n") || !strings.Contains(team, "DESCRIPTION:Alice Martin et Bruno Petit\r\n") {
		t.Errorf("%s", team)
	}
	f.write(func(tx *store.Tx) error {
		_, err := tx.CalendarOwner([]byte(token))
		if !errors.Is(err, store.ErrNotFound) {
			t.Error("the token itself is kept")
		}
		return nil
	})
	fresh := renew()
	gone := func(token string) {
		t.Helper()
		if _, err := f.d.CalendarFeed(context.Background(), token, ""); !errors.Is(err, ErrNotFound) {
			t.Errorf("error is %v", err)
		}
	}
	gone(token)
	gone("")
	if _, err := f.d.CalendarFeed(t.Context(), fresh, ""); err != nil || fresh == token {
		t.Error(err)
	}
	_, err = f.d.DeactivateAgent(t.Context(), "Carole", "test")
	f.agrees(err)
	gone(fresh)
}
