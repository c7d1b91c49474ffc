package daemon_test

import (
	"strings"
	"testing"
	"time"
)

// R3 by mail: the four fields are read, one word approves, the new contact may
// open tickets from that moment and the old one may not.
func TestATechnicalContactIsReplacedByOneWord(t *testing.T) {
	t.Parallel()
	h := open(t, 200*time.Millisecond)
	asked := h.send(marie, mail{from: "Marie Durand <" + marie + ">", subject: "Changement de contact technique", text: `Bonjour,

Merci de remplacer le contact technique de Menuiserie Durand par :

Nom : Petit
Prénom : Lucas
Fonction : Responsable informatique
E-mail : ` + lucas + `

Cordialement,
Marie Durand`})
	number := *h.becomes(asked, "new", "").Ticket
	h.expect(marie, "contact technique")
	h.expect(claire, "")
	h.expect(karim, "")
	toSales := h.expect(sophie, "")
	var shown got
	for _, m := range h.inbox(claire) {
		if strings.Contains(m.Text, "#approuver") {
			shown = m
		}
	}
	for _, want := range []string{"Petit", "Lucas", "Responsable informatique", lucas} {
		if !strings.Contains(toSales.Text, want) {
			t.Errorf("no %q in %s", want, toSales.Text)
		}
	}
	if shown.Message == nil {
		t.Fatalf("nothing to approve was shown to Claire:\n%s", h.fates())
	}
	h.becomes(h.send(claire, mail{answers: &shown, text: "#approuver"}), "command", "")
	h.expect(lucas, "")
	h.expect(marie, "")
	h.expect(sophie, "")
	if v := h.ticket(number); v.State != "resolved" {
		t.Errorf("the request is %s", v.State)
	}

	h.becomes(h.send(marie, mail{subject: "Encore moi", text: "Une dernière question."}), "quarantine", "contact-inactive")
	h.becomes(h.send(lucas, mail{subject: "Ma première demande", text: "Bonjour, je prends la suite."}), "new", "")
	h.expect(lucas, "Ma première demande")
	contract, err := h.desk.Contracts(t.Context(), durand)
	if err != nil || contract[0].Technical != lucas {
		t.Errorf("%+v %v", contract, err)
	}
}

// From anyone else the same request is only held.
func TestAChangeAskedByAColleagueIsHeldAndShownToSales(t *testing.T) {
	t.Parallel()
	h := open(t, long)
	asked := h.send(lucas, mail{subject: "Changement de contact technique", text: "Le nouveau contact technique est :\nNom : Petit\nPrénom : Lucas\nFonction : Comptable\nE-mail : " + lucas})
	h.becomes(asked, "quarantine", "contact-change")
	for _, who := range []string{claire, karim, sophie} {
		if m := h.expect(who, ""); !strings.Contains(m.Text, lucas) {
			t.Errorf("%s is shown %s", who, m.Text)
		}
	}
	h.settled(1)
	h.nothing(marie)
	contract, err := h.desk.Contracts(t.Context(), durand)
	if err != nil || contract[0].Technical != marie {
		t.Errorf("%+v %v", contract, err)
	}
}

// R5: a colleague in copy of the contact's mail follows the ticket; others in
// copy are only shown to the agent.
func TestAColleagueInCopyFollowsTheTicket(t *testing.T) {
	t.Parallel()
	h := open(t, 200*time.Millisecond)
	sent := h.send(marie, mail{subject: "Inventaire", text: "Lucas suit ce sujet avec moi.", cc: "Lucas Petit <" + lucas + ">, conseil@elsewhere.test"})
	number := *h.becomes(sent, "new", "").Ticket
	h.expect(marie, "Inventaire")
	added := h.expect(lucas, "Inventaire")
	notice := h.expect(claire, "Inventaire")
	h.expect(karim, "Inventaire")
	if !strings.Contains(notice.Text, "conseil@elsewhere.test") {
		t.Errorf("the agent is not shown who else was in copy: %s", notice.Text)
	}
	h.send(claire, mail{answers: &notice, text: "#temps 5\nVoici la liste."})
	for _, who := range []string{marie, lucas} {
		if m := h.expect(who, "Inventaire"); !strings.Contains(m.Text, "Voici la liste") || strings.Contains(m.everything(), claire) {
			t.Errorf("%s has %s", who, m.Text)
		}
	}
	f := h.becomes(h.send(lucas, mail{answers: &added, text: "Il manque le rayon 4."}), "append", "")
	if *f.Ticket != number {
		t.Errorf("appended to %d", *f.Ticket)
	}
	h.expect(claire, "Inventaire")
	h.becomes(h.send(lucas, mail{subject: "Autre chose", text: "Et mon écran ?"}), "quarantine", "not-authorised")
	if n := len(h.inbox("outside")); n != 0 {
		t.Errorf("%d mails left for strangers in copy", n)
	}
}
