package desk

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

const (
	// secretMark begins the secret of a webhook, as Standard Webhooks has it.
	secretMark = "whsec_"
	// secretBytes is how long a secret is.
	secretBytes = 32
	// maxWebhooks is how many there are at most: each costs a row an event.
	maxWebhooks = 50
	// maxURL is how many bytes an address has at most.
	maxURL = 2000
)

// NewWebhook is a webhook that is to be added.
type NewWebhook struct {
	URL    string // https, or http to this machine where the settings let it
	Events []ticket.Event
	Texts  bool   // what was written goes along: subject and text
	Secret string // "" makes one
}

// AddWebhook has an address told of events from now on. What is told is signed
// with the secret that it gives, which is shown this once.
func (d *Desk) AddWebhook(ctx context.Context, n NewWebhook, by string) (id int64, secret string, err error) {
	w := store.Webhook{URL: n.URL, Events: n.Events, Texts: n.Texts, Made: d.now()}
	if err := d.webhookURL(n.URL); err != nil {
		return 0, "", err
	}
	if len(n.Events) == 0 {
		return 0, "", refused("a webhook needs an event: all, or some of %s", ticket.EventNames())
	}
	if w.Secret, err = d.webhookSecret(n.Secret); err != nil {
		return 0, "", err
	}
	err = d.change(ctx, func(tx *store.Tx) error {
		all, err := tx.Webhooks()
		if err == nil && len(all) >= maxWebhooks {
			err = refused("there are %d webhooks already: remove one first", len(all))
		}
		if err != nil {
			return err
		}
		if id, err = tx.AddWebhook(w); err != nil {
			return fmt.Errorf("adding a webhook: %w", err)
		}
		return d.audit(tx, by, "add-webhook", objectWebhook(id), hostOf(w.URL))
	})
	return id, w.Secret, err
}

// webhookURL refuses an address that is not told anything: only https is, or
// http to this machine where webhook.allow has it.
func (d *Desk) webhookURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || len(text) > maxURL || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 127 }):
		return refused("“%s” is no address to call: https://erp.firm.example/permanence would be one", text)
	case u.Scheme == "https":
		return nil
	case u.Scheme != "http":
		return refused("“%s” does not begin with https://", text)
	}
	ip, err := netip.ParseAddr(u.Hostname())
	if err != nil || !ip.IsLoopback() || !slices.ContainsFunc(d.cfg.Webhook.Prefixes(), func(p netip.Prefix) bool { return p.Contains(ip) }) {
		return refused("“%s” must begin with https://: http:// is only for an address of this machine that stands in webhook.allow", text)
	}
	return nil
}

// webhookSecret is the secret as given, or a new one.
func (d *Desk) webhookSecret(given string) (string, error) {
	if given == "" {
		b := make([]byte, secretBytes)
		if _, err := io.ReadFull(d.random, b); err != nil {
			return "", fmt.Errorf("reading randomness: %w", err)
		}
		return secretMark + base64.StdEncoding.EncodeToString(b), nil
	}
	key, err := SecretKey(given)
	if err != nil || len(key) < 24 || len(key) > 64 {
		return "", refused("the secret must be whsec_ and the base64 of 24 to 64 bytes")
	}
	return given, nil
}

// SecretKey is the key that a secret holds.
func SecretKey(secret string) ([]byte, error) {
	text, marked := strings.CutPrefix(secret, secretMark)
	if !marked {
		return nil, fmt.Errorf("the secret does not begin with %s", secretMark)
	}
	return base64.StdEncoding.DecodeString(text)
}

// WebhookView is a webhook as commands and the API show it.
type WebhookView struct {
	ID     int64          `json:"id"`
	URL    string         `json:"url"`
	Events []ticket.Event `json:"events"`
	Texts  bool           `json:"texts"` // what was written goes along
	Made   *time.Time     `json:"made"`
}

// Webhooks lists the addresses that are told of events, without their secrets.
func (d *Desk) Webhooks(ctx context.Context) (views []WebhookView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Webhooks()
		for _, w := range all {
			views = append(views, WebhookView{ID: w.ID, URL: w.URL, Events: w.Events, Texts: w.Texts, Made: d.at(w.Made)})
		}
		return err
	})
	return views, err
}

// RemoveWebhook has an address told nothing more, not even what waits.
func (d *Desk) RemoveWebhook(ctx context.Context, id int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		w, err := tx.Webhook(id)
		if notFound(err) {
			return fmt.Errorf("there is no webhook %d: %w", id, ErrNotFound)
		} else if err != nil {
			return err
		}
		if err := tx.RemoveWebhook(id, d.now()); err != nil {
			return err
		}
		return d.audit(tx, by, "remove-webhook", objectWebhook(id), hostOf(w.URL))
	})
}

// hostOf is the host of an address: what stands behind it may be secret.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

func objectWebhook(id int64) string { return fmt.Sprintf("webhook:%d", id) }
