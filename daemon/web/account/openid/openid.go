// Package openid sends agents to the firm's OpenID Connect provider to sign in,
// and reads who came back (OpenID Connect Core 3.1, with PKCE).
package openid

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"permanence/daemon/config"
)

// ErrAnswer says that what the provider answered lets nobody in.
var ErrAnswer = errors.New("the provider's answer lets nobody in")

// patience is how long the provider may take for one answer.
const patience = 10 * time.Second

// returnPath is where the provider sends people back to.
const returnPath = "/login/openid/return"

// Provider is the firm's. It is looked up when it is first needed: the desk
// starts without it.
type Provider struct {
	c      config.OIDC
	back   string
	client *http.Client
	now    func() time.Time

	mu    sync.Mutex
	known *oidc.Provider
}

// New reads the settings; nil where there is no provider. People come back to
// baseURL.
func New(c config.OIDC, baseURL string, now func() time.Time) *Provider {
	if c.Issuer == "" || baseURL == "" {
		return nil
	}
	return &Provider{c: c, back: baseURL + returnPath, client: &http.Client{Timeout: patience}, now: now}
}

// asked is what is kept of a question until its answer comes.
type asked struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	Next     string `json:"next"`
}

// Ask gives the address at the provider to send somebody to. kept stays here
// until the person comes back; next is where to go then.
func (p *Provider) Ask(ctx context.Context, next string) (to, kept string, err error) {
	flow, _, err := p.flow(ctx)
	if err != nil {
		return "", "", err
	}
	q := asked{State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier(), Next: next}
	b, err := json.Marshal(q)
	if err != nil {
		return "", "", fmt.Errorf("keeping what the provider is asked: %w", err)
	}
	return flow.AuthCodeURL(q.State, oidc.Nonce(q.Nonce), oauth2.S256ChallengeOption(q.Verifier)), string(b), nil
}

// Answer reads who came back: a mail address that the provider has verified.
// ErrAnswer where it lets nobody in.
func (p *Provider) Answer(ctx context.Context, kept string, answer url.Values) (address, next string, err error) {
	var q asked
	if err := json.Unmarshal([]byte(kept), &q); err != nil || q.State == "" {
		return "", "", notBelieved(errors.New("nobody asked for it"))
	}
	if subtle.ConstantTimeCompare([]byte(q.State), []byte(answer.Get("state"))) != 1 {
		return "", q.Next, notBelieved(errors.New("it answers another question"))
	}
	if code := answer.Get("error"); code != "" {
		return "", q.Next, notBelieved(fmt.Errorf("it says %q", code))
	}
	address, err = p.redeem(ctx, q, answer.Get("code"))
	return address, q.Next, err
}

// redeem asks the provider itself who a code is of.
func (p *Provider) redeem(ctx context.Context, q asked, code string) (string, error) {
	flow, provider, err := p.flow(ctx)
	if err != nil {
		return "", err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := flow.Exchange(ctx, code, oauth2.VerifierOption(q.Verifier))
	if err != nil {
		return "", notBelieved(fmt.Errorf("redeeming the code: %w", err))
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return "", notBelieved(errors.New("it gives no id_token"))
	}
	proven, err := provider.VerifierContext(ctx, &oidc.Config{ClientID: p.c.ClientID, Now: p.now}).Verify(ctx, raw)
	if err != nil {
		return "", notBelieved(err)
	}
	if subtle.ConstantTimeCompare([]byte(proven.Nonce), []byte(q.Nonce)) != 1 {
		return "", notBelieved(errors.New("the nonce is not ours"))
	}
	return verifiedAddress(proven)
}

// verifiedAddress is the mail address of a token, which must say that it was
// verified: others could be anybody's (W06).
func verifiedAddress(token *oidc.IDToken) (string, error) {
	var claims struct {
		Email    string `json:"email"`
		Verified any    `json:"email_verified"`
	}
	if err := token.Claims(&claims); err != nil {
		return "", notBelieved(err)
	}
	if claims.Email == "" || claims.Verified != true && claims.Verified != "true" {
		return "", notBelieved(fmt.Errorf("the address %q is not verified", claims.Email))
	}
	return claims.Email, nil
}

func notBelieved(err error) error { return fmt.Errorf("%w: %w", ErrAnswer, err) }

// flow looks the provider up, once.
func (p *Provider) flow(ctx context.Context) (*oauth2.Config, *oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known == nil {
		// Its keys are fetched with this context long after the request is over.
		known, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.c.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("looking up the provider %s: %w", p.c.Issuer, err)
		}
		p.known = known
	}
	return &oauth2.Config{ClientID: p.c.ClientID, ClientSecret: p.c.ClientSecret, Endpoint: p.known.Endpoint(), RedirectURL: p.back,
		Scopes: []string{oidc.ScopeOpenID, "email"}}, p.known, nil
}
