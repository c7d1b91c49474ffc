package desk

import (
	"context"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// verb is a scheduled verb.
type verb func(context.Context, time.Time) error

// on moves the firm's clock to a local time and carries out verbs as of then.
func (f *firm) on(text string, verbs ...verb) {
	f.t.Helper()
	at := f.local(text)
	f.mu.Lock()
	f.clock = at
	f.mu.Unlock()
	f.asOf(at, verbs...)
}

// begin starts the schedule today: what falls due from now on is told.
func (f *firm) begin() {
	f.t.Helper()
	if err := f.d.SetJob(f.t.Context(), Job{Name: "summary", Cron: "0 8 * * *", Next: f.now()}); err != nil {
		f.t.Fatal(err)
	}
}

// asOf carries out verbs for a planned time, whatever the clock shows.
func (f *firm) asOf(planned time.Time, verbs ...verb) {
	f.t.Helper()
	for _, v := range verbs {
		if err := v(f.t.Context(), planned); err != nil {
			f.t.Fatal(err)
		}
	}
}

func (f *firm) local(text string) time.Time {
	f.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, f.d.zone())
	if err != nil {
		f.t.Fatal(err)
	}
	return at.UTC()
}

// spend books minutes on a new ticket of Dupont.
func (f *firm) spend(minutes int, kind contract.EntryKind) int64 {
	f.t.Helper()
	m := f.send(post{from: "marie@dupont.example", subject: "Panne", text: "Rien ne va."})
	f.want(m, ticket.New, "")
	if _, err := f.d.BookTime(f.t.Context(), m.TicketNumber, Booking{Agent: "alice@firme.example", Minutes: minutes, Kind: kind}, "test"); err != nil {
		f.t.Fatal(err)
	}
	return m.TicketNumber
}

// words are a letter's text with plain blanks and its line ends undone.
func (f *firm) words(l store.Letter) string {
	f.t.Helper()
	_, body, _ := strings.Cut(decoded(f.t, f.bytes(l)), "\n\n")
	return strings.Join(strings.Fields(strings.ReplaceAll(body, "\u00a0", " ")), " ")
}

func TestAPeriodIsToldOnTheFirstWorkingDayAtEight(t *testing.T) {
	f := newFirm(t)
	f.spend(300, contract.TimeCounted) // 20 quarters of 16 a month, 96 carried over
	f.on("2026-10-01 07:00", f.d.ClosePeriods, f.d.Summaries)
	for _, l := range append(f.letters(letter.KindSummaryClient), f.letters(letter.KindSummarySales)...) {
		if !l.NotBefore.Equal(f.local("2026-10-01 08:00")) {
			t.Errorf("%s to %s leaves at %s", l.Kind, l.Recipient, l.NotBefore)
		}
	}
	if got := to(f.letters(letter.KindSummaryClient)); got != "marie@dupont.example john@smith.example" {
		t.Errorf("summaries to %q", got)
	}
	sales := f.letters(letter.KindSummarySales)
	if to(sales) != "sophie@firme.example" {
		t.Fatalf("sales' summary to %q", to(sales))
	}
	for _, want := range []string{"Dupont SA", "Smith Ltd"} {
		if !strings.Contains(f.words(sales[0]), want) {
			t.Errorf("sales' summary lacks %q:\n%s", want, f.words(sales[0]))
		}
	}
}

func TestOnADayOffNothingIsToldButThePeriodCloses(t *testing.T) {
	f := newFirm(t)
	f.begin()
	f.on("2026-11-01 08:00", f.d.ClosePeriods, f.d.Summaries, f.d.Semesters) // a Sunday, and All Saints'
	if got := append(f.letters(letter.KindSummaryClient), f.letters(letter.KindSemesterSales)...); len(got) != 0 {
		t.Errorf("on a Sunday %s was written to %s", got[0].Kind, to(got))
	}
	f.write(func(tx *store.Tx) error {
		lines, err := tx.Lines(f.dupont.ID)
		if !contract.Closed(lines, f.dupont.ID, rota.NewDate(2026, 10, 1)) {
			t.Error("October is not closed on 1 November")
		}
		return err
	})
	f.on("2026-11-02 08:00", f.d.ClosePeriods, f.d.Summaries)
	if n := len(f.letters(letter.KindSummaryClient)); n != 4 {
		t.Errorf("on Monday there are %d summaries, want September's and October's of two clients", n)
	}
}

