package desk

import (
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"testing"
	"time"

	"permanence/daemon/authn"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
	"permanence/templates"
)

// backedUp is a backup of the firm, and how much mail there was.
type backedUp struct {
	file  []byte
	mails int
}

func (f *firm) backUp() backedUp {
	f.t.Helper()
	var b bytes.Buffer
	if _, err := f.d.store.Backup(context.Background(), &b); err != nil {
		f.t.Fatal(err)
	}
	return backedUp{b.Bytes(), len(f.posted)}
}

// restore puts the backup in the place of the firm's data, and the mailbox is
// read again. It gives what became of each mail that is read again.
func (f *firm) restore(b backedUp, until time.Time) (again []store.Mail) {
	f.t.Helper()
	ctx, dir := context.Background(), f.t.TempDir()
	m, err := store.Unpack(ctx, bytes.NewReader(b.file), dir)
	if err != nil {
		f.t.Fatal(err)
	}
	s, err := store.Open(dir, store.Options{Now: f.now})
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { s.Close() })
	if _, _, err := MarkRestored(ctx, s, Restoring{Made: m.Created, At: f.now(), Until: until}); err != nil {
		f.t.Fatal(err)
	}
	texts, err := templates.Load(nil)
	if err != nil {
		f.t.Fatal(err)
	}
	f.d, err = New(ctx, Options{Store: s, Config: f.d.cfg, Texts: texts, Checker: authn.New(f, f.now), Now: f.now, Rand: rand.Reader, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		f.t.Fatal(err)
	}
	if err := f.d.Keep(ctx, f.posted[b.mails:]); err != nil {
		f.t.Fatal(err)
	}
	if _, err := f.d.Handle(ctx); err != nil {
		f.t.Fatal(err)
	}
	f.write(func(tx *store.Tx) (err error) {
		if again, err = tx.Mails(store.MailFilter{}); err == nil {
			again = again[len(again)-len(f.posted[b.mails:]):]
		}
		return err
	})
	return again
}

// replies is a mail that a person's program makes of a letter.
func (f *firm) replies(from string, l store.Letter, text string) post {
	f.t.Helper()
	m, err := parser.Parse([]byte(f.bytes(l)))
	if err != nil {
		f.t.Fatal(err)
	}
	references := "References:"
	for _, id := range append(m.References, l.MessageID) {
		references += " <" + id + ">"
	}
	return post{from: from, to: f.replyTo(l), subject: "Re: " + l.Subject, header: []string{"In-Reply-To: <" + l.MessageID + ">", references}, text: text}
}

// leaving are the letters that would leave by themselves.
func (f *firm) leaving() (found []store.Letter) {
	for _, l := range f.letters("") {
		if l.State == store.LetterQueued || l.State == store.LetterSending {
			found = append(found, l)
		}
	}
	return found
}

func (f *firm) wantNothingLeaves() {
	f.t.Helper()
	for _, l := range f.leaving() {
		f.t.Errorf("%s to %s leaves: %s", l.Kind, l.Recipient, l.Subject)
	}
}

const marieMail, aliceMail = "marie@dupont.example", "alice@firme.example"

