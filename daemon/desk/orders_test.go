package desk

import (
	"context"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
)

// asked has Marie open a ticket; it gives the ticket and Alice's notice of it.
func (f *firm) asked(subject string) (number int64, notice store.Letter) {
	f.t.Helper()
	m := f.send(post{from: "Marie Dupont <marie@dupont.example>", subject: subject, text: "L'import ne marche plus : " + subject})
	f.want(m, ticket.New, "")
	for _, l := range f.letters(letter.KindNoticeNew) {
		if l.TicketNumber == m.TicketNumber && l.Recipient == "alice@firme.example" {
			return m.TicketNumber, l
		}
	}
	f.t.Fatalf("Alice was not notified of ticket %d", m.TicketNumber)
	return 0, notice
}

// alices answers a letter as Alice does.
func (f *firm) alices(l store.Letter, text string) store.Mail {
	f.t.Helper()
	return f.send(post{from: "Alice Martin <alice@firme.example>", subject: "Re: " + l.Subject, header: answering(l), text: text})
}

// last is the newest letter of a kind.
func (f *firm) last(kind letter.Kind) store.Letter {
	f.t.Helper()
	all := f.letters(kind)
	if len(all) == 0 {
		f.t.Fatalf("there is no %s", kind)
	}
	return all[len(all)-1]
}

// reads is the subject and the text of a letter as its reader sees them; what
// lines and no-break spaces do to it is not looked at.
func (f *firm) reads(l store.Letter) string {
	f.t.Helper()
	m, err := parser.Parse([]byte(f.bytes(l)))
	if err != nil {
		f.t.Fatal(err)
	}
	return strings.Join(strings.Fields(m.Subject+"\n"+m.Text), " ")
}

// says fails where a letter lacks one of the texts.
func (f *firm) says(l store.Letter, words ...string) {
	f.t.Helper()
	text := f.reads(l)
	for _, w := range words {
		if !strings.Contains(text, w) {
			f.t.Errorf("the %s to %s lacks %q:\n%s", l.Kind, l.Recipient, w, text)
		}
	}
}

func TestEveryCommandDoesWhatItSaysAndTheTranscriptTellsIt(t *testing.T) {
	for _, c := range []struct {
		command string
		told    string
		done    func(*firm, ticket.Ticket) bool
	}{
		{"#temps 1h30 analyse", "1 h 30 comptées ; la demande compte 1 h 30 en tout", func(_ *firm, t ticket.Ticket) bool { return t.SpentMinutes == 90 && t.CountedQuarters == 6 }},
		{"#offert 20", "20 min offertes ; la demande compte 0 min en tout", func(_ *firm, t ticket.Ticket) bool { return t.SpentMinutes == 20 && t.CountedQuarters == 0 }},
		{"#horsforfait 1h", "1 h hors forfait ; la demande compte 1 h en tout", func(f *firm, t ticket.Ticket) bool {
			return t.CountedQuarters == 4 && f.account(f.dupont).ConsumedQuarters == 0 && f.account(f.dupont).OutsideQuarters == 4
		}},
		{"#note", "ce message est une note interne", func(f *firm, t ticket.Ticket) bool { return len(f.letters(letter.KindAnswer)) == 0 }},
		{"#attente", "la demande attend la réponse du client", func(_ *firm, t ticket.Ticket) bool { return t.State == ticket.Waiting }},
		{"#resolu", "la demande est résolue", func(_ *firm, t ticket.Ticket) bool { return t.State == ticket.Resolved }},
		{"#rouvrir", "la demande est de nouveau à traiter", func(_ *firm, t ticket.Ticket) bool { return t.State == ticket.Open }},
		{"#prendre", "la demande est à vous", func(f *firm, t ticket.Ticket) bool { return t.AgentID == f.alice.ID }},
		{"#pour carole", "la demande est donnée à Carole Roux, qui en reçoit l'avis", func(f *firm, t ticket.Ticket) bool {
			return t.AgentID == f.carole.ID && to(f.letters(letter.KindNoticeAssigned)) == "carole@firme.example"
		}},
		{"#equipe vert", "la demande est donnée à l'équipe vert", func(f *firm, t ticket.Ticket) bool {
			return t.TeamID == 2 && to(f.letters(letter.KindNoticeAssigned)) == "carole@firme.example"
		}},
		{"#priorite urgente", "priorité urgente", func(_ *firm, t ticket.Ticket) bool { return t.Priority == ticket.Urgent }},
		{"#pause lundi", "la demande est en pause jusqu'au lundi 28 septembre 2026 à 09:00", func(_ *firm, t ticket.Ticket) bool {
			return t.State == ticket.Snoozed && t.SnoozedUntil.Equal(time.Date(2026, 9, 28, 7, 0, 0, 0, time.UTC))
		}},
		{"#sujet Import des relevés", "l'objet est désormais « Import des relevés »", func(_ *firm, t ticket.Ticket) bool { return t.Subject == "Import des relevés" }},
		{"#cc paul@dupont.example", "en copie de la demande : paul@dupont.example", func(f *firm, t ticket.Ticket) bool {
			return to(f.letters(letter.KindObserverAdded)) == "paul@dupont.example"
		}},
	} {
		t.Run(c.command, func(t *testing.T) {
			f := newFirm(t)
			number, notice := f.asked("Import")
			f.want(f.alices(notice, c.command+"\n#verbose"), map[bool]ticket.Disposition{true: ticket.NoteOnly, false: ticket.CommandRun}[c.command == "#note"], "")
			if got := f.ticket(number); !c.done(f, got) {
				t.Errorf("the ticket became %+v", got)
			}
			f.says(f.last(letter.KindCommandDone), c.told)
			if n := len(f.letters(letter.KindAnswer)); n != 0 {
				t.Errorf("the client was written to %d times: commands alone are no answer", n)
			}
		})
	}
}

