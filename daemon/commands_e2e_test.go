package daemon_test

import (
	"strings"
	"testing"
	"time"
)

// #aide answers with the table; a command that is not understood sends nothing
// to the client and keeps the text.
func TestACommandErrorSendsNothingToTheClient(t *testing.T) {
	t.Parallel()
	h := open(t, 300*time.Millisecond)
	number := *h.becomes(h.send(marie, mail{subject: "Droits", text: "Je ne vois plus les factures."}), "new", "").Ticket
	h.expect(marie, "Droits")
	notice := h.expect(claire, "Droits")
	h.expect(karim, "Droits")

	h.send(claire, mail{answers: &notice, text: "#aide"})
	help := h.expect(claire, "")
	for _, want := range []string{"#temps", "#annuler", "#accepter", "#fusion"} {
		if !strings.Contains(help.Text, want) {
			t.Errorf("no %s in the help %s", want, help.Text)
		}
	}
	h.becomes(h.send(claire, mail{answers: &notice, text: "#tmps 25\n#resolu\nVos droits sont revenus."}), "command", "command-error")
	refused := h.expect(claire, "")
	if !strings.Contains(refused.Text, "#tmps") || !strings.Contains(refused.Text, "#temps") || !strings.Contains(refused.Text, "Vos droits sont revenus") {
		t.Errorf("the error says %s", refused.Text)
	}
	if v := h.ticket(number); v.State != "open" || v.SpentMinutes != 0 {
		t.Errorf("half of it was done: %+v", v)
	}
	time.Sleep(500 * time.Millisecond)
	h.nothing(marie, karim)
	h.send(claire, mail{answers: &refused, text: "#temps 25\n#envoyer"})
	if reply := h.expect(marie, "Droits"); !strings.Contains(reply.Text, "Vos droits sont revenus") || strings.Contains(reply.everything(), "#t") {
		t.Errorf("the client has %s", reply.Text)
	}
	h.settled(4)
	checkTime(t, h, number, 25, 2)
	h.nothing(marie, claire, karim)
}

// #annuler within the hold: the answer never leaves, its time is given back.
func TestAnAnswerCanBeCancelledWhileItWaits(t *testing.T) {
	t.Parallel()
	h := open(t, 2*time.Second)
	number := *h.becomes(h.send(marie, mail{subject: "TVA", text: "Le taux est faux."}), "new", "").Ticket
	h.expect(marie, "TVA")
	notice := h.expect(claire, "TVA")
	h.becomes(h.send(claire, mail{answers: &notice, text: "#temps 40\nC'est votre faute."}), "append", "")
	checkTime(t, h, number, 40, 3)
	h.becomes(h.send(claire, mail{answers: &notice, text: "#annuler"}), "command", "")
	checkTime(t, h, number, 0, 0)
	time.Sleep(2300 * time.Millisecond)
	h.settled(3)
	h.nothing(marie, claire)
	if v := h.ticket(number); v.Exchanges[len(v.Exchanges)-1].State != "cancelled" && v.Exchanges[1].State != "cancelled" {
		t.Errorf("%+v", v.Exchanges)
	}
	late := h.send(claire, mail{answers: &notice, text: "#annuler"})
	h.becomes(late, "command", "command-error")
	h.expect(claire, "")
	h.nothing(marie)
}

// R6: an answer to a notice that is no longer the last word is held.
func TestAnAnswerIsHeldWhenTheClientWroteMeanwhile(t *testing.T) {
	t.Parallel()
	h := open(t, 200*time.Millisecond)
	first := h.send(marie, mail{subject: "Panne réseau", text: "Rien ne marche."})
	number := *h.becomes(first, "new", "").Ticket
	ack := h.expect(marie, "Panne réseau")
	notice := h.expect(claire, "Panne réseau")
	h.expect(karim, "Panne réseau")
	h.becomes(h.send(marie, mail{answers: &ack, text: "Oubliez, c'était la prise."}), "append", "")
	h.expect(claire, "Panne réseau")
	h.expect(karim, "Panne réseau")

	h.becomes(h.send(claire, mail{answers: &notice, text: "Changez le câble."}), "append", "")
	held := h.expect(claire, "NON ENVOYÉ")
	if !strings.Contains(held.Text, "c'était la prise") || !strings.Contains(held.Text, "Changez le câble") {
		t.Errorf("held: %s", held.Text)
	}
	time.Sleep(400 * time.Millisecond)
	h.nothing(marie)
	h.becomes(h.send(claire, mail{answers: &held, text: "#resolu\nTrès bien, je classe la demande."}), "append", "")
	if reply := h.expect(marie, "Panne réseau"); !strings.Contains(reply.Text, "je classe la demande") || strings.Contains(reply.Text, "câble") {
		t.Errorf("the client has %s", reply.Text)
	}
	// Her own further answer to the same notice is never held.
	h.becomes(h.send(claire, mail{answers: &held, text: "Un mot encore : le câble est garanti."}), "append", "")
	h.expect(marie, "Panne réseau")
	h.settled(5)
	h.nothing(marie, claire, karim)
	if v := h.ticket(number); v.State != "resolved" {
		t.Errorf("%+v", v)
	}
}
