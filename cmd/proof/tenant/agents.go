package tenant

import (
	"context"
	"fmt"
	"strings"

	"permanence/cmd/proof/clockwork"
	"permanence/parser"
)

// What agents do by mail about a client: s is the client that the notice is
// about, o the other one, whose tickets and people they may name by mistake.

// command is one line for the desk.
func (t *town) command(s, o *side) string {
	own, _ := pick(t.r, s.tickets)
	foreign, _ := pick(t.r, o.tickets)
	lines := []string{"#temps 25", "#offert 10", "#horsforfait 15", "#attente", "#résolu", "#rouvrir", "#pause 2h", "#prendre", "#pour karim",
		"#équipe Nord", "#priorité haute", "#contrat " + s.contract, "#contrat " + o.contract, "#sujet " + s.word(), "#cc " + s.mate, "#cc " + s.late,
		"#retirer " + s.mate, fmt.Sprintf("#fusion %d", own), fmt.Sprintf("#fusion %d", foreign), "#annuler", "#verbose", "#aide", "#accepter",
		"#rejeter", "#envoyer"}
	return lines[t.r.IntN(len(lines))]
}

// reply is an agent's answer to a notice, as a mail client writes it.
func (t *town) reply(l clockwork.Letter, text string) paper {
	return paper{from: "Agent <" + l.Recipient + ">", to: replyTo(l), subject: "Re: " + l.Subject, header: answering(l.MessageID), text: text}
}

// sayTo has the agent who got a letter about a side answer it.
func (t *town) sayTo(ctx context.Context, s *side, l clockwork.Letter, text string, files ...file) error {
	p := t.reply(l, text)
	p.files = files
	_, err := t.deliver(ctx, s, p, true)
	return err
}

func agentAnswers(ctx context.Context, t *town, s, _ *side) error {
	l, ok := pick(t.r, s.notices)
	if !ok {
		return nil
	}
	text := fmt.Sprintf("Bonjour,\n\nC'est corrigé : %s.", s.word())
	if t.r.IntN(2) == 0 {
		text = "#temps 25\n\n" + text
	}
	switch t.r.IntN(4) {
	case 0: // all of the notice, quoted
		text += "\n\nLe lun. 21 sept. 2026 à 09:10, Assistance <" + mailbox + "> a écrit :\n" + quote(l)
	case 1:
		return t.sayTo(ctx, s, l, text, s.attaches())
	}
	return t.sayTo(ctx, s, l, text)
}

// quote is the text of a letter, each line quoted.
func quote(l clockwork.Letter) string {
	m, err := parser.Parse(l.Raw)
	if err != nil {
		return ""
	}
	return "> " + strings.ReplaceAll(strings.TrimSpace(m.Text), "\n", "\n> ")
}

func agentNotes(ctx context.Context, t *town, s, _ *side) error {
	l, ok := pick(t.r, s.notices)
	if !ok {
		return nil
	}
	return t.sayTo(ctx, s, l, fmt.Sprintf("#note\n\nEntre nous : %s %s.", t.notes.word(), t.notes.word()),
		file{name: t.notes.word() + ".pdf", kind: "application/pdf", content: t.notes.word()})
}

func agentOrders(ctx context.Context, t *town, s, o *side) error {
	l, ok := pick(t.r, s.notices)
	if !ok {
		return nil
	}
	text := t.command(s, o)
	if t.r.IntN(3) == 0 {
		text += "\n" + t.command(s, o)
	}
	if t.r.IntN(4) == 0 {
		text += "\n\nBonjour,\n\n" + s.word()
	}
	return t.sayTo(ctx, s, l, text)
}

// agentMistakes answers a notice about one client with the other's ticket in
// the subject, or among the references.
func agentMistakes(ctx context.Context, t *town, s, o *side) error {
	l, ok := pick(t.r, s.notices)
	wrong, also := pick(t.r, o.notices)
	if !ok || !also {
		return nil
	}
	p := t.reply(l, "Bonjour,\n\n"+s.word())
	if t.r.IntN(2) == 0 {
		p.subject = "Re: " + tag(wrong.Subject)
	} else {
		p.header = []string{"In-Reply-To: <" + l.MessageID + ">", "References: <" + wrong.MessageID + "> <" + l.MessageID + ">"}
	}
	_, err := t.deliver(ctx, s, p, true)
	return err
}

// agentForwards sends a notice on to the desk, as text and as a file.
func agentForwards(ctx context.Context, t *town, s, _ *side) error {
	l, ok := pick(t.r, s.notices)
	if !ok {
		return nil
	}
	p := t.reply(l, "Pour suite.\n\n"+quote(l))
	if t.r.IntN(2) == 0 {
		p.subject = "TR: " + l.Subject
	}
	p.files = []file{{name: "avis.eml", kind: "message/rfc822", content: string(l.Raw)}}
	_, err := t.deliver(ctx, s, p, true)
	return err
}

// agentDecides on a request for another contact. One that names an address of
// the other client's house is an agent's to refuse.
func agentDecides(ctx context.Context, t *town, s, o *side) error {
	l, ok := pick(t.r, s.changes)
	if !ok {
		return nil
	}
	if strings.Contains(string(l.Raw), o.late) {
		return t.sayTo(ctx, s, l, "#rejeter")
	}
	return t.sayTo(ctx, s, l, "#approuver")
}
