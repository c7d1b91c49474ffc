package daemon_test

import (
	"strings"
	"testing"
	"time"
)

// A client whose domain cannot sign works on its first day, by one word of a
// person; once the domain was seen signed, an unsigned mail is a forgery.
func TestAClientThatCannotSignIsLetInByAPerson(t *testing.T) {
	t.Parallel()
	h := open(t, long)
	one := h.forge(marie, mail{subject: "Premier message", text: "Notre hébergeur ne signe pas."})
	if f := h.becomes(one, "quarantine", "unauth"); !f.Held {
		t.Error("it is not held")
	}
	held := h.expect(claire, "Premier message")
	h.expect(karim, "Premier message")
	h.nothing(marie)
	h.becomes(h.send(claire, mail{answers: &held, text: "#accepter toujours"}), "command", "")
	h.expect(marie, "Premier message")
	h.expect(claire, "Premier message")
	h.expect(karim, "Premier message")
	f := h.fate(one)
	if f.Disposition != "new" || !h.ticket(*f.Ticket).Exchanges[0].Unverified {
		t.Errorf("%+v", f)
	}
	two := h.becomes(h.forge(marie, mail{subject: "Deuxième message", text: "Cette fois cela passe."}), "new", "")
	if !h.ticket(*two.Ticket).Exchanges[0].Unverified {
		t.Error("the second one counts as verified")
	}
	client, err := h.desk.Client(t.Context(), durand)
	if err != nil || !client.CannotSign {
		t.Errorf("%+v %v", client, err)
	}
	h.becomes(h.send(marie, mail{subject: "Troisième message", text: "Maintenant il signe."}), "new", "")
	if f := h.fate(h.forge(marie, mail{subject: "Faux message", text: "Et ceci est un faux."})); f.Disposition != "quarantine" {
		t.Errorf("the forged mail became %s", f.Disposition)
	}
}

// An agent whose provider does not sign is asked once, at the registered
// address; who only has the notice cannot confirm.
func TestAnAgentWhoseProviderDoesNotSignConfirmsByOneWord(t *testing.T) {
	t.Parallel()
	h := open(t, 200*time.Millisecond)
	number := *h.becomes(h.send(marie, mail{subject: "Licence", text: "Ma licence expire."}), "new", "").Ticket
	h.expect(marie, "Licence")
	notice := h.expect(claire, "Licence")
	h.expect(karim, "Licence")

	answer := h.forge(claire, mail{answers: &notice, text: "#temps 20\nElle est prolongée."})
	h.becomes(answer, "quarantine", "unauth-agent")
	asked := h.expect(claire, "confirmer")
	h.nothing(marie)
	again := h.forge(claire, mail{answers: &notice, text: "#accepter"})
	if f := h.fate(again); f.Disposition != "quarantine" {
		t.Errorf("the notice's own address confirmed: %s", f.Disposition)
	}
	h.expect(claire, "")

	h.becomes(h.forge(claire, mail{answers: &asked, text: "#accepter"}), "command", "")
	if reply := h.expect(marie, "Licence"); !strings.Contains(reply.Text, "Elle est prolongée") {
		t.Errorf("the client has %s", reply.Text)
	}
	checkTime(t, h, number, 20, 2)
	second := h.forge(claire, mail{answers: &asked, text: "#accepter"})
	if f := h.fate(second); f.Disposition == "append" {
		t.Error("a confirmation served twice")
	}
	h.settledButAnswer(5)
	time.Sleep(400 * time.Millisecond)
	h.nothing(marie)
	var sent int
	letters, err := h.desk.Letters(t.Context(), "")
	for _, l := range letters {
		if l.Kind == "answer" {
			sent++
		}
	}
	if err != nil || sent != 1 {
		t.Errorf("%d answers %v", sent, err)
	}
}
