package desk

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// picture is a file whose bytes look like part of a mail.
var picture = Upload{Filename: `C:\captures\écran "1".png`, ContentType: "image/png", Content: []byte("\x89PNG\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<b>\r\n.\r\n")}

func (f *firm) requests(r Request) int64 {
	f.t.Helper()
	if r.Contact == 0 {
		r.Contact = f.marie.ID
	}
	number, err := f.d.OpenByContact(f.t.Context(), r)
	if err != nil {
		f.t.Fatal(err)
	}
	return number
}

func (f *firm) adds(m Message) (Added, error) {
	if m.Contact == 0 {
		m.Contact = f.marie.ID
	}
	return f.d.AppendByContact(f.t.Context(), m)
}

func (f *firm) count() MailCount {
	f.t.Helper()
	c, err := f.d.CountMail(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	return c
}

func TestATechnicalContactOpensATicketOnAPageWithFiles(t *testing.T) {
	f := newFirm(t)
	r := Request{Subject: "Import", Text: "Bonjour,\n\nL'import s'arrête.", Files: []Upload{picture, {Filename: "vide.csv", Content: nil}},
		Copies: []string{"Paul@Dupont.example"}, Key: "k1"}
	number := f.requests(r)
	if got := f.ticket(number); got.ClientID != f.dupont.ClientID || got.ContractID != f.dupont.ID || got.State != ticket.Open || got.TeamID == 0 || got.LastClientExchangeID == 0 {
		t.Errorf("the ticket is %+v", got)
	}
	if got := to(f.letters(letter.KindNoticeNew)); got != "alice@firme.example bruno@firme.example" {
		t.Errorf("notified %q", got)
	}
	ack := f.last(letter.KindAck)
	f.says(ack, "Votre demande est enregistrée sous le numéro 1001.", "> L'import s'arrête.", `écran "1".png`, "vide.csv", "Import [#1001-")
	if strings.HasPrefix(ack.Subject, "Re:") || ack.Recipient != "marie@dupont.example" {
		t.Errorf("the copy to %s is called %q", ack.Recipient, ack.Subject)
	}
	if got := to(f.letters(letter.KindObserverAdded)); got != "paul@dupont.example" {
		t.Errorf("put in copy: %q", got)
	}
	if notice := f.bytes(f.letters(letter.KindNoticeNew)[0]); !strings.Contains(notice, `filename="ecran _1_.png"`) {
		t.Errorf("the notice carries no file:\n%s", notice)
	}
	e := f.lastExchange(number)
	if len(e.Files) != 2 || e.Files[0].Filename != `écran "1".png` || e.Files[0].ContentType != "image/png" || e.Files[1].ContentType != "application/octet-stream" {
		t.Fatalf("the files are %+v", e.Files)
	}
	for i, want := range [][]byte{picture.Content, nil} {
		got, err := f.d.File(t.Context(), Scope{ClientID: f.dupont.ClientID}, e.Files[i].ID)
		if err != nil || !bytes.Equal(got.Bytes, want) {
			t.Errorf("file %d is %q (%v), want %q", i, got.Bytes, err, want)
		}
	}
	if again := f.requests(r); again != number || len(f.letters(letter.KindAck)) != 1 {
		t.Errorf("the same form again opened ticket %d", again)
	}
	if c := f.count(); c.Stored != 1 || c.Pages != 1 || c.Seen != 0 || c.Missing != 0 || c.Dispositions["new"] != 1 {
		t.Errorf("the balance is %+v", c)
	}
	f.mailGoesOn(number, ack)
}

// mailGoesOn: the answer by mail to a letter about a ticket of a page finds it.
func (f *firm) mailGoesOn(number int64, l store.Letter) {
	f.t.Helper()
	m := f.send(post{from: "marie@dupont.example", subject: "Re: " + l.Subject, header: answering(l), text: "Un détail de plus."})
	f.want(m, ticket.Append, "")
	if m.TicketNumber != number {
		f.t.Errorf("the answer went to ticket %d, not %d", m.TicketNumber, number)
	}
}

func TestAnotherPersonsKeyIsAnotherForm(t *testing.T) {
	f := newFirm(t)
	first := f.requests(Request{Text: "Bonjour.", Key: "k"})
	second := f.requests(Request{Contact: f.john.ID, Text: "Hello.", Key: "k"})
	if first == second || f.ticket(second).ClientID != f.smith.ClientID || f.ticket(second).Subject != "Hello." {
		t.Errorf("tickets %d and %d: %+v", first, second, f.ticket(second))
	}
}

func TestWhoMayNotOpensNothingOnAPage(t *testing.T) {
	f := newFirm(t)
	for name, c := range map[string]struct {
		r    Request
		kind error
	}{
		"a colleague":              {Request{Contact: f.paul.ID, Text: "Bonjour."}, ErrNoRight},
		"nobody":                   {Request{Contact: 4711, Text: "Bonjour."}, ErrNoRight},
		"another's contract":       {Request{Contact: f.marie.ID, Contract: f.smith.Ref, Text: "Bonjour."}, ErrNoRight},
		"no text":                  {Request{Contact: f.marie.ID, Subject: "Import", Text: " \n"}, ErrEmpty},
		"a stranger in copy":       {Request{Contact: f.marie.ID, Text: "Bonjour.", Copies: []string{"eve@ailleurs.example"}}, ErrNotColleague},
		"an agent in copy":         {Request{Contact: f.marie.ID, Text: "Bonjour.", Copies: []string{"alice@firme.example"}}, ErrNotColleague},
		"no address in copy":       {Request{Contact: f.marie.ID, Text: "Bonjour.", Copies: []string{"paul"}}, ErrNotAddress},
		"more than the relay":      {Request{Contact: f.marie.ID, Text: "Bonjour.", Files: []Upload{{Filename: "a", Content: make([]byte, 2<<20)}}}, ErrTooLarge},
		"more text than is read":   {Request{Contact: f.marie.ID, Text: strings.Repeat("é", maxPageText)}, ErrTooLarge},
		"more files than a letter": {Request{Contact: f.marie.ID, Text: "Bonjour.", Files: make([]Upload, maxUploads+1)}, ErrTooLarge},
	} {
		f.d.cfg.Limits.MessageBytes = 2 << 20
		if _, err := f.d.OpenByContact(t.Context(), c.r); !errors.Is(err, c.kind) || !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v, want %v", name, err, c.kind)
		}
	}
	if c := f.count(); c.Stored != 0 || len(f.letters("")) != 0 {
		t.Errorf("something was kept or written: %+v", c)
	}
}

