package store

import (
	"database/sql"
	"strings"
	"time"

	"permanence/daemon/desk/ticket"
)

// Webhook is an address that is told of events.
type Webhook struct {
	ID     int64
	URL    string
	Events []ticket.Event
	Texts  bool // what was written goes along
	Secret string
	Made   time.Time
}

const webhookColumns = `id, url, events, texts, secret, made`

func scanWebhook(r scanner) (w Webhook, err error) {
	var events string
	var made int64
	err = r.Scan(&w.ID, &w.URL, &events, &w.Texts, &w.Secret, &made)
	for _, e := range strings.Fields(events) {
		w.Events = append(w.Events, ticket.Event(e))
	}
	w.Made = fromMS(made)
	return w, err
}

// AddWebhook adds a webhook: events are told to it from now on.
func (tx *Tx) AddWebhook(w Webhook) (int64, error) {
	events := " "
	for _, e := range w.Events {
		events += string(e) + " "
	}
	return tx.insert(`INSERT INTO webhook (url, events, texts, secret, made) VALUES (?, ?, ?, ?, ?)`, w.URL, events, bit(w.Texts), w.Secret, ms(w.Made))
}

// Webhooks lists the webhooks that are told of events.
func (tx *Tx) Webhooks() ([]Webhook, error) {
	return list(tx, scanWebhook, `SELECT `+webhookColumns+` FROM webhook WHERE removed IS NULL ORDER BY id`)
}

// Webhook reads a webhook that was not removed.
func (tx *Tx) Webhook(id int64) (Webhook, error) {
	return one(tx, scanWebhook, `SELECT `+webhookColumns+` FROM webhook WHERE id = ? AND removed IS NULL`, id)
}

// RemoveWebhook removes a webhook; what it was not told yet is dropped.
func (tx *Tx) RemoveWebhook(id int64, at time.Time) error {
	if _, err := tx.exec(`UPDATE webhook SET removed = ?, secret = '' WHERE id = ?`, ms(at), id); err != nil {
		return err
	}
	_, err := tx.exec(`UPDATE delivery SET state = 'dropped', changed = ? WHERE webhook_id = ? AND state = 'queued'`, ms(at), id)
	return err
}

// Happening is an event that just happened, in the same transaction.
type Happening struct {
	Event        ticket.Event
	At           time.Time // zero: now
	TicketNumber int64
	ExchangeID   int64
	EntryID      int64
	ContractID   int64
	Percent      int
}

// Happened writes down, for each webhook that wants it, that an event is to be
// told.
func (tx *Tx) Happened(h Happening) error {
	if tx.quiet || h.Event == "" {
		return nil
	}
	now := tx.s.now()
	if h.At.IsZero() {
		h.At = now
	}
	_, err := tx.exec(`INSERT INTO delivery (webhook_id, event, at, ticket_number, exchange_id, entry_id, contract_id, percent, due, changed)
		SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM webhook WHERE removed IS NULL AND instr(events, ?) > 0`,
		h.Event, ms(h.At), idNull(h.TicketNumber), idNull(h.ExchangeID), idNull(h.EntryID), idNull(h.ContractID), h.Percent, ms(now), ms(now), " "+h.Event+" ")
	return err
}

// Quietly says that what this transaction writes down happened before, and is
// told nobody.
func (tx *Tx) Quietly() { tx.quiet = true }

// stateChanges tells of a ticket whose state will be another one.
func (tx *Tx) stateChanges(t ticket.Ticket) error {
	was, err := one(tx, scanString, `SELECT state FROM ticket WHERE number = ?`, t.Number)
	if err != nil {
		return err
	}
	return tx.Happened(Happening{Event: ticket.EventOf(ticket.State(was), t.State), TicketNumber: t.Number})
}

// clientWrote tells of a client's message on a ticket that was there already.
func (tx *Tx) clientWrote(e ticket.Exchange) error {
	if e.Way != ticket.In {
		return nil
	}
	first, err := tx.count(`SELECT min(id) FROM exchange WHERE ticket_number = ?`, e.TicketNumber)
	if err != nil || first == e.ID {
		return err
	}
	return tx.Happened(Happening{Event: ticket.EventClientWrote, At: e.At, TicketNumber: e.TicketNumber, ExchangeID: e.ID})
}

