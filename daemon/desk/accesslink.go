package desk

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// ErrLink says that a link lets nobody in: it was used, has lapsed, or never
// was.
var ErrLink = errors.New("the link is used or has lapsed")

// linksWaiting is how many links may wait to be sent before who asks for one
// waits too.
const linksWaiting = 64

// LinkPath is below which a link stands on our pages.
const LinkPath = "/login/link/"

// AskLink asks for a link to come in without a password, for any address of a
// person. It answers before anything is looked up, so that nobody learns who
// exists: AnswerLinks does the rest. A TooOften says that this network asks too
// much.
func (d *Desk) AskLink(ctx context.Context, login string, from Where) error {
	if err := d.try(ctx, networkDoor(people.DoorAsking, from)); err != nil {
		return err
	}
	select {
	case d.links <- people.Fold(strings.TrimSpace(login)):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// AnswerLinks sends the links that are asked for, until ctx ends.
func (d *Desk) AnswerLinks(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case address := <-d.links:
			err := d.change(ctx, func(tx *store.Tx) error { return d.sendLink(tx, address) })
			if err != nil && ctx.Err() == nil {
				d.log.Error("a link to sign in was not sent", "error", err)
			}
		}
	}
}

// sendLink writes the letter with a link, where the address is a person's who
// may use the pages; a person gets a few an hour.
func (d *Desk) sendLink(tx *store.Tx, address string) error {
	if d.cfg.Desk.BaseURL == "" {
		return nil
	}
	v, err := d.personOf(tx, address)
	if notFound(err) {
		return nil
	} else if err != nil {
		return err
	}
	if ok, err := d.mayVisit(tx, v); err != nil || !ok {
		return err
	}
	if v.Access.ID == 0 {
		if v.Access.ID, err = tx.SetAccess(v.Access); err != nil {
			return err
		}
	}
	sent, err := tx.LinksSince(v.Access.ID, d.now().Add(-time.Hour))
	if err != nil || sent >= people.LinksAnHour {
		return err
	}
	token, err := d.token()
	if err != nil {
		return err
	}
	l := people.Link{AccessID: v.Access.ID, Generation: v.Access.Generation, Address: address, Made: d.now(), Lapses: d.now().Add(people.LinkTime)}
	if err := tx.AddLink(hashOf(token), l); err != nil {
		return err
	}
	if err := d.writeLink(tx, v, l, d.cfg.Desk.BaseURL+LinkPath+token); err != nil {
		return err
	}
	return d.audit(tx, v.Name(), "send-link", objectAccess(v.Access.ID), address)
}

func (d *Desk) writeLink(tx *store.Tx, v Visitor, l people.Link, link string) error {
	to := d.visitorReader(v)
	to.person.Address = l.Address
	_, err := d.write(tx, draft{kind: letter.KindLoginLink, to: to, cause: fmt.Sprintf("link:%x", hashOf(link)[:8]), causeAt: d.now(), audience: ticket.Scheduled,
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.LoginLink{Common: c, Link: link, Minutes: int(people.LinkTime / time.Minute)}
		}})
	return err
}

// visitorReader is the visitor as a letter's reader.
func (d *Desk) visitorReader(v Visitor) reader {
	if v.IsContact() {
		return d.contactReader(v.Contact, v.Client)
	}
	return d.agentReader(v.Agent)
}

// EnterByLink lets in whoever holds a link, once; ErrLink where it lets nobody
// in. A provisional password is not used up, but must still be replaced (R2).
func (d *Desk) EnterByLink(ctx context.Context, token string) (v Visitor, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		l, err := tx.UseLink(hashOf(token), d.now())
		if err != nil {
			return err
		}
		if v, err = d.visitorOf(tx, l.Address); err != nil {
			return err
		}
		if v.Access.ID != l.AccessID || v.Access.Generation != l.Generation {
			return store.ErrNotFound
		}
		if ok, err := d.mayVisit(tx, v); err != nil || !ok {
			return errors.Join(err, store.ErrNotFound)
		}
		return tx.CameIn(l.AccessID, d.now())
	})
	if notFound(err) {
		return Visitor{}, ErrLink
	}
	v.Way = WayLink
	return v, err
}

// token makes what nobody can guess, fit for an address of a page.
func (d *Desk) token() (string, error) {
	var random [32]byte
	if _, err := io.ReadFull(d.random, random[:]); err != nil {
		return "", fmt.Errorf("reading randomness: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(random[:]), nil
}

// hashOf is what is kept of a random text that lets somebody in.
func hashOf(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}
