package main

import (
	"fmt"
	"io"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
)

type webhookGroup struct {
	Add        addWebhook     `cmd:"" help:"Have an address told of events, signed as Standard Webhooks; prints the secret, this once." example:"permanence webhook add https://erp.firm.example/permanence --event ticket.opened --event time.booked; permanence webhook add https://chat.firm.example/in --event all --texts"`
	List       listWebhooks   `cmd:"" help:"List the addresses that are told of events." example:"permanence webhook list"`
	Deliveries listDeliveries `cmd:"" help:"List what webhooks were told, and what became of it." example:"permanence webhook deliveries --state failed"`
	Retry      retryDelivery  `cmd:"" help:"Have a delivery tried now." example:"permanence webhook retry 12"`
	Remove     removeWebhook  `cmd:"" help:"Have an address told nothing more." example:"permanence webhook remove 2"`
}

type addWebhook struct {
	asJSON
	URL    string   `arg:"" help:"The address, beginning with https://."`
	Event  []string `required:"" placeholder:"EVENT" help:"What it is told of; may be given several times: all, or ticket.opened, ticket.client_wrote, ticket.answered, ticket.resolved, ticket.reopened, ticket.closed, time.booked, time.removed, package.threshold."`
	Texts  bool     `help:"What was written goes along: subjects and texts. Without it only ids and figures do."`
	Secret string   `placeholder:"SECRET" help:"whsec_ and the base64 of 24 to 64 bytes; one is made where none is given."`
}

// madeWebhook is what is told of a webhook when it is added.
type madeWebhook struct {
	ID     int64  `json:"id"`
	Secret string `json:"secret"`
}

func (c addWebhook) Run(a *app) error {
	events, err := ticket.ParseEvents(c.Event)
	if err != nil {
		return usage("%s", err)
	}
	return a.with(toWrite, func(o opened) error {
		id, secret, err := o.AddWebhook(a.ctx, desk.NewWebhook{URL: c.URL, Events: events, Texts: c.Texts, Secret: c.Secret}, a.by())
		if err != nil {
			return err
		}
		return printOne(a, c.asJSON, madeWebhook{ID: id, Secret: secret}, func(w io.Writer) {
			fmt.Fprintf(w, "%s\nWebhook %d; the secret is not shown again.\n", secret, id)
		})
	})
}

type listWebhooks struct{ asJSON }

func (c listWebhooks) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Webhooks(a.ctx)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id url texts events", func(v desk.WebhookView) []any { return []any{v.ID, v.URL, v.Texts, v.Events} })
	})
}

type listDeliveries struct {
	asJSON
	Webhook int64  `placeholder:"ID" help:"Only those of one webhook."`
	State   string `enum:"queued,sent,failed,dropped," default:"" help:"Only those in one state."`
	Before  int64  `placeholder:"ID" help:"Only older ones than this."`
	Limit   int    `default:"50" help:"How many, the newest first."`
}

func (c listDeliveries) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Deliveries(a.ctx, desk.DeliveryFilter{Webhook: c.Webhook, State: c.State, Before: c.Before, Limit: c.Limit})
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id webhook event ticket state tries status reply", func(v desk.DeliveryView) []any {
			return []any{v.ID, v.Webhook, v.Event, v.Ticket, v.State, v.Tries, v.Status, v.Reply}
		})
	})
}

type retryDelivery struct {
	ID int64 `arg:"" help:"The delivery's id."`
}

func (c retryDelivery) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.RetryDelivery(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("delivery %d is due now", c.ID)
	})
}

type removeWebhook struct {
	ID int64 `arg:"" help:"Its id."`
}

func (c removeWebhook) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.RemoveWebhook(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("webhook %d is told nothing more", c.ID)
	})
}
