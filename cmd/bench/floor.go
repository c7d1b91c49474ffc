package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // mails of the box are in windows-1252, too
	"github.com/klauspost/compress/zstd"
	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// What the machine can do at best, so that the product's figures can be read
// as a share of it.

// floors runs all floors of a round.
func (r *round) floors(ctx context.Context) error {
	raws, err := r.b.raws()
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		run  func() (perSecond float64, err error)
	}{
		{"floor_loop", func() (float64, error) { return floorLoop(ctx, r.dir, raws) }},
		{"floor_packed_rows", func() (float64, error) { return floorRows(ctx, r.dir, raws) }},
		{"floor_letters", floorLetters},
	} {
		v, err := f.run()
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		r.add(f.name, v)
	}
	return nil
}

// floorLoop does on one thread what intake cannot do without, and none of its
// rules: parse with the SHA-256 of each part, compress, two synced commits.
func floorLoop(ctx context.Context, dir string, raws [][]byte) (float64, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	db, err := openFloor(ctx, filepath.Join(dir, "loop.db"))
	if err != nil {
		return 0, err
	}
	defer db.close()
	start := time.Now()
	for i, b := range raws {
		if err := hashParts(b); err != nil {
			return 0, fmt.Errorf("mail %d: %w", i, err)
		}
		if err := db.keep(ctx, db.zstd.EncodeAll(b, nil)); err != nil {
			return 0, err
		}
		if err := db.decide(ctx, i); err != nil {
			return 0, err
		}
	}
	return perSecond(len(raws), start), nil
}

// floorRows commits compressed mails, one a commit.
func floorRows(ctx context.Context, dir string, raws [][]byte) (float64, error) {
	db, err := openFloor(ctx, filepath.Join(dir, "rows.db"))
	if err != nil {
		return 0, err
	}
	defer db.close()
	packed := make([][]byte, len(raws))
	for i, b := range raws {
		packed[i] = db.zstd.EncodeAll(b, nil)
	}
	start := time.Now()
	for _, p := range packed {
		if err := db.keep(ctx, p); err != nil {
			return 0, err
		}
	}
	return perSecond(len(packed), start), nil
}

func perSecond(n int, start time.Time) float64 { return float64(n) / time.Since(start).Seconds() }

// hashParts reads a mail to its end and hashes each part.
func hashParts(raw []byte) error {
	m, err := message.Read(strings.NewReader(string(raw)))
	if err != nil && !message.IsUnknownCharset(err) {
		return err
	}
	return m.Walk(func(_ []int, part *message.Entity, err error) error {
		if err != nil && !message.IsUnknownCharset(err) {
			return err
		}
		if part.MultipartReader() != nil {
			return nil
		}
		_, err = io.Copy(sha256.New(), part.Body)
		return err
	})
}

// floorStore is a database with the settings of ours and next to nothing in it.
type floorStore struct {
	db   *sql.DB
	path string
	zstd *zstd.Encoder
}

const floorSchema = `
create table raw (id integer primary key, bytes blob not null);
create table mail (id integer primary key, message_id text unique, sender text);
create table exchange (id integer primary key, mail integer, text text);
create table ticket (id integer primary key, subject text, changed integer);
create table letter (id integer primary key, recipient text, bytes blob);
create table audit (id integer primary key, what text);`

func openFloor(ctx context.Context, path string) (*floorStore, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, floorSchema); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithAllLitEntropyCompression(true))
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &floorStore{db: db, path: path, zstd: enc}, nil
}

func (f *floorStore) close() {
	f.zstd.Close() //nolint:errcheck // nothing is streamed
	f.db.Close()   //nolint:errcheck // the file goes next
	for _, end := range []string{"", "-wal", "-shm"} {
		os.Remove(f.path + end) //nolint:errcheck // two of them may be gone
	}
}

func (f *floorStore) keep(ctx context.Context, packed []byte) error {
	_, err := f.db.ExecContext(ctx, "insert into raw (bytes) values (?)", packed)
	return err
}

func (f *floorStore) decide(ctx context.Context, i int) error {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it does nothing
	text := strings.Repeat("Bonjour, votre demande est enregistrée. ", 50)
	for _, s := range []struct {
		sql  string
		args []any
	}{
		{"insert into mail (message_id, sender) values (?, ?)", []any{fmt.Sprintf("<%d@floor.example>", i), "a@client.example"}},
		{"insert into exchange (mail, text) values (?, ?)", []any{i, text}},
		{"insert into ticket (subject, changed) values (?, ?)", []any{"Erreur", i}},
		{"insert into letter (recipient, bytes) values (?, ?)", []any{"a@client.example", text}},
		{"insert into audit (what) values (?)", []any{"new"}},
	} {
		if _, err := tx.ExecContext(ctx, s.sql, s.args...); err != nil {
			return err
		}
	}
	return tx.Commit()
}
