package daemon_test

import (
	"strings"
	"testing"
	"time"

	"permanence/daemon/demo"
)

// R17, R9: on a Saturday night the next team is told at once, and the client
// when the desk opens.
func TestAtNightTheNextTeamIsToldAtOnce(t *testing.T) {
	t.Parallel()
	h := openAt(t, time.Date(2026, time.July, 4, 2, 30, 0, 0, demo.Zone()), long)
	on, off := h.onDuty()
	h.becomes(h.send(emma, mail{from: "Emma Harper <" + emma + ">", subject: "Server down", text: "Hello,\n\nOur server has been down since midnight.\n\nRegards\nEmma"}), "new", "")
	ack := h.expect(emma, "Server down")
	for _, want := range []string{"Monday", "July 2026", "09:00"} {
		if !strings.Contains(ack.Text, want) {
			t.Errorf("no %q in %s", want, ack.Text)
		}
	}
	for _, a := range on {
		h.expect(a.Address, "Server down")
	}
	h.settled(1)
	h.nothing(off[0].Address, off[1].Address, emma)
}

// R8b: within a month an answer reopens the ticket, afterwards it opens a new
// one that is linked to it. Nothing bounces.
func TestAnAnswerAfterAMonthOpensALinkedTicket(t *testing.T) {
	t.Parallel()
	h := open(t, 100*time.Millisecond)
	number := *h.becomes(h.send(marie, mail{subject: "Clôture", text: "Comment clôturer l'exercice ?"}), "new", "").Ticket
	h.expect(marie, "Clôture")
	notice := h.expect(claire, "Clôture")
	h.expect(karim, "Clôture")
	h.becomes(h.send(claire, mail{answers: &notice, text: "#temps 10\n#resolu\nPar le menu Exercice."}), "append", "")
	reply := h.expect(marie, "Clôture")

	h.jump(14 * 24 * time.Hour)
	h.becomes(h.send(marie, mail{answers: &reply, text: "Le menu est grisé."}), "append", "")
	again := h.expect(claire, "Clôture")
	if v := h.ticket(number); v.State != "open" {
		t.Errorf("the answer left the ticket %s", v.State)
	}
	h.becomes(h.send(claire, mail{answers: &again, text: "#resolu\nIl ne l'est plus."}), "append", "")
	reply = h.expect(marie, "Clôture")

	h.jump(40 * 24 * time.Hour)
	f := h.becomes(h.send(marie, mail{answers: &reply, text: "Le menu est de nouveau grisé."}), "new", "")
	if *f.Ticket == number {
		t.Fatal("the answer went to the closed ticket")
	}
	v, old := h.ticket(*f.Ticket), h.ticket(number)
	if v.Parent != number || v.Subject != old.Subject || len(old.Exchanges) != 4 {
		t.Errorf("%+v, continues %+v", v, old)
	}
	for {
		m := h.expect(marie, "")
		if strings.Contains(m.Subject, "Clôture") {
			if strings.Contains(m.Subject, old.Token) || !strings.Contains(m.Subject, v.Token) {
				t.Errorf("the acknowledgement is called %q", m.Subject)
			}
			return
		}
	}
}
