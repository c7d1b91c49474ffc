package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/search"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// wrote puts a ticket with a first message into the firm.
func (f *firm) wrote(c contract.Contract, who people.Contact, subject, text string, files ...string) ticket.Ticket {
	f.t.Helper()
	var t ticket.Ticket
	f.write(func(tx *store.Tx) error {
		n, err := tx.NextTicketNumber()
		if err != nil {
			return err
		}
		t = ticket.Ticket{Number: n, Token: "7QK4M2XH", ClientID: c.ClientID, ContractID: c.ID, ContactID: who.ID, Subject: subject,
			State: ticket.Open, TeamID: 1, Language: "fr", Opened: f.now(), LastExchange: f.now()}
		return tx.AddTicket(t, "support")
	})
	f.said(t.Number, ticket.Exchange{Way: ticket.In, Text: text, AuthorContactID: who.ID}, files...)
	return t
}

// said adds an exchange to a ticket, as mail and pages do.
func (f *firm) said(number int64, e ticket.Exchange, files ...string) (id int64) {
	f.t.Helper()
	f.write(func(tx *store.Tx) error {
		t, err := tx.Ticket(number)
		if err != nil {
			return err
		}
		e.TicketNumber, e.At, e.FromName, e.FromAddress = number, f.now(), "x", "x@y.example"
		for i, name := range files {
			mail, err := tx.AddMail(store.Mail{Mailbox: "support", Received: f.now(), SHA256: make([]byte, 32)})
			if err != nil {
				return err
			}
			e.Files = append(e.Files, ticket.File{Part: i, Filename: name, MailID: mail})
		}
		if id, err = tx.AddExchange(e); err != nil {
			return err
		}
		t.Touch(e.At)
		if e.Way == ticket.In {
			t.ClientWrote(id, e.At)
		}
		return tx.SetTicket(t)
	})
	return id
}

func (f *firm) find(scope Scope, query string) Found {
	f.t.Helper()
	found, err := f.d.Find(context.Background(), scope, query, Page{Order: search.ByNumber, Reverse: true})
	if err != nil {
		f.t.Fatalf("%s: %v", query, err)
	}
	return found
}

func numbersOf(found Found) string {
	var all []string
	for _, r := range found.Rows {
		all = append(all, fmt.Sprint(r.Number))
	}
	return strings.Join(all, " ")
}

// findFirm is a firm with some tickets: 1001 to 1003 are Dupont's, 1004 Smith's.
func findFirm(t *testing.T) *firm {
	f := newFirm(t)
	f.wrote(f.dupont, f.marie, "Imprimante en panne", "L'imprimante de l'accueil ne répond plus, cœur du problème.", "devis final.PDF")
	f.pass(time.Hour)
	f.wrote(f.dupont, f.marie, "Facture", "Où est la facture du deuxième étage ?")
	f.pass(time.Hour)
	f.wrote(f.dupont, f.paul, "Écran noir", "L'écran de Paul reste noir.")
	f.pass(time.Hour)
	f.wrote(f.smith, f.john, "Printer", "The printer at the desk is on fire, facture enclosed.", "photo.jpg")
	f.pass(time.Hour)
	return f
}