// A conversation that happened between backup and restore is read again from
// the mailbox: on one ticket as before, and nothing of it leaves a second time.
func TestWhatCameSinceTheBackupIsReadAgainAndAnsweredByNobody(t *testing.T) {
	for name, plus := range map[string]bool{"with personal addresses": true, "with Message-IDs alone": false} {
		t.Run(name, func(t *testing.T) {
			f := newFirm(t)
			f.d.cfg.Mailboxes[0].PlusAddressing = plus
			f.asked("Avant")
			f.pass(time.Minute)
			f.delivered()
			b := f.backUp()
			f.pass(time.Minute)
			was, notice := f.asked("Import")
			f.pass(time.Minute)
			f.send(f.replies(aliceMail, notice, "#temps 25\n\nC'est corrigé."))
			f.pass(2 * time.Minute)
			f.delivered()
			f.send(f.replies(marieMail, f.last(letter.KindAnswer), "Merci, mais la ligne 7 ?"))
			f.send(f.replies(aliceMail, f.noticeOf(was, aliceMail), "#note\n\nVu avec Bruno."))
			f.send(f.replies("x@ailleurs.example", f.last(letter.KindAnswer), "Et moi ?"))
			f.pass(time.Minute)
			f.delivered()
			f.pass(time.Hour)
			late := f.replies(aliceMail, notice, "Encore un mot.") // with the old number alone
			late.header = answering(notice)

			again := f.restore(b, f.now())
			now := again[0].TicketNumber
			for i, want := range []ticket.Disposition{ticket.New, ticket.Append, ticket.Append, ticket.NoteOnly, ticket.Quarantine} {
				if got := again[i]; got.Disposition != want || want != ticket.Quarantine && got.TicketNumber != now {
					t.Errorf("mail %d is %s %s on ticket %d by %s, not %s on %d", i+1, got.Disposition, got.Reason, got.TicketNumber, got.Rule, want, now)
				}
			}
			if now < was+ticketsApart {
				t.Errorf("the ticket was %d and is %d", was, now)
			}
			if got := f.ticket(now); got.SpentMinutes != 25 {
				t.Errorf("%d minutes are on it", got.SpentMinutes)
			}
			f.wantNothingLeaves()

			if m := f.send(late); m.TicketNumber != now {
				t.Errorf("an answer to ticket %d went to %d: %s %s", was, m.TicketNumber, m.Disposition, m.Reason)
			}
		})
	}
}

func TestAnOrderOnHeldMailIsCarriedOutAgain(t *testing.T) {
	f := newFirm(t)
	b := f.backUp()
	f.send(post{from: marieMail, subject: "Import", text: "L'import.", unsigned: true})
	held := f.letters(letter.KindHeldMail)[0]
	f.send(f.replies(held.Recipient, held, "#accepter"))
	f.pass(time.Hour)
	f.restore(b, f.now())
	opened := 0
	f.write(func(tx *store.Tx) error {
		all, err := tx.Mails(store.MailFilter{Address: marieMail})
		for _, m := range all {
			if m.Disposition == ticket.New {
				opened++
			}
		}
		return err
	})
	if opened != 1 {
		t.Errorf("%d tickets were opened", opened)
	}
	f.wantNothingLeaves()
}

// What an agent writes about held mail is for no client, also when the letter
// about it is lost and the mail was let in.
func TestAWordAboutHeldMailReachesNoClientAfterARestore(t *testing.T) {
	for name, plus := range map[string]bool{"with personal addresses": true, "with Message-IDs alone": false} {
		t.Run(name, func(t *testing.T) {
			f := newFirm(t)
			f.d.cfg.Mailboxes[0].PlusAddressing = plus
			number, _ := f.asked("Import")
			f.delivered()
			b := f.backUp()
			subject := "Re: " + ticket.SubjectTag(number, f.d.keys.SubjectMAC(number)) + " Import"
			f.send(post{from: marieMail, subject: subject, text: "Un mot.", unsigned: true})
			held := f.letters(letter.KindHeldMail)
			f.send(f.replies(held[0].Recipient, held[0], "#accepter"))
			late := f.replies(held[1].Recipient, held[1], "Curieux, ce message. Tu le connais ?")
			f.pass(time.Hour)
			f.restore(b, f.now())
			f.pass(time.Minute)
			f.want(f.send(late), ticket.NoteOnly, "")
			if n := len(f.letters(letter.KindAnswer)); n != 0 {
				t.Errorf("%d answers were written", n)
			}
		})
	}
}