func TestAContactWhoseContractHasEndedOpensNothingButGoesOnWithWhatIsUnderWay(t *testing.T) {
	f := newFirm(t)
	number := f.requests(Request{Text: "Bonjour."})
	if err := f.d.EndContract(t.Context(), f.dupont.Ref, f.d.today(), "test"); err != nil {
		t.Fatal(err)
	}
	f.pass(48 * time.Hour)
	if _, err := f.d.OpenByContact(t.Context(), Request{Contact: f.marie.ID, Text: "Encore."}); !errors.Is(err, ErrNoRight) {
		t.Errorf("opened after the end: %v", err)
	}
	if _, err := f.adds(Message{Ticket: number, Text: "Un détail."}); err != nil {
		t.Errorf("the ticket under way: %v", err)
	}
	if _, err := f.adds(Message{Ticket: number, Text: "Résolu.", How: ticket.Resolving}); err != nil {
		t.Errorf("resolving the ticket under way: %v", err)
	}
	if _, err := f.adds(Message{Ticket: number, Text: "Et encore."}); !errors.Is(err, ErrNoRight) {
		t.Errorf("reopened after the end: %v", err)
	}
}

func TestAMessageOnAPageIsShownToWhoHasTheTicketAndCopiedToTheOthers(t *testing.T) {
	f := newFirm(t)
	number := f.requests(Request{Text: "Bonjour.", Copies: []string{"paul@dupont.example"}})
	f.onPage(Reply{Ticket: number, Text: "C'est corrigé.", Resolve: true})
	added, err := f.adds(Message{Ticket: number, Text: "Cela recommence.", Files: []Upload{picture}, Key: "k"})
	if err != nil || added.Ticket != number || added.Linked {
		t.Fatalf("it went to %+v: %v", added, err)
	}
	if got := f.ticket(number); got.State != ticket.Open || got.LastClientExchangeID != added.Exchange {
		t.Errorf("the ticket is %+v", got)
	}
	if got := to(f.letters(letter.KindNoticeReopened)); got != "alice@firme.example" {
		t.Errorf("shown to %q", got)
	}
	if got := to(f.letters(letter.KindCopy)); got != "paul@dupont.example" {
		t.Errorf("copied to %q", got)
	}
	f.says(f.last(letter.KindCopy), "Marie Dupont a écrit dans l’espace client, sur la demande n° 1001 :", "> Cela recommence.")
	if again, err := f.adds(Message{Ticket: number, Text: "Cela recommence.", Key: "k"}); err != nil || again != added || len(f.letters(letter.KindCopy)) != 1 {
		t.Errorf("the same form again: %+v, %v", again, err)
	}
	if c := f.count(); c.Dispositions["append"] != 1 || c.Pages != 1 || c.Missing != 0 {
		t.Errorf("the balance is %+v", c)
	}
}

