package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/parser"
)

// HeldView is a mail in quarantine as a person decides on it.
type HeldView struct {
	MailView
	Name     string          `json:"name"` // that the sender gave, or ""
	First    string          `json:"first_lines"`
	ClientID int64           `json:"client_id"` // whose address or domain the sender names; 0 for nobody's
	Client   string          `json:"client"`
	Change   *ticket.Contact `json:"change"` // of a request for another technical contact (R3)
}

// MayApprove tells whether the request has all that a new contact needs (R3).
func (v HeldView) MayApprove() bool {
	return v.Waits() && v.Change != nil && complete(*v.Change)
}

// Waits tells whether the mail is in quarantine and nobody has decided on it.
func (v MailView) Waits() bool {
	return v.Disposition == string(ticket.Quarantine) && v.DecidedBy == ""
}

// MayLetIn tells whether letting the mail in can succeed: nobody's mail cannot
// be on a ticket.
func (v HeldView) MayLetIn() bool {
	return v.ClientID != 0 || v.Reason != string(ticket.Unknown)
}

// Triage is what waits for a person to let it in or not (R4).
type Triage struct {
	Held  []HeldView // about a client: the team was shown them at once
	Rest  []HeldView // one page of the others
	Older int64      // the next page is below this mail; 0 at the end
}

const (
	// mostHeld is how many held mails a page shows.
	mostHeld = 50
	// triagePage is how many others.
	triagePage = 25
	// firstBytes is how much of a text is shown in a list.
	firstBytes = 500
	// maxSkim is the size of a mail that is not read for a list.
	maxSkim = 1 << 20
)

// Triage lists what waits for a person, the newest first; the others below a
// mail's id, 0 for the newest.
func (d *Desk) Triage(ctx context.Context, below int64) (t Triage, err error) {
	if below <= 0 {
		below = math.MaxInt64
	}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		if t.Held, err = d.undecided(tx, true, math.MaxInt64, mostHeld); err != nil {
			return err
		}
		t.Rest, err = d.undecided(tx, false, below, triagePage+1)
		return err
	})
	if len(t.Rest) > triagePage {
		t.Rest = t.Rest[:triagePage]
		t.Older = t.Rest[triagePage-1].ID
	}
	return t, err
}

func (d *Desk) undecided(tx *store.Tx, held bool, below int64, limit int) (views []HeldView, err error) {
	all, err := tx.Undecided(held, below, limit)
	for _, m := range all {
		view := HeldView{MailView: d.mailView(m)}
		if err := d.fillHeld(tx, m, &view); err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	return views, err
}

// HeldMail shows one mail as Mail does, with what a decision about it needs.
func (d *Desk) HeldMail(ctx context.Context, id int64) (view HeldView, err error) {
	whole, err := d.Mail(ctx, id)
	if err != nil {
		return view, err
	}
	view.MailView = whole
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		m, err := theMail(tx, id)
		if err != nil {
			return err
		}
		return d.fillHeld(tx, m, &view)
	})
	return view, err
}

// fillHeld adds what was proven, what the text begins with, and whose it may be.
func (d *Desk) fillHeld(tx *store.Tx, m store.Mail, view *HeldView) error {
	if m.Proof != "" && view.Proof == nil {
		view.Proof = new(people.Proof)
		if err := json.Unmarshal([]byte(m.Proof), view.Proof); err != nil {
			return fmt.Errorf("reading the proof of mail %d: %w", m.ID, err)
		}
	}
	client, err := clientAt(tx, m.FromAddress)
	if err != nil {
		return err
	}
	view.ClientID, view.Client = client.ID, client.Name
	if m.SizeBytes > maxSkim || m.Reason == ticket.ParseFailed {
		return nil
	}
	raw, err := tx.Raw(m.ID)
	if err != nil {
		return err
	}
	msg, err := parser.Parse(raw)
	if err != nil {
		return nil // the page of the mail says so
	}
	text := (&analysis{msg: msg}).text()
	view.Name, view.First = msg.From.Name, beginning(text, firstBytes)
	if m.Reason == ticket.ContactChange {
		read := ticket.ReadContact(text)
		view.Change = &read
	}
	return nil
}

// clientAt is the client whose contact has an address, or whose domain it is
// in; the zero client where there is none.
func clientAt(tx *store.Tx, address string) (people.Client, error) {
	contact, err := tx.ContactOf(address)
	if err == nil {
		return tx.Client(contact.ClientID)
	}
	if !notFound(err) {
		return people.Client{}, err
	}
	client, err := tx.ClientOfDomain(people.Domain(address))
	if notFound(err) {
		return people.Client{}, nil
	}
	return client, err
}

// beginning is what a text begins with, whole lines where there are some.
func beginning(text string, most int) string {
	text = strings.TrimSpace(text)
	if len(text) <= most {
		return text
	}
	text = strings.ToValidUTF8(text[:most], "")
	if i := strings.LastIndexAny(text, " \n"); i > most/2 {
		text = text[:i]
	}
	return strings.TrimSpace(text) + " …"
}

// Headers are the header fields of a mail as they were written, for a person
// to look at: bytes that are no text are replaced, and a very long header is cut.
func (d *Desk) Headers(ctx context.Context, mailID int64) (string, error) {
	const most = 64 << 10
	raw, err := d.RawMail(ctx, mailID)
	if err != nil {
		return "", err
	}
	head := raw[:min(len(raw), most)]
	for _, gap := range []string{"\r\n\r\n", "\n\n"} {
		if i := strings.Index(string(head), gap); i >= 0 {
			head = head[:i]
		}
	}
	text := strings.ToValidUTF8(strings.ReplaceAll(string(slices.Clone(head)), "\r\n", "\n"), "\ufffd")
	return strings.ReplaceAll(text, "\x00", "\ufffd"), nil
}

// ApproveHeld replaces the technical contact as a held mail asks for, after a
// person has checked with the client (R3).
func (d *Desk) ApproveHeld(ctx context.Context, mailID int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		if _, err := theMail(tx, mailID); err != nil {
			return err
		}
		if err := d.approveHeld(tx, mailID, by); err != nil {
			return err
		}
		return d.audit(tx, by, "approve-change", objectMail(mailID), "")
	})
}
