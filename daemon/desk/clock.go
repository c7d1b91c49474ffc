package desk

import (
	"context"
	"strconv"
	"time"

	"permanence/daemon/store"
)

// clockKey is the setting that says how far the clock of a data directory is
// ahead of the machine's, in milliseconds: a demo may live on another day.
const clockKey = "clock.offset_ms"

// SetClock keeps how far the clock of this data directory is ahead of the
// machine's, so that commands beside the daemon live on the same day.
func (d *Desk) SetClock(ctx context.Context, ahead time.Duration) error {
	return d.store.Write(ctx, func(tx *store.Tx) error {
		return tx.SetSetting(clockKey, strconv.FormatInt(ahead.Milliseconds(), 10))
	})
}
