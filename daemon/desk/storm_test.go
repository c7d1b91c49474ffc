package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/store"
)

func TestOverSixtyNoticesAnHourComeInOneLetterUntilItIsOver(t *testing.T) {
	f := newFirm(t)
	f.d.cfg.Limits.SenderHour, f.d.cfg.Limits.SenderDay = 1000, 1000
	for i := range 64 {
		f.pass(20 * time.Second)
		f.send(post{from: []string{"marie@dupont.example", "john@smith.example"}[i%2], subject: fmt.Sprintf("Panne %d", i), text: fmt.Sprintf("Rien ne va plus, cas %d.", i)})
	}
	var waiting []store.Letter
	for _, l := range f.letters(letter.KindNoticeNew) {
		if l.Recipient == "alice@firme.example" && l.State == store.LetterHeld {
			waiting = append(waiting, l)
		}
	}
	if len(waiting) == 0 {
		t.Fatal("no notice was held after 64 mails")
	}
	f.asOf(f.now(), f.d.GroupNotices, f.d.GroupNotices)
	groups := f.letters(letter.KindNoticeGroup)
	if got := to(groups); got != "alice@firme.example bruno@firme.example" {
		t.Fatalf("grouped to %q", got)
	}
	text := f.words(groups[0])
	for _, l := range waiting {
		if want := fmt.Sprintf("[#%d-", l.TicketNumber); !strings.Contains(text, want) {
			t.Errorf("the list lacks %s:\n%s", want, text)
		}
	}
	if !strings.Contains(text, "Rien ne va plus, cas 63.") {
		t.Errorf("the list lacks the first words:\n%s", text)
	}
	for _, l := range f.letters(letter.KindNoticeNew) {
		if l.State == store.LetterHeld {
			t.Errorf("letter %d is still held", l.ID)
		}
	}
	f.asOf(f.now(), f.d.UncertainDigest)
	if got := f.letters(letter.KindDigestUncertain); len(got) != 0 {
		t.Error("grouped notices are listed as letters of unknown fate")
	}
	f.pass(2 * time.Hour)
	m := f.send(post{from: "marie@dupont.example", subject: "Après", text: "Une seule."})
	for _, l := range f.letters(letter.KindNoticeNew) {
		if l.TicketNumber == m.TicketNumber && l.State != store.LetterQueued {
			t.Errorf("when it is over the notice is %s", l.State)
		}
	}
}

func TestWhatAnAgentsOwnMailCausedLeavesSingly(t *testing.T) {
	f := newFirm(t)
	m := f.send(post{from: "marie@dupont.example", subject: "Panne", text: "Rien ne va."})
	f.write(func(tx *store.Tx) error {
		for i, kind := range []letter.Kind{letter.KindCommandError, letter.KindNoticeAnswer} {
			id, err := tx.NextLetterID()
			if err != nil {
				return err
			}
			if err := tx.AddLetter(store.Letter{ID: id, Kind: string(kind), Cause: fmt.Sprint("test:", i), Recipient: "alice@firme.example", AgentID: f.alice.ID,
				TicketNumber: m.TicketNumber, Language: "fr", Subject: "x", MessageID: fmt.Sprint(i, "@x.example"), State: store.LetterHeld, Reason: gateGrouped,
				Created: f.clock, CauseAt: f.clock, NotBefore: f.clock}); err != nil {
				return err
			}
		}
		return nil
	})
	f.asOf(f.now(), f.d.GroupNotices)
	if l := f.letters(letter.KindCommandError)[0]; l.State != store.LetterQueued {
		t.Errorf("the command error is %s", l.State)
	}
	if l := f.letters(letter.KindNoticeAnswer)[0]; l.State != store.LetterAbandoned || l.Reason != reasonGrouped {
		t.Errorf("the notice is %s, %s", l.State, l.Reason)
	}
}

func TestLettersThatWereGivenUpAreListedToTheAdministratorOnce(t *testing.T) {
	f := newFirm(t)
	f.send(post{from: "marie@dupont.example", subject: "Panne", text: "Rien ne va."})
	ack := f.letters(letter.KindAck)[0]
	f.write(func(tx *store.Tx) error {
		ack.State, ack.Reason = store.LetterAbandoned, "no evidence"
		return tx.SettleLetter(ack, f.clock)
	})
	f.asOf(f.now(), f.d.UncertainDigest, f.d.UncertainDigest)
	digests := f.letters(letter.KindDigestUncertain)
	if to(digests) != "admin@firme.example" {
		t.Fatalf("listed to %q", to(digests))
	}
	if text := f.words(digests[0]); !strings.Contains(text, "marie@dupont.example") {
		t.Errorf("the digest reads:\n%s", text)
	}
}

func TestAStormIsToldToTheAdministratorOnceADay(t *testing.T) {
	f := newFirm(t)
	limit := f.d.cfg.Limits.SenderHour
	for i := range limit + 5 {
		f.send(post{from: "alertes@ailleurs.example", subject: fmt.Sprintf("Alerte %d", i), text: fmt.Sprintf("Sauvegarde %d.", i)})
		f.send(post{from: "autre@ailleurs.example", subject: fmt.Sprintf("Alerte %d", i), text: fmt.Sprintf("Copie %d.", i)})
	}
	told := f.letters(letter.KindStorm)
	if got := to(told); got != "admin@firme.example" {
		t.Fatalf("told to %q", got)
	}
	if text := f.words(told[0]); !strings.Contains(text, "alertes@ailleurs.example") || !strings.Contains(text, "mail list --quarantine") {
		t.Errorf("%s", text)
	}
}
