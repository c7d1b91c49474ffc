package intake

import (
	"context"
	"fmt"
	"mime"
	"net/mail"
	"strings"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

// base is a mail that is let in as it is: what is made of it by small changes
// comes as deep into the desk as mail can.
type base struct {
	name    string
	from    string // whose domain signs it
	becomes ticket.Disposition
	raw     string // unsigned; {{id}} is the only thing that differs between two
}

// thread is a letter of ours as a mail program answers it.
type thread struct{ head, subject, bounces string }

func answering(l clockwork.Letter) (t thread, err error) {
	m, err := mail.ReadMessage(strings.NewReader(string(l.Raw)))
	if err != nil {
		return t, fmt.Errorf("letter %d: %w", l.ID, err)
	}
	to := m.Header.Get("Reply-To")
	if to == "" {
		to = m.Header.Get("From")
	}
	if t.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return t, fmt.Errorf("letter %d: %w", l.ID, err)
	}
	t.head = fmt.Sprintf("To: %s\r\nIn-Reply-To: <%s>\r\nReferences: <%s>\r\n", to, l.MessageID, l.MessageID)
	t.subject, t.bounces = "Re: "+mime.QEncoding.Encode("utf-8", t.subject), l.MailFrom
	return t, nil
}

// threads are letters of ours, by who had written and who got them.
type threads map[[2]string]thread

// prologue has Marie and Emma open tickets, of which Claire answers one, and
// gives the mails that may follow.
func (h *house) prologue(ctx context.Context) ([]base, error) {
	all := threads{}
	for _, who := range []string{marie, emma} {
		if err := h.scene(ctx, all, who, letterOf(h, who, "L'import s'arrête", "", "Bonjour,\r\n\r\nL'import s'arrête au milieu.\r\n")); err != nil {
			return nil, err
		}
	}
	notice := all[[2]string{marie, claire}]
	if err := h.scene(ctx, all, claire, letterOf(h, claire, notice.subject, notice.head, "Bonjour Marie,\r\n\r\nje regarde.\r\n\r\nClaire\r\n")); err != nil {
		return nil, err
	}
	for _, pair := range [][2]string{{marie, marie}, {marie, claire}, {emma, claire}, {claire, marie}} {
		if all[pair].head == "" {
			return nil, fmt.Errorf("nothing that %s wrote was told to %s", pair[0], pair[1])
		}
	}
	return h.basesOn(all), nil
}

// scene hands a mail in, and adds the letters that come of it.
func (h *house) scene(ctx context.Context, all threads, from, raw string) error {
	fate, err := h.Deliver(ctx, h.sign(from, raw))
	if err != nil || fate.TicketNumber == 0 {
		return fmt.Errorf("the mail of %s became %s %s: %w", from, fate.Disposition, fate.Reason, err)
	}
	letters, err := h.Leave(ctx)
	if err != nil {
		return err
	}
	for _, l := range letters {
		if all[[2]string{from, l.Recipient}], err = answering(l); err != nil {
			return err
		}
	}
	return nil
}