func TestALetterThatIsLateSaysForWhenItStands(t *testing.T) {
	f := newFirm(t)
	f.begin()
	f.on("2026-10-06 09:30")
	f.asOf(f.local("2026-10-06 08:00"), f.d.ClosePeriods, f.d.Summaries)
	late := append(f.letters(letter.KindSummaryClient), f.letters(letter.KindSummarySales)...)
	if len(late) != 3 {
		t.Fatalf("late summaries to %q", to(late))
	}
	for _, l := range late {
		want := "arrêté au jeudi 1er octobre 2026 à 08:00"
		if l.Language == "en" {
			want = "as of Thursday 1 October 2026 at 08:00"
		}
		if text := f.words(l); !strings.Contains(text, want) {
			t.Errorf("%s lacks %q:\n%s", l.Recipient, want, text)
		}
	}
}

func TestWhatFellDueBeforeAContractWasEnteredIsNotTold(t *testing.T) {
	f := newFirm(t)
	f.d.cfg.Contract.SemesterMonths = 6
	f.on("2026-09-22 08:00", f.d.ClosePeriods, f.d.Summaries, f.d.Semesters) // the contracts are six months old
	if got := f.letters(""); len(got) != 0 {
		t.Errorf("on the first morning %s was written to %s", got[0].Kind, to(got))
	}
}

func TestOverageIsBilledOnceAndListedForInvoicing(t *testing.T) {
	f := newFirm(t)
	f.spend(60, contract.TimeOutside)
	f.on("2026-10-01 08:00", f.d.ClosePeriods, f.d.ClosePeriods)
	f.on("2026-11-02 08:00", f.d.ClosePeriods)
	if got := to(f.letters(letter.KindCloseClient)); got != "marie@dupont.example" {
		t.Errorf("overage told to %q", got)
	}
	lists := f.letters(letter.KindCloseSales)
	if to(lists) != "sophie@firme.example" {
		t.Fatalf("the list went to %q", to(lists))
	}
	text := decoded(t, f.bytes(lists[0]))
	for _, want := range []string{"\ufeffClient;Contrat;Du;Au;Quarts d'heure;Heures;Taux horaire HT;Montant HT", "Dupont SA;CT-Dupont;2026-09-01;2026-09-30;4;1,00;95,00;95,00"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list lacks %q:\n%s", want, text)
		}
	}
}

func TestASpreadsheetReadsNoFormulaInAName(t *testing.T) {
	for cell, want := range map[string]string{"Dupont; fils": "Dupont; fils", "=HYPERLINK(1)": "'=HYPERLINK(1)", " +33 1": "' +33 1", "-2": "'-2", "@x": "'@x", "a\tb\n": "a b ", "": ""} {
		if got := plainCell(cell); got != want {
			t.Errorf("%q became %q, want %q", cell, got, want)
		}
	}
	if got := string(table([][]string{{`Dupont "et" fils; SA`, "1,25"}})); got != "\ufeff\"Dupont \"\"et\"\" fils; SA\";1,25\r\n" {
		t.Errorf("the row reads %q", got)
	}
}

func TestAResolvedTicketClosesAfterAMonthAndNobodyIsTold(t *testing.T) {
	f := newFirm(t)
	n := f.spend(15, contract.TimeCounted)
	if err := f.d.ResolveTicket(t.Context(), n, "alice"); err != nil {
		t.Fatal(err)
	}
	before := len(f.letters(""))
	f.on("2026-10-21 09:09", f.d.CloseTickets)
	if s := f.ticket(n).State; s != ticket.Resolved {
		t.Errorf("a minute before its month is over the ticket is %s", s)
	}
	f.on("2026-10-21 09:10", f.d.CloseTickets, f.d.CloseTickets)
	if s := f.ticket(n).State; s != ticket.Closed {
		t.Errorf("after a month the ticket is %s", s)
	}
	if after := len(f.letters("")); after != before {
		t.Errorf("%d letters became %d", before, after)
	}
}