// answered tells of an answer that leaves now.
func (tx *Tx) answered(id int64, to ticket.Sending) error {
	if to != ticket.SendingSent {
		return nil
	}
	e, err := one(tx, scanExchange, `SELECT `+exchangeColumns+` FROM exchange WHERE id = ?`, id)
	if err != nil || e.State == to {
		return err
	}
	return tx.Happened(Happening{Event: ticket.EventAnswered, TicketNumber: e.TicketNumber, ExchangeID: id})
}

// Delivery is one telling of an event to one webhook.
type Delivery struct {
	ID        int64
	WebhookID int64
	Happening
	Payload string // "" before the first attempt
	State   string // queued, sent, failed or dropped
	Due     time.Time
	Tries   int
	Status  int    // of the last answer, 0 where none came
	Reply   string // what went wrong, or the begin of the answer
	Changed time.Time
}

const deliveryColumns = `id, webhook_id, event, at, ticket_number, exchange_id, entry_id, contract_id, percent, payload, state, due, tries, status, reply, changed`

func scanDelivery(r scanner) (d Delivery, err error) {
	var number, exchange, entry, contract sql.NullInt64
	var at, due, changed int64
	err = r.Scan(&d.ID, &d.WebhookID, &d.Event, &at, &number, &exchange, &entry, &contract, &d.Percent, &d.Payload, &d.State, &due, &d.Tries,
		&d.Status, &d.Reply, &changed)
	d.TicketNumber, d.ExchangeID, d.EntryID, d.ContractID = number.Int64, exchange.Int64, entry.Int64, contract.Int64
	d.At, d.Due, d.Changed = fromMS(at), fromMS(due), fromMS(changed)
	return d, err
}

// DueDelivery is the delivery of a webhook that is due for the longest time.
func (tx *Tx) DueDelivery(webhookID int64, now time.Time) (Delivery, error) {
	return one(tx, scanDelivery, `SELECT `+deliveryColumns+` FROM delivery WHERE state = 'queued' AND webhook_id = ? AND due <= ? ORDER BY due, id LIMIT 1`,
		webhookID, ms(now))
}

// NextDelivery is when the next delivery falls due; the zero time if none
// waits.
func (tx *Tx) NextDelivery() (time.Time, error) {
	v, err := one(tx, func(r scanner) (v sql.NullInt64, err error) { err = r.Scan(&v); return v, err }, `SELECT min(due) FROM delivery WHERE state = 'queued'`)
	return fromMSNull(v), err
}

// Delivery reads a delivery.
func (tx *Tx) Delivery(id int64) (Delivery, error) {
	return one(tx, scanDelivery, `SELECT `+deliveryColumns+` FROM delivery WHERE id = ?`, id)
}

// Deliveries lists up to n deliveries before an id, the newest first; those of
// one webhook and in one state where these are given.
func (tx *Tx) Deliveries(webhookID int64, state string, before int64, n int) ([]Delivery, error) {
	return list(tx, scanDelivery, `SELECT `+deliveryColumns+` FROM delivery
		WHERE (? = 0 OR webhook_id = ?) AND (? = '' OR state = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?`,
		webhookID, webhookID, state, state, before, before, n)
}

// SetDelivery writes how a delivery fares.
func (tx *Tx) SetDelivery(d Delivery) error {
	_, err := tx.exec(`UPDATE delivery SET payload = ?, state = ?, due = ?, tries = ?, status = ?, reply = ?, changed = ? WHERE id = ?`,
		d.Payload, d.State, ms(d.Due), d.Tries, d.Status, d.Reply, ms(d.Changed), d.ID)
	return err
}

// ForgetDeliveries removes those that ended before a time.
func (tx *Tx) ForgetDeliveries(before time.Time) error {
	_, err := tx.exec(`DELETE FROM delivery WHERE changed < ? AND state <> 'queued'`, ms(before))
	return err
}