// basesOn are the mails. Each is let in, but those of people who may not write.
func (h *house) basesOn(t threads) []base {
	acknowledged, ofMarie, ofEmma, answered := t[[2]string{marie, marie}], t[[2]string{marie, claire}], t[[2]string{emma, claire}], t[[2]string{claire, marie}]
	quoted := "\r\n\r\nLe lun. 21 sept. 2026 à 09:10, Assistance <" + h.Mailbox + "> a écrit :\r\n> Bonjour,\r\n> Votre demande est enregistrée.\r\n"
	all := []base{
		{"a request", marie, ticket.New, letterOf(h, marie, "Une imprimante", "Cc: Lucas <"+lucas+">\r\n", "Bonjour,\r\n\r\nL'imprimante ne répond plus.\r\n\r\n-- \r\nMarie Durand\r\n")},
		{"a client's answer", marie, ticket.Append, letterOf(h, marie, acknowledged.subject, acknowledged.head, "Cela marche encore moins."+quoted)},
		{"an answer in HTML with a picture", marie, ticket.Append, letterOf(h, marie, answered.subject, answered.head+mixedHead, mixedBody)},
		{"an agent's answer", claire, ticket.Append, letterOf(h, claire, ofMarie.subject, ofMarie.head, "Bonjour,\r\n\r\nC'est corrigé.\r\n\r\nClaire"+quoted)},
		{"an agent's answer with a file", claire, ticket.Append, letterOf(h, claire, ofEmma.subject, ofEmma.head+mixedHead, mixedBody)},
		{"an agent's commands", claire, ticket.Append, letterOf(h, claire, ofEmma.subject, ofEmma.head, "#temps 1h15 recherche\r\n#cc oliver.reed@harper-blake.example\r\n#prio haute\r\n\r\nHello,\r\n\r\nplease try again.\r\n")},
		{"an agent's note", claire, ticket.NoteOnly, letterOf(h, claire, ofEmma.subject, ofEmma.head, "#note\r\n#attente\r\nÀ voir avec Karim.\r\n")},
		{"a colleague's question", lucas, ticket.Quarantine, letterOf(h, lucas, "Une question", "", "Bonjour,\r\n\r\nComment exporter le journal ?\r\n")},
		{"a stranger's question", stranger, ticket.Quarantine, letterOf(h, stranger, "Demande", "", "Bonjour,\r\n\r\nEst-ce bien le support ?\r\n")},
		{"another technical contact", marie, ticket.New, letterOf(h, marie, "Changement de contact technique", "", "Bonjour,\r\n\r\nNotre nouveau contact technique :\r\nNom : Blanc\r\nPrénom : Nina\r\nFonction : Gérante\r\nAdresse : nina@durand.example\r\n")},
		{"an absence", marie, ticket.Auto, letterOf(h, marie, "Absence : "+answered.subject, answered.head+"Auto-Submitted: auto-replied\r\n", "Je suis absente jusqu'au 19 octobre.\r\n")},
		{"a report of a bounce", stranger, ticket.DSN, letterOf(h, "MAILER-DAEMON@ailleurs.example", "Undelivered Mail", "To: <"+answered.bounces+">\r\n"+reportHead, reportBody)},
	}
	for i := range all {
		before, after, _ := strings.Cut(all[i].raw, "Message-ID: <")
		_, after, _ = strings.Cut(after, ".")
		all[i].raw = before + "Message-ID: <{{id}}." + after
	}
	return all
}

// mail is a base as it is sent once.
func (b base) mail(id int) string { return strings.Replace(b.raw, "{{id}}", fmt.Sprint(id), 1) }

// clientDomain tells whether a domain is a sample client's.
func clientDomain(domain string) bool {
	for _, who := range []string{marie, emma, nadia} {
		if people.Domain(who) == domain {
			return true
		}
	}
	return false
}

const (
	mixedHead = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_a1\"\r\n"
	mixedBody = "--=_a1\r\nContent-Type: multipart/alternative; boundary=\"=_a2\"\r\n\r\n" +
		"--=_a2\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nVoici l'=E9cran.\r\n\r\n> Bonjour,\r\n> Votre demande\r\n" +
		"--=_a2\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Voici l'écran : <img src=\"cid:p1@x\"></p><blockquote type=\"cite\">Bonjour,<br>Votre demande</blockquote></body></html>\r\n--=_a2--\r\n" +
		"--=_a1\r\nContent-Type: image/png; name=\"=?utf-8?q?=C3=A9cran.png?=\"\r\nContent-ID: <p1@x>\r\nContent-Disposition: inline; filename*=utf-8''%C3%A9cran.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--=_a1--\r\n"
	reportHead = "Return-Path: <>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"=_r\"\r\n"
	reportBody = "--=_r\r\nContent-Type: text/plain\r\n\r\nThe mail could not be delivered.\r\n" +
		"--=_r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.ailleurs.example\r\n\r\nFinal-Recipient: rfc822; " + marie + "\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 user unknown\r\n--=_r--\r\n"
)
