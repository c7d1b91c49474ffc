package desk

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// answerByMail takes what an agent wrote above the quoted notice as the public
// answer (R6). Its commands are carried out first, all or none.
func (d *Desk) answerByMail(tx *store.Tx, a *analysis, k known) error {
	t, err := tx.Ticket(a.decision.Ticket)
	if err != nil {
		return err
	}
	seen, err := d.seenBy(tx, t.Number, k)
	if err != nil {
		return err
	}
	exchanges, err := tx.Exchanges(t.Number, 0)
	if err != nil {
		return err
	}
	later := ticket.Stale(exchanges, seen, k.agent.ID)
	text, err := d.ownWords(tx, k.orders.Text, t, k, exchanges)
	if err != nil {
		return err
	}
	e := a.exchangeOf(t.Number, ticket.Out, scrub(text, k.agent, d.mailbox(a.mail.Mailbox).Address))
	e.Files, e.Quoted = carried(a, e, exchanges), "" // the quoted notice is no part of the answer
	if strings.TrimSpace(e.Text) == "" && len(e.Files) == 0 {
		return &badOrder{sentence: [2]string{
			"au-dessus du texte cité, il n'y a rien de nouveau : rien n'est parti", "there is nothing new above the quoted text: nothing was sent"}}
	}
	e.AuthorAgentID, e.FromName, e.State = k.agent.ID, k.agent.Name(), ticket.SendingWaiting
	if len(later) > 0 {
		e.State = ticket.SendingHeld
	}
	if e.ID, err = tx.AddExchange(e); err != nil {
		return err
	}
	if err := replaceHeld(tx, k); err != nil {
		return err
	}
	if err := d.obey(tx, a, k, &t, e.ID); err != nil {
		return err
	}
	if t.AgentID == 0 {
		t.AgentID = k.agent.ID
	}
	if t.State == ticket.Snoozed && !k.orders.Has(ticket.CommandPause) {
		t.State, t.SnoozedUntil = ticket.Open, time.Time{}
	}
	if e.State == ticket.SendingHeld {
		return d.holdAnswer(tx, a, k, t, e, later)
	}
	t.Touch(e.At)
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	if t, err = d.goesOn(tx, t); err != nil {
		return err
	}
	at := d.now().Add(d.cfg.Desk.Hold)
	if err := d.sendAnswer(tx, t, e, k.agent, at); err != nil {
		return err
	}
	a.did = append(a.did, leaving(at, d.zone()))
	return d.reportDone(tx, a, k, t)
}

// goesOn is the ticket that continues one that a command has just merged.
func (d *Desk) goesOn(tx *store.Tx, t ticket.Ticket) (ticket.Ticket, error) {
	if t.MergedInto == 0 {
		return t, nil
	}
	return tx.Ticket(t.MergedInto)
}

// seenBy is the last exchange that the answered notice showed; of an answer
// without In-Reply-To, the last one that the agent was shown.
func (d *Desk) seenBy(tx *store.Tx, number int64, k known) (int64, error) {
	if k.answers.TicketNumber == number && k.answers.AgentID == k.agent.ID && k.answers.ID != 0 {
		return k.answers.SeenExchange, nil
	}
	return tx.LastSeen(number, k.agent.ID)
}

