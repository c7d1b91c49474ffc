package session

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"github.com/alexedwards/scs/v2"

	"permanence/daemon/desk"
)

// vault keeps sessions in the desk's store, under the SHA-256 of what the
// cookie holds: who reads the database can use none.
type vault struct{ desk *desk.Desk }

var _ scs.CtxStore = vault{}

func hashed(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// FindCtx reads a session.
func (v vault) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	b, err := v.desk.Session(ctx, hashed(token))
	if errors.Is(err, desk.ErrNotFound) {
		return nil, false, nil
	}
	return b, err == nil, err
}

// CommitCtx keeps a session.
func (v vault) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	return v.desk.SetSession(ctx, hashed(token), b, expiry)
}

// DeleteCtx ends a session.
func (v vault) DeleteCtx(ctx context.Context, token string) error {
	return v.desk.RemoveSession(ctx, hashed(token))
}

// Find, Commit and Delete are those of scs.Store, which the library asks for
// beside those with a context and does not call.

// Find reads a session.
func (v vault) Find(token string) ([]byte, bool, error) {
	return v.FindCtx(context.Background(), token)
}

// Commit keeps a session.
func (v vault) Commit(token string, b []byte, expiry time.Time) error {
	return v.CommitCtx(context.Background(), token, b, expiry)
}

// Delete ends a session.
func (v vault) Delete(token string) error { return v.DeleteCtx(context.Background(), token) }
