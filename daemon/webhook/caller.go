package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"permanence/daemon/desk"
)

const (
	// patience is how long an address may take from the first byte to the last.
	patience = 10 * time.Second
	// maxAnswer is how many bytes of an answer are read.
	maxAnswer = 64 << 10
)

// Caller posts tellings.
type Caller struct {
	client *http.Client
	now    func() time.Time
}

// NewCaller makes a Caller that calls public addresses, and those of the
// networks that are allowed. roots are whose certificates are believed; nil is
// the system's. patience is how long an address may take; 0 is 10 s.
func NewCaller(allowed []netip.Prefix, roots *x509.CertPool, limit time.Duration, now func() time.Time) *Caller {
	if limit == 0 {
		limit = patience
	}
	return &Caller{now: now, client: &http.Client{
		Transport:     transport(allowed, roots),
		Timeout:       limit,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Call posts a telling once. Only an answer of the 2xx says that it was taken.
func (c *Caller) Call(ctx context.Context, d desk.Delivery) desk.Told {
	r, err := c.request(ctx, d)
	if err != nil {
		return desk.Told{Reply: err.Error()}
	}
	answer, err := c.client.Do(r)
	if err != nil {
		return desk.Told{Reply: said(err)}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	told := desk.Told{Status: answer.StatusCode, Reply: string(body)}
	if err != nil {
		told.Reply = said(err)
		return told // what was cut may have been an error
	}
	told.OK = answer.StatusCode >= 200 && answer.StatusCode < 300
	return told
}

// said is what went wrong, without the address: what stands in it may be
// secret.
func said(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err.Error()
	}
	return err.Error()
}

func (c *Caller) request(ctx context.Context, d desk.Delivery) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.URL, bytes.NewReader(d.Payload))
	if err != nil {
		return nil, fmt.Errorf("the address cannot be called: %w", err)
	}
	at := strconv.FormatInt(c.now().Unix(), 10)
	signature, err := Sign(d.Secret, d.MessageID, at, d.Payload)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "Permanence")
	r.Header.Set("Webhook-Id", d.MessageID)
	r.Header.Set("Webhook-Timestamp", at)
	r.Header.Set("Webhook-Signature", signature)
	return r, nil
}

// Sign is the signature of a telling: HMAC-SHA256 over its id, its time (Unix
// seconds, as text) and its bytes, as Standard Webhooks has it.
func Sign(secret, id, at string, payload []byte) (string, error) {
	key, err := desk.SecretKey(secret)
	if err != nil {
		return "", fmt.Errorf("reading the secret: %w", err)
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.", id, at)
	mac.Write(payload)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}
