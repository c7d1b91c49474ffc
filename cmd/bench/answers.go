package main

import (
	"context"
	"fmt"
	"time"
)

// answer is a client's answer to an acknowledgement, and the ticket it belongs
// to.
type answer struct {
	written
	ticket int64
}

// spaced is how far apart the answers arrived, as the server dates them: the
// limits count from that.
const spaced = 6 * time.Minute

// answers lets the clients answer the acknowledgement of each ticket of the
// box, all at once, and looks where the answers went. Nothing but the token
// ties them to the ticket, in one of three ways by turns: in the subject, in
// the address of Reply-To, or in the Message-ID that In-Reply-To names.
func (r *round) answers(ctx context.Context) error {
	before, err := r.mails(ctx)
	if err != nil {
		return err
	}
	wrote, err := r.write(before)
	if err != nil {
		return err
	}
	names := make([]string, len(wrote))
	for i, a := range wrote {
		if names[i], err = r.mail.lay(a.bytes(r.b.box.contacts.Authserv), a.at); err != nil {
			return err
		}
	}
	delivered, err := r.mail.deliver(names...)
	if err != nil {
		return err
	}
	after, at, err := r.await(ctx, len(before)+len(wrote))
	if err != nil {
		return err
	}
	r.add("answers", float64(len(wrote))/at.Sub(delivered).Seconds())
	r.add("answers_misplaced", float64(r.misplaced(wrote, after[min(len(before), len(after)):])))
	return nil
}

// write makes an answer to each acknowledgement of a ticket of the box.
func (r *round) write(mails []decided) (all []answer, err error) {
	acks, at := r.b.sink.acknowledged(), r.b.box.mails[len(r.b.box.mails)-1].arrived
	for i, m := range r.b.box.mails[:min(len(r.b.box.mails), len(mails))] {
		if !m.opens() || mails[i].Ticket == nil {
			continue
		}
		number := *mails[i].Ticket
		ack, ok := acks[number]
		if !ok {
			continue // counted as unacknowledged
		}
		at = at.Add(spaced)
		a := answer{ticket: number, written: written{who: person{Addresses: []string{m.From}}, to: r.b.box.contacts.Mailbox, at: at,
			id: fmt.Sprintf("answer.%d", number), subject: "Re: votre demande", text: fmt.Sprintf("Merci, voici encore le dossier %d.", number)}}
		switch len(all) % 3 {
		case 0:
			a.subject = "Re: " + tokens.FindString(ack.subject)
		case 1:
			if a.to = ack.replyTo; a.to == "" {
				return nil, fmt.Errorf("the acknowledgement of ticket %d has no Reply-To, though plus addresses arrive", number)
			}
		case 2:
			a.inReplyTo = ack.messageID
		}
		all = append(all, a)
	}
	return all, nil
}

// await waits until the desk has decided on n mails, and says when it was seen
// to have.
func (r *round) await(ctx context.Context, n int) (got []decided, at time.Time, err error) {
	const again = 100 * time.Millisecond
	for end := time.Now().Add(patience + time.Minute); ; {
		if got, err = r.mails(ctx); err != nil {
			return nil, at, err
		}
		at = time.Now()
		open := n - len(got)
		for _, m := range got {
			if m.Disposition == "pending" {
				open++
			}
		}
		if open <= 0 || at.After(end) {
			return got, at, nil
		}
		if err := pause(ctx, again); err != nil {
			return nil, at, err
		}
	}
}

// misplaced counts the answers that were not appended to their ticket.
func (r *round) misplaced(wrote []answer, got []decided) (wrong int) {
	fates := map[string]string{}
	for _, d := range got {
		fates[d.MessageID] = d.fate()
	}
	for i, a := range wrote {
		id := a.id + "@" + domainOf(a.who.Addresses[0])
		if want := fmt.Sprintf("append(%d)", a.ticket); fates[id] != want {
			if wrong++; wrong <= shownWrong {
				r.b.say("  answer %d (by %s): %q, not %s", i+1, []string{"subject", "address", "In-Reply-To"}[i%3], fates[id], want)
			}
		}
	}
	return wrong
}
