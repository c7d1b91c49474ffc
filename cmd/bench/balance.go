package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"permanence/daemon/store"
)

// decided is what the product says of a mail (permanence mail list --json).
type decided struct {
	ID          int64  `json:"id"`
	From        string `json:"from"`
	Subject     string `json:"subject"`
	MessageID   string `json:"message_id"`
	Disposition string `json:"disposition"`
	Reason      string `json:"reason"`
	Ticket      *int64 `json:"ticket"`
}

// fate is the disposition as the manifest writes it, with the ticket's number
// where the manifest has the thread's.
func (d decided) fate() string {
	switch {
	case d.Disposition == "quarantine":
		return d.Disposition + ":" + d.Reason
	case (d.Disposition == "new" || d.Disposition == "append") && d.Ticket != nil:
		return fmt.Sprintf("%s(%d)", d.Disposition, *d.Ticket)
	}
	return d.Disposition
}

// mails are all mails of the desk in order of arrival.
func (r *round) mails(ctx context.Context) ([]decided, error) {
	text, err := r.command(ctx, "mail", "list", "--json")
	if err != nil {
		return nil, err
	}
	all, err := lines[decided](text)
	if err != nil {
		return nil, fmt.Errorf("reading mail list: %w", err)
	}
	return all, nil
}

// shownWrong is how many mails with another fate than expected are named.
const shownWrong = 20

// balance holds what became of each mail against the manifest.
func (r *round) balance(ctx context.Context) error {
	got, err := r.mails(ctx)
	if err != nil {
		return err
	}
	expected := r.b.box.mails
	if len(got) != len(expected) {
		r.b.say("  %d mails are in the box, %d in the desk", len(expected), len(got))
	}
	wrong, pending := max(len(expected), len(got))-min(len(expected), len(got)), 0
	number := map[int]int64{} // ticket of the thread that a mail opened
	for i, m := range expected[:min(len(expected), len(got))] {
		if m.opens() && got[i].Ticket != nil {
			number[m.N] = *got[i].Ticket
		}
		if got[i].Disposition == "pending" {
			pending++
		}
		if want := m.fate(number); got[i].fate() != want {
			if wrong++; wrong <= shownWrong {
				r.b.say("  mail %d (%s, %s): %s, not %s", m.N, m.Kind, m.From, got[i].fate(), want)
			}
		}
	}
	r.add("misjudged", float64(wrong))
	r.add("undecided", float64(pending))
	if err := r.count(ctx); err != nil {
		return err
	}
	return r.bytesKept(ctx, got)
}

// fate is the expected disposition, with the ticket's number for the thread's.
func (m mail) fate(number map[int]int64) string {
	var thread int
	for _, verb := range []string{"new", "append"} {
		if _, err := fmt.Sscanf(m.Expected, verb+"(%d)", &thread); err == nil {
			return fmt.Sprintf("%s(%d)", verb, number[thread])
		}
	}
	return m.Expected
}

// count reads the product's own balance.
func (r *round) count(ctx context.Context) error {
	text, err := r.command(ctx, "mail", "count", "--json")
	if err != nil {
		return err
	}
	var c struct{ Seen, Stored, Missing float64 }
	if err := json.Unmarshal(text, &c); err != nil {
		return fmt.Errorf("reading mail count: %w", err)
	}
	r.add("missing", c.Missing+c.Seen-c.Stored)
	return nil
}

// bytesKept holds the bytes that were kept of each mail against the manifest.
func (r *round) bytesKept(ctx context.Context, got []decided) error {
	s, err := store.Open(r.config.Store.Dir, store.Options{InlineBytes: int(r.config.Store.InlineBytes)})
	if err != nil {
		return err
	}
	defer s.Close()
	altered := 0
	for i, m := range r.b.box.mails[:min(len(r.b.box.mails), len(got))] {
		var b []byte
		if err := s.Read(ctx, func(tx *store.Tx) (err error) { b, err = tx.Raw(got[i].ID); return err }); err != nil {
			return err
		}
		if hash(b) != m.SHA256 {
			altered++
		}
	}
	r.add("altered", float64(altered))
	return nil
}

func hash(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}
