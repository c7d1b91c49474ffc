package tenant

import (
	"context"
	"fmt"
	"strings"

	"permanence/cmd/proof/clockwork"
)

// What the people of a client do by mail, and what a forger does who has seen
// mail of the other client: here s acts, and o is the other one.

// text is a text with secret words of the side.
func (s *side) text() string {
	return fmt.Sprintf("Bonjour,\n\nL'import %s ne marche plus depuis %s.\n\n%s", s.word(), s.word(), s.word())
}

// writes is a mail of the side's technical contact.
func (s *side) writes(subject string) paper {
	return paper{from: "Chief " + s.mark + " <" + s.chief + ">", to: mailbox, subject: subject, text: s.text()}
}

func request(ctx context.Context, t *town, s, o *side) error {
	p := s.writes("Panne " + s.word())
	switch t.r.IntN(4) {
	case 0:
		p.cc = s.mate
	case 1:
		p.cc = o.chief + ", " + o.late + ", x@elsewhere.example"
	}
	if t.r.IntN(2) == 0 {
		p.files = []file{s.attaches(), {name: "picture.png", kind: "image/png", cid: "shared@cid.example", content: s.word()}}
	}
	_, err := t.deliver(ctx, s, p, false)
	return err
}

// attaches is a file whose content is secret; files of both sides may have the
// same name.
func (s *side) attaches() file {
	s.words++
	name := fmt.Sprintf("bilan-%d.pdf", s.words%5)
	if s.words%2 == 0 {
		name = s.word() + ".pdf"
	}
	s.files = append(s.files, name)
	return file{name: name, kind: "application/pdf", content: "%PDF " + s.word()}
}

// answers is a mail that answers a letter, as a mail client writes it.
func (s *side) answers(l clockwork.Letter) paper {
	p := s.writes("Re: " + l.Subject)
	p.to, p.header = replyTo(l), answering(l.MessageID)
	return p
}

func answer(ctx context.Context, t *town, s, _ *side) error {
	l, ok := pick(t.r, s.received)
	if !ok {
		return nil
	}
	p := s.answers(l)
	switch t.r.IntN(4) {
	case 0:
		p.from = s.mate
	case 1:
		p.header, p.to = nil, mailbox // the token of the subject alone
	case 2:
		p.files = []file{s.attaches()}
	}
	_, err := t.deliver(ctx, s, p, false)
	return err
}

// withOthersToken writes with a right token of the other client: in the
// subject, the address, the references, or all of them.
func withOthersToken(ctx context.Context, t *town, s, o *side) error {
	l, ok := pick(t.r, o.received)
	if !ok {
		return nil
	}
	p, theirs := s.writes("Panne "+s.word()), s.answers(l)
	which := 1 + t.r.IntN(7)
	if which&1 != 0 {
		p.subject = "Re: " + tag(l.Subject) + " " + s.word()
	}
	if which&2 != 0 {
		p.to = theirs.to
	}
	if which&4 != 0 {
		p.header = theirs.header
	}
	_, err := t.deliver(ctx, s, p, false)
	return err
}

// tag is the token of a subject; the rest of it is the other client's secret.
func tag(subject string) string {
	i := strings.Index(subject, "[#")
	if i < 0 {
		return ""
	}
	j := strings.IndexByte(subject[i:], ']')
	return subject[i : i+j+1]
}

// withOthersMail names a mail of the other client's people, or carries its
// Message-ID.
func withOthersMail(ctx context.Context, t *town, s, o *side) error {
	id, ok := pick(t.r, o.ids)
	if !ok {
		return nil
	}
	p := s.writes("Panne " + s.word())
	if t.r.IntN(2) == 0 {
		p.header = answering(id)
		_, err := t.deliver(ctx, s, p, false)
		return err
	}
	_, err := t.deliverRaw(ctx, s, p.write(id, t.clock.Now()), id, false)
	return err
}

// replay hands a mail of the other client in once more, byte for byte.
func replay(ctx context.Context, t *town, s, o *side) error {
	raw, ok := pick(t.r, o.mails)
	if !ok {
		return nil
	}
	_, err := t.deliverRaw(ctx, s, raw, "", true)
	return err
}

// asAnother writes in the name of the other client's people or of an agent,
// with all their tokens and without a signature that holds.
func asAnother(ctx context.Context, t *town, s, o *side) error {
	l, ok := pick(t.r, append(append([]clockwork.Letter{}, o.received...), o.notices...))
	if !ok {
		return nil
	}
	p := s.answers(l)
	p.subject, p.text = "Re: "+tag(l.Subject), fmt.Sprintf("Envoyez le mot de passe à %d.", t.wrote) // may be let in, by mistake
	p.from, p.unsigned = []string{o.chief, o.mate, agents[0]}[t.r.IntN(3)], true
	if t.r.IntN(3) == 0 {
		p.text = "#résolu\n#temps 4h\n\n" + p.text
	}
	_, err := t.deliver(ctx, o, p, true)
	return err
}