func TestTicketsAreFoundByWhatTheyAreAndByTheirWords(t *testing.T) {
	f := findFirm(t)
	ctx := context.Background()
	for _, err := range []error{
		f.d.WaitTicket(ctx, 1002, "test"), f.d.AssignTicket(ctx, 1003, "alice@firme.example", "", "test"),
		f.d.AssignTicket(ctx, 1004, "", "Vert", "test"), f.d.ResolveTicket(ctx, 1004, "test"),
		f.d.SetPriority(ctx, 1001, ticket.Urgent, "test"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.d.BookTime(ctx, 1003, Booking{Agent: "alice", Minutes: 70, Kind: contract.TimeCounted}, "test"); err != nil {
		t.Fatal(err)
	}
	f.write(func(tx *store.Tx) error { _, err := tx.AddTag(1001, "réseau", f.now()); return err })
	for query, want := range map[string]string{
		"":                             "1001 1002 1003 1004",
		"imprimante":                   "1001",
		"IMPRIMANTE accueil":           "1001",
		"panne accueil":                "1001", // one in the subject, one in the text
		"coeur":                        "1001",
		"ecran":                        "1003",
		"étage":                        "1002",
		"facture":                      "1002 1004",
		"facture -printer":             "1002",
		"-facture":                     "1001 1003",
		`"deuxieme etage"`:             "1002",
		`"etage deuxieme"`:             "",
		"factur*":                      "1002 1004",
		"factur":                       "",
		"c1":                           "", // the word by which the index knows a client
		"devis":                        "1001",
		"devis.pdf":                    "",
		"pièce:pdf":                    "1001",
		"pièce:jpg":                    "1004",
		"pièce:facture":                "",
		"état:attente":                 "1002",
		"état:ouvert":                  "1001 1003",
		"état:attente état:résolu":     "1002 1004",
		"état:actif":                   "1001 1002 1003",
		"-état:résolu":                 "1001 1002 1003",
		"client:dupont":                "1001 1002 1003",
		`client:"Smith Ltd"`:           "1004",
		"client:smith.example":         "1004",
		"-client:Smith":                "1001 1002 1003",
		"client:dupont facture":        "1002",
		"contact:paul":                 "1003",
		"contact:marie@dupont.example": "1001 1002",
		"à:alice":                      "1003",
		"à:moi":                        "1003",
		"à:personne":                   "1001 1002 1004",
		"à:personne à:moi":             "1001 1002 1003 1004",
		"-à:personne":                  "1003",
		"-à:moi":                       "1001 1002 1004",
		"équipe:vert":                  "1004",
		"équipe:jour":                  "1001 1002 1003",
		"ref:1002":                     "1002",
		"#1002 #1004":                  "1002 1004",
		"temps:>1h":                    "1003",
		"temps:>=1h15":                 "1003",
		"temps:1h15":                   "1003",
		"temps:1h10":                   "",
		"temps:0":                      "1001 1002 1004",
		"temps:<=1h":                   "1001 1002 1004",
		"temps:<0":                     "",
		"temps:>=0":                    "1001 1002 1003 1004",
		"-temps:>1h":                   "1001 1002 1004",
		"avant:2026-09-21":             "",
		"avant:2026-09-22":             "1001 1002 1003 1004",
		"après:2026-09-21":             "1001 1002 1003 1004",
		"depuis:2026-09-22":            "",
		"-après:2026-09-21":            "",
		"priorité:urgente":             "1001",
		"priorité:normale":             "1002 1003 1004",
		"-priorité:urgente":            "1002 1003 1004",
		"étiquette:RESEAU":             "1001",
		"-tag:réseau":                  "1002 1003 1004",
		"forfait:épuisé":               "",
		"-forfait:épuisé":              "1001 1002 1003 1004",
		"temps:manquant":               "",
	} {
		found := f.find(Scope{AgentID: f.alice.ID}, query)
		if got := numbersOf(found); got != want || found.Tickets != int64(len(found.Rows)) || found.AtLeast {
			t.Errorf("%s: %s (%d), want %s", query, got, found.Tickets, want)
		}
		var quarters int64
		for _, r := range found.Rows {
			quarters += int64(r.CountedQuarters)
		}
		if quarters != found.CountedQuarters {
			t.Errorf("%s: the sum is %d quarters, the rows have %d", query, found.CountedQuarters, quarters)
		}
	}
}

func TestWhatCannotBeReadOrIsNobodyIsToldWithTheNearest(t *testing.T) {
	f := findFirm(t)
	for query, want := range map[string]string{
		"client:dupond":     `“dupond” is unknown to client:; did you mean “Dupont SA”?`,
		"client:Durand":     `“Durand” is unknown to client:.`,
		"client:Smiht":      `“Smiht” is unknown to client:; did you mean “Smith Ltd”?`,
		"équipe:Belu":       `“Belu” is unknown to équipe:; did you mean “Bleu”?`,
		"tag:vip":           `“vip” is unknown to étiquette:.`,
		"équipe:Vertt":      `“Vertt” is unknown to équipe:; did you mean “Vert”?`,
		"etat:ouvret":       `“ouvret” is no value of etat:; did you mean “ouvert”?`,
		"à:moi":             `“me” is nobody here for à:`,
		"facture état:loin": `“loin” is no value of état:.`,
	} {
		_, err := f.d.Find(context.Background(), Scope{}, query, Page{})
		var e *search.Error
		if !errors.Is(err, ErrRefused) || !errors.As(err, &e) || !strings.HasPrefix(Sentence(err), want) {
			t.Errorf("%s: %v, want %s", query, err, want)
		}
	}
}

// R7: what the client may not see changes nothing of what the client finds.
func TestAClientFindsOnlyWhatTheClientMaySee(t *testing.T) {
	f := findFirm(t)
	client := Scope{ClientID: f.dupont.ClientID}
	queries := []string{"", "imprimante", "secret", "pièce:interne", "facture", "après:2026-09-22", "temps:>0", "état:ouvert"}
	look := func() map[string]Found {
		all := map[string]Found{}
		for _, q := range queries {
			for _, order := range []search.Order{search.ByLast, search.ByNumber, search.ByCounted} {
				found, err := f.d.Find(context.Background(), client, q, Page{Order: order})
				if err != nil {
					t.Fatal(err)
				}
				all[q+" by "+string(order)] = found
			}
		}
		return all
	}
	before := look()
	if got := numbersOf(f.find(client, "")); got != "1001 1002 1003" {
		t.Fatalf("the client has %s", got)
	}
	f.pass(24 * time.Hour)
	f.said(1001, ticket.Exchange{Way: ticket.Note, Text: "secret facture", AuthorAgentID: f.alice.ID}, "interne.pdf")
	f.said(1001, ticket.Exchange{Way: ticket.Out, Text: "secret", AuthorAgentID: f.alice.ID, State: ticket.SendingHeld})
	f.said(1002, ticket.Exchange{Way: ticket.Out, Text: "secret", AuthorAgentID: f.alice.ID, State: ticket.SendingCancelled})
	f.said(1003, ticket.Exchange{Way: ticket.Out, Text: "secret", AuthorAgentID: f.alice.ID, State: ticket.SendingWaiting})
	f.said(1004, ticket.Exchange{Way: ticket.In, Text: "imprimante secret"})
	if _, err := f.d.BookTime(context.Background(), 1001, Booking{Agent: "alice", Minutes: 70, Kind: contract.TimeInternal}, "test"); err != nil {
		t.Fatal(err)
	}
	for key, after := range look() {
		if was, is := fmt.Sprintf("%+v", values(before[key])), fmt.Sprintf("%+v", values(after)); was != is {
			t.Errorf("%s:\n%s\n%s", key, was, is)
		}
	}
	if got := numbersOf(f.find(Scope{}, "secret")); got != "1001 1002 1003 1004" {
		t.Errorf("agents find %s", got)
	}
	if got := numbersOf(f.find(Scope{}, "pièce:interne")); got != "1001" {
		t.Errorf("agents find the file on %s", got)
	}
	// Another client's ticket is not there, however it is asked for.
	for _, q := range []string{"ref:1004", "printer", "pièce:jpg", "#1004 #1001"} {
		if got := numbersOf(f.find(client, q)); strings.Contains(got, "1004") {
			t.Errorf("%s finds %s", q, got)
		}
	}
	if _, err := f.d.Find(context.Background(), client, "", Page{Order: search.ByWaiting}); !errors.Is(err, ErrRefused) {
		t.Errorf("sorted by waiting: %v", err)
	}
	for _, q := range []string{"contact:john", "client:smith", "à:alice", "équipe:vert", "temps:manquant"} {
		_, err := f.d.Find(context.Background(), client, q, Page{})
		if !errors.Is(err, search.ErrQuery) || strings.Contains(err.Error(), "John Smith") || strings.Contains(err.Error(), "did you mean") {
			t.Errorf("%s: %v", q, err)
		}
	}
}

// values are the rows with what pointers point to.
func values(f Found) (all []string) {
	for _, r := range f.Rows {
		r.Package = nil
		all = append(all, fmt.Sprintf("%d %s %s %s %v %v %d %d %d", r.Number, r.State, r.LastWay, r.LastExchange, r.WaitsSince, r.Snippet,
			r.SpentMinutes, r.CountedQuarters, r.UntimedAnswers))
	}
	return append(all, fmt.Sprint(f.Tickets, f.CountedQuarters, f.Next, f.AtLeast))
}

func TestAnAnswerIsFoundByTheClientOnceItHasLeft(t *testing.T) {
	f := findFirm(t)
	client := Scope{ClientID: f.dupont.ClientID}
	id := f.said(1001, ticket.Exchange{Way: ticket.Out, Text: "redémarrez le modem", AuthorAgentID: f.alice.ID, State: ticket.SendingWaiting})
	if got := numbersOf(f.find(client, "modem")); got != "" {
		t.Errorf("found before it left: %s", got)
	}
	f.write(func(tx *store.Tx) error { return tx.SetExchangeState(id, ticket.SendingSent) })
	if got := numbersOf(f.find(client, "modem")); got != "1001" {
		t.Errorf("found after it left: %q", got)
	}
	f.write(func(tx *store.Tx) error {
		e, err := tx.Exchange(id)
		if err != nil {
			return err
		}
		e.Text = "redémarrez la box"
		return tx.SetExchange(e)
	})
	if a, b := numbersOf(f.find(client, "modem")), numbersOf(f.find(client, "box")); a != "" || b != "1001" {
		t.Errorf("after an edit modem finds %q, box %q", a, b)
	}
}

func TestAMergedTicketsWordsAreFoundOnTheOtherOne(t *testing.T) {
	f := findFirm(t)
	if err := f.d.MergeTicket(context.Background(), 1002, 1001, "test"); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{"étage": "1001", "": "1001 1003 1004", "ref:1002": "1002", "état:clos": "", "pièce:pdf": "1001"} {
		if got := numbersOf(f.find(Scope{}, query)); got != want {
			t.Errorf("%s finds %s, want %s", query, got, want)
		}
	}
}

func TestPagesFollowEachOtherWhileMailComesIn(t *testing.T) {
	f := newFirm(t)
	var want []int64
	for i := range 25 {
		c, who := f.dupont, f.marie
		if i%5 == 4 {
			c, who = f.smith, f.john
		}
		want = append(want, f.wrote(c, who, "Sujet", "texte commun").Number)
		if i%3 != 0 {
			f.pass(time.Minute) // some at the same moment
		}
	}
	for _, page := range []Page{{}, {Reverse: true}, {Order: search.ByWaiting}, {Order: search.ByWaiting, Reverse: true}, {Order: search.ByNumber},
		{Order: search.ByCounted}, {Order: search.ByCounted, Reverse: true}} {
		for _, query := range []string{"", "commun", "état:ouvert", "client:dupont client:smith"} {
			page.Limit, page.After = 4, ""
			var got []int64
			for range 20 {
				found, err := f.d.Find(context.Background(), Scope{}, query, page)
				if err != nil {
					t.Fatal(err)
				}
				if found.Tickets != 25 {
					t.Fatalf("%s: %d tickets", query, found.Tickets)
				}
				for _, r := range found.Rows {
					got = append(got, r.Number)
				}
				if page.After = found.Next; page.After == "" {
					break
				}
			}
			if sorted := slices.Sorted(slices.Values(got)); !slices.Equal(sorted, want) {
				t.Errorf("%+v %s: %v", page, query, got)
			}
		}
	}
	first, err := f.d.Find(context.Background(), Scope{}, "", Page{Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	f.pass(time.Minute)
	f.said(first.Rows[4].Number, ticket.Exchange{Way: ticket.In, Text: "encore"}) // goes to the top
	second, err := f.d.Find(context.Background(), Scope{}, "", Page{Limit: 5, After: first.Next})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range first.Rows {
		for _, b := range second.Rows {
			if a.Number == b.Number {
				t.Errorf("ticket %d stands on both pages", a.Number)
			}
		}
	}
	for _, bad := range []Page{{Order: "x"}, {After: "x"}} {
		if _, err := f.d.Find(context.Background(), Scope{}, "", bad); !errors.Is(err, ErrRefused) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestRowsSayWhoWroteLastAndHowLongTheClientWaits(t *testing.T) {
	f := findFirm(t)
	row := func(n int64) FoundRow { return f.find(Scope{}, fmt.Sprintf("ref:%d", n)).Rows[0] }
	r := row(1001)
	if r.LastWay != "in" || r.WaitsSince == nil || !r.WaitsSince.Equal(monday) || r.Client != "Dupont SA" || r.Contact != "Marie Dupont" || r.Team != "Bleu" {
		t.Errorf("%+v", r)
	}
	if r.Package == nil || r.Package.AvailableQuarters == 0 || r.Package.LeftQuarters != r.Package.AvailableQuarters {
		t.Errorf("package: %+v", r.Package)
	}
	answered := f.said(1001, ticket.Exchange{Way: ticket.Out, Text: "bonjour", AuthorAgentID: f.alice.ID, State: ticket.SendingWaiting})
	if r := row(1001); r.LastWay != "out" || r.WaitsSince != nil || r.UntimedAnswers != 1 {
		t.Errorf("answered: %+v", r)
	}
	if got := numbersOf(f.find(Scope{}, "temps:manquant")); got != "1001" {
		t.Errorf("time is missing on %s", got)
	}
	f.write(func(tx *store.Tx) error { return tx.SetExchangeState(answered, ticket.SendingCancelled) })
	if r := row(1001); r.LastWay != "in" || r.WaitsSince == nil || r.UntimedAnswers != 0 {
		t.Errorf("cancelled: %+v", r)
	}
	f.said(1001, ticket.Exchange{Way: ticket.Out, Text: "bonjour", AuthorAgentID: f.alice.ID, State: ticket.SendingSent})
	if _, err := f.d.BookTime(context.Background(), 1001, Booking{Agent: "bruno", Minutes: 10, Kind: contract.TimeCounted}, "test"); err != nil {
		t.Fatal(err)
	}
	if r := row(1001); r.UntimedAnswers != 1 {
		t.Errorf("another agent's time counts for alice's answer: %+v", r)
	}
	if _, err := f.d.BookTime(context.Background(), 1001, Booking{Agent: "alice", Minutes: 10, Kind: contract.TimeOffered}, "test"); err != nil {
		t.Fatal(err)
	}
	if r := row(1001); r.UntimedAnswers != 0 || r.SpentMinutes != 20 {
		t.Errorf("booked: %+v", r)
	}
	if got := f.find(Scope{}, "imprimante").Rows[0].Snippet; got == nil || !strings.Contains(got.Text, "L'imprimante de l'accueil") || len(got.Marks) != 1 {
		t.Errorf("snippet: %+v", got)
	}
	if got := f.find(Scope{}, "devis").Rows[0]; got.Snippet == nil || got.Snippet.Text != "devis final.PDF" || !got.SnippetOfFile {
		t.Errorf("snippet of a file: %+v", got.Snippet)
	}
}

func TestViewsCountWhatTheyShow(t *testing.T) {
	f := findFirm(t)
	ctx := context.Background()
	if err := f.d.AssignTicket(ctx, 1003, "alice@firme.example", "", "test"); err != nil {
		t.Fatal(err)
	}
	if err := f.d.WaitTicket(ctx, 1002, "test"); err != nil {
		t.Fatal(err)
	}
	f.said(1004, ticket.Exchange{Way: ticket.Out, Text: "ok", AuthorAgentID: f.alice.ID, State: ticket.SendingSent})
	if _, err := f.d.BookTime(ctx, 1001, Booking{Agent: "bruno", Minutes: 24 * 60, Kind: contract.TimeCounted}, "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.d.BookTime(ctx, 1001, Booking{Agent: "bruno", Minutes: 24 * 60, Kind: contract.TimeCounted}, "test"); err != nil {
		t.Fatal(err)
	}
	for _, v := range []SavedView{{Agent: "alice", Name: "Dupont", Query: "client:dupont state:open"}, {Agent: "bruno", Shared: true, Name: "Noir", Query: "noir"},
		{Agent: "bruno", Name: "de Bruno", Query: "noir"}, {Agent: "alice", Name: "Parti", Query: "client:parti"}} {
		if err := f.d.SaveView(ctx, v, "test"); err != nil {
			t.Fatal(err)
		}
	}
	views, err := f.d.Views(ctx, f.alice.ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range views {
		got = append(got, fmt.Sprintf("%s%s %d", v.Key, v.Name, v.Tickets))
		if v.Broken {
			continue
		}
		found, err := f.d.Find(ctx, Scope{AgentID: f.alice.ID}, v.Text, Page{})
		if err != nil || int64(len(found.Rows)) != v.Tickets || found.Tickets != v.Tickets {
			t.Errorf("%s counts %d, shows %d (%v)", v.Key, v.Tickets, len(found.Rows), err)
		}
	}
	want := "team-today 3, mine 1, unassigned 2, waiting 1, snoozed 0, time-missing 1, package-exhausted 3, all 4, Dupont 2, Noir 1, Parti 0"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("views: %s\nwant:  %s", s, want)
	}
	if last := views[len(views)-1]; !last.Broken {
		t.Errorf("a view of what is gone: %+v", last)
	}
	sum, err := f.d.CountFound(ctx, Scope{ClientID: f.dupont.ClientID}, "imprimante")
	if err != nil || sum.Tickets != 1 || sum.CountedQuarters != 192 {
		t.Errorf("counted: %+v, %v", sum, err)
	}
}
