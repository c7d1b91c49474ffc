package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/store"
)

const (
	// tokenMark begins every token, so that it is known for one wherever it
	// turns up.
	tokenMark = "pmn_"
	// tokenBytes is the randomness of a token: it needs no slow hash.
	tokenBytes = 20
	// prefixLength is how much of a token can be read again.
	prefixLength = len(tokenMark) + 6
)

// Caller is who uses the API: an agent or a contact, or a machine, of which
// only the token's name is known.
type Caller struct {
	Visitor
	TokenID int64
	Scopes  []people.Scope
	machine string
}

// IsMachine tells whether nobody stands behind the token.
func (c Caller) IsMachine() bool { return c.machine != "" }

// Name is under which name the caller does things.
func (c Caller) Name() string {
	if c.IsMachine() {
		return c.machine
	}
	return c.Visitor.Name()
}

// May tells whether the token has a scope, and its owner may have it still.
func (c Caller) May(s people.Scope) bool {
	return slices.Contains(c.Scopes, s) && s.For(c.Agent.Role, c.IsContact())
}

// Caller finds who a token belongs to. One that is none, that expired or was
// revoked, or whose owner may not use the pages any more, is ErrNotFound.
func (d *Desk) Caller(ctx context.Context, token string) (c Caller, err error) {
	today := rota.DateOf(d.now(), d.zone()).String()
	var used string
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		t, err := tx.TokenOf(tokenHash(token))
		if err != nil {
			return err
		}
		if !t.Revoked.IsZero() || !t.Expires.IsZero() && !d.now().Before(t.Expires) {
			return ErrNotFound
		}
		used = t.Used
		c, err = d.callerOf(tx, t)
		return err
	})
	if notFound(err) || errors.Is(err, ErrNotFound) {
		return Caller{}, fmt.Errorf("there is no such token: %w", ErrNotFound)
	}
	if err == nil && used < today {
		err = d.store.Write(ctx, func(tx *store.Tx) error { return tx.TokenUsed(c.TokenID, today) })
	}
	return c, err
}

func (d *Desk) callerOf(tx *store.Tx, t store.Token) (c Caller, err error) {
	c = Caller{TokenID: t.ID, Scopes: t.Scopes}
	if t.AgentID == 0 && t.ContactID == 0 {
		c.machine = t.Name
		return c, nil
	}
	if c.Visitor, err = d.visitor(tx, people.Access{AgentID: t.AgentID, ContactID: t.ContactID}); err != nil {
		return c, err
	}
	ok, err := d.mayVisit(tx, c.Visitor)
	if err == nil && !ok {
		err = ErrNotFound
	}
	return c, err
}

// NewToken is a token that is to be made.
type NewToken struct {
	For     string // address of an agent or a contact; "" for a machine
	Name    string // of the machine, or what it is for
	Scopes  []people.Scope
	Expires time.Time // zero: never
}

// AddToken makes a token of the API. It is shown this once: only its hash is
// kept.
func (d *Desk) AddToken(ctx context.Context, n NewToken, by string) (token string, id int64, err error) {
	if token, err = d.randomToken(); err != nil {
		return "", 0, err
	}
	err = d.change(ctx, func(tx *store.Tx) error {
		t := store.Token{Prefix: token[:prefixLength], Name: strings.TrimSpace(n.Name), Scopes: n.Scopes, Made: d.now(), Expires: n.Expires}
		if err := d.ownToken(tx, &t, n.For); err != nil {
			return err
		}
		if id, err = tx.AddToken(t, tokenHash(token)); err != nil {
			return fmt.Errorf("keeping a token: %w", err)
		}
		return d.audit(tx, by, "add-token", objectToken(id), cmp.Or(n.For, t.Name))
	})
	if err != nil {
		return "", 0, err
	}
	return token, id, nil
}

// ownToken says whose a token is, and refuses what its owner cannot have.
func (d *Desk) ownToken(tx *store.Tx, t *store.Token, address string) error {
	var v Visitor
	var err error
	if address != "" {
		if v, err = d.personOf(tx, address); err != nil {
			return err
		}
		if ok, err := d.mayVisit(tx, v); err != nil || !ok {
			return errors.Join(err, refused("%s may not use the pages: an agent who is not active, or a contact whom no contract names", address))
		}
	}
	t.AgentID, t.ContactID = v.Agent.ID, v.Contact.ID
	if t.Name == "" && address != "" {
		t.Name = v.Name()
	}
	if err := plainName("token's name", t.Name); err != nil {
		return err
	}
	if len(t.Scopes) == 0 {
		return refused("a token needs a scope: tickets:read for example")
	}
	if !t.Expires.IsZero() && !t.Expires.After(d.now()) {
		return refused("%s is past: the token would never work", t.Expires.In(d.zone()).Format("2006-01-02 15:04"))
	}
	for _, s := range t.Scopes {
		if !s.For(v.Agent.Role, v.IsContact()) {
			return refused("%s cannot have the scope %s", address, s)
		}
	}
	return nil
}

func (d *Desk) randomToken() (string, error) {
	b := make([]byte, tokenBytes)
	if _, err := io.ReadFull(d.random, b); err != nil {
		return "", fmt.Errorf("reading randomness: %w", err)
	}
	return tokenMark + base32.StdEncoding.EncodeToString(b), nil
}

func tokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// TokenView is a token as commands show it.
type TokenView struct {
	ID      int64          `json:"id"`
	Prefix  string         `json:"prefix"` // its first characters
	Name    string         `json:"name"`
	For     string         `json:"for"` // an address; "" for a machine
	Scopes  []people.Scope `json:"scopes"`
	State   string         `json:"state"` // works, expired, revoked, or ended: its owner may not use the pages
	Made    *time.Time     `json:"made"`
	Expires *time.Time     `json:"expires"`
	Used    string         `json:"used"` // the last day, "" for never
}

// Tokens lists all tokens.
func (d *Desk) Tokens(ctx context.Context) (views []TokenView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Tokens()
		for _, t := range all {
			view := TokenView{ID: t.ID, Prefix: t.Prefix, Name: t.Name, Scopes: t.Scopes, Made: d.at(t.Made), Expires: d.at(t.Expires), Used: t.Used}
			c, e := d.callerOf(tx, t)
			if e != nil && !errors.Is(e, ErrNotFound) {
				return e
			}
			view.State = d.tokenState(t, e == nil)
			if !c.IsMachine() {
				view.For = c.Address()
			}
			views = append(views, view)
		}
		return err
	})
	return views, err
}

func (d *Desk) tokenState(t store.Token, owned bool) string {
	switch {
	case !t.Revoked.IsZero():
		return "revoked"
	case !t.Expires.IsZero() && !d.now().Before(t.Expires):
		return "expired"
	case !owned:
		return "ended"
	}
	return "works"
}

// RevokeToken ends a token, by its id.
func (d *Desk) RevokeToken(ctx context.Context, id int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		t, err := tx.Token(id)
		if notFound(err) {
			return fmt.Errorf("there is no token %d: %w", id, ErrNotFound)
		} else if err != nil {
			return err
		}
		ended, err := tx.RevokeToken(id, d.now())
		if err == nil && !ended {
			err = refused("token %d was revoked already", id)
		}
		if err != nil {
			return err
		}
		return d.audit(tx, by, "revoke-token", objectToken(id), t.Name)
	})
}

func objectToken(id int64) string { return fmt.Sprintf("token:%d", id) }
