package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/ticket"
)

// What the search costs a mail that comes in: an exchange of 80 words, one a
// transaction's savepoint as intake writes it, with and without what is kept
// for lists and words.
func BenchmarkAddExchange(b *testing.B) {
	for _, c := range []struct {
		name    string
		without []string // kinds of triggers that are dropped
	}{
		{"all", nil},
		{"without words", []string{"subject_added", "subject_changed", "text_changed", "file_added", "exchange_added"}},
		{"without search", []string{"subject_added", "subject_changed", "text_changed", "file_added", "exchange_added", "exchange_changed",
			"ticket_added", "ticket_changed"}},
		{"without search and indexes", []string{"subject_added", "subject_changed", "text_changed", "file_added", "exchange_added",
			"exchange_changed", "ticket_added", "ticket_changed", "INDEX ticket_last", "INDEX ticket_waits", "INDEX ticket_counted", "INDEX ticket_agent", "INDEX ticket_team"}},
	} {
		b.Run(c.name, func(b *testing.B) { addExchanges(b, c.without) })
	}
}

func addExchanges(b *testing.B, without []string) {
	s := peopled(b)
	write(b, s, func(tx *Tx) error {
		for _, name := range without {
			if !strings.HasPrefix(name, "INDEX") {
				name = "TRIGGER " + name
			}
			if _, err := tx.exec(`DROP ` + name); err != nil {
				return err
			}
		}
		return nil
	})
	r := rand.New(rand.NewPCG(1, 1))
	words := rand.NewZipf(r, 1.2, 4, 20_000)
	var number int64
	n := 0
	for b.Loop() {
		fs := make([]func(*Tx) error, 32) // share a commit, as the intake's do
		for i := range fs {
			fs[i] = func(tx *Tx) error { n++; return addOne(tx, n, &number, words) }
		}
		for _, err := range s.WriteAll(context.Background(), fs) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/exchange")
}

func addOne(tx *Tx, n int, number *int64, words *rand.Zipf) (err error) {
	at := time.UnixMilli(int64(n) * 1000)
	if n%3 == 1 {
		if *number, err = tx.NextTicketNumber(); err != nil {
			return err
		}
		if err := tx.AddTicket(ticket.Ticket{Number: *number, ClientID: 1, Subject: "une demande", State: ticket.Open, TeamID: 1, Opened: at, LastExchange: at}, "m"); err != nil {
			return err
		}
	}
	var text strings.Builder
	for range 80 {
		fmt.Fprintf(&text, "mot%d ", words.Uint64())
	}
	id, err := tx.AddExchange(ticket.Exchange{TicketNumber: *number, Way: ticket.In, At: at, Text: text.String()})
	if err != nil {
		return err
	}
	t, err := tx.Ticket(*number)
	if err != nil {
		return err
	}
	t.ClientWrote(id, at)
	return tx.SetTicket(t)
}
