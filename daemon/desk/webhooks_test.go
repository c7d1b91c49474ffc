package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

func (f *firm) hook(texts bool, events ...string) int64 {
	f.t.Helper()
	all, err := ticket.ParseEvents(events)
	if err != nil {
		f.t.Fatal(err)
	}
	id, _, err := f.d.AddWebhook(f.t.Context(), NewWebhook{URL: "https://erp.firme.example/in", Events: all, Texts: texts}, "test")
	if err != nil {
		f.t.Fatal(err)
	}
	return id
}

// events are those that are written down for a webhook, in their order.
func (f *firm) events(webhook int64) (all []string) {
	f.t.Helper()
	views, err := f.d.Deliveries(f.t.Context(), DeliveryFilter{Webhook: webhook, Limit: 1000})
	if err != nil {
		f.t.Fatal(err)
	}
	for _, v := range slices.Backward(views) {
		all = append(all, string(v.Event))
	}
	return all
}

// due takes what is due for the webhooks, one each.
func (f *firm) due() []Delivery {
	f.t.Helper()
	taken, err := f.d.TakeDeliveries(f.t.Context(), 10, nil, time.Minute)
	if err != nil {
		f.t.Fatal(err)
	}
	return taken
}

func TestWhateverHappensToATicketIsWrittenDownForItsWebhooks(t *testing.T) {
	f := newFirm(t)
	all, closed := f.hook(false, "all"), f.hook(false, "ticket.closed")
	number, notice := f.asked("Import")
	f.alices(notice, "#temps 20\nBonjour, essayez de nouveau.")
	f.delivered()
	f.write(func(tx *store.Tx) error { return tx.SetExchangeState(f.lastExchange(number).ID, ticket.SendingSent) })
	f.write(func(tx *store.Tx) error { return tx.SetExchangeState(f.lastExchange(number).ID, ticket.SendingSent) })
	if _, err := f.adds(Message{Ticket: number, Text: "Toujours pas.", How: ticket.Answering}); err != nil {
		t.Fatal(err)
	}
	f.agrees(f.d.Note(t.Context(), number, "alice@firme.example", "À voir.", "Alice Martin"))
	f.agrees(f.d.ResolveTicket(t.Context(), number, "Alice Martin"))
	f.agrees(f.d.ReopenTicket(t.Context(), number, "Alice Martin"))
	whole, err := f.d.Ticket(t.Context(), number)
	f.agrees(err)
	f.agrees(f.d.RemoveTime(t.Context(), whole.Time[0].ID, "erreur", "alice@firme.example", "Alice Martin"))
	f.agrees(f.d.ResolveTicket(t.Context(), number, "Alice Martin"))
	f.pass(40 * 24 * time.Hour)
	f.agrees(f.d.CloseTickets(t.Context(), f.now()))
	want := []string{"ticket.opened", "time.booked", "ticket.answered", "ticket.client_wrote", "ticket.resolved", "ticket.reopened", "time.removed", "ticket.resolved", "ticket.closed"}
	if got := f.events(all); !slices.Equal(got, want) {
		t.Errorf("written down: %q\nwant %q", got, want)
	}
	if got := f.events(closed); !slices.Equal(got, []string{"ticket.closed"}) {
		t.Errorf("written down for what asked for less: %q", got)
	}
}

func TestAThresholdIsTold(t *testing.T) {
	f := newFirm(t)
	hook := f.hook(false, "package.threshold")
	number, _ := f.asked("Import")
	if _, err := f.d.BookTime(t.Context(), number, Booking{Agent: "alice@firme.example", Minutes: 1440, Kind: "counted"}, "Alice Martin"); err != nil {
		t.Fatal(err)
	}
	if got := f.events(hook); !slices.Equal(got, []string{"package.threshold"}) {
		t.Fatalf("written down: %q", got)
	}
	got := string(f.due()[0].Payload)
	if want := fmt.Sprintf(`"data":{"client_id":%d,"contract":"%s","percent":75}}`, f.dupont.ClientID, f.dupont.Ref); !strings.HasSuffix(got, want) {
		t.Errorf("told %s", got)
	}
}

func TestWhatIsUndoneWasNotTold(t *testing.T) {
	f := newFirm(t)
	hook := f.hook(false, "all")
	number, _ := f.asked("Import")
	before := len(f.events(hook))
	broken := errors.New("it fails after the event")
	err := f.d.store.Write(t.Context(), func(tx *store.Tx) error {
		got, err := tx.Ticket(number)
		if err != nil {
			return err
		}
		if err := got.Resolve(f.now()); err != nil {
			return err
		}
		return errors.Join(tx.SetTicket(got), broken)
	})
	if !errors.Is(err, broken) || len(f.events(hook)) != before {
		t.Errorf("%v; events: %q", err, f.events(hook))
	}
}

func TestTicketsOfTheTimeBeforeAreNotTold(t *testing.T) {
	f := newFirm(t)
	hook := f.hook(false, "all")
	_, err := f.d.AddPastTicket(t.Context(), PastTicket{Client: "Dupont SA", Subject: "Avant", Agent: "alice@firme.example", Resolved: f.now().Add(-time.Hour),
		Exchanges: []PastExchange{{At: f.now().Add(-3 * time.Hour), Text: "Bonjour"}, {At: f.now().Add(-2 * time.Hour), Text: "Voilà", Answer: true}},
		Time:      []PastTime{{At: f.now().Add(-2 * time.Hour), Minutes: 15}}}, "test")
	if err != nil || len(f.events(hook)) != 0 {
		t.Errorf("%v; events: %q", err, f.events(hook))
	}
}