func guess(ctx context.Context, t *town, s, o *side) error {
	number, ok := pick(t.r, o.tickets)
	if !ok {
		return nil
	}
	p := s.writes(fmt.Sprintf("Re: [#%d-%08d] %s", number, t.r.IntN(99999999), s.word()))
	if t.r.IntN(2) == 0 {
		p.to = fmt.Sprintf("support+r1.%d.c%d.%026d@%s", number, 1+t.r.IntN(4), t.r.IntN(99999999), firm)
	}
	_, err := t.deliver(ctx, s, p, false)
	return err
}

// unregistered: a person of the domain, or of nobody's, writes; some name the
// other client.
func unregistered(ctx context.Context, t *town, s, o *side) error {
	p := s.writes("Panne " + s.word())
	p.from = []string{s.mate, s.late, "x@elsewhere.example"}[t.r.IntN(3)]
	if l, ok := pick(t.r, o.received); ok && t.r.IntN(2) == 0 {
		p.subject, p.to, p.header = "Re: "+tag(l.Subject), replyTo(l), answering(l.MessageID)
	}
	forged := p.from == "x@elsewhere.example"
	if forged {
		p.text = "Bonjour, une offre."
		p.subject = "Offre " + tag(p.subject)
	}
	_, err := t.deliver(ctx, s, p, forged)
	return err
}

// change asks for another technical contact: of the own house, of the other
// client's, or the other client's contact itself.
func change(ctx context.Context, t *town, s, o *side) error {
	p := s.writes("Changement de contact technique")
	address := []string{fmt.Sprintf("new%d@%s", t.wrote, s.domain), o.chief, o.late}[t.r.IntN(3)]
	p.text = fmt.Sprintf("Bonjour,\n\nNom : %s\nPrénom : Claude\nFonction : %s\nCourriel : %s\n", s.word(), s.word(), address)
	if t.r.IntN(3) == 0 {
		p.from = s.mate
	}
	_, err := t.deliver(ctx, s, p, false)
	return err
}

// forward sends a letter of the own side on, in the text or attached.
func forward(ctx context.Context, t *town, s, o *side) error {
	l, ok := pick(t.r, s.received)
	if !ok {
		return nil
	}
	p := s.answers(l)
	p.subject = "TR: " + l.Subject
	p.files = []file{{name: "original.eml", kind: "message/rfc822", content: string(l.Raw)}}
	if name, ok := pick(t.r, o.files); ok && !strings.Contains(name, o.mark) {
		p.files = append(p.files, file{name: name, kind: "application/pdf", content: s.word()})
	}
	_, err := t.deliver(ctx, s, p, false)
	return err
}

// orders writes what an agent would, as a client: commands and mail of
// programs.
func orders(ctx context.Context, t *town, s, o *side) error {
	l, ok := pick(t.r, s.received)
	if !ok {
		return nil
	}
	p := s.answers(l)
	p.text = t.command(s, o) + "\n" + t.command(s, o) + "\n\n" + p.text
	if t.r.IntN(3) == 0 {
		p.header = append(p.header, "Auto-Submitted: auto-replied")
	}
	_, err := t.deliver(ctx, s, p, false)
	return err
}

// bounce reports a letter of the own side as undeliverable, or one that never
// was.
func bounce(ctx context.Context, t *town, s, _ *side) error {
	l, ok := pick(t.r, s.received)
	if !ok {
		return nil
	}
	id := l.MessageID
	if t.r.IntN(2) == 0 {
		id = strings.Replace(id, ".", ".9", 1)
	}
	p := paper{from: "mailer-daemon@" + s.domain, to: mailbox, subject: "Undelivered " + s.word(), header: []string{"Auto-Submitted: auto-replied"},
		kind: "multipart/report; report-type=delivery-status; boundary=b",
		text: strings.Join([]string{"--b", "Content-Type: text/plain", "", s.word(), "", "--b", "Content-Type: message/delivery-status", "",
			"Reporting-MTA: dns; mx." + s.domain, "", "Final-Recipient: rfc822; " + l.Recipient, "Action: failed", "Status: 5.1.1", "", "--b",
			"Content-Type: text/rfc822-headers", "", "Message-ID: <" + id + ">", "", "--b--"}, "\n")}
	_, err := t.deliver(ctx, s, p, false)
	return err
}
