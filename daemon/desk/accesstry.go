package desk

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// Where is from where somebody asks for a page.
type Where struct {
	Network string // network address; "" for a command
	Browser string // as people know it: Firefox, Windows; "" where unknown
}

// TooOften says that so much was tried that nothing is looked at for a while,
// for a login that exists as for one that does not.
type TooOften struct{ Wait time.Duration }

// Error is the sentence for operators.
func (e *TooOften) Error() string {
	return fmt.Sprintf("tried too often: nothing is looked at for %s", e.Wait.Round(time.Second))
}

// door is one place where something is tried: its kind and which one.
type door struct {
	kind people.Door
	name string
}

func loginDoor(login string) door {
	return door{people.DoorLogin, people.Fold(strings.TrimSpace(login))}
}

func networkDoor(kind people.Door, from Where) door { return door{kind, people.Network(from.Network)} }

func codeDoor(accessID int64) door { return door{people.DoorCode, objectAccess(accessID)} }

// doorKey hides which door it is: people type passwords where the login goes.
func (d *Desk) doorKey(x door) []byte {
	mac := hmac.New(sha256.New, d.keys.Secrets[d.keys.Current])
	fmt.Fprintf(mac, "attempt\x00%s\x00%s", x.kind, x.name)
	return mac.Sum(nil)
}

// try counts a try at each door before it is looked at, so that many at the
// same time do not pass together. What turns out right is taken back by passed.
// A TooOften says that the try is not to be looked at; it counts nowhere.
func (d *Desk) try(ctx context.Context, doors ...door) error {
	return d.store.Write(ctx, func(tx *store.Tx) error {
		now := d.now()
		var wait time.Duration
		tries := make([]people.Tries, len(doors))
		for i, x := range doors {
			var err error
			if tries[i], err = tx.Tries(d.doorKey(x)); err != nil {
				return fmt.Errorf("reading what failed at a door: %w", err)
			}
			wait = max(wait, tries[i].Wait(now))
		}
		if wait > 0 {
			return &TooOften{Wait: wait}
		}
		for i, x := range doors {
			if err := tx.SetTries(d.doorKey(x), x.kind.Throttle().Failed(tries[i], now)); err != nil {
				return fmt.Errorf("counting a try at a door: %w", err)
			}
		}
		return nil
	})
}

// passed takes back what try counted, for a try that was right.
func (d *Desk) passed(tx *store.Tx, doors ...door) error {
	for _, x := range doors {
		t, err := tx.Tries(d.doorKey(x))
		if err == nil {
			err = tx.SetTries(d.doorKey(x), x.kind.Throttle().Passed(t, x.kind == people.DoorNetwork))
		}
		if err != nil {
			return fmt.Errorf("opening a door again: %w", err)
		}
	}
	return nil
}
