package desk

import (
	"context"
	"fmt"
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

// ClockAhead is how far the clock of a data directory is ahead of the
// machine's: 0 but for a demo.
func ClockAhead(ctx context.Context, s *store.Store) (ahead time.Duration, err error) {
	err = s.Read(ctx, func(tx *store.Tx) error {
		text, err := tx.Setting(clockKey)
		if err != nil || text == "" {
			return err
		}
		ms, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return fmt.Errorf("setting %s: %w", clockKey, err)
		}
		ahead = time.Duration(ms) * time.Millisecond
		return nil
	})
	return ahead, err
}