// sendAnswer queues an agent's answer as the client's mail, one letter to each
// reader, to leave at a time.
func (d *Desk) sendAnswer(tx *store.Tx, t ticket.Ticket, e ticket.Exchange, agent people.Agent, at time.Time) error {
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return err
	}
	readers, err := d.clientReaders(tx, t)
	if err != nil {
		return err
	}
	box, err := tx.TicketMailbox(t.Number)
	if err != nil {
		return err
	}
	standing, err := d.packageFacts(tx, t.ContractID, d.now())
	if err != nil {
		return err
	}
	author := letter.Person{First: agent.FirstName, Last: agent.LastName}
	written := false
	for _, to := range readers {
		inReplyTo, references, err := d.thread(tx, t.Number, to.person.Address)
		if err != nil {
			return err
		}
		id, err := d.write(tx, draft{kind: letter.KindAnswer, to: to, cause: causeExchange(e.ID), causeAt: e.At, audience: ticket.Answer,
			proven: true, human: true, author: agent.ID, mailbox: box, ticket: t.Number, exchange: e.ID, seen: e.ID, notBefore: at, files: filesOf(e.Files),
			head: letter.Head{FromName: letter.AgentName(author, letter.Desk{Name: d.cfg.Desk.Name}), InReplyTo: inReplyTo, References: references},
			facts: func(c letter.Common, _ *templates.Language) any {
				facts := letter.Answer{Common: c, Ticket: d.ticketFacts(t, client), Author: author, Text: e.Text, Pictures: picturesOf(e.Files),
					CountedQuarters: t.CountedQuarters}
				if standing != nil {
					facts.ShowTime, facts.LeftQuarters = t.CountedQuarters > 0, standing.LeftQuarters
				}
				return facts
			}})
		if err != nil {
			return err
		}
		written = written || id != 0
	}
	if !written {
		return &badOrder{sentence: [2]string{"plus personne chez le client ne peut recevoir cette réponse : son contact n'est plus actif",
			"nobody at the client can receive this answer any more: their contact is no longer active"}}
	}
	return nil
}

// replaceHeld drops a held answer for the one that its author wrote in reply to
// the letter about it. Its time stays counted, as that letter says.
func replaceHeld(tx *store.Tx, k known) error {
	if k.answers.Kind != string(letter.KindAnswerHeld) || k.answers.AgentID != k.agent.ID || k.orders.Has(ticket.CommandSend) || k.orders.Has(ticket.CommandCancel) {
		return nil
	}
	held, err := tx.Exchange(k.answers.ExchangeID)
	if err != nil || held.State != ticket.SendingHeld {
		return err
	}
	return tx.SetExchangeState(held.ID, ticket.SendingCancelled)
}

// holdAnswer keeps an answer to a ticket that went on meanwhile, and tells its
// author what arrived (R6). Answering that letter is answering the ticket as
// it stands now.
func (d *Desk) holdAnswer(tx *store.Tx, a *analysis, k known, t ticket.Ticket, e ticket.Exchange, later []ticket.Exchange) error {
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	client, err := tx.Client(t.ClientID)
	if err != nil {
		return err
	}
	var shown []letter.Exchange
	seen := e.ID
	for _, l := range later {
		shown = append(shown, letter.Exchange{From: l.FromName, At: l.At, Text: l.Text})
	}
	minutes := 0
	for _, o := range k.orders.Orders {
		minutes += o.Minutes
	}
	inReplyTo, references, err := d.replyTo(tx, a, t.Number, k.agent.Address())
	if err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: letter.KindAnswerHeld, to: d.agentReader(k.agent), cause: causeExchange(e.ID), causeAt: e.At,
		audience: ticket.ToAgent, mailbox: a.mail.Mailbox, ticket: t.Number, exchange: e.ID, mail: a.mail.ID, seen: seen,
		head: letter.Head{InReplyTo: inReplyTo, References: references, TicketNumber: t.Number, ClientName: client.Name, Reason: "held"},
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.AnswerHeld{Common: c, Ticket: d.ticketFacts(t, client), Later: shown, Text: e.Text, Minutes: minutes}
		}})
	return err
}

// replyTo threads a letter behind the mail that is being handled.
func (d *Desk) replyTo(tx *store.Tx, a *analysis, number int64, address string) (string, []string, error) {
	_, references, err := d.threadOfAgent(tx, number, address)
	if a.mail.MessageID == "" {
		return "", references, err
	}
	return a.mail.MessageID, append(references, a.mail.MessageID), err
}

