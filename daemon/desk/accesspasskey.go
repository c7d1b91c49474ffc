package desk

import (
	"context"
	"errors"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// ErrPasskey says that a passkey lets nobody in: it was removed, or its owner
// may not come in.
var ErrPasskey = errors.New("nobody comes in with this passkey")

// maxPasskeys is how many a person may have.
const maxPasskeys = 20

// Passkeys lists the visitor's passkeys.
func (d *Desk) Passkeys(ctx context.Context, v Visitor) (all []people.Passkey, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) (err error) { all, err = tx.PasskeysOf(v.Access.ID); return err })
	return all, err
}

// AddPasskey gives the visitor one more passkey.
func (d *Desk) AddPasskey(ctx context.Context, v Visitor, p people.Passkey) error {
	if p.Name = strings.TrimSpace(p.Name); p.Name != "" {
		if err := plainName("name", p.Name); err != nil {
			return err
		}
	}
	return d.change(ctx, func(tx *store.Tx) error {
		have, err := tx.PasskeysOf(v.Access.ID)
		if err != nil {
			return err
		}
		if len(have) >= maxPasskeys {
			return refused("nobody has more than %d passkeys: remove one first", maxPasskeys)
		}
		p.AccessID, p.Added = v.Access.ID, d.now()
		if err := tx.AddPasskey(p); err != nil {
			return err
		}
		return d.accountChanged(tx, v, "add-passkey", accountChange{what: "passkey-on", name: p.Name})
	})
}

// RemovePasskey removes one of the visitor's passkeys; ErrNotFound where it is
// none.
func (d *Desk) RemovePasskey(ctx context.Context, v Visitor, id int64) error {
	return d.change(ctx, func(tx *store.Tx) error {
		p, err := tx.RemovePasskey(v.Access.ID, id)
		if notFound(err) {
			return ErrNotFound
		} else if err != nil {
			return err
		}
		return d.accountChanged(tx, v, "remove-passkey", accountChange{what: "passkey-off", name: p.Name})
	})
}

// PasskeyOf finds a passkey by the id that its device gave it; ErrNotFound
// where there is none.
func (d *Desk) PasskeyOf(ctx context.Context, credentialID []byte) (p people.Passkey, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) (err error) { p, err = tx.PasskeyOf(credentialID); return err })
	if notFound(err) {
		err = ErrNotFound
	}
	return p, err
}

// EnterByPasskey lets in whoever has proven to have a passkey; ErrPasskey where
// it was removed, or its owner may not come in.
func (d *Desk) EnterByPasskey(ctx context.Context, p people.Passkey) (v Visitor, err error) {
	err = d.change(ctx, func(tx *store.Tx) error {
		if there, err := tx.UsePasskey(p, d.now()); err != nil || !there {
			return errors.Join(err, ErrPasskey)
		}
		v, err = d.letIn(tx, p.AccessID)
		if notFound(err) {
			err = ErrPasskey
		}
		return err
	})
	v.Way = WayPasskey
	return v, err
}

// letIn notes that the owner of an access comes in; ErrNotFound where the
// person may not.
func (d *Desk) letIn(tx *store.Tx, accessID int64) (Visitor, error) {
	a, err := tx.Access(accessID)
	if err != nil {
		return Visitor{}, err
	}
	v, err := d.visitor(tx, a)
	if err != nil {
		return v, err
	}
	if ok, err := d.mayVisit(tx, v); err != nil || !ok {
		return v, errors.Join(err, store.ErrNotFound)
	}
	return v, tx.CameIn(a.ID, d.now())
}