func TestThanksReopenNothingAndAMessageMayResolve(t *testing.T) {
	f := newFirm(t)
	number := f.requests(Request{Text: "Bonjour."})
	if _, err := f.adds(Message{Ticket: number, Text: "Merci.", How: ticket.Thanking}); !errors.Is(err, ErrState) {
		t.Errorf("thanks on an open ticket: %v", err)
	}
	if _, err := f.adds(Message{Ticket: number, Text: "C'est résolu, c'était mon fichier.", How: ticket.Resolving}); err != nil {
		t.Fatal(err)
	}
	if got := f.ticket(number); got.State != ticket.Resolved || !got.Resolved.Equal(f.now()) {
		t.Errorf("the ticket is %+v", got)
	}
	if got := to(f.letters(letter.KindNoticeAnswer)); got != "alice@firme.example bruno@firme.example" {
		t.Errorf("shown to %q", got)
	}
	if _, err := f.adds(Message{Ticket: number, Text: "Merci.", How: ticket.Thanking}); err != nil {
		t.Fatal(err)
	}
	if got := f.ticket(number); got.State != ticket.Resolved || len(f.letters(letter.KindNoticeAnswer)) != 2 {
		t.Errorf("after thanks it is %s, %d notices", got.State, len(f.letters(letter.KindNoticeAnswer)))
	}
}

func TestAnAnswerOnAPageToAClosedTicketOpensALinkedOne(t *testing.T) {
	f := newFirm(t)
	number := f.requests(Request{Subject: "Import", Text: "Bonjour."})
	f.onPage(Reply{Ticket: number, Text: "C'est corrigé.", Resolve: true})
	f.pass(40 * 24 * time.Hour)
	f.closes()
	added, err := f.adds(Message{Ticket: number, Text: "Cela recommence."})
	if err != nil || !added.Linked || added.Ticket == number {
		t.Fatalf("it went to %+v: %v", added, err)
	}
	if got := f.ticket(added.Ticket); got.ParentNumber != number || got.Subject != "Import" {
		t.Errorf("opened %+v", got)
	}
	f.says(f.last(letter.KindAckLinked), "La demande n° 1001 est close.", "> Cela recommence.")
	if _, err := f.adds(Message{Ticket: number, Text: "Merci.", How: ticket.Thanking}); !errors.Is(err, ErrState) {
		t.Errorf("thanks on a closed ticket: %v", err)
	}
}

