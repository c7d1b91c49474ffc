package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// Telling is what a webhook is sent. Its keys are those of the API.
type Telling struct {
	Type      ticket.Event `json:"type"`
	Timestamp time.Time    `json:"timestamp"` // when it happened
	Data      TellingData  `json:"data"`
}

// TellingData is what an event is about: what the event does not have is left
// out.
type TellingData struct {
	ClientID        int64  `json:"client_id"`
	Ticket          int64  `json:"ticket,omitempty"`
	State           string `json:"state,omitempty"` // of the ticket, when it is told
	MergedInto      int64  `json:"merged_into,omitempty"`
	SpentMinutes    int    `json:"spent_minutes,omitempty"` // of the ticket
	CountedQuarters int    `json:"counted_quarters,omitempty"`
	Exchange        int64  `json:"exchange,omitempty"`
	TimeEntry       int64  `json:"time_entry,omitempty"`
	Corrects        int64  `json:"corrects,omitempty"` // the time entry that it stands for
	Minutes         int    `json:"minutes,omitempty"`  // of the entry
	Kind            string `json:"kind,omitempty"`     // of the entry
	Contract        string `json:"contract,omitempty"`
	Percent         int    `json:"percent,omitempty"`
	Subject         string `json:"subject,omitempty"` // where texts are asked for
	Text            string `json:"text,omitempty"`    // of the exchange or the entry, where texts are asked for
}

// Delivery is a telling that is due, with all that sending it takes.
type Delivery struct {
	ID        int64
	Webhook   int64
	MessageID string // the same at each attempt
	URL       string
	Secret    string
	Payload   []byte // the same bytes at each attempt
	Try       int    // the number of this attempt, from 1
}

// TakeDeliveries leases the oldest telling that is due of up to n webhooks that
// are not busy: one that is slow or gone holds up no other. A lease that is not settled in time is taken again.
func (d *Desk) TakeDeliveries(ctx context.Context, n int, busy []int64, lease time.Duration) (taken []Delivery, err error) {
	var due bool
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		next, err := tx.NextDelivery()
		due = !next.IsZero() && !next.After(d.now())
		return err
	})
	if err != nil || !due {
		return nil, err
	}
	err = d.store.Write(ctx, func(tx *store.Tx) (err error) { taken, err = d.takeDeliveries(tx, n, busy, lease); return err })
	return taken, err
}

func (d *Desk) takeDeliveries(tx *store.Tx, n int, busy []int64, lease time.Duration) (taken []Delivery, err error) {
	all, err := tx.Webhooks()
	if err != nil {
		return nil, err
	}
	for _, w := range all {
		if len(taken) == n {
			break
		}
		if slices.Contains(busy, w.ID) {
			continue
		}
		e, err := tx.DueDelivery(w.ID, d.now())
		if notFound(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		one, err := d.takeDelivery(tx, w, e, lease)
		if err != nil {
			return nil, fmt.Errorf("taking delivery %d: %w", e.ID, err)
		}
		taken = append(taken, one)
	}
	return taken, nil
}

func (d *Desk) takeDelivery(tx *store.Tx, w store.Webhook, e store.Delivery, lease time.Duration) (_ Delivery, err error) {
	if e.Payload == "" {
		if e.Payload, err = d.payload(tx, w, e); err != nil {
			return Delivery{}, err
		}
	}
	e.Tries++
	e.Due, e.Changed = d.now().Add(lease), d.now()
	return Delivery{ID: e.ID, Webhook: w.ID, MessageID: d.messageID(e), URL: w.URL, Secret: w.Secret, Payload: []byte(e.Payload), Try: e.Tries}, tx.SetDelivery(e)
}

// messageID names a telling, here and after a restore: an id that was given
// again then has another moment.
func (d *Desk) messageID(e store.Delivery) string {
	return fmt.Sprintf("msg_%s_%d_%s", d.keys.Instance, e.ID, strconv.FormatInt(e.At.UnixMilli(), 36))
}

// payload writes what a webhook is sent.
func (d *Desk) payload(tx *store.Tx, w store.Webhook, e store.Delivery) (string, error) {
	told := Telling{Type: e.Event, Timestamp: e.At.In(d.zone())}
	if err := d.fillTelling(tx, &told.Data, e.Happening, w.Texts); err != nil {
		return "", err
	}
	b, err := json.Marshal(told)
	return string(b), err
}

func (d *Desk) fillTelling(tx *store.Tx, data *TellingData, h store.Happening, texts bool) error {
	data.Exchange, data.TimeEntry, data.Percent = h.ExchangeID, h.EntryID, h.Percent
	contractID := h.ContractID
	if h.TicketNumber != 0 {
		t, err := tx.Ticket(h.TicketNumber)
		if err != nil {
			return err
		}
		contractID = t.ContractID
		data.ClientID, data.Ticket, data.State, data.MergedInto = t.ClientID, t.Number, string(t.State), t.MergedInto
		data.SpentMinutes, data.CountedQuarters = t.SpentMinutes, t.CountedQuarters
		if texts {
			data.Subject = t.Subject
		}
	}
	if contractID != 0 {
		c, err := tx.Contract(contractID)
		if err != nil {
			return err
		}
		data.Contract, data.ClientID = c.Ref, c.ClientID
	}
	return fillWritten(tx, data, h, texts)
}

// fillWritten adds the time entry, and what was written where it is asked for.
func fillWritten(tx *store.Tx, data *TellingData, h store.Happening, texts bool) error {
	if h.EntryID != 0 {
		e, _, err := tx.TimeEntry(h.EntryID)
		if err != nil {
			return err
		}
		data.Minutes, data.Kind, data.Corrects = e.Minutes, string(e.Kind), e.Corrects
		if texts {
			data.Text = e.Text
		}
	}
	if h.ExchangeID != 0 && texts {
		e, err := tx.Exchange(h.ExchangeID)
		if err != nil {
			return err
		}
		data.Text = e.Text
	}
	return nil
}

// tellingHours is how long a telling is tried.
const tellingHours = 24

// waits are how long a telling waits after each attempt that failed; the last
// one holds for all later attempts.
var waits = [...]time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour}

