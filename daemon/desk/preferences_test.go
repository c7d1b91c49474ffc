package desk

import (
	"testing"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
)

// sets changes what an agent set.
func (f *firm) sets(agent string, change func(*PreferencesView)) {
	f.t.Helper()
	v, err := f.d.Preferences(f.t.Context(), agent)
	f.agrees(err)
	change(&v)
	f.agrees(f.d.SetPreferences(f.t.Context(), agent, v, "test"))
}

func mutes(reasons ...people.Reason) func(*PreferencesView) {
	return func(v *PreferencesView) { v.Mute = reasons }
}

func TestWhoWantsNoMailForAReasonGetsNone(t *testing.T) {
	f := newFirm(t)
	f.sets("Bruno", mutes(people.ReasonNew))
	number, notice := f.asked("Import")
	if got := to(f.letters(letter.KindNoticeNew)); got != "alice@firme.example" {
		t.Errorf("of the new ticket was told %q", got)
	}
	f.alices(notice, "Je regarde.")
	writes := func() string {
		before := len(f.letters(letter.KindNoticeAnswer))
		answer := f.last(letter.KindAnswer)
		f.pass(1e9)
		f.send(post{from: "marie@dupont.example", subject: "Re: " + answer.Subject, header: answering(answer), text: "Alors ?"})
		return to(f.letters(letter.KindNoticeAnswer)[before:])
	}
	f.sets("Alice", mutes(people.ReasonUnowned))
	if got := writes(); got != "alice@firme.example" {
		t.Errorf("of the answer on her own ticket was told %q", got)
	}
	f.sets("Alice", mutes(people.ReasonAnswered))
	if got := writes(); got != "" {
		t.Errorf("against her wish was told %q", got)
	}
	f.sets("Carole", mutes(people.ReasonAssigned))
	f.agrees(f.d.AssignTicket(t.Context(), number, "Carole", "", "test"))
	if got := to(f.letters(letter.KindNoticeAssigned)); got != "" {
		t.Errorf("of the hand-over was told %q", got)
	}
}

func TestNoPreferenceLeavesANewTicketWithoutSomebodyWhoIsNotified(t *testing.T) {
	f := newFirm(t)
	f.sets("Alice", mutes(people.Reasons()...))
	f.sets("Bruno", mutes(people.Reasons()...))
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	if got := to(f.letters(letter.KindNoticeNew)); got != "alice@firme.example bruno@firme.example" {
		t.Errorf("was told %q", got)
	}
}

func TestNoticesWaitForTheEndOfQuietHours(t *testing.T) {
	f := newFirm(t)
	f.sets("Carole", func(v *PreferencesView) { v.QuietFromMinutes, v.QuietToMinutes = 20*60, 7*60 })
	f.at("2026-09-21 23:00") // Tuesday is Vert's
	f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
	notice := f.last(letter.KindNoticeNew)
	if notice.Recipient != "carole@firme.example" || !notice.NotBefore.Equal(f.local("2026-09-22 07:00")) {
		t.Errorf("%s is told at %s", notice.Recipient, notice.NotBefore)
	}
}

func TestTheLanguageIsThatOfTheAgentsLetters(t *testing.T) {
	f := newFirm(t)
	f.sets("Alice", func(v *PreferencesView) { v.Language, v.Theme = "en", people.ThemeDark })
	v, err := f.d.Preferences(t.Context(), "Alice")
	f.agrees(err)
	if v.Language != "en" || v.Theme != people.ThemeDark || !v.Shortcuts {
		t.Errorf("%+v", v)
	}
	_, notice := f.asked("Import")
	if notice.Language != "en" {
		t.Errorf("the notice is in %s", notice.Language)
	}
	v.Theme = "blue"
	f.refuses(f.d.SetPreferences(t.Context(), "Alice", v, "test"), "“blue” is no theme")
}
