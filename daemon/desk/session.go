package desk

import (
	"context"
	"time"

	"permanence/daemon/store"
)

// Session reads what a session of the pages holds, by the hash of its token;
// ErrNotFound where there is none or it has lapsed.
func (d *Desk) Session(ctx context.Context, hash []byte) (data []byte, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) (err error) { data, err = tx.Session(hash, d.now()); return err })
	if notFound(err) {
		return nil, ErrNotFound
	}
	return data, err
}

// SetSession keeps a session until it lapses.
func (d *Desk) SetSession(ctx context.Context, hash, data []byte, lapses time.Time) error {
	return d.store.Write(ctx, func(tx *store.Tx) error { return tx.SetSession(hash, data, lapses) })
}

// RemoveSession ends one session.
func (d *Desk) RemoveSession(ctx context.Context, hash []byte) error {
	return d.store.Write(ctx, func(tx *store.Tx) error { return tx.RemoveSession(hash) })
}
