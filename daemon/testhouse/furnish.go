package testhouse

import (
	"context"
	"fmt"

	"permanence/daemon/demo"
	"permanence/daemon/desk"
	"permanence/daemon/desk/rota"
)

// Furnish makes the house one in which something happens: mail of three kinds
// that waits for a person, an answer without time, an absence, a swap that is
// proposed, so that no page is empty. The house has no other mail before.
func (h *House) Furnish(ctx context.Context) error {
	for i, m := range waitingMail() {
		raw := fmt.Sprintf("From: %s\r\nTo: <%s>\r\nSubject: %s\r\nMessage-ID: <waiting-%d@house.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
			m.from, demo.Mailbox, m.subject, i+1, m.text)
		if err := h.Post(m.address, m.signed, []string{demo.Mailbox}, raw); err != nil {
			return err
		}
		if err := h.Settled(ctx, i+1); err != nil {
			return err
		}
	}
	const claire, julie = "claire.moreau@permanence.example", "julie.laurent@permanence.example"
	if _, err := h.Desk.Answer(ctx, desk.Reply{Ticket: 1001, Agent: claire, Text: "C’est corrigé."}, claire); err != nil {
		return err
	}
	today := rota.DateOf(h.Now(), demo.Zone())
	absence := desk.AbsenceView{Agent: claire, From: today.AddDays(19), To: today.AddDays(23), Substitute: "karim.benali@permanence.example"}
	if _, err := h.Desk.AddAbsence(ctx, absence, claire); err != nil {
		return err
	}
	_, err := h.Desk.ProposeSwap(ctx, desk.SwapProposal{By: julie, Date: today.AddDays(1), Agent: claire, Text: "J’ai un rendez-vous."}, julie)
	return err
}

type waiting struct {
	from, address string
	signed        bool
	subject, text string
}

// waitingMail is a request for another technical contact by a colleague, one
// that nothing proves, and a stranger's, in this order.
func waitingMail() []waiting {
	return []waiting{
		{"Lucas Petit <lucas.petit@durand.example>", "lucas.petit@durand.example", true, "Changement de contact technique",
			"Bonjour,\r\n\r\nVeuillez remplacer notre contact technique.\r\nNom : Petit\r\nPrénom : Lucas\r\nFonction : Comptable\r\nE-mail : lucas.petit@durand.example\r\n\r\nMerci."},
		{"Marie Durand <marie.durand@durand.example>", "marie.durand@durand.example", false, "Facture bloquée",
			"Bonjour,\r\n\r\nLa facture du mois ne sort plus depuis ce matin."},
		{"Nelly Bertin <nelly@ailleurs.example>", "nelly@ailleurs.example", false, "Offre de partenariat",
			"Bonjour,\r\n\r\nNous proposons des prestations de relecture."},
	}
}
