package desk

import (
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

func TestAnAnswerReopensWithinAMonthAndOpensALinkedTicketAfterwards(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.alices(notice, "#resolu\n\nC'est corrigé.")
	answer := f.last(letter.KindAnswer)
	f.says(answer, "résolue. Si ce n’est pas le cas, répondez simplement à ce message et elle est rouverte.")
	again := func(text string) store.Mail {
		return f.send(post{from: "marie@dupont.example", subject: "Re: " + answer.Subject, header: answering(answer), text: text})
	}
	f.at("2026-10-20 10:00")
	m := again("Cela recommence.")
	f.want(m, ticket.Append, "")
	if got := f.ticket(number); m.TicketNumber != number || got.State != ticket.Open || !got.Resolved.IsZero() {
		t.Fatalf("within the month the ticket is %s, the mail on ticket %d", got.State, m.TicketNumber)
	}
	if got := to(f.letters(letter.KindNoticeReopened)); got != "alice@firme.example" {
		t.Errorf("of the reopening was told %q", got)
	}
	f.alices(f.last(letter.KindNoticeReopened), "#resolu")
	f.at("2026-11-19 10:00")
	f.closes()
	if got := f.ticket(number).State; got != ticket.Resolved {
		t.Errorf("a day before its month is over it is %s", got)
	}
	f.at("2026-11-21 10:00")
	m = again("Toujours pareil, deux mois après.") // the job has not run yet: it goes by the mail's arrival
	f.want(m, ticket.New, "")
	next := f.ticket(m.TicketNumber)
	if next.ParentNumber != number || next.Subject != "Import" {
		t.Errorf("opened %+v", next)
	}
	ack := f.last(letter.KindAckLinked)
	f.says(ack, "La demande n° 1001 est close.", "le numéro 1002", "[#1002-")
	if got := to(f.letters(letter.KindNoticeNew)[2:]); got == "" {
		t.Error("nobody was notified of the linked ticket")
	}
	f.closes()
	if got := f.ticket(number).State; got != ticket.Closed {
		t.Errorf("after its month it is %s", got)
	}
	if sent := f.letters(letter.KindExplanation); len(sent) != 0 {
		t.Errorf("it was answered with an explanation")
	}
}

// closes runs the job that closes tickets.
func (f *firm) closes() {
	f.t.Helper()
	if err := f.d.CloseTickets(f.t.Context(), f.now()); err != nil {
		f.t.Fatal(err)
	}
}

func TestThresholdsAreToldOnceEachToClientAndSales(t *testing.T) {
	f := newFirm(t)
	_, notice := f.asked("Import")
	available := f.account(f.dupont).AvailableQuarters() // 4 h a month since March, carried over
	spend := func(quarters int) {
		t.Helper()
		for ; quarters > 0; quarters -= 96 {
			f.pass(time.Minute)
			f.want(f.alices(notice, "#temps "+ticket.FormatDuration(15*min(quarters, 96))), ticket.CommandRun, "")
		}
	}
	told := func() (percents []string) {
		for _, l := range f.letters(letter.KindThresholdSales) {
			for _, p := range []string{"75", "90", "100"} {
				if strings.Contains(f.reads(l), p+" %") {
					percents = append(percents, p)
					break
				}
			}
		}
		return percents
	}
	spend(available * 74 / 100)
	if got := told(); got != nil {
		t.Errorf("below 75 %%: told %v", got)
	}
	spend(2)
	spend(1)
	if got := told(); !slices.Equal(got, []string{"75"}) {
		t.Errorf("past 75 %%: told %v", got)
	}
	spend(available)
	if n, got := len(f.letters(letter.KindThresholdSales)), to(f.letters(letter.KindThresholdClient)); n != 2 || got != "marie@dupont.example marie@dupont.example" {
		t.Errorf("past 100 %% at a stroke: %d letters to sales, and to %q", n, got)
	}
	f.want(f.alices(notice, "#temps 25\n\nVoilà : un forfait vide n'arrête personne."), ticket.Append, "")
}

func TestOfferedAndOutOfPackageTimeLeaveThePackageAlone(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.want(f.alices(notice, "#offert 40\n#horsforfait 20\n#temps 20\n\nVoilà."), ticket.Append, "")
	got, a := f.ticket(number), f.account(f.dupont)
	if got.SpentMinutes != 80 || got.CountedQuarters != 4 {
		t.Errorf("%d minutes count %d quarters, want 80 and 4", got.SpentMinutes, got.CountedQuarters)
	}
	if a.ConsumedQuarters != 2 || a.OutsideQuarters != 2 || a.OverageQuarters != 2 {
		t.Errorf("consumed %d, outside %d, overage %d; want 2 each", a.ConsumedQuarters, a.OutsideQuarters, a.OverageQuarters)
	}
}

func TestACancelledAnswerGivesItsTimeBack(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.alices(notice, "#temps 20")
	f.want(f.alices(notice, "#temps 20\n\nJe me trompe."), ticket.Append, "")
	lines := f.lines(f.dupont)
	f.want(f.alices(notice, "#annuler\n#verbose"), ticket.CommandRun, "")
	got := f.ticket(number)
	if got.SpentMinutes != 20 || got.CountedQuarters != 2 || f.account(f.dupont).ConsumedQuarters != 2 {
		t.Errorf("the ticket has %d minutes, %d quarters, the package %d", got.SpentMinutes, got.CountedQuarters, f.account(f.dupont).ConsumedQuarters)
	}
	if l := f.last(letter.KindAnswer); l.State != store.LetterCancelled {
		t.Errorf("the answer is %s", l.State)
	}
	after := f.lines(f.dupont)
	if len(after) != len(lines)+1 || !slices.Equal(after[:len(lines)], lines) {
		t.Errorf("the ledger did not grow by one compensating line:\n%v\n%v", lines, after)
	}
	f.want(f.alices(notice, "#annuler"), ticket.CommandRun, ticket.BadCommand)
}

func (f *firm) lines(c contract.Contract) (lines []contract.Line) {
	f.t.Helper()
	f.write(func(tx *store.Tx) (err error) { lines, err = tx.Lines(c.ID); return err })
	return lines
}

func TestALetterIsInThePersonsLanguageElseTheClientsElseFrench(t *testing.T) {
	for _, c := range []struct{ name, person, client, want string }{
		{"the person's", "en", "fr", "en"}, {"the client's", "", "en", "en"}, {"French", "", "", "fr"},
		{"one that we do not write", "de", "en", "en"}, {"two that we do not write", "de", "it", "fr"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFirm(t)
			f.write(func(tx *store.Tx) error {
				id, err := tx.AddClient(people.Client{Name: "Autre", Language: c.client, Domains: []string{"ailleurs.example"}, Created: f.clock})
				if err != nil {
					return err
				}
				who := people.Contact{ClientID: id, FirstName: "Ada", LastName: "Autre", Language: c.person, Addresses: []string{"ada@ailleurs.example"}, Active: true}
				if who.ID, err = tx.AddContact(who, f.clock); err != nil {
					return err
				}
				under := f.dupont
				under.ID, under.Ref, under.ClientID, under.TechnicalID = 0, "CT-Autre", id, who.ID
				_, err = tx.AddContract(under, f.clock)
				return err
			})
			f.want(f.send(post{from: "ada@ailleurs.example", subject: "Import", text: "Hello, my import does not work any more, please help."}), ticket.New, "")
			f.alices(f.letters(letter.KindNoticeNew)[0], "Voilà.")
			for _, l := range []store.Letter{f.last(letter.KindAck), f.last(letter.KindAnswer)} {
				if l.Language != c.want {
					t.Errorf("the %s is in %q, want %q", l.Kind, l.Language, c.want)
				}
			}
		})
	}
}

