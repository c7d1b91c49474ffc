package letter

import (
	"time"

	"permanence/templates"
)

// Samples are sample facts of a kind, at least one; the first is what
// [Preview] shows, the others are what its templates may meet besides. nil for
// an unknown kind.
func Samples(kind Kind, lang string) []any {
	s := sampleFirm(lang)
	for _, make := range []func(sample, Kind) []any{ticketSamples, noticeSamples, agentSamples, contactSamples, contractSamples, adminSamples, groupSamples, crewSamples} {
		if facts := make(s, kind); facts != nil {
			return facts
		}
	}
	return nil
}

// sample is the made-up firm, client and ticket of the previews.
type sample struct {
	common  Common
	contact Person
	agent   Person
	sales   Person
	client  string
	ticket  Ticket
	request string
	answer  string
	pkg     Package
	lines   []TicketLine
	french  bool
}

// sampleZone is Europe/Paris in summer, without reading a zone file.
var sampleZone = time.FixedZone("CEST", 2*60*60)

func sampleTime(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, sampleZone)
}

func sampleFirm(lang string) sample {
	s := sample{
		agent: Person{First: "Alice", Last: "Martin", Address: "alice@atelier.example"},
		sales: Person{First: "Paul", Last: "Girard", Address: "paul@atelier.example"},
		common: Common{
			Desk: Desk{Firm: "Atelier Logiciel", Name: "Assistance Atelier", Address: "support@atelier.example",
				Contact: "contact@atelier.example", SpaceURL: "https://support.atelier.example"},
			Zone: sampleZone, Now: sampleTime(time.September, 21, 14, 5),
		},
		pkg: Package{From: sampleTime(time.September, 1, 0, 0), Until: sampleTime(time.October, 1, 0, 0),
			SubscribedQuarters: 32, CarriedQuarters: 8, ConsumedQuarters: 25, LeftQuarters: 15, RateCents: 9500},
		french: lang != "en",
	}
	if !s.french {
		s.english()
		return s
	}
	s.client = "Dupont Mécanique"
	s.contact = Person{First: "Claire", Last: "Dupont", Position: "Responsable informatique", Address: "claire@dupont.example"}
	s.ticket = Ticket{Number: 1042, Token: "[#1042-7QK4M2XH]", Subject: "L’import des banques échoue", Client: s.client, State: "open", Opened: sampleTime(time.September, 21, 14, 4)}
	s.request = "Bonjour,\n\nDepuis ce matin l’import du relevé s’arrête à la ligne 120, voir la capture.\n\n[cid:capture@dupont]\n\nCordialement,\nClaire Dupont"
	s.answer = "Bonjour,\n\nLe format de la banque a changé hier. J’ai mis à jour le filtre, l’import passe :\nhttps://doc.atelier.example/import-bancaire.\n\n> s’arrête à la ligne 120\n\nC’était la ligne des frais.\n\n[cid:capture@dupont]"
	s.lines = []TicketLine{{Number: 1042, Subject: s.ticket.Subject, Client: s.client, State: "resolved", CountedQuarters: 5, SpentMinutes: 65},
		{Number: 1017, Subject: "Étiquettes de colis", Client: s.client, State: "closed", CountedQuarters: 20, SpentMinutes: 300}}
	s.common.To = s.contact
	return s
}

func (s *sample) english() {
	s.common.Desk.Name = "Atelier Support"
	s.client = "Harbour Tools Ltd"
	s.contact = Person{First: "Emma", Last: "Clarke", Position: "IT manager", Address: "emma@harbour.example"}
	s.ticket = Ticket{Number: 1042, Token: "[#1042-7QK4M2XH]", Subject: "The bank import fails", Client: s.client, State: "open", Opened: sampleTime(time.September, 21, 14, 4)}
	s.request = "Hello,\n\nSince this morning the import of the statement stops at line 120, see the picture.\n\n[cid:capture@dupont]\n\nBest regards,\nEmma Clarke"
	s.answer = "Hello,\n\nThe bank changed its format yesterday. I have updated the filter and the import goes through:\nhttps://doc.atelier.example/bank-import.\n\n> stops at line 120\n\nThat was the line of charges.\n\n[cid:capture@dupont]"
	s.lines = []TicketLine{{Number: 1042, Subject: s.ticket.Subject, Client: s.client, State: "resolved", CountedQuarters: 5, SpentMinutes: 65},
		{Number: 1017, Subject: "Parcel labels", Client: s.client, State: "closed", CountedQuarters: 20, SpentMinutes: 300}}
	s.common.To = s.contact
}

// in chooses the French or the English text.
func (s sample) in(french, english string) string {
	if s.french {
		return french
	}
	return english
}

// to is the common facts for another reader.
func (s sample) to(p Person) Common {
	c := s.common
	c.To = p
	return c
}

func (s sample) pictures() []templates.Picture {
	return []templates.Picture{{ContentID: "capture@dupont", Filename: "capture.png"}}
}

// low is the package when little is left, over when it is exceeded.
func (s sample) low() Package {
	p := s.pkg
	p.ConsumedQuarters, p.LeftQuarters = 37, 3
	return p
}