// maxReply is how much of a webhook's answer is kept.
const maxReply = 500

// Told is what became of an attempt to tell a webhook.
type Told struct {
	OK     bool
	Status int    // of the answer, 0 where none came
	Reply  string // what went wrong, or the begin of the answer
}

// SettleDelivery writes what became of an attempt: sent, or tried again with
// growing waits for 24 h, then failed.
func (d *Desk) SettleDelivery(ctx context.Context, taken Delivery, t Told) error {
	return d.store.Write(ctx, func(tx *store.Tx) error {
		e, err := tx.Delivery(taken.ID)
		if err != nil || e.State != "queued" || e.Tries != taken.Try {
			return err // dropped, or the lease was over
		}
		now := d.now()
		e.Status, e.Reply, e.Changed = t.Status, firstRunes(strings.ToValidUTF8(t.Reply, ""), maxReply), now
		e.Due = now.Add(waits[min(e.Tries, len(waits))-1])
		switch {
		case t.OK:
			e.State = "sent"
		case !e.Due.Before(e.At.Add(tellingHours * time.Hour)):
			e.State = "failed"
		}
		return tx.SetDelivery(e)
	})
}

// NextDelivery is when the next telling falls due; the zero time if none waits.
func (d *Desk) NextDelivery(ctx context.Context) (at time.Time, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) (err error) { at, err = tx.NextDelivery(); return err })
	return at, err
}

// DeliveryView is a telling as commands and the API show it.
type DeliveryView struct {
	ID        int64        `json:"id"`
	Webhook   int64        `json:"webhook"`
	Event     ticket.Event `json:"event"`
	MessageID string       `json:"message_id"`
	Ticket    int64        `json:"ticket"` // 0 for none
	State     string       `json:"state"`  // queued, sent, failed or dropped
	At        *time.Time   `json:"at"`     // when it happened
	Due       *time.Time   `json:"due"`    // the next attempt, of one that is queued
	Tries     int          `json:"tries"`
	Status    int          `json:"status"` // of the last answer, 0 where none came
	Reply     string       `json:"reply"`
	Changed   *time.Time   `json:"changed"`
}

// DeliveryFilter narrows a list of tellings; zero fields do not.
type DeliveryFilter struct {
	Webhook int64
	State   string
	Before  int64 // an id: only older ones
	Limit   int   // 0 is 50
}

// Deliveries lists what webhooks were told or are to be told, the newest first.
func (d *Desk) Deliveries(ctx context.Context, f DeliveryFilter) (views []DeliveryView, err error) {
	if f.Limit <= 0 {
		f.Limit = 50
	}
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Deliveries(f.Webhook, f.State, f.Before, f.Limit)
		for _, e := range all {
			view := DeliveryView{ID: e.ID, Webhook: e.WebhookID, Event: e.Event, MessageID: d.messageID(e), Ticket: e.TicketNumber, State: e.State,
				At: d.at(e.At), Tries: e.Tries, Status: e.Status, Reply: e.Reply, Changed: d.at(e.Changed)}
			if e.State == "queued" {
				view.Due = d.at(e.Due)
			}
			views = append(views, view)
		}
		return err
	})
	return views, err
}

// RetryDelivery has a telling that failed tried once more, now; one that waits
// is not waited for.
func (d *Desk) RetryDelivery(ctx context.Context, id int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		e, err := tx.Delivery(id)
		if notFound(err) {
			return fmt.Errorf("there is no delivery %d: %w", id, ErrNotFound)
		} else if err != nil {
			return err
		}
		if e.State != "failed" && e.State != "queued" {
			return refused("delivery %d is %s: only one that failed or waits is tried again", id, e.State)
		}
		if _, err := tx.Webhook(e.WebhookID); notFound(err) {
			return refused("the webhook of delivery %d was removed", id)
		} else if err != nil {
			return err
		}
		e.State, e.Due, e.Changed = "queued", d.now(), d.now()
		if err := tx.SetDelivery(e); err != nil {
			return err
		}
		return d.audit(tx, by, "retry-delivery", objectWebhook(e.WebhookID), fmt.Sprintf("delivery %d", id))
	})
}