func TestLettersLeaveFromTheAddressThatTheClientWroteTo(t *testing.T) {
	f := newFirm(t)
	second := config.Mailbox{Name: "hotline", Address: "hotline@firme.example", AuthMode: "none", PlusAddressing: true}
	f.d.cfg.Mailboxes = append(f.d.cfg.Mailboxes, second)
	f.inbox = "hotline"
	m := f.send(post{from: "marie@dupont.example", to: "hotline@firme.example", subject: "Import", header: []string{"Cc: paul@dupont.example"}, text: "Bonjour."})
	f.want(m, ticket.New, "")
	notice := f.letters(letter.KindNoticeNew)[0]
	f.want(f.alices(notice, "C'est corrigé. Écrivez-moi à alice@firme.example."), ticket.Append, "")
	answer := f.last(letter.KindAnswer)
	f.send(post{from: "x@ailleurs.example", to: "hotline@firme.example", subject: "Offre", text: "Une offre."})
	for _, l := range f.letters("") {
		head, err := mail.ReadMessage(strings.NewReader(f.bytes(l)))
		if err != nil {
			t.Fatal(err)
		}
		from, err := head.Header.AddressList("From")
		if err != nil || from[0].Address != second.Address || l.MailFrom != second.Address {
			t.Errorf("the %s to %s leaves from %v, MAIL FROM %s (%v)", l.Kind, l.Recipient, from, l.MailFrom, err)
		}
		if to := head.Header.Get("Reply-To"); strings.Contains(to, "support") {
			t.Errorf("an answer to the %s goes to %s", l.Kind, to)
		}
	}
	f.says(answer, "Écrivez-moi à hotline@firme.example.")
}

func TestNoLetterToAClientBearsWhatIsForAgentsMailFilters(t *testing.T) {
	f := newFirm(t)
	notice := f.copied()
	f.alices(notice, "#resolu\n#temps 25h\n\nTrop.")
	f.alices(notice, "#resolu\n#temps 24h\n#temps 24h\n\nC'est corrigé.")
	f.send(post{from: "paul@dupont.example", subject: "Autre", text: "Bonjour."})
	f.at("2026-11-30 10:00")
	answer := f.last(letter.KindAnswer)
	f.send(post{from: "marie@dupont.example", subject: "Re: " + answer.Subject, header: answering(answer), text: "Encore."})
	f.send(post{from: "marie@dupont.example", subject: "Changement de contact technique", text: "Nom : Petit"})
	kinds := map[letter.Kind]bool{}
	for _, l := range f.letters("") {
		about, _ := letter.About(letter.Kind(l.Kind))
		head, err := mail.ReadMessage(strings.NewReader(f.bytes(l)))
		if err != nil {
			t.Fatal(err)
		}
		kinds[about.Kind] = true
		for _, name := range []string{"X-Permanence-Reason", "X-Permanence-Ticket", "X-Permanence-Client", "List-Id"} {
			has := head.Header.Get(name) != ""
			if has && about.To.Outsider() {
				t.Errorf("the %s to %s bears %s: %s", l.Kind, l.Recipient, name, head.Header.Get(name))
			}
			if !has && about.Kind == letter.KindNoticeNew {
				t.Errorf("the notice lacks %s", name)
			}
		}
	}
	for _, kind := range []letter.Kind{letter.KindAck, letter.KindAckLinked, letter.KindAnswer, letter.KindObserverAdded, letter.KindExplanation,
		letter.KindContactChangeMissing, letter.KindThresholdClient} {
		if !kinds[kind] {
			t.Errorf("no %s was written: it was not looked at", kind)
		}
	}
}