func TestATicketWakesWithANoticeToWhoHasIt(t *testing.T) {
	f := newFirm(t)
	n := f.spend(15, contract.TimeCounted)
	if err := f.d.AssignTicket(t.Context(), n, "bruno@firme.example", "", "test"); err != nil {
		t.Fatal(err)
	}
	until, err := f.d.SnoozeTicket(t.Context(), n, "25/09", "test")
	if err != nil {
		t.Fatal(err)
	}
	f.asOf(until.Add(-time.Minute), f.d.CloseTickets)
	if s := f.ticket(n).State; s != ticket.Snoozed {
		t.Errorf("before its time the ticket is %s", s)
	}
	f.asOf(until, f.d.CloseTickets, f.d.CloseTickets)
	if s := f.ticket(n).State; s != ticket.Open {
		t.Errorf("after its pause the ticket is %s", s)
	}
	if got := to(f.letters(letter.KindNoticeWoken)); got != "bruno@firme.example" {
		t.Errorf("told %q", got)
	}
}

func TestHeldMailThatWasNotShownIsListedOnceOnAWorkingMorning(t *testing.T) {
	f := newFirm(t)
	for _, subject := range []string{"Offre", "Encore une offre"} {
		m := f.send(post{from: "x@ailleurs.example", subject: subject, text: "Achetez.", unsigned: true})
		if m.Disposition != ticket.Quarantine || m.Held {
			t.Fatalf("the mail became %s, shown at once: %t", m.Disposition, m.Held)
		}
	}
	f.on("2026-09-26 08:30", f.d.QuarantineDigest) // a Saturday
	if got := f.letters(letter.KindQuarantineDigest); len(got) != 0 {
		t.Error("a digest was written on a Saturday")
	}
	f.on("2026-09-28 08:30", f.d.QuarantineDigest, f.d.QuarantineDigest)
	f.on("2026-09-29 08:30", f.d.QuarantineDigest)
	digests := f.letters(letter.KindQuarantineDigest)
	if got := to(digests); got != "carole@firme.example" && got != "alice@firme.example bruno@firme.example" {
		t.Fatalf("digests to %q", got)
	}
	if text := f.words(digests[0]); !strings.Contains(text, "Offre") || !strings.Contains(text, "Encore une offre") {
		t.Errorf("the digest reads:\n%s", text)
	}
}

func TestRawMailPastItsTimeGoesUnlessItsTicketIsOpen(t *testing.T) {
	f := newFirm(t)
	f.d.cfg.Store.RawMonths = 36
	closed, open := f.spend(15, contract.TimeCounted), f.spend(15, contract.TimeCounted)
	held := f.send(post{from: "x@ailleurs.example", subject: "Offre", text: "Achetez.", unsigned: true})
	if err := f.d.ResolveTicket(t.Context(), closed, "alice"); err != nil {
		t.Fatal(err)
	}
	f.on("2026-12-01 09:00", f.d.CloseTickets)
	young := f.send(post{from: "x@ailleurs.example", subject: "Autre", text: "Achetez.", unsigned: true})
	f.on("2029-09-21 09:00", f.d.Cleanup)
	if kept := f.kept(); kept != 4 {
		t.Errorf("before 36 months %d of 4 mails are kept", kept)
	}
	f.on("2029-09-22 03:30", f.d.Cleanup, f.d.Cleanup)
	for _, c := range []struct {
		what string
		mail int64
		gone bool
	}{{"held mail", held.ID, true}, {"a mail of November", young.ID, false}, {"a closed ticket's mail", f.mailOf(closed), true}, {"an open ticket's mail", f.mailOf(open), false}} {
		_, err := f.d.RawMail(t.Context(), c.mail)
		if gone := err != nil; gone != c.gone {
			t.Errorf("%s is gone: %t (%v)", c.what, gone, err)
		}
		if c.gone && (err == nil || !strings.Contains(err.Error(), "store.raw_months")) {
			t.Errorf("%s: the reason is not said: %v", c.what, err)
		}
	}
	again := f.send(post{from: "x@ailleurs.example", subject: "Offre", text: "Achetez.", unsigned: true})
	if _, err := f.d.RawMail(t.Context(), again.ID); err != nil {
		t.Errorf("a new mail has no bytes: %v", err)
	}
}

// kept counts the mails whose raw bytes are kept.
func (f *firm) kept() (n int) {
	f.write(func(tx *store.Tx) error {
		all, err := tx.Mails(store.MailFilter{})
		for _, m := range all {
			if _, e := tx.Raw(m.ID); e == nil {
				n++
			}
		}
		return err
	})
	return n
}

func (f *firm) mailOf(number int64) (id int64) {
	f.write(func(tx *store.Tx) error {
		all, err := tx.Exchanges(number, 0)
		id = all[0].MailID
		return err
	})
	return id
}
