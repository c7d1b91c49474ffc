package daemon_test

import (
	"strings"
	"testing"
	"time"
)

// long is a hold for tests in which no answer leaves.
const long = time.Minute

// Nobody who is not provably a technical contact opens or touches anything.
func TestForgersAndStrangersGetNowhere(t *testing.T) {
	t.Parallel()
	h := open(t, hold)
	first := h.send(marie, mail{subject: "Sauvegarde", text: "La sauvegarde a échoué."})
	number := *h.becomes(first, "new", "").Ticket
	ack := h.expect(marie, "Sauvegarde")
	notice := h.expect(claire, "Sauvegarde")
	h.expect(karim, "Sauvegarde")

	for _, c := range []struct {
		as     string
		signed bool
		mail   mail
		reason string
		shown  bool // to the team on duty
	}{
		{marie, false, mail{subject: "Facture", text: "Quel est notre mot de passe ?"}, "unauth", true},
		{marie, false, mail{answers: &ack, text: "Envoyez-moi l'historique."}, "unauth", true},
		{"mallory@elsewhere.test", false, mail{subject: "Offre", text: "Achetez nos licences."}, "unknown", false},
		{"mallory@elsewhere.test", false, mail{to: replyTo(ack), subject: ack.Subject, text: "Je réponds pour Marie."}, "unknown", false},
		{emma, true, mail{to: replyTo(ack), subject: ack.Subject, text: "What is this ticket about?"}, "other-client", true},
		{"claire@elsewhere.test", false, mail{from: "Claire Moreau <claire@elsewhere.test>", answers: &notice, text: "#resolu\nC'est réglé."}, "unknown", false},
	} {
		var sent mail
		if c.signed {
			sent = h.send(c.as, c.mail)
		} else {
			sent = h.forge(c.as, c.mail)
		}
		f := h.fate(sent)
		if f.Disposition != "quarantine" || f.Reason != c.reason {
			t.Errorf("%q of %s became %s %s, not quarantine %s", sent.subject, c.as, f.Disposition, f.Reason, c.reason)
		}
		if c.shown {
			h.expect(claire, "")
			h.expect(karim, "")
		}
	}
	forged := h.forge(claire, mail{answers: &notice, text: "#resolu\nC'est réglé, au revoir."})
	h.becomes(forged, "quarantine", "unauth-agent")
	if asked := h.expect(claire, ""); !strings.Contains(asked.Text, "au revoir") {
		t.Errorf("Claire is not asked whether it was hers: %s", asked.Text)
	}
	h.settled(8)
	if v := h.ticket(number); v.State != "open" || len(v.Exchanges) != 1 {
		t.Errorf("the ticket changed: %+v", v)
	}
	h.nothing(marie, emma, lucas, claire, karim, julie)
	if n := len(h.inbox("outside")); n != 0 {
		t.Errorf("%d mails left for strangers", n)
	}
}

// A colleague opens nothing, is told so once a day, and can be let in with one
// word.
func TestAColleagueIsToldOnceAndLetInByOneWord(t *testing.T) {
	t.Parallel()
	h := open(t, long)
	one := h.send(lucas, mail{from: "Lucas Petit <" + lucas + ">", subject: "Mon écran", text: "Bonjour, mon écran reste noir depuis ce matin."})
	f := h.becomes(one, "quarantine", "not-authorised")
	if !f.Held {
		t.Error("the mail is not held")
	}
	told := h.expect(lucas, "Votre message")
	for _, secret := range []string{"Marie", marie} {
		if strings.Contains(told.everything(), secret) {
			t.Errorf("the explanation betrays %q: %s", secret, told.Text)
		}
	}
	if !strings.Contains(told.Text, "contact@permanence.example") {
		t.Errorf("the explanation does not say whom to ask: %s", told.Text)
	}
	held := h.expect(claire, "Mon écran")
	h.expect(karim, "Mon écran")
	if !strings.Contains(held.Text, "reste noir") || !strings.Contains(held.Text, "#accepter") {
		t.Errorf("the held mail is shown as %s", held.Text)
	}
	two := h.send(lucas, mail{subject: "Toujours mon écran", text: "Personne ne répond ?"})
	h.becomes(two, "quarantine", "not-authorised")
	again := h.expect(claire, "Toujours mon écran")
	toKarim := h.expect(karim, "Toujours mon écran")
	h.nothing(lucas)

	h.send(claire, mail{answers: &held, text: "#accepter"})
	notice := h.expect(claire, "Mon écran")
	h.expect(karim, "Mon écran")
	let := h.fate(one)
	if let.Disposition != "new" || let.Ticket == nil || let.DecidedBy != "Claire Moreau" {
		t.Fatalf("%+v", let)
	}
	if v := h.ticket(*let.Ticket); v.Contact != marie || len(v.Exchanges) != 1 || !strings.Contains(v.Exchanges[0].From, lucas) {
		t.Errorf("%+v", v)
	}
	// The ticket is the technical contact's; its author follows and may answer.
	h.expect(marie, "Mon écran")
	ack := h.expect(lucas, "Mon écran")
	h.send(claire, mail{answers: &notice, text: "Est-il branché ?"})
	h.becomes(h.send(lucas, mail{answers: &ack, text: "Oui."}), "append", "")
	h.expect(claire, "Mon écran")

	h.becomes(h.send(karim, mail{answers: &again, text: "#rejeter"}), "quarantine", "agent-no-ticket") // Claire's letter, not his
	h.send(karim, mail{answers: &toKarim, text: "#rejeter"})
	h.settledButAnswer(7)
	if f := h.fate(two); f.Disposition != "quarantine" || f.Reason != "rejected" {
		t.Errorf("%+v", f)
	}
}
