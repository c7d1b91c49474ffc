package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/alexedwards/argon2id"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/templates"
)

// GiveAccess sends a contact or an agent a new provisional password (R2). All
// sessions of the person end. Without a client space there is nothing to give
// access to.
func (d *Desk) GiveAccess(ctx context.Context, address, by string) error {
	if d.cfg.Desk.BaseURL == "" {
		return refused("desk.base_url is not set: there are no pages to give access to")
	}
	return d.change(ctx, func(tx *store.Tx) error {
		v, err := d.personOf(tx, address)
		if err != nil {
			return err
		}
		if ok, err := d.mayVisit(tx, v); err != nil || !ok {
			return errors.Join(err, refusedAs(ErrNoRight, "%s may not use the pages: an agent who is not active, or a contact whom no contract names", address))
		}
		return d.giveAccess(tx, v, by)
	})
}

// EndSessions ends all sessions of a person, who keeps the password.
func (d *Desk) EndSessions(ctx context.Context, address, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		v, err := d.personOf(tx, address)
		if err != nil {
			return err
		}
		if v.Access.ID == 0 {
			return nil
		}
		if err := tx.EndSessions(v.Access.ID); err != nil {
			return err
		}
		return d.audit(tx, by, "end-sessions", objectAccess(v.Access.ID), address)
	})
}

// SetPassword gives a person a password that somebody made for them and that
// needs no change: of sample accounts.
func (d *Desk) SetPassword(ctx context.Context, address, password, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		v, err := d.personOf(tx, address)
		if err != nil {
			return err
		}
		if v.Access.Password, err = argon2id.CreateHash(password, hashingMade); err != nil {
			return fmt.Errorf("hashing a password: %w", err)
		}
		v.Access.Provisional = time.Time{}
		id, err := tx.SetAccess(v.Access)
		if err != nil {
			return err
		}
		return d.audit(tx, by, "set-password", objectAccess(id), address)
	})
}

func objectAccess(id int64) string { return fmt.Sprintf("access:%d", id) }

// personOf finds the person of an address, who need not have an access yet.
func (d *Desk) personOf(tx *store.Tx, address string) (Visitor, error) {
	v, err := d.visitorOf(tx, people.Fold(address))
	if err == nil && v.Access.AgentID == 0 && v.Access.ContactID == 0 {
		v.Access.AgentID, v.Access.ContactID = v.Agent.ID, v.Contact.ID
	}
	if notFound(err) {
		err = fmt.Errorf("nobody has the address %s: %w", address, ErrNotFound)
	}
	return v, err
}

// giveAccess makes a provisional password and writes the letter with it.
func (d *Desk) giveAccess(tx *store.Tx, v Visitor, by string) error {
	password, err := d.provisional()
	if err != nil {
		return err
	}
	a := v.Access
	a.Provisional = d.now().AddDate(0, 0, people.ProvisionalDays)
	if a.Password, err = argon2id.CreateHash(password, hashingMade); err != nil {
		return fmt.Errorf("hashing a password: %w", err)
	}
	if a.ID, err = tx.SetAccess(a); err != nil {
		return err
	}
	to, identifier := d.agentReader(v.Agent), v.Agent.Address()
	if v.IsContact() {
		to, identifier = d.contactReader(v.Contact, v.Client), v.Contact.Address()
	}
	if a, err = tx.Access(a.ID); err != nil {
		return err
	}
	_, err = d.write(tx, draft{kind: letter.KindLogin, to: to, cause: fmt.Sprintf("access:%d:%d", a.ID, a.Generation), causeAt: d.now(), audience: ticket.Scheduled,
		facts: func(c letter.Common, _ *templates.Language) any {
			return letter.Login{Common: c, Client: v.Client.Name, Identifier: identifier, Password: password, Expires: a.Provisional}
		}})
	if err != nil {
		return err
	}
	return d.audit(tx, by, "give-access", objectAccess(a.ID), identifier)
}

func (d *Desk) provisional() (string, error) {
	var random [24]byte
	if _, err := io.ReadFull(d.random, random[:]); err != nil {
		return "", fmt.Errorf("reading randomness: %w", err)
	}
	return people.ProvisionalPassword(random), nil
}

// giveAccesses gives those whom a contract names an access where they have
// none yet (R2). Without a client space there is nothing to give.
func (d *Desk) giveAccesses(tx *store.Tx, c contract.Contract, client people.Client, by string) error {
	if d.cfg.Desk.BaseURL == "" {
		return nil
	}
	for _, id := range append([]int64{c.TechnicalID}, c.DeputyIDs...) {
		if id == 0 {
			continue
		}
		a, err := tx.AccessOfContact(id)
		if err != nil && !notFound(err) {
			return err
		}
		if a.Password != "" && !a.Lapsed(d.now()) {
			continue
		}
		a.ContactID = id
		contact, err := tx.Contact(id)
		if err != nil {
			return err
		}
		if err := d.giveAccess(tx, Visitor{Access: a, Contact: contact, Client: client}, by); err != nil {
			return err
		}
	}
	return nil
}
