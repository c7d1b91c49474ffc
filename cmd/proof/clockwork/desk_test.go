package clockwork

import (
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/people"
)

func TestARequestIsAnsweredOnAClockThatIsMoved(t *testing.T) {
	ctx, clock := t.Context(), NewClock(Monday())
	d, err := Open(ctx, Options{Clock: clock, Domain: "firme.example", Domains: Domains{"client.example"}})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Staff(ctx, people.Agent{FirstName: "Alice", LastName: "Martin", Addresses: []string{"alice@firme.example"}}); err != nil {
		t.Fatal(err)
	}
	if err := d.Subscribe(ctx, people.Client{Name: "Client", Domains: []string{"client.example"}}, "C-1",
		people.Contact{FirstName: "Marie", LastName: "Durand", Addresses: []string{"marie@client.example"}}); err != nil {
		t.Fatal(err)
	}
	raw := "From: marie@client.example\r\nTo: support@firme.example\r\nSubject: Import\r\nMessage-ID: <1@client.example>\r\nDate: Mon, 21 Sep 2026 09:10:00 +0200\r\n\r\nBonjour.\r\n"
	fate, err := d.Deliver(ctx, Sign([]byte(raw), "client.example", clock.Now()))
	if err != nil || fate.Disposition != "new" {
		t.Fatalf("the request became %s (%s): %v", fate.Disposition, fate.Reason, err)
	}
	clock.Pass(time.Minute)
	left, err := d.Leave(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var to []string
	for _, l := range left {
		to = append(to, l.Recipient)
		if !strings.Contains(string(l.Raw), "\r\n\r\n") {
			t.Errorf("letter %d has no body", l.ID)
		}
	}
	if got := strings.Join(to, " "); !strings.Contains(got, "marie@client.example") || !strings.Contains(got, "alice@firme.example") {
		t.Errorf("letters to %s", got)
	}
	if again, err := d.Leave(ctx); err != nil || len(again) != 0 {
		t.Errorf("%d letters left twice: %v", len(again), err)
	}
	clock.Until(clock.Now().AddDate(0, 1, 0))
	if err := d.Turn(ctx); err != nil {
		t.Error(err)
	}
}
