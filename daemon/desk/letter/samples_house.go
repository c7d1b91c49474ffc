package letter

import (
	"time"

	"permanence/daemon/desk/ticket"
)

// commands are the table of mail commands as #aide answers it.
func (s sample) commands() []CommandRow {
	var rows []CommandRow
	for _, c := range ticket.Commands() {
		lang := s.in("fr", "en")
		rows = append(rows, CommandRow{French: "#" + c.French[0], English: "#" + c.English[0], Example: c.ExampleIn(lang), Does: c.MeaningIn(lang)})
	}
	return rows
}

func agentSamples(s sample, kind Kind) []any {
	c := s.to(s.agent)
	switch kind {
	case KindHeldMail:
		h := HeldMail{Common: c, MailID: 3107, From: Person{First: "Marc", Last: "Petit", Address: "marc@dupont.example"}, Subject: s.ticket.Subject,
			Received: s.ticket.Opened, Reason: "not-authorised", Client: s.client, Text: s.request, Files: []FileLine{{"capture.png", 340_000}}}
		bare := h
		bare.Client, bare.Files, bare.Reason, bare.From = "", nil, "other", Person{Address: "marc@dupont.example"}
		own := bare
		own.From, own.Reason = s.agent, "agent-no-ticket"
		return []any{h, bare, own}
	case KindAnswerHeld:
		later := Exchange{From: s.contact.Name(), At: sampleTime(time.September, 21, 14, 20), Text: s.in("Trouvé : c’était la ligne des frais.", "Found it: it was the line of charges.")}
		return []any{AnswerHeld{Common: c, Ticket: s.ticket, Later: []Exchange{later}, Text: s.answer, Minutes: 25}}
	case KindAnswerConfirm:
		return []any{AnswerConfirm{Common: c, Ticket: s.ticket, Text: s.answer, Expires: sampleTime(time.September, 22, 14, 5)}}
	case KindCommandError:
		problem := CommandProblem{"#resolut", s.in("Ce n’est pas une commande.", "This is not a command."), s.in("#resolu", "#solved")}
		date := CommandProblem{s.in("#temps dix", "#time ten"), s.in("« dix » n’est pas une durée.", "“ten” is not a duration."), ""}
		return []any{CommandError{Common: c, Ticket: s.ticket, Problems: []CommandProblem{problem, date}, Text: s.answer},
			CommandError{Common: c, Problems: []CommandProblem{problem}}}
	case KindCommandHelp:
		return []any{CommandHelp{Common: c, Commands: s.commands()}}
	case KindCommandDone:
		done := []string{s.in("1 h 15 comptées, 5 quarts d’heure décomptés", "1 h 15 booked, 5 quarters counted"), s.in("demande résolue", "request resolved")}
		return []any{CommandDone{Common: c, Ticket: s.ticket, Done: done}, CommandDone{Common: c, Done: done[:1]}}
	case KindBounce:
		return []any{Bounce{Common: c, Ticket: s.ticket, Address: s.contact.Address, Status: "5.1.1", Reply: "550 5.1.1 User unknown", At: sampleTime(time.September, 21, 14, 7), Text: s.answer},
			Bounce{Common: c, Ticket: s.ticket, Address: s.contact.Address, Status: "5.9.9", At: sampleTime(time.September, 21, 14, 7)}}
	case KindQuarantineDigest:
		held := []HeldLine{
			{3101, sampleTime(time.September, 20, 22, 14), Person{First: "Offres", Last: "Pro", Address: "news@offers.example"}, s.in("Doublez vos ventes", "Double your sales"), "unknown"},
			{3105, sampleTime(time.September, 21, 7, 2), Person{Address: "claire@dupont.example"}, s.in("Urgent : virement", "Urgent: transfer"), "unauth"},
		}
		return []any{QuarantineDigest{Common: c, Held: held}, QuarantineDigest{Common: c, Held: held[:1]}}
	}
	return nil
}

