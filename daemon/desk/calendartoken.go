package desk

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"

	"permanence/daemon/store"
)

// RenewCalendarToken makes the token of an agent's calendar, and ends the one
// before it. The token is shown this once: only its hash is kept.
func (d *Desk) RenewCalendarToken(ctx context.Context, who, by string) (token string, err error) {
	token = rand.Text()
	err = d.change(ctx, func(tx *store.Tx) error {
		a, err := agentNamed(tx, who)
		if err != nil {
			return err
		}
		if err := tx.SetCalendarToken(a.ID, calendarHash(token), d.now()); err != nil {
			return fmt.Errorf("keeping the calendar token of %s: %w", a.Name(), err)
		}
		return d.audit(tx, by, "renew-calendar-token", objectAgent(a.ID), "")
	})
	return token, err
}

// calendarHash is what is kept of a token. A token has 128 bits of randomness:
// it needs no salt and no slow hash.
func calendarHash(token string) []byte {
	sum := sha256.Sum256([]byte("calendar:" + token))
	return sum[:]
}
