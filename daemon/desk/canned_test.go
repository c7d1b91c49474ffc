package desk

import (
	"slices"
	"strings"
	"testing"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// canned keeps a canned answer.
func (f *firm) canned(text string) int64 {
	f.t.Helper()
	id, err := f.d.SaveCanned(f.t.Context(), CannedView{Title: "Essai", Language: "fr", Text: text}, "test")
	f.agrees(err)
	return id
}

func TestACannedAnswerIsFilledFromItsTicket(t *testing.T) {
	f := newFirm(t)
	number := f.spend(25, "counted")
	id := f.canned("Bonjour {contact} ({client}), demande {ticket} « {subject} » : {spent}, reste {left}. {agent}, {desk}")
	text, empty, err := f.d.FilledCanned(t.Context(), id, number, "Alice")
	f.agrees(err)
	text = strings.ReplaceAll(text, "\u00a0", " ")
	if want := "Bonjour Marie Dupont (Dupont SA), demande 1001 « Panne » : 30 min, reste 27 h 30. Alice Martin, Assistance Exemple"; text != want || empty != nil {
		t.Errorf("%q\nwant %q, empty %v", text, want, empty)
	}
}

func TestACannedAnswerThatCannotBeIsRefused(t *testing.T) {
	f := newFirm(t)
	good := CannedView{Title: "Essai", Language: "fr", Text: "Bonjour"}
	for words, wrong := range map[string]CannedView{
		"{nom} is no variable":         {Title: "Essai", Language: "fr", Text: "Bonjour {nom}"},
		"the canned answer is empty":   {Title: "Essai", Language: "fr", Text: " "},
		"the title is empty":           {Language: "fr", Text: "Bonjour"},
		"“de” is no language we write": {Title: "Essai", Language: "de", Text: "Hallo"},
	} {
		_, err := f.d.SaveCanned(t.Context(), wrong, "test")
		f.refuses(err, words)
	}
	id, err := f.d.SaveCanned(t.Context(), good, "test")
	f.agrees(err)
	good.ID, good.Text, good.Team = id, "Salut", "Vert"
	_, err = f.d.SaveCanned(t.Context(), good, "test")
	f.agrees(err)
	for agent, want := range map[string]int{"": 1, "Alice": 0, "Carole": 1} {
		views, err := f.d.CannedAnswers(t.Context(), agent)
		f.agrees(err)
		if len(views) != want {
			t.Errorf("%q sees %+v", agent, views)
		}
	}
}

func TestAnswersAreSuggestedOnlyWhereThereAreNone(t *testing.T) {
	f := newFirm(t)
	views, err := f.d.SuggestedCanned(t.Context())
	f.agrees(err)
	n, err := f.d.AddSuggestedCanned(t.Context(), "fr", "test")
	f.agrees(err)
	if len(views) != 10 || n != 5 {
		t.Errorf("%d are suggested, %d taken over", len(views), n)
	}
	views, err = f.d.SuggestedCanned(t.Context())
	f.agrees(err)
	_, again := f.d.AddSuggestedCanned(t.Context(), "", "test")
	f.refuses(again, "there are canned answers already")
	if len(views) != 0 {
		t.Errorf("still suggested: %+v", views)
	}
}

func TestAMacroTakesAllItsStepsAtOnce(t *testing.T) {
	f := newFirm(t)
	number, _ := f.asked("Import")
	id := f.canned("Bonjour {contact}, pouvez-vous préciser ?")
	_, err := f.d.SaveMacro(t.Context(), MacroView{Name: "Préciser", Canned: id, Then: "wait", Minutes: 10, HandTeam: "Vert", Tags: []string{"À préciser", "facture"}}, "test")
	f.agrees(err)
	leaves, err := f.d.ApplyMacro(t.Context(), MacroUse{Macro: "préciser", Ticket: number, Agent: "Alice"}, "test")
	f.agrees(err)
	got := f.ticket(number)
	if got.State != ticket.Waiting || got.SpentMinutes != 10 || got.CountedQuarters != 1 || got.TeamID != 2 || got.AgentID != 0 || leaves.IsZero() {
		t.Errorf("the ticket is %+v, the answer leaves %s", got, leaves)
	}
	f.write(func(tx *store.Tx) error {
		tags, err := tx.TagsOf(number)
		if !slices.Equal(tags, []string{"facture", "à préciser"}) {
			t.Errorf("tagged %q", tags)
		}
		return err
	})
	f.says(f.last(letter.KindAnswer), "Bonjour Marie Dupont, pouvez-vous préciser ?")
	if told := to(f.letters(letter.KindNoticeAssigned)); told != "carole@firme.example" {
		t.Errorf("of the hand-over was told %q", told)
	}
	views, err := f.d.CannedAnswers(t.Context(), "")
	f.agrees(err)
	if views[0].Uses != 1 {
		t.Errorf("used %d times", views[0].Uses)
	}
	f.refuses(f.d.RemoveCanned(t.Context(), id, "test"), "the macro “Préciser” sends it")
	f.agrees(f.d.RemoveMacro(t.Context(), "Préciser", "test"))
	f.agrees(f.d.RemoveCanned(t.Context(), id, "test"))
}

func TestAMacroThatCannotTakeOneStepTakesNone(t *testing.T) {
	f := newFirm(t)
	number, _ := f.asked("Import")
	id := f.canned("Bonjour")
	_, err := f.d.SaveMacro(t.Context(), MacroView{Name: "Passer", Canned: id, Minutes: 10, HandAgent: "Carole"}, "test")
	f.agrees(err)
	_, err = f.d.DeactivateAgent(t.Context(), "Carole", "test")
	f.agrees(err)
	before := f.ticket(number)
	if _, err := f.d.ApplyMacro(t.Context(), MacroUse{Macro: "Passer", Ticket: number, Agent: "Alice"}, "test"); err == nil {
		t.Fatal("the ticket was handed to somebody who left")
	}
	if after := f.ticket(number); after != before || len(f.letters(letter.KindAnswer)) != 0 || f.exchanges(number) != 1 {
		t.Errorf("before %+v\nafter  %+v", before, after)
	}
}

func TestAMacroWithoutAnAnswerBooksAndResolves(t *testing.T) {
	f := newFirm(t)
	number, _ := f.asked("Import")
	_, err := f.d.SaveMacro(t.Context(), MacroView{Name: "Clore", Then: "resolve", Minutes: 5, TimeKind: "offered"}, "test")
	f.agrees(err)
	leaves, err := f.d.ApplyMacro(t.Context(), MacroUse{Macro: "Clore", Ticket: number, Agent: "Alice"}, "test")
	f.agrees(err)
	if got := f.ticket(number); got.State != ticket.Resolved || got.SpentMinutes != 5 || got.CountedQuarters != 0 || !leaves.IsZero() {
		t.Errorf("the ticket is %+v", got)
	}
	_, err = f.d.SaveMacro(t.Context(), MacroView{Name: "CLORE", Then: "resolve"}, "test")
	f.refuses(err, "there is a macro called “Clore” already")
	_, err = f.d.SaveMacro(t.Context(), MacroView{Name: "Rien"}, "test")
	f.refuses(err, "a macro that does nothing is none")
	_, err = f.d.SaveMacro(t.Context(), MacroView{Name: "Mots", Tags: []string{"a,b"}}, "test")
	f.refuses(err, "a tag is one to forty letters")
	_, err = f.d.SaveMacro(t.Context(), MacroView{Name: "Temps", Minutes: 5, TimeKind: "free"}, "test")
	f.refuses(err, "is no kind of time")
}
