package desk

import (
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// at sets the clock, in the desk's zone.
func (f *firm) at(local string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	at, err := time.ParseInLocation("2006-01-02 15:04", local, f.d.zone())
	if err != nil {
		f.t.Fatal(err)
	}
	f.clock = at.UTC()
}

func TestTheAcknowledgementSaysWhenTheDeskIsNextStaffedIfItIsNotNow(t *testing.T) {
	for _, c := range []struct {
		name, at, from string
		closed         string // a closure by hand on that day
		says, silent   string
	}{
		{"in hours", "2026-09-21 10:00", "marie@dupont.example", "", "enregistrée sous le numéro 1001", "fermé"},
		{"at lunch", "2026-09-21 12:30", "marie@dupont.example", "", "Le support est fermé en ce moment. Il reprend lundi 21 septembre 2026 à 14:00.", ""},
		{"in the evening", "2026-09-21 20:00", "marie@dupont.example", "", "Il reprend mardi 22 septembre 2026 à 09:00.", ""},
		{"at the weekend", "2026-09-26 10:00", "marie@dupont.example", "", "Il reprend lundi 28 septembre 2026 à 09:00.", ""},
		{"on All Saints' eve", "2026-10-30 19:00", "marie@dupont.example", "", "Il reprend lundi 2 novembre 2026 à 09:00.", ""},
		{"on Armistice Day", "2026-11-11 10:00", "marie@dupont.example", "", "Le support est fermé (l'Armistice de 1918). Il reprend jeudi 12 novembre 2026 à 09:00.", ""},
		{"on Armistice Day in English", "2026-11-11 10:00", "john@smith.example", "", "The desk is closed (Armistice Day). It is staffed again on Thursday 12 November 2026 at 09:00.", ""},
		{"on a day closed by hand", "2026-09-24 10:00", "marie@dupont.example", "inventaire", "Le support est fermé (inventaire). Il reprend vendredi 25 septembre 2026 à 09:00.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFirm(t)
			f.at(c.at)
			if c.closed != "" {
				day := rota.DateOf(f.now(), f.d.zone())
				f.write(func(tx *store.Tx) error {
					_, err := tx.AddClosure(rota.Closure{From: day, To: day, Text: c.closed})
					return err
				})
			}
			f.want(f.send(post{from: c.from, subject: "Import", text: "Bonjour."}), ticket.New, "")
			ack := f.last(letter.KindAck)
			f.says(ack, c.says)
			if c.silent != "" && strings.Contains(f.reads(ack), c.silent) {
				t.Errorf("it says %q though the desk is staffed", c.silent)
			}
			if !ack.NotBefore.Equal(f.now()) {
				t.Errorf("the acknowledgement waits until %s", ack.NotBefore)
			}
		})
	}
}

func TestSomebodyIsNotifiedWheneverATicketComes(t *testing.T) {
	for _, c := range []struct {
		name, at, setting string
		notified, from    string // who, and from when on ("" at once)
	}{
		{"Monday is Bleu's", "2026-09-21 10:00", "at once", "alice@firme.example bruno@firme.example", ""},
		{"Tuesday is Vert's", "2026-09-22 10:00", "at once", "carole@firme.example", ""},
		{"the night is the next team's, at once", "2026-09-21 23:00", "at once", "carole@firme.example", ""},
		{"the night, at the start of the day", "2026-09-21 23:00", "start of day", "carole@firme.example", "2026-09-22 09:00"},
		{"before hours the day's own team", "2026-09-22 07:00", "at once", "carole@firme.example", ""},
		{"the weekend costs nobody a turn", "2026-09-26 10:00", "start of day", "carole@firme.example", "2026-09-28 09:00"},
		{"nor does a holiday", "2026-11-11 10:00", "start of day", "carole@firme.example", "2026-11-12 09:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFirm(t)
			f.d.cfg.Rotation.NotifyAt = c.setting
			f.at(c.at)
			from := f.now()
			f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
			notices := f.letters(letter.KindNoticeNew)
			if got := to(notices); got != c.notified {
				t.Fatalf("notified %q, want %q", got, c.notified)
			}
			if c.from != "" {
				f.at(c.from)
				from = f.now()
			}
			if !notices[0].NotBefore.Equal(from) {
				t.Errorf("the notice leaves at %s, want %s", notices[0].NotBefore, from)
			}
		})
	}
}

func TestWithoutATeamTheAdministratorIsNotified(t *testing.T) {
	for name, turns := range map[string][]int64{"no team takes turns": nil, "a team of nobody": {3}} {
		t.Run(name, func(t *testing.T) {
			f := newFirm(t)
			f.write(func(tx *store.Tx) error {
				if _, err := tx.AddTeam(people.Team{Name: "Personne", Position: 3}); err != nil {
					return err
				}
				return tx.SetRotation(rota.NewRotation(rota.NewDate(2026, 9, 21), turns))
			})
			f.send(post{from: "marie@dupont.example", subject: "Import", text: "Bonjour."})
			if got := to(f.letters(letter.KindNoticeNew)); got != "admin@firme.example" {
				t.Fatalf("notified %q", got)
			}
			ack := f.last(letter.KindAck)
			f.send(post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: answering(ack), text: "Encore."})
			if got := to(f.letters(letter.KindNoticeAnswer)); got != "admin@firme.example" {
				t.Errorf("of the answer was notified %q", got)
			}
		})
	}
}

func TestAnAnswerIsOfferedToTheTeamOnDutyWhenTheAgentsOwnIsOff(t *testing.T) {
	f := newFirm(t)
	_, notice := f.asked("Import")
	f.alices(notice, "#prendre\n\nQuel fichier ?")
	answer := f.last(letter.KindAnswer)
	clientWrites := func(local, text string) {
		t.Helper()
		f.at(local)
		f.want(f.send(post{from: "marie@dupont.example", subject: "Re: " + answer.Subject, header: answering(answer), text: text}), ticket.Append, "")
	}
	clientWrites("2026-09-21 16:00", "Celui du 12.")
	if got := to(f.letters(letter.KindNoticeAnswer)) + "/" + to(f.letters(letter.KindNoticeOffered)); got != "alice@firme.example/" {
		t.Errorf("on Bleu's day were notified %q", got)
	}
	clientWrites("2026-09-22 10:00", "Et celui du 13.")
	if got := to(f.letters(letter.KindNoticeAnswer)) + "/" + to(f.letters(letter.KindNoticeOffered)); got != "alice@firme.example alice@firme.example/carole@firme.example" {
		t.Fatalf("on Vert's day were notified %q", got)
	}
	offered := f.last(letter.KindNoticeOffered)
	f.says(offered, "Elle est suivie par Alice Martin, dont l’équipe n’est pas de permanence aujourd’hui.")
	f.want(f.send(post{from: "carole@firme.example", subject: "Re: " + offered.Subject, header: answering(offered), text: "#prendre"}), ticket.CommandRun, "")

	// Now it is Carole's, whose days are Vert's, whatever team it was opened for.
	clientWrites("2026-09-24 10:00", "Toujours rien.")
	if got := to(f.letters(letter.KindNoticeOffered)); got != "carole@firme.example" {
		t.Errorf("on Carole's own day it was offered to %q", got)
	}
	clientWrites("2026-09-25 10:00", "Alors ?")
	if got := to(f.letters(letter.KindNoticeOffered)); got != "carole@firme.example alice@firme.example bruno@firme.example" {
		t.Errorf("on Bleu's day it was offered to %q", got)
	}
}
