//go:build fault

package disk

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
)

func open(t *testing.T, path, more string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL"+more)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

func attach(t *testing.T) (*Disk, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.db")
	d, err := Attach(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Detach)
	return d, path
}

func TestADatabaseLivesOnItsDiskAndOutlivesLosses(t *testing.T) {
	d, path := attach(t)
	acked := 0
	for seed := range 300 {
		db := open(t, path, "")
		if _, err := db.Exec("CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, fill BLOB)"); err != nil && !d.Dead() {
			t.Fatal(err)
		}
		var n, most int
		var well string
		if err := db.QueryRow("SELECT count(*), coalesce(max(n), 0) FROM t").Scan(&n, &most); err != nil {
			t.Fatal(seed, err)
		}
		if err := db.QueryRow("PRAGMA integrity_check").Scan(&well); err != nil || well != "ok" || n != most || n < acked {
			t.Fatalf("seed %d: %d rows to %d of %d acknowledged, %s: %v", seed, n, most, acked, well, err)
		}
		d.CutAfter(seed * 7 % 61)
		for acked = n; ; acked++ {
			if _, err := db.ExecContext(context.Background(), "INSERT INTO t VALUES (?, randomblob(?))", acked+1, seed*13%9000); err != nil {
				break
			}
		}
		if !d.Dead() {
			t.Fatalf("seed %d: an insert failed and the power is on", seed)
		}
		db.Close()
		d.Lose(uint64(seed))
	}
	if acked < 300 {
		t.Errorf("only %d rows were written", acked)
	}
}

func TestOtherDatabasesStayWithTheOperatingSystem(t *testing.T) {
	d, path := attach(t)
	db := open(t, path+".other", "")
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE t (n)"); err != nil {
		t.Fatal(err)
	}
	if d.Image() != nil || d.Done(Open) != 0 {
		t.Error("it went to the disk")
	}
}

func TestASyncThatFailedKeepsNothingLater(t *testing.T) {
	d, path := attach(t)
	db := open(t, path, "")
	defer db.Close()
	for i, q := range []string{"CREATE TABLE t (n)", "INSERT INTO t VALUES (1)"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(i, err)
		}
	}
	d.Fail(Sync, 1, 1, SyncError)
	if _, err := db.Exec("INSERT INTO t VALUES (2)"); err == nil || d.Refused() != 1 {
		t.Fatalf("a failed sync was not told: %v", err)
	}
}

func TestADiskFailsWhatItIsTold(t *testing.T) {
	for _, tt := range []struct {
		op   Op
		code Code
	}{{Write, Full}, {Write, WriteError}, {Sync, SyncError}} {
		t.Run(fmt.Sprint(tt), func(t *testing.T) {
			d, path := attach(t)
			db := open(t, path, "")
			defer db.Close()
			if _, err := db.Exec("CREATE TABLE t (n)"); err != nil {
				t.Fatal(err)
			}
			d.Fail(tt.op, 1, 2, tt.code)
			failed := 0
			for range 4 {
				if _, err := db.Exec("INSERT INTO t VALUES (1)"); err != nil {
					failed++
				}
			}
			var n int
			if err := db.QueryRow("SELECT count(*) FROM t").Scan(&n); err != nil || n != 4-failed || failed != d.Refused() || failed == 0 {
				t.Errorf("%d rows, %d failed, %d refused: %v", n, failed, d.Refused(), err)
			}
		})
	}
}
