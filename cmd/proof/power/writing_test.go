//go:build fault

package power

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"permanence/cmd/proof/power/disk"
	"permanence/daemon/store"
)

func testHouse(t *testing.T) (*house, *store.Store) {
	t.Helper()
	h, err := newHouse(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.close() })
	if err := h.disk.Put(h.base); err != nil {
		t.Fatal(err)
	}
	s, err := h.open()
	if err != nil {
		t.Fatal(err)
	}
	return h, s
}

func set(key string) func(*store.Tx) error {
	return func(tx *store.Tx) error { return tx.SetSetting(key, "x") }
}

func there(t *testing.T, s *store.Store, key string) bool {
	t.Helper()
	var v string
	if err := s.Read(context.Background(), func(tx *store.Tx) (err error) { v, err = tx.Setting(key); return err }); err != nil {
		t.Fatal(err)
	}
	return v != ""
}

// Writers that share a commit with one on which the disk fills: whoever is told
// an error has nothing written, whoever is not has all.
func TestWhatIsToldOfASharedCommitIsTrueOnAFullDisk(t *testing.T) {
	h, s := testHouse(t)
	defer s.Close()
	w := &work{rng: newHistory(h, 1).rng, s: s, roomy: true}
	failed := 0
	for n := 1; n <= 6000; n += 997 {
		h.disk.Fail(disk.Write, n, disk.Always, disk.Full)
		var fs []func(*store.Tx) error
		for i := range 5 {
			fs = append(fs, set(fmt.Sprintf("before%d-%d", n, i)))
		}
		fs = append(fs, w.flood)
		for i := range 5 {
			fs = append(fs, func(tx *store.Tx) error {
				if i == 2 {
					h.disk.Heal() // there is room again in the midst of it
				}
				return set(fmt.Sprintf("after%d-%d", n, i))(tx)
			})
		}
		told := s.WriteAll(t.Context(), fs)
		h.disk.Heal()
		for i, err := range told {
			key := fmt.Sprintf("before%d-%d", n, i)
			if i == 5 {
				continue
			} else if i > 5 {
				key = fmt.Sprintf("after%d-%d", n, i-6)
			}
			if is := there(t, s, key); is != (err == nil) {
				t.Fatalf("full from write %d on: %s is there: %v, told: %v", n, key, is, err)
			}
			if err != nil {
				failed++
			}
		}
		if err := s.Write(t.Context(), set("last")); err != nil {
			t.Fatalf("full from write %d on, then room again: %v", n, err)
		}
	}
	if failed == 0 {
		t.Error("the disk was never full")
	}
}

// A transaction that goes on after the disk was full in its midst, because the
// error was taken for that of an order, leaves nothing.
func TestATransactionDoesNotGoOnAfterTheDiskWasFull(t *testing.T) {
	h, s := testHouse(t)
	defer s.Close()
	w := &work{rng: newHistory(h, 1).rng, s: s, roomy: true}
	var inside error
	err := s.Write(t.Context(), func(tx *store.Tx) error {
		h.disk.Fail(disk.Write, 1, disk.Always, disk.Full)
		inside = tx.Attempt(func() error { return w.flood(tx) })
		h.disk.Heal()
		return set("afterwards")(tx)
	})
	if inside == nil || !store.Unwell(inside) {
		t.Fatalf("the flood went through: %v", inside)
	}
	if err == nil || there(t, s, "afterwards") {
		t.Errorf("the transaction went on: %v", err)
	}
}

func TestAFailedSyncEndsAllWritingUntilTheNextStart(t *testing.T) {
	h, s := testHouse(t)
	if err := s.Write(t.Context(), set("one")); err != nil {
		t.Fatal(err)
	}
	h.disk.Fail(disk.Sync, 1, 1, disk.SyncError)
	if err := s.Write(t.Context(), set("two")); err == nil {
		t.Fatal("a commit that was not synced was acknowledged")
	}
	select {
	case <-s.Broken():
	default:
		t.Error("the store does not say that it is broken")
	}
	if err := s.Write(t.Context(), set("three")); !errors.Is(err, store.ErrBroken) {
		t.Errorf("it was written on: %v", err)
	}
	h.disk.Heal()
	writes := h.disk.Done(disk.Write)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if n := h.disk.Done(disk.Write) - writes; n != 0 {
		t.Errorf("closing wrote %d times", n)
	}
	if s, _ = h.open(); s == nil {
		t.Fatal("it does not start again")
	}
	defer s.Close()
	if !there(t, s, "one") || there(t, s, "three") {
		t.Error("the next start does not find what was acknowledged")
	}
	if err := s.Write(t.Context(), set("four")); err != nil {
		t.Error(err)
	}
}

// What cannot be written does not let those behind it pass: the answer of a
// batch must find the ticket that its request opens.
func TestNoneOfARowOvertakesOneOnWhichTheDiskFailed(t *testing.T) {
	h, s := testHouse(t)
	defer s.Close()
	fs := []func(*store.Tx) error{set("first"), func(tx *store.Tx) error {
		h.disk.Fail(disk.Read, 1, disk.Always, disk.ReadError)
		_, err := tx.Mails(store.MailFilter{})
		h.disk.Heal()
		return errors.Join(err, tx.SetSetting("second", "x"))
	}}
	for i := range 200 {
		fs = append(fs, set(fmt.Sprint("behind", i)))
	}
	told := s.WriteAll(t.Context(), fs)
	if told[1] == nil {
		t.Fatal("the pages were in memory: nothing was tried")
	}
	for i, err := range told[2:] {
		if err == nil || there(t, s, fmt.Sprint("behind", i)) {
			t.Fatalf("%d behind it was written: %v", i, err)
		}
	}
}

// What the sync gave up looks kept until the power goes: a start that does not
// write it anew builds on it, and loses what comes after.
func TestAStartAfterAFailedSyncBuildsOnWhatIsKept(t *testing.T) {
	for _, tt := range []struct {
		name   string
		settle bool
	}{{"the log is settled first", true}, {"the log is taken as it looks", false}} {
		t.Run(tt.name, func(t *testing.T) {
			h, s := testHouse(t)
			if err := s.Write(t.Context(), set("begun")); err != nil {
				t.Fatal(err)
			}
			h.disk.Fail(disk.Sync, 1, 1, disk.SyncError)
			if err := s.Write(t.Context(), set("one")); err == nil {
				t.Fatal("a commit that was not synced was acknowledged")
			}
			s.Close()
			s, err := store.Open(h.dir, store.Options{Settle: tt.settle})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Write(t.Context(), set("two")); err != nil {
				t.Fatal(err)
			}
			h.disk.CutAfter(0)
			s.Close()
			h.disk.Lose(1)
			if s, err = h.open(); err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if is := there(t, s, "two"); is != tt.settle {
				t.Errorf("what was acknowledged after the start is there: %v", is)
			}
		})
	}
}
