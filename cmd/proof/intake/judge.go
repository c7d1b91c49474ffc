package intake

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"permanence/cmd/proof/clockwork"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// What can be found, the names of the figure's outcomes.
const (
	lost      = "lost"         // no row, or other bytes
	undecided = "undecided"    // no visible disposition
	fell      = "fell"         // could not be handled at the first try
	entered   = "entries"      // not as many exchanges as its disposition says
	disturbed = "disturbed"    // the canary is not what it always is
	strangers = "to-strangers" // a letter to somebody who must not get it
	unsound   = "unsound"      // a letter that cannot be read as what it is
)

// kinds are all of them, in their order.
var kinds = []string{lost, undecided, fell, entered, disturbed, strangers, unsound}

// finding is one thing that is not as it must be.
type finding struct{ kind, text string }

// checks are what is looked at after each mail.
var checks = []func(context.Context, *house, try) ([]finding, error){
	keptWhole, decided, enteredOnce, canaryAsAlways, nobodyElse, soundLetters,
}

// judge looks at everything.
func (h *house) judge(ctx context.Context, t try) (all []finding, err error) {
	for _, check := range checks {
		found, err := check(ctx, h, t)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func keptWhole(ctx context.Context, h *house, t try) (found []finding, err error) {
	for _, m := range []struct {
		name string
		raw  []byte
		id   int64
	}{{"the mail", t.raw, t.fate.ID}, {"the canary", t.bird, t.canary.ID}} {
		if m.id == 0 {
			found = append(found, finding{lost, m.name + " has no row"})
			continue
		}
		kept, err := h.RawMail(ctx, m.id)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(kept, m.raw) {
			found = append(found, finding{lost, fmt.Sprintf("%s: %d bytes came, other %d are kept", m.name, len(m.raw), len(kept))})
		}
	}
	return found, nil
}

// decided: what became of it can be seen, with a reason where it is not let in.
func decided(ctx context.Context, h *house, t try) (found []finding, err error) {
	if t.fate.ID == 0 {
		return nil, nil // found as lost
	}
	view, err := h.Mail(ctx, t.fate.ID)
	switch {
	case err != nil:
		found = append(found, finding{undecided, "cannot be shown: " + err.Error()})
	case view.Disposition == string(ticket.Pending) || view.Disposition == "":
		found = append(found, finding{undecided, fmt.Sprintf("is %q after %d tries", view.Disposition, view.Attempts)})
	case view.Disposition == string(ticket.Quarantine) && view.Reason == "":
		found = append(found, finding{undecided, "is in quarantine without a reason"})
	}
	if t.fate.Attempts > 0 {
		found = append(found, finding{fell, fmt.Sprintf("%d tries, then %s %s", t.fate.Attempts, t.fate.Disposition, t.fate.Reason)})
	}
	return found, nil
}

// entries are how many exchanges a mail of a disposition has: least and most.
// More than one none can have: the schema forbids it.
var entries = map[ticket.Disposition][2]int{
	ticket.New: {1, 1}, ticket.Append: {1, 1}, ticket.NoteOnly: {1, 1}, ticket.CommandRun: {0, 1}, ticket.DSN: {0, 1}, ticket.Auto: {0, 1},
}

func enteredOnce(ctx context.Context, h *house, t try) (found []finding, err error) {
	n := 1
	err = h.Look(ctx, func(tx *store.Tx) error {
		_, err := tx.ExchangeOfMail(t.fate.ID)
		if errors.Is(err, store.ErrNotFound) {
			n, err = 0, nil
		}
		return err
	})
	if want := entries[t.fate.Disposition]; n < want[0] || n > want[1] {
		found = append(found, finding{entered, fmt.Sprintf("became %s and has %d exchanges", t.fate.Disposition, n)})
	}
	return found, err
}

func canaryAsAlways(_ context.Context, h *house, t try) (found []finding, err error) {
	caused := t.canaryCaused()
	switch {
	case t.stuck != nil:
		found = append(found, finding{disturbed, "letters do not leave: " + t.stuck.Error()})
	case t.canary.Disposition != ticket.New || t.canary.Attempts > 0:
		found = append(found, finding{disturbed, fmt.Sprintf("the canary became %s %s after %d failures", t.canary.Disposition, t.canary.Reason, t.canary.Attempts)})
	case !slices.Equal(caused, h.usual):
		found = append(found, finding{disturbed, fmt.Sprintf("the canary caused %q", caused)})
	}
	return found, nil
}

// nobodyElse: letters that the mail caused go only to whom the sender may have
// written to.
func nobodyElse(ctx context.Context, h *house, t try) (found []finding, err error) {
	for _, l := range t.letters {
		if l.TicketNumber == t.canary.TicketNumber {
			continue // compared with what every canary causes
		}
		owners, err := h.ownersOf(ctx, cmp.Or(l.TicketNumber, t.fate.TicketNumber))
		if err != nil {
			return nil, err
		}
		if !h.may(t, l.Letter, owners) {
			found = append(found, finding{strangers, fmt.Sprintf("%s to %s on ticket %d; the mail of %s became %s", l.Kind, l.Recipient, l.TicketNumber, t.fate.FromAddress, t.fate.Disposition)})
		}
	}
	return found, nil
}

// ownersOf are the domains of the client whose ticket it is.
func (h *house) ownersOf(ctx context.Context, number int64) (domains []string, err error) {
	err = h.Look(ctx, func(tx *store.Tx) error {
		t, err := tx.Ticket(number)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		client, err := tx.Client(t.ClientID)
		domains = client.Domains
		return err
	})
	return domains, err
}

// may tells whether the mail may have caused a letter: to the firm's own
// always; beyond it only if its sender is proven, and then to the people of the
// sender's client, to those of the ticket's client where an agent wrote, to
// whom an agent put in copy, and one explanation to the sender.
func (h *house) may(t try, l store.Letter, owners []string) bool {
	to, from := people.Domain(l.Recipient), people.Domain(t.fate.FromAddress)
	agent := from == people.Domain(claire)
	switch {
	case to == people.Domain(claire):
		return true
	case !t.fate.Believed:
		return false
	case l.Kind == "explanation":
		return l.Recipient == t.fate.FromAddress
	case h.invited[l.Recipient]:
		return true
	case l.Kind == "observer-added" && agent && bytes.Contains(bytes.ToLower(t.raw), []byte(l.Recipient)):
		h.invited[l.Recipient] = true
		return true
	case agent:
		return slices.Contains(owners, to)
	}
	return clientDomain(from) && to == from && slices.Contains(owners, to)
}

// ourFields are those that may stand in the header of a letter more than once.
var ourFields = []string{"Received"}

// soundLetters: every letter can be read, is to its reader alone, and has each
// field once; nothing that a mail said made a field of its own.
func soundLetters(_ context.Context, _ *house, t try) (found []finding, err error) {
	for _, l := range t.letters {
		if why := unsoundness(l); why != "" {
			found = append(found, finding{unsound, fmt.Sprintf("%s to %s: %s", l.Kind, l.Recipient, why)})
		}
	}
	return found, nil
}

func unsoundness(l clockwork.Letter) string {
	m, err := mail.ReadMessage(bytes.NewReader(l.Raw))
	if err != nil {
		return err.Error()
	}
	for name, values := range m.Header {
		if len(values) > 1 && !slices.Contains(ourFields, name) {
			return fmt.Sprintf("%d fields %s", len(values), name)
		}
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 1 || !strings.EqualFold(to[0].Address, l.Recipient) || m.Header.Get("Cc") != "" || m.Header.Get("Bcc") != "" {
		return fmt.Sprintf("is addressed to %q, %q, %q", m.Header.Get("To"), m.Header.Get("Cc"), m.Header.Get("Bcc"))
	}
	for line := range bytes.Lines(l.Raw) {
		text, whole := bytes.CutSuffix(line, []byte("\r\n"))
		if !whole || len(text) > 998 || bytes.ContainsAny(text, "\r\x00") {
			return fmt.Sprintf("a line of %d bytes: %.80q", len(text), line)
		}
	}
	return ""
}
