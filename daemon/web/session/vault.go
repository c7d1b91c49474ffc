package session

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
)

// vault keeps sessions in the desk's store, under the SHA-256 of what the
// cookie holds: who reads the database can use none.
type vault struct {
	desk *desk.Desk
	now  func() time.Time
}

var _ scs.CtxStore = vault{}

func hashed(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// FindCtx reads a session.
func (v vault) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	s, err := v.desk.Session(ctx, hashed(token))
	if errors.Is(err, desk.ErrNotFound) {
		return nil, false, nil
	}
	return s.Data, err == nil, err
}

// CommitCtx keeps a session. The library counts its time by the machine's
// clock, the desk by its own.
func (v vault) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	_, values, err := scs.GobCodec{}.Decode(b)
	if err != nil {
		return fmt.Errorf("reading a session: %w", err)
	}
	s := people.Session{Hash: hashed(token), Data: b, Lapses: v.now().Add(time.Until(expiry))}
	s.AccessID, _ = values[keyAccess].(int64)
	s.Begun, s.Seen = instant(values[keyBegun]), instant(values[keySeen])
	s.Network, _ = values[keyNetwork].(string)
	s.Browser, _ = values[keyBrowser].(string)
	return v.desk.SetSession(ctx, s)
}

// instant is the time that a session holds; zero where it holds none.
func instant(value any) time.Time {
	ms, ok := value.(int64)
	if !ok {
		return time.Time{}
	}
	return time.UnixMilli(ms)
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