func TestATicketOfAnotherClientIsNotThereOnAPage(t *testing.T) {
	f := newFirm(t)
	theirs := f.requests(Request{Contact: f.john.ID, Text: "Hello.", Files: []Upload{picture}})
	_, err := f.adds(Message{Ticket: theirs, Text: "Bonjour."})
	_, none := f.adds(Message{Ticket: 4711, Text: "Bonjour."})
	if !errors.Is(err, ErrNotFound) || strings.ReplaceAll(err.Error(), "1001", "4711") != none.Error() {
		t.Errorf("another's ticket is %v, none is %v", err, none)
	}
	file := f.lastExchange(theirs).Files[0].ID
	_, err = f.d.File(t.Context(), Scope{ClientID: f.dupont.ClientID}, file)
	_, none = f.d.File(t.Context(), Scope{ClientID: f.dupont.ClientID}, 4711)
	if !errors.Is(err, ErrNotFound) || strings.ReplaceAll(err.Error(), "file 1:", "file 4711:") != none.Error() {
		t.Errorf("another's file is %v, none is %v", err, none)
	}
}

func TestAMessageToAMergedTicketGoesWhereItGoesOn(t *testing.T) {
	f := newFirm(t)
	first, second := f.requests(Request{Text: "Bonjour."}), f.requests(Request{Text: "Encore."})
	if err := f.d.MergeTicket(t.Context(), second, first, "Alice Martin"); err != nil {
		t.Fatal(err)
	}
	if added, err := f.adds(Message{Ticket: second, Text: "Un détail."}); err != nil || added.Ticket != first || added.Linked {
		t.Errorf("it went to %+v: %v", added, err)
	}
}

func TestFilesOfNotesAndOfAnswersThatHaveNotLeftAreNotTheClients(t *testing.T) {
	f := newFirm(t)
	number := f.requests(Request{Text: "Bonjour."})
	if err := f.d.Note(t.Context(), number, "alice@firme.example", "Entre nous", "Alice Martin", picture); err != nil {
		t.Fatal(err)
	}
	note := f.lastExchange(number).Files[0].ID
	f.onPage(Reply{Ticket: number, Files: []Upload{picture}})
	answer := f.lastExchange(number)
	file := answer.Files[0].ID
	see := func(id int64) error {
		_, err := f.d.File(t.Context(), Scope{ClientID: f.dupont.ClientID}, id)
		return err
	}
	if err := see(note); !errors.Is(err, ErrNotFound) {
		t.Errorf("the client reads the file of a note: %v", err)
	}
	if err := see(file); !errors.Is(err, ErrNotFound) {
		t.Errorf("the client reads the file of an answer that waits: %v", err)
	}
	if got, err := f.d.File(t.Context(), Scope{}, note); err != nil || !bytes.Equal(got.Bytes, picture.Content) || got.TicketNumber != number {
		t.Errorf("the agent's own file: %+v %v", got, err)
	}
	f.write(func(tx *store.Tx) error { return tx.SetExchangeState(answer.ID, ticket.SendingSent) })
	if err := see(file); err != nil {
		t.Errorf("the file of an answer that has left: %v", err)
	}
	if got := f.bytes(f.last(letter.KindAnswer)); !strings.Contains(got, "Content-Type: image/png") {
		t.Errorf("the answer carries no file:\n%s", got)
	}
	if c := f.count(); c.Pages != 2 || c.Dispositions["note"] != 1 || c.Dispositions["append"] != 1 {
		t.Errorf("the balance is %+v", c)
	}
}

func TestTheSameAnswerOfAPageIsSentOnce(t *testing.T) {
	f := newFirm(t)
	number := f.requests(Request{Text: "Bonjour."})
	for range 2 {
		f.onPage(Reply{Ticket: number, Text: "C'est corrigé.", Time: Booking{Minutes: 10, Kind: "counted"}, Key: "k"})
	}
	if got := f.ticket(number); len(f.letters(letter.KindAnswer)) != 1 || got.SpentMinutes != 10 {
		t.Errorf("%d answers, %d minutes", len(f.letters(letter.KindAnswer)), got.SpentMinutes)
	}
}