func (s sample) over() Package {
	p := s.pkg
	p.ConsumedQuarters, p.LeftQuarters, p.OverageQuarters = 51, 0, 11
	return p
}

func (s sample) state(state string) Ticket {
	t := s.ticket
	t.State = state
	return t
}

func ticketSamples(s sample, kind Kind) []any {
	low := s.low()
	ack := Ack{Common: s.common, Ticket: s.ticket}
	full := Ack{Common: s.common, Ticket: s.ticket, NextStaffed: sampleTime(time.September, 22, 9, 0), Package: &low, Observers: []string{"Jean Petit", "Lucie Roy"}}
	holiday := Ack{Common: s.common, Ticket: s.ticket, NextStaffed: sampleTime(time.May, 26, 9, 0), Closed: s.in("lundi de Pentecôte", "Whit Monday")}
	holiday.Ticket.Subject, holiday.Desk.SpaceURL = "", ""
	page := full
	page.Text, page.Files, page.Package = s.request, []FileLine{{"capture.png", 340_000}}, nil
	switch kind {
	case KindAck:
		return []any{full, ack, holiday, page}
	case KindAckLinked:
		before := s.state("closed")
		before.Number, before.Token = 988, "[#988-3MZ0QW8T]"
		return []any{AckLinked{ack, before}, AckLinked{full, before}, AckLinked{holiday, before}, AckLinked{page, before}}
	case KindAnswer:
		a := Answer{Common: s.common, Ticket: s.state("resolved"), Author: s.agent, Text: s.answer, Pictures: s.pictures(), ShowTime: true, CountedQuarters: 5, LeftQuarters: 15}
		waiting := Answer{Common: s.common, Ticket: s.state("waiting"), Author: s.agent, Text: s.answer}
		open := Answer{Common: s.common, Ticket: s.ticket, Author: s.agent, Text: s.answer, ShowTime: true, CountedQuarters: 5, LeftQuarters: -2}
		return []any{a, waiting, open}
	case KindCall:
		call := Call{Common: s.common, Ticket: s.ticket, Author: s.agent, Text: s.in("L’import du relevé s’arrête à la ligne 120 depuis ce matin.", "The import of the statement stops at line 120 since this morning.")}
		bare := Call{Common: s.common, Ticket: s.state("resolved"), Author: s.agent}
		bare.Desk.SpaceURL = ""
		return []any{call, bare}
	case KindCopy:
		whole := Copy{Common: s.to(Person{First: "Jean", Last: "Petit", Address: "jean@dupont.example"}), Ticket: s.ticket, From: s.contact,
			Text: s.in("Le fichier du 12 passe, celui du 13 non.", "The file of the 12th goes through, that of the 13th does not."), Files: []FileLine{{"capture.png", 340_000}}}
		bare := whole
		bare.Files, bare.Desk.SpaceURL = nil, ""
		return []any{whole, bare}
	case KindObserverAdded:
		return []any{ObserverAdded{Common: s.to(Person{First: "Jean", Last: "Petit", Address: "jean@dupont.example"}), Ticket: s.ticket, By: s.contact}}
	case KindMerged:
		before := s.state("closed")
		before.Number, before.Token, before.Subject = 1044, "[#1044-3MZ0QW8T]", s.in("Import, suite", "Import, continued")
		bare := Merged{Common: s.common, Ticket: s.ticket, Before: before}
		bare.Desk.SpaceURL = ""
		return []any{Merged{Common: s.common, Ticket: s.ticket, Before: before}, bare}
	case KindExplanation:
		return []any{Explanation{Common: s.to(Person{Address: "marc@elsewhere.example"})}}
	}
	return nil
}

func noticeSamples(s sample, kind Kind) []any {
	n := Notice{Common: s.to(s.agent), Ticket: s.ticket, From: s.contact, At: sampleTime(time.September, 21, 14, 4), Text: s.request,
		Pictures: s.pictures(), Files: []FileLine{{"capture.png", 340_000}, {s.in("relevé.csv", "statement.csv"), 1_240_000}}, Package: &s.pkg}
	odd := n
	odd.Unverified, odd.Copies, odd.Package, odd.Files = true, []string{"eve@elsewhere.example"}, nil, nil
	odd.Desk.SpaceURL = ""
	switch kind {
	case KindNoticeNew:
		n.Team = s.in("Bleue", "Blue")
	case KindNoticeAnswer:
		n.Handler = "Alice Martin"
	case KindNoticeAssigned:
		n.By, n.Note = "Marc Petit", s.in("Tu connais leur banque, peux-tu regarder ?", "You know their bank, can you have a look?")
	case KindNoticeOffered:
		n.Handler, n.Team = "Marc Petit", s.in("Bleue", "Blue")
	case KindNoticeReopened:
	case KindNoticeWatched:
		n.Handler = "Marc Petit"
	case KindNoticeMention:
		n.By, n.From, n.Text, n.Pictures = "Marc Petit", Person{First: "Marc Petit"}, s.in("@Alice, tu connais leur banque ?", "@Alice, do you know their bank?"), nil
		n.Files = n.Files[:1]
	default:
		return nil
	}
	return []any{n, odd}
}
