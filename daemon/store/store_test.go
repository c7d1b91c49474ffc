package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
)

func open(t *testing.T, o Options) *Store {
	t.Helper()
	s, err := Open(t.TempDir(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestWritesThatShareACommitFailAlone(t *testing.T) {
	s := open(t, Options{})
	ctx := context.Background()
	boom := errors.New("boom")
	var fs []func(*Tx) error
	for i := range 50 {
		fs = append(fs, func(tx *Tx) error {
			if err := tx.SetSetting("k"+string(rune('a'+i%26)), "v"); err != nil {
				return err
			}
			switch i % 5 {
			case 1:
				return boom
			case 2:
				panic("a verb fell over")
			}
			return tx.SetSetting("kept"+string(rune('a'+i%26))+string(rune('a'+i/26)), "yes")
		})
	}
	for i, err := range s.WriteAll(ctx, fs) {
		switch i % 5 {
		case 1:
			if !errors.Is(err, boom) {
				t.Errorf("write %d: %v, want boom", i, err)
			}
		case 2:
			if err == nil || !strings.Contains(err.Error(), "panic") {
				t.Errorf("write %d: %v, want a panic", i, err)
			}
		default:
			if err != nil {
				t.Errorf("write %d: %v", i, err)
			}
		}
	}
	var kept int64
	if err := s.Read(ctx, func(tx *Tx) (err error) {
		kept, err = tx.count(`SELECT count(*) FROM setting WHERE key LIKE 'kept%'`)
		return err
	}); err != nil || kept != 30 {
		t.Errorf("%d writes were kept (%v), want 30", kept, err)
	}
}

func TestASecondQueryInsideATransactionDoesNotWaitForEver(t *testing.T) {
	s := open(t, Options{})
	done := make(chan error, 1)
	go func() {
		done <- s.Write(context.Background(), func(tx *Tx) error {
			for range 3 {
				if _, err := tx.Clients(); err != nil {
					return err
				}
			}
			_, err := tx.AddClient(people.Client{Name: "Dupont", Language: "fr"})
			return err
		})
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the transaction waits for its own connection")
	}
}

func TestWritersOfTwoProcessesTakeTurns(t *testing.T) {
	dir := t.TempDir()
	a, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	before, err := a.Version(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, s := range []*Store{a, b} {
		wg.Go(func() {
			for i := range 50 {
				if err := s.Write(context.Background(), func(tx *Tx) error { return tx.SetSetting("n", string(rune('0'+i%10))) }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if after, err := a.Version(context.Background()); err != nil || after == before {
		t.Errorf("what the other process wrote is not noticed: version %d, was %d (%v)", after, before, err)
	}
}

func TestTheLedgerIsNeverChanged(t *testing.T) {
	s := open(t, Options{})
	err := s.Write(context.Background(), func(tx *Tx) error {
		id, err := tx.AddClient(people.Client{Name: "Dupont", Language: "fr"})
		if err != nil {
			return err
		}
		start := contract.Date{Year: 2026, Month: 1, Day: 1}
		c, err := tx.AddContract(contract.Contract{ClientID: id, Ref: "C1", Start: start, Period: contract.Month, Rounding: contract.PerTicket}, time.Now())
		if err != nil {
			return err
		}
		line := contract.Line{ContractID: c, Kind: contract.LineGrant, Quarters: 4, PeriodStart: start, Key: "once"}
		for want := 1; want >= 0; want-- {
			added, err := tx.AddLines([]contract.Line{line})
			if err != nil || len(added) != want {
				t.Errorf("added %d lines (%v), want %d", len(added), err, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{`UPDATE ledger SET quarters = 5`, `DELETE FROM ledger`} {
		err := s.Write(context.Background(), func(tx *Tx) error { _, err := tx.exec(q); return err })
		if err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", q, err)
		}
	}
}

func TestALargeMailIsAFileAndBothComeBackTheSame(t *testing.T) {
	s := open(t, Options{InlineBytes: 100})
	for name, raw := range map[string]string{"small": "From: a\r\n\r\nb\r\n", "large": randomText(4000)} {
		sum := []byte(name + "0123456789abcdef")
		packed, err := s.PackRaw([]byte(raw), sum)
		if err != nil {
			t.Fatal(err)
		}
		if (packed.File != "") != (name == "large") {
			t.Errorf("%s: file %q", name, packed.File)
		}
		if packed.File != "" {
			if _, err := os.Stat(filepath.Join(s.Dir(), "mail", packed.File)); err != nil {
				t.Error(err)
			}
		}
		err = s.Write(context.Background(), func(tx *Tx) error {
			id, err := tx.AddMail(Mail{Mailbox: "support", SHA256: sum})
			if err != nil {
				return err
			}
			if err := tx.AddRaw(id, packed); err != nil {
				return err
			}
			got, err := tx.Raw(id)
			if string(got) != raw {
				t.Errorf("%s: %d bytes came back, want %d", name, len(got), len(raw))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// randomText does not compress well.
func randomText(n int) string {
	var b strings.Builder
	x := uint32(1)
	for b.Len() < n {
		x = x*1664525 + 1013904223
		b.WriteByte(byte(33 + (x>>24)%90))
	}
	return b.String()
}

func TestADatabaseOfANewerVersionIsRefused(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(context.Background(), func(tx *Tx) error {
		_, err := tx.exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
		return err
	})
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrNewerSchema) {
		t.Errorf("opened: %v", err)
	}
}

func TestADotIsOnlyMarkedByTheAttemptThatOwnsTheLetter(t *testing.T) {
	now := time.Date(2026, 9, 21, 8, 0, 0, 0, time.UTC)
	s := open(t, Options{Now: func() time.Time { return now }})
	err := s.Write(context.Background(), func(tx *Tx) error {
		if err := tx.AddLetter(Letter{ID: 1, Kind: "ack", Cause: "c", Recipient: "a@b.example", MessageID: "m1", State: LetterQueued, NotBefore: now, Created: now, CauseAt: now}); err != nil {
			return err
		}
		taken, err := tx.TakeLetters(now, now.Add(time.Minute), 10)
		if err != nil || len(taken) != 1 || taken[0].Attempt != 1 {
			t.Fatalf("took %+v, %v", taken, err)
		}
		if again, err := tx.TakeLetters(now, now.Add(time.Minute), 10); err != nil || len(again) != 0 {
			t.Errorf("took it twice: %+v, %v", again, err)
		}
		for _, c := range []struct {
			attempt int
			at      time.Time
			want    bool
		}{{2, now, false}, {1, now.Add(2 * time.Minute), false}, {1, now, true}} {
			if ok, err := tx.LetterPhase(1, c.attempt, "dot", c.at); err != nil || ok != c.want {
				t.Errorf("attempt %d at %s: %v %v, want %v", c.attempt, c.at, ok, err, c.want)
			}
		}
		if late, err := tx.TakeLetters(now.Add(time.Hour), now.Add(2*time.Hour), 10); err != nil || len(late) != 0 {
			t.Errorf("a letter after its dot was taken again: %+v, %v", late, err)
		}
		if err := tx.RecoverLetters(now.Add(time.Hour)); err != nil {
			return err
		}
		l, err := tx.Letter(1)
		if l.State != LetterUncertain || l.Doubts != 1 {
			t.Errorf("after a crash behind the dot it is %s with %d doubts", l.State, l.Doubts)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