func TestLettersOfTheBackupAreInDoubtAndLaterGivenUpOrLeftToAPerson(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.alices(notice, "C'est corrigé.")
	b := f.backUp()
	f.pass(time.Hour)
	f.restore(b, f.now())
	f.wantNothingLeaves()
	if got := f.last(letter.KindAnswer); got.State != store.LetterUncertain {
		t.Errorf("the answer is %s", got.State)
	}
	if got := f.exchangesOf(number)[1].State; got != ticket.SendingUncertain {
		t.Errorf("on its ticket it is %s", got)
	}
	f.asOf(f.now(), f.d.GroupNotices, f.d.RestoredDigest)
	f.pass(time.Hour)
	f.doubtsEnd()
	f.asOf(f.now(), f.d.RestoredDigest, f.d.RestoredDigest, f.d.UncertainDigest)
	digests := f.letters(letter.KindDigestRestored)
	if len(digests) != 1 || digests[0].Recipient != "admin@firme.example" || len(f.letters(letter.KindDigestUncertain)) != 0 {
		t.Fatalf("digests to %q, and %d others", to(digests), len(f.letters(letter.KindDigestUncertain)))
	}
	f.says(digests[0], "Réponses d’agents", "Courriers automatiques", "ack, à marie@dupont.example", "outbox retry")
	lists := f.letters(letter.KindNoticeGroup)
	if got := to(lists); got != "alice@firme.example bruno@firme.example" {
		t.Fatalf("lists to %q", got)
	}
	f.says(lists[0], "restaurées", "Import")
	for _, l := range f.leaving() {
		if l.Kind != string(letter.KindNoticeGroup) && l.Kind != string(letter.KindDigestRestored) {
			t.Errorf("%s to %s leaves", l.Kind, l.Recipient)
		}
	}
	if got := f.last(letter.KindAck); got.State != store.LetterAbandoned {
		t.Errorf("the acknowledgement is %s", got.State)
	}
}

// doubtsEnd decides on what is in doubt as delivery does when no evidence came.
func (f *firm) doubtsEnd() {
	f.t.Helper()
	doubts, err := f.d.Doubts(context.Background())
	if err != nil {
		f.t.Fatal(err)
	}
	for _, l := range doubts {
		if l.Human {
			f.t.Errorf("an answer to %s would be sent again by itself", l.Recipient)
		}
		if err := f.d.SettleDoubt(context.Background(), l.ID, l.Attempt, store.LetterAbandoned); err != nil {
			f.t.Fatal(err)
		}
	}
}

func TestAClientsReplyProvesThatAnAnswerHadLeft(t *testing.T) {
	for name, quoted := range map[string]bool{"that quotes it": true, "that quotes nothing": false} {
		t.Run(name, func(t *testing.T) {
			f := newFirm(t)
			b := f.backUp()
			_, notice := f.asked("Import")
			f.send(f.replies(aliceMail, notice, "La ligne 120 du relevé\nest corrigée."))
			f.pass(2 * time.Minute)
			f.delivered()
			text := "Merci !"
			if quoted {
				text += "\n\nLe lun. 21 sept. 2026 à 09:12, Assistance Exemple <support@firme.example> a écrit :\n\n> Bonjour,\n>\n> La ligne 120 du relevé est\n> corrigée.\n"
			}
			f.send(f.replies(marieMail, f.last(letter.KindAnswer), text))
			f.pass(time.Hour)
			f.restore(b, f.now())
			want := map[bool]store.LetterState{true: store.LetterSent, false: store.LetterUncertain}[quoted]
			if got := f.last(letter.KindAnswer); got.State != want {
				t.Errorf("the answer is %s, not %s", got.State, want)
			}
			if got := f.last(letter.KindAck); got.State != store.LetterSent {
				t.Errorf("the acknowledgement is %s", got.State)
			}
			f.wantNothingLeaves()
		})
	}
}

func TestAReportAboutALostLetterIsNewsOnlyAfterTheRestore(t *testing.T) {
	f := newFirm(t)
	b := f.backUp()
	f.asked("Import")
	ack := f.last(letter.KindAck)
	f.delivered()
	f.want(f.dsn(ack.MessageID, marieMail), ticket.DSN, "")
	f.pass(time.Hour)
	again := f.restore(b, f.now())
	f.want(again[1], ticket.DSN, "")
	f.pass(time.Hour)
	f.want(f.dsn(ack.MessageID, marieMail), ticket.Quarantine, ticket.BounceUnknown)
}

