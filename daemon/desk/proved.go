package desk

import (
	"strings"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// provedSent closes doubts that a restore left: a client's mail on a ticket
// that quotes an answer has read it, and one that answers any letter of ours
// needs no acknowledgement of the ticket.
func (d *Desk) provedSent(tx *store.Tx, a *analysis, k known) error {
	if d.restored.Epoch == 0 || a.decision.Disposition != ticket.Append || a.decision.Public || !a.proof.Believed() {
		return nil
	}
	stopped, err := tx.LettersStoppedTo(reasonRestored, a.decision.Ticket, a.mail.FromAddress)
	if err != nil {
		return err
	}
	person, _ := senderOf(&k)
	for _, l := range stopped {
		proved := k.facts.Answered.Valid && k.facts.Answered.Person == person
		if l.Kind == string(letter.KindAnswer) {
			e, err := tx.Exchange(l.ExchangeID)
			if err != nil {
				return err
			}
			proved = quotes(a.msg.Quoted, e.Text)
		}
		if !proved {
			continue
		}
		l.State, l.Reason = store.LetterSent, "shown by an answer"
		if err := tx.SettleLetter(l, d.now()); err != nil {
			return err
		}
		if err := answerFate(tx, l); err != nil {
			return err
		}
	}
	return nil
}

// leastQuoted is how many characters of an answer say that it was read.
const leastQuoted = 12

// quotes says whether a quotation holds a text, however its lines are broken
// and marked.
func quotes(quotation, text string) bool {
	text = unmarked(text)
	return len(text) >= leastQuoted && strings.Contains(unmarked(quotation), text)
}

func unmarked(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, ">", " ")), "")
}
