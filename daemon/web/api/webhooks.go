package api

import (
	"context"
	"fmt"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

func (a *API) webhooks() []Operation {
	return []Operation{
		get("/webhooks", "listWebhooks", "List the addresses that are told of events.", people.Admin, a.listWebhooks),
		post("/webhooks", "addWebhook", "Have an address told of events; gives the secret, this once.", people.Admin, a.addWebhook).creates(),
		remove("/webhooks/{id}", "removeWebhook", "Have an address told nothing more.", people.Admin, a.removeWebhook),
		get("/deliveries", "listDeliveries", "List what webhooks were told and are to be told, the newest first.", people.Admin, a.listDeliveries),
		post("/deliveries/{id}/retry", "retryDelivery", "Have a delivery tried now.", people.Admin, a.retryDelivery),
	}
}

func (a *API) listWebhooks(ctx context.Context, _ desk.Caller, in paged) (List[desk.WebhookView], error) {
	all, err := a.desk.Webhooks(ctx)
	return byID(all, func(v desk.WebhookView) int64 { return v.ID }, in), err
}

type addWebhook struct {
	URL    string   `json:"url"`
	Events []string `json:"events"`
	Texts  bool     `json:"texts,omitempty"`
	Secret string   `json:"secret,omitempty"`
}

// addedWebhook is the webhook that was added.
type addedWebhook struct {
	ID     int64  `json:"id"`
	Secret string `json:"secret"`
}

func (a *API) addWebhook(ctx context.Context, c desk.Caller, in addWebhook) (addedWebhook, error) {
	events, err := ticket.ParseEvents(in.Events)
	if err != nil {
		return addedWebhook{}, fmt.Errorf("%w: %w", desk.ErrRefused, err)
	}
	id, secret, err := a.desk.AddWebhook(ctx, desk.NewWebhook{URL: in.URL, Events: events, Texts: in.Texts, Secret: in.Secret}, c.Name())
	return addedWebhook{id, secret}, err
}

func (a *API) removeWebhook(ctx context.Context, c desk.Caller, in identified) (nothing, error) {
	return nothing{}, a.desk.RemoveWebhook(ctx, in.ID, c.Name())
}

type listDeliveries struct {
	paged
	Webhook int64  `query:"webhook"`
	State   string `query:"state" words:"queued sent failed dropped"`
}

func (a *API) listDeliveries(ctx context.Context, _ desk.Caller, in listDeliveries) (List[desk.DeliveryView], error) {
	all, err := a.desk.Deliveries(ctx, desk.DeliveryFilter{Webhook: in.Webhook, State: in.State, Before: in.After, Limit: in.size() + 1})
	page := List[desk.DeliveryView]{Items: all}
	if len(all) > in.size() {
		page.Items = all[:in.size()]
		page.Next = page.Items[in.size()-1].ID
	}
	return page, err
}

func (a *API) retryDelivery(ctx context.Context, c desk.Caller, in identified) (nothing, error) {
	return nothing{}, a.desk.RetryDelivery(ctx, in.ID, c.Name())
}