func TestAnAgentSendsAnAnswerThatTheRestoreKeptBack(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.delivered()
	b := f.backUp()
	f.send(f.replies(aliceMail, notice, "C'est corrigé."))
	f.pass(time.Hour)
	f.restore(b, f.now())
	f.wantNothingLeaves()
	f.pass(time.Minute)
	f.send(f.replies(aliceMail, f.noticeOf(number, aliceMail), "#envoyer"))
	leaving := f.leaving()
	if len(leaving) != 1 || leaving[0].Kind != string(letter.KindAnswer) || leaving[0].Recipient != marieMail {
		t.Fatalf("to %q leaves: %+v", to(leaving), leaving)
	}
	f.send(f.replies(aliceMail, f.noticeOf(number, aliceMail), "#envoyer"))
	if n := len(f.letters(letter.KindAnswer)); n != 1 {
		t.Errorf("there are %d answers", n)
	}
}

func TestMailThatCameWhenNobodyReadItIsAnsweredAsEver(t *testing.T) {
	f := newFirm(t)
	b := f.backUp()
	f.asked("Avant l'arrêt")
	f.pass(time.Minute)
	stopped := f.now()
	f.pass(time.Minute)
	f.asked("Après l'arrêt")
	f.pass(time.Hour)
	again := f.restore(b, stopped)
	acknowledged := map[int64]store.LetterState{}
	for _, l := range f.letters(letter.KindAck) {
		acknowledged[l.TicketNumber] = l.State
	}
	if acknowledged[again[0].TicketNumber] != store.LetterUncertain || acknowledged[again[1].TicketNumber] != store.LetterQueued {
		t.Errorf("acknowledgements: %v", acknowledged)
	}
	f.pass(time.Minute)
	f.asked("Après la restauration")
	if got := f.last(letter.KindAck); got.State != store.LetterQueued {
		t.Errorf("after the restore an acknowledgement is %s", got.State)
	}
}

func TestASummaryThatFellDueBeforeTheRestoreIsNotSentAgain(t *testing.T) {
	f := newFirm(t)
	f.begin()
	b := f.backUp()
	f.on("2026-10-01 08:00", f.d.ClosePeriods, f.d.Summaries)
	if len(f.letters(letter.KindSummaryClient)) == 0 {
		t.Fatal("there was no summary")
	}
	f.restore(b, f.local("2026-10-01 11:00"))
	f.on("2026-10-02 08:00", f.d.ClosePeriods, f.d.Summaries)
	if len(f.letters(letter.KindSummaryClient)) == 0 {
		t.Fatal("there is no summary")
	}
	f.wantNothingLeaves()
	f.on("2026-11-02 08:00", f.d.ClosePeriods, f.d.Summaries)
	if len(f.leaving()) == 0 {
		t.Error("the next month's summary does not leave")
	}
}

func TestNumbersAndIdsGivenOutSinceTheBackupAreNotGivenOutAgain(t *testing.T) {
	f := newFirm(t)
	b := f.backUp()
	var was [3]int64
	m := f.send(post{from: marieMail, subject: "Import", text: "L'import."})
	was[0], was[1], was[2] = m.ID, f.last(letter.KindAck).ID, m.TicketNumber
	f.restore(b, f.now())
	m = f.send(post{from: marieMail, subject: "Caisse", text: "La caisse."})
	if now := [3]int64{m.ID, f.last(letter.KindAck).ID, m.TicketNumber}; now[0] <= was[0] || now[1] <= was[1] || now[2] <= was[2] {
		t.Errorf("mail, letter, ticket: %v was, %v is", was, now)
	}
	high := m.TicketNumber + 700 // a token of ours for a ticket that nobody knows
	f.send(post{from: marieMail, subject: "Re: " + ticket.SubjectTag(high, f.d.keys.SubjectMAC(high)) + " Autre", text: "Autre chose."})
	if m = f.send(post{from: marieMail, subject: "Encore", text: "Encore autre chose."}); m.TicketNumber <= high {
		t.Errorf("ticket %d is below %d, which was told", m.TicketNumber, high)
	}
}