func TestTheTranscriptIsInTheAgentsLanguageAndTellsWhenTheAnswerLeaves(t *testing.T) {
	f := newFirm(t)
	f.write(func(tx *store.Tx) error {
		_, err := tx.AddAgent(people.Agent{FirstName: "Emma", LastName: "Hill", Role: people.RoleAgent, Language: "en", Addresses: []string{"emma@firme.example"}, Active: true}, f.clock)
		return err
	})
	_, notice := f.asked("Import")
	f.alices(notice, "#pour emma")
	given := f.last(letter.KindNoticeAssigned)
	f.want(f.send(post{from: "emma@firme.example", subject: "Re: " + given.Subject, header: answering(given),
		text: "#time 25\n#solved\n#verbose\n\nBonjour Marie, c'est corrigé."}), ticket.Append, "")
	f.says(f.last(letter.KindCommandDone), "25 min charged; the ticket counts 30 min in all", "the ticket is resolved", "the answer leaves for the client at 09:11")
	if got := to(f.letters(letter.KindAnswer)); got != "marie@dupont.example" {
		t.Errorf("answered to %q", got)
	}
}

func TestHelpIsSentBesideAnAnswer(t *testing.T) {
	f := newFirm(t)
	_, notice := f.asked("Import")
	f.want(f.alices(notice, "#aide\n\nC'est corrigé."), ticket.Append, "")
	f.says(f.last(letter.KindCommandHelp), "#temps", "#retirer")
	f.last(letter.KindAnswer)
}

func TestAnOrderThatCannotBeUndoesTheOthers(t *testing.T) {
	for _, text := range []string{
		"#temps 25\n#resolu\n#pour personne\n\nVoilà.", "#temps 25\n#attente\n#equipe jaune\n\nVoilà.", "#sujet Autre\n#contrat CT-Smith\n\nVoilà.",
		"#prendre\n#fusion 4711\n\nVoilà.", "#priorite haute\n#fusion 1001\n\nVoilà.", "#cc paul@dupont.example\n#retirer jean@dupont.example\n\nVoilà.",
		"#cc paul@dupont.example bruno@firme.example\n\nVoilà.", "#cc support@firme.example\n\nVoilà.", "#temps 25\n#approuver\n\nVoilà.",
		"#temps 25\n#accepter\n\nVoilà.", "#resolu\n#annuler\n\nVoilà.", "#temps 25\n#envoyer\n\nVoilà.", "#pause 2026-09-20\n#temps 25\n\nVoilà.",
	} {
		t.Run(text, func(t *testing.T) {
			f := newFirm(t)
			number, notice := f.asked("Import")
			before := f.ticket(number)
			f.want(f.alices(notice, text), ticket.CommandRun, ticket.BadCommand)
			if got := f.ticket(number); got != before {
				t.Errorf("half of it was done: %+v", got)
			}
			if n := len(f.letters(letter.KindAnswer)) + len(f.letters(letter.KindObserverAdded)) + len(f.letters(letter.KindNoticeAssigned)); n != 0 {
				t.Errorf("%d letters left", n)
			}
			f.says(f.last(letter.KindCommandError), "Rien n’a été fait et rien n’est parti au client")
		})
	}
}

