package desk

import (
	"context"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// Session reads what a session of the pages holds, by the hash of its token;
// ErrNotFound where there is none or it has lapsed.
func (d *Desk) Session(ctx context.Context, hash []byte) (s people.Session, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) (err error) { s, err = tx.Session(hash, d.now()); return err })
	if notFound(err) {
		err = ErrNotFound
	}
	return s, err
}

// SetSession keeps a session until it lapses.
func (d *Desk) SetSession(ctx context.Context, s people.Session) error {
	return d.store.Write(ctx, func(tx *store.Tx) error { return tx.SetSession(s) })
}

// RemoveSession ends one session.
func (d *Desk) RemoveSession(ctx context.Context, hash []byte) error {
	return d.store.Write(ctx, func(tx *store.Tx) error { return tx.RemoveSession(hash) })
}