func contactSamples(s sample, kind Kind) []any {
	fresh := Person{First: "Lucie", Last: "Roy", Position: s.in("Cheffe de projet", "Project lead"), Address: s.in("lucie@dupont.example", "lucie@harbour.example")}
	replaced := ContactReplaced{Common: s.common, Client: s.client, Old: s.contact, New: fresh, At: s.common.Now, By: s.agent, LoginFollow: true}
	switch kind {
	case KindContactChangeMissing:
		return []any{ContactChangeMissing{Common: s.common, Ticket: s.ticket, Read: NewContact{Last: "Roy", First: "Lucie"}},
			ContactChangeMissing{Common: s.common, Ticket: s.ticket}}
	case KindContactChange:
		c := ContactChange{Common: s.to(s.sales), Ticket: s.ticket, Client: s.client, From: s.contact, FromPresent: true, Present: s.contact,
			Read: NewContact{fresh.Last, fresh.First, fresh.Position, fresh.Address}, Domains: []string{"dupont.example"},
			Text: s.in("Lucie Roy me remplace comme contact technique.", "Lucie Roy replaces me as technical contact.")}
		odd := c
		odd.Ticket, odd.MailID, odd.FromPresent, odd.OutsideDomain = Ticket{}, 3107, false, true
		odd.Read, odd.From = NewContact{Address: "lucie@elsewhere.example"}, Person{Address: "marc@dupont.example"}
		return []any{c, odd}
	case KindContactReplacedOld:
		return []any{replaced}
	case KindContactReplacedNew, KindContactReplacedSales:
		replaced.To = fresh
		plain := replaced
		plain.LoginFollow, plain.New.Position = false, ""
		return []any{replaced, plain}
	case KindLogin:
		l := Login{Common: s.common, Client: s.client, Identifier: s.contact.Address, Password: "tulipe-cobalt-7214-orage", Expires: sampleTime(time.October, 5, 14, 5)}
		bare, agent := l, l
		bare.Desk.SpaceURL = ""
		agent.Client = "" // of our own firm
		return []any{l, bare, agent}
	case KindLoginLink:
		return []any{LoginLink{Common: s.common, Link: "https://support.atelier.example/login/link/Jx0lQ8dM2vYw5rT7uB3nKc9fHs1pZa4eGi6oLmVtXyE", Minutes: 15}}
	case KindAccountChanged:
		c := AccountChanged{Common: s.common, What: "password", At: s.common.Now, Browser: "Firefox, Windows", Network: "192.0.2.17"}
		key, addresses := c, c
		key.What, key.Name = "passkey-on", s.in("Téléphone", "Telephone")
		addresses.What, addresses.Browser, addresses.Network = "addresses", "", ""
		addresses.Addresses = []string{s.contact.Address}
		return []any{c, key, addresses}
	}
	return nil
}

func adminSamples(s sample, kind Kind) []any {
	c := s.to(Person{Address: "admin@atelier.example"})
	down := Alarm{Common: c, What: "mailbox", Place: "support@atelier.example", Since: sampleTime(time.September, 21, 13, 50),
		LastSuccess: sampleTime(time.September, 21, 13, 49), Error: "imap.atelier.example:993: connection refused", Command: "permanence doctor"}
	switch kind {
	case KindStorm:
		return []any{Storm{Common: s.common, From: "alertes@sauvegarde.example", At: sampleTime(time.September, 21, 14, 5), Command: "permanence mail list --quarantine"}}
	case KindAlarm:
		relay := down
		relay.What, relay.Place, relay.Waiting, relay.LastSuccess = "relay", "smtp.atelier.example", 23, time.Time{}
		return []any{down, relay}
	case KindAlarmOver:
		over := down
		over.Until, over.Waiting = sampleTime(time.September, 21, 14, 32), 1
		return []any{over, down}
	case KindDigestUncertain:
		return []any{DigestUncertain{Common: c, Letters: []LetterLine{{512, KindAck, s.contact.Address, "Re: " + s.ticket.Subject, sampleTime(time.September, 21, 14, 5)}}}}
	case KindDigestRestored:
		whole := DigestRestored{Common: c, Made: sampleTime(time.September, 21, 3, 0), At: sampleTime(time.September, 21, 14, 30),
			Answers: []LetterLine{{1000514, KindAnswer, s.contact.Address, "Re: " + s.ticket.Subject, sampleTime(time.September, 21, 14, 5)}},
			Letters: []LetterLine{{1000512, KindAck, s.contact.Address, "Re: " + s.ticket.Subject, sampleTime(time.September, 21, 14, 4)}}}
		answers, letters := whole, whole
		answers.Letters, letters.Answers = nil, nil
		return []any{whole, answers, letters}
	}
	return nil
}