func TestATellingHoldsFiguresAndTextsOnlyWhereTheyAreAskedFor(t *testing.T) {
	f := newFirm(t)
	f.hook(false, "ticket.client_wrote")
	f.hook(true, "ticket.client_wrote")
	number, _ := f.asked("Import")
	added, err := f.adds(Message{Ticket: number, Text: "Le mot secret.", How: ticket.Answering})
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range f.due() {
		var told Telling
		if err := json.Unmarshal(d.Payload, &told); err != nil {
			t.Fatal(err)
		}
		want := TellingData{ClientID: f.dupont.ClientID, Ticket: number, State: "open", Exchange: added.Exchange, Contract: f.dupont.Ref}
		if i == 1 {
			want.Subject, want.Text = "Import", "Le mot secret."
		}
		if told.Data != want || told.Type != "ticket.client_wrote" || !told.Timestamp.Equal(f.now()) {
			t.Errorf("webhook %d is told %s", d.Webhook, d.Payload)
		}
	}
}

func TestATellingIsTriedForADayWithGrowingWaitsAndTheSameBytes(t *testing.T) {
	f := newFirm(t)
	f.hook(false, "ticket.opened")
	number, _ := f.asked("Import")
	begun, payload, id := f.now(), "", ""
	var at []string
	for range 100 {
		for _, d := range f.due() {
			if payload == "" {
				payload, id = string(d.Payload), d.MessageID
				f.agrees(f.d.ResolveTicket(t.Context(), number, "test"))
			}
			if string(d.Payload) != payload || d.MessageID != id {
				t.Fatalf("attempt %d differs: %s", d.Try, d.Payload)
			}
			at = append(at, f.now().Sub(begun).String())
			f.agrees(f.d.SettleDelivery(t.Context(), d, Told{Status: 500, Reply: "out of order"}))
		}
		next, err := f.d.NextDelivery(t.Context())
		f.agrees(err)
		if next.IsZero() {
			break
		}
		f.pass(next.Sub(f.now()))
	}
	want := "0s 5s 35s 2m35s 12m35s 42m35s 1h42m35s 3h42m35s 7h42m35s 11h42m35s 15h42m35s 19h42m35s 23h42m35s"
	if got := strings.Join(at, " "); got != want {
		t.Errorf("tried at %s\nwant %s", got, want)
	}
	views, err := f.d.Deliveries(t.Context(), DeliveryFilter{State: "failed"})
	if err != nil || len(views) != 1 || views[0].Reply != "out of order" || views[0].Tries != 13 || views[0].MessageID != id {
		t.Fatalf("%+v, %v", views, err)
	}
	f.agrees(f.d.RetryDelivery(t.Context(), views[0].ID, "test"))
	d := f.due()[0]
	f.agrees(f.d.SettleDelivery(t.Context(), d, Told{OK: true, Status: 204}))
	if views, err = f.d.Deliveries(t.Context(), DeliveryFilter{State: "sent"}); err != nil || len(views) != 1 || len(f.due()) != 0 {
		t.Errorf("%+v, %v", views, err)
	}
}

func TestAWebhookThatIsBusyHoldsUpNoOther(t *testing.T) {
	f := newFirm(t)
	slow, quick := f.hook(false, "ticket.opened"), f.hook(false, "ticket.opened")
	for range 3 {
		f.asked("Import")
		f.pass(time.Minute)
	}
	first := f.due()
	if len(first) != 2 {
		t.Fatalf("taken: %+v", first)
	}
	f.agrees(f.d.SettleDelivery(t.Context(), first[1], Told{OK: true, Status: 200}))
	taken, err := f.d.TakeDeliveries(t.Context(), 10, []int64{slow}, time.Minute)
	if err != nil || len(taken) != 1 || taken[0].Webhook != quick {
		t.Errorf("taken: %+v, %v", taken, err)
	}
}

func TestALeaseThatWasLostSettlesNothing(t *testing.T) {
	f := newFirm(t)
	hook := f.hook(false, "ticket.opened")
	f.asked("Import")
	lost := f.due()[0]
	f.pass(2 * time.Minute)
	again := f.due()[0]
	f.agrees(f.d.SettleDelivery(t.Context(), lost, Told{OK: true, Status: 200}))
	if views, err := f.d.Deliveries(t.Context(), DeliveryFilter{State: "sent"}); err != nil || len(views) != 0 {
		t.Errorf("%+v, %v", views, err)
	}
	f.agrees(f.d.RemoveWebhook(t.Context(), hook, "test"))
	f.agrees(f.d.SettleDelivery(t.Context(), again, Told{OK: true, Status: 200}))
	if views, err := f.d.Deliveries(t.Context(), DeliveryFilter{State: "dropped"}); err != nil || len(views) != 1 || len(f.due()) != 0 {
		t.Errorf("%+v, %v", views, err)
	}
}

func TestAFormThatIsSentTwiceBooksAndNotesOnce(t *testing.T) {
	f := newFirm(t)
	number, _ := f.asked("Import")
	for range 2 {
		_, err := f.d.BookTime(t.Context(), number, Booking{Agent: "alice@firme.example", Minutes: 20, Kind: "counted", Key: "k1"}, "Alice Martin")
		f.agrees(err)
		f.agrees(f.d.AddNote(t.Context(), Remark{Ticket: number, Agent: "alice@firme.example", Text: "À voir.", Key: "k2"}, "Alice Martin"))
	}
	whole, err := f.d.Ticket(t.Context(), number)
	if err != nil || len(whole.Time) != 1 || len(whole.Exchanges) != 2 {
		t.Errorf("%d entries, %d exchanges, %v", len(whole.Time), len(whole.Exchanges), err)
	}
}