func TestATicketIsChargedToAnotherContractOfItsClient(t *testing.T) {
	f := newFirm(t)
	second := f.dupont
	second.ID, second.Ref = 0, "CT-Projet"
	f.write(func(tx *store.Tx) (err error) { second.ID, err = tx.AddContract(second, f.clock); return err })
	number, notice := f.asked("Import")
	first := f.ticket(number).ContractID
	f.want(f.alices(notice, "#temps 50"), ticket.CommandRun, "")
	from, into := f.dupont, second
	if first == second.ID { // the newest contract is taken for a new ticket
		from, into = second, f.dupont
	}
	if got := f.account(from).ConsumedQuarters; got != 4 {
		t.Fatalf("%d quarters consumed, want 4", got)
	}
	f.want(f.alices(notice, "#contrat "+into.Ref+"\n#temps 10\n#verbose"), ticket.CommandRun, "")
	if a, b := f.account(from).ConsumedQuarters, f.account(into).ConsumedQuarters; a != 0 || b != 4 {
		t.Errorf("the old contract has %d quarters, the new one %d; want 0 and 4 for 60 minutes", a, b)
	}
	f.says(f.last(letter.KindCommandDone), "la demande est comptée sur le contrat "+into.Ref)
}

func TestAMergedTicketGoesOnInTheOther(t *testing.T) {
	f := newFirm(t)
	first, notice := f.asked("Import")
	f.alices(notice, "#temps 5")
	second, later := f.asked("Import, suite")
	f.alices(later, "#temps 5")
	f.want(f.alices(later, "#fusion 1001\n#temps 5\n#verbose\n\nJe réunis vos deux demandes."), ticket.Append, "")
	f.says(f.last(letter.KindCommandDone), "la demande 1002 rejoint la demande 1001, qui continue seule")
	gone, one := f.ticket(second), f.ticket(first)
	if gone.MergedInto != first || gone.State != ticket.Closed || gone.SpentMinutes != 0 {
		t.Errorf("the merged ticket is %+v", gone)
	}
	if one.SpentMinutes != 15 || one.CountedQuarters != 1 || f.account(f.dupont).ConsumedQuarters != 1 {
		t.Errorf("15 minutes on two tickets cost %d quarters after the merge, the package %d; want 1", one.CountedQuarters, f.account(f.dupont).ConsumedQuarters)
	}
	answer := f.last(letter.KindAnswer)
	f.says(answer, "[#1001-")
	whole, err := f.d.Ticket(context.Background(), first)
	if err != nil || len(whole.Exchanges) != 3 || len(whole.Time) != 3 {
		t.Errorf("ticket 1001 has %d exchanges and %d times, want 3 and 3 (%v)", len(whole.Exchanges), len(whole.Time), err)
	}
	// Both tokens lead there.
	for _, l := range []store.Letter{answer, f.letters(letter.KindAck)[1]} {
		m := f.send(post{from: "marie@dupont.example", subject: "Re: " + l.Subject, header: answering(l), text: "Merci pour " + l.Kind})
		f.want(m, ticket.Append, "")
		if m.TicketNumber != first {
			t.Errorf("the answer to the %s went to ticket %d", l.Kind, m.TicketNumber)
		}
	}
}

func TestMergingIntoATicketThatIsDoneOpensItAgain(t *testing.T) {
	f := newFirm(t)
	first, notice := f.asked("Import")
	f.alices(notice, "#resolu")
	_, later := f.asked("Import, suite")
	f.want(f.alices(later, "#fusion 1001"), ticket.CommandRun, "")
	if got := f.ticket(first); got.State != ticket.Open {
		t.Errorf("the ticket that continues is %s", got.State)
	}
}

func TestAPausedTicketIsWokenByItsClient(t *testing.T) {
	f := newFirm(t)
	number, notice := f.asked("Import")
	f.alices(notice, "#pause lundi")
	ack := f.last(letter.KindAck)
	f.send(post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: answering(ack), text: "Encore une question."})
	if got := f.ticket(number); got.State != ticket.Open || !got.SnoozedUntil.IsZero() {
		t.Errorf("the ticket is %s until %s", got.State, got.SnoozedUntil)
	}
}

// account is a contract's account now.
func (f *firm) account(c contract.Contract) (a contract.Account) {
	f.t.Helper()
	f.write(func(tx *store.Tx) error {
		lines, err := tx.Lines(c.ID)
		p, _ := c.PeriodAt(rota.DateOf(f.clock, f.d.zone()))
		a = contract.AccountOf(c, lines, p)
		return err
	})
	return a
}