// noteByMail keeps an agent's mail as an internal note.
func (d *Desk) noteByMail(tx *store.Tx, a *analysis, k known) error {
	t, err := tx.Ticket(a.decision.Ticket)
	if err != nil {
		return err
	}
	text := a.msg.Reply
	if a.decision.Obey {
		text = k.orders.Text
	}
	e := a.exchangeOf(t.Number, ticket.Note, text)
	e.AuthorAgentID, e.FromName = k.agent.ID, k.agent.Name()
	if e.ID, err = tx.AddExchange(e); err != nil {
		return err
	}
	if err := d.mention(tx, t, e, a.mail.Mailbox); err != nil {
		return err
	}
	if a.decision.Tell {
		return d.commandRefused(tx, a, k, []*badOrder{{sentence: [2]string{
			"ce message ne répond pas à un avis qui vous a été envoyé : il est gardé comme note, ses commandes n'ont pas d'effet",
			"this mail does not answer a notice that was sent to you: it is kept as a note, its commands have no effect"}}})
	}
	if !a.decision.Obey {
		return nil
	}
	if err := d.obey(tx, a, k, &t, e.ID); err != nil {
		return err
	}
	t.Touch(e.At)
	if err := tx.SetTicket(t); err != nil {
		return err
	}
	return d.reportDone(tx, a, k, t)
}

var personalForm = regexp.MustCompile(`(?i)\+[rnlbu][0-9a-z]{1,2}\.[0-9]+\.[acx][0-9]*\.[0-9a-z]{26}@`)

// scrub takes out of an answer what must not reach a client: the agent's own
// addresses, for which the desk's stands, and the personal tokens of notices.
func scrub(text string, agent people.Agent, desk string) string {
	text = personalForm.ReplaceAllString(text, "@")
	for _, address := range agent.Addresses {
		text = replaceFold(text, address, desk)
	}
	return text
}

func replaceFold(text, old, replacement string) string {
	if old == "" {
		return text
	}
	form := regexp.MustCompile(`(?i)(^|[^a-z0-9.+_-])` + regexp.QuoteMeta(old)) // not the end of another address
	return form.ReplaceAllStringFunc(text, func(found string) string { return found[:len(found)-len(old)] + replacement })
}

// carried are the files of an answer that go to the client: not the pictures
// of the notice that the agent's mail client quoted along, and no letter of
// ours that it attached.
func carried(a *analysis, e ticket.Exchange, before []ticket.Exchange) []ticket.File {
	had := map[string]bool{}
	for _, b := range before {
		for _, f := range b.Files {
			had[f.SHA256] = true
		}
	}
	ours := map[int]bool{}
	for _, f := range a.msg.Attachments {
		ours[f.Part] = holdsLetter(f.Content)
	}
	var files []ticket.File
	for _, f := range e.Files {
		shown := f.ContentID != "" && strings.Contains(e.Text, f.ContentID) || f.Filename != "" && strings.Contains(e.Text, "[image: "+f.Filename)
		if ours[f.Part] || f.Inline && !shown && had[f.SHA256] {
			continue
		}
		files = append(files, f)
	}
	return files
}

// holdsLetter says whether a file is a letter of ours, or a mail with one in
// it: it has our loop header, or somebody's personal address. Outlook's own
// form writes each letter as two bytes.
func holdsLetter(content []byte) bool {
	content = bytes.ReplaceAll(content, []byte{0}, nil)
	return bytes.Contains(content, []byte(loopField+":")) || personalForm.Match(content)
}

// Cancel takes back an answer that has not left; its time is compensated (R6).
func (d *Desk) cancelAnswer(tx *store.Tx, e ticket.Exchange, who string) error {
	letters, err := tx.LettersOf(0, e.ID)
	if err != nil {
		return err
	}
	for _, l := range letters {
		if l.Kind != string(letter.KindAnswer) {
			continue
		}
		if l.State != store.LetterQueued && l.State != store.LetterHeld {
			return fmt.Errorf("answer %d: letter %d to %s is %s: %w", e.ID, l.ID, l.Recipient, l.State, ErrTooLate)
		}
	}
	for _, l := range letters {
		if l.Kind == string(letter.KindAnswer) {
			l.State, l.Reason = store.LetterCancelled, "cancelled by "+who
			if err := tx.SettleLetter(l, d.now()); err != nil {
				return err
			}
		}
	}
	if err := tx.SetExchangeState(e.ID, ticket.SendingCancelled); err != nil {
		return err
	}
	entries, err := tx.TimeOfExchange(e.ID)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if err := d.removeTime(tx, entry, "answer cancelled"); err != nil {
			return err
		}
	}
	return d.audit(tx, who, "cancel-answer", objectTicket(e.TicketNumber), fmt.Sprintf("exchange %d", e.ID))
}
