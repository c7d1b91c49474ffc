//go:build fault

package power

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"permanence/cmd/proof/power/disk"
	"permanence/daemon/desk/people"
	"permanence/daemon/store"
)

// house is a data directory whose database lies on a disk of ours, with a
// client and an agent in it.
type house struct {
	dir  string
	disk *disk.Disk
	base []byte // the database as it was made
}

// began is when every history begins.
var began = time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC)

func newHouse(ctx context.Context) (h *house, err error) {
	h = &house{}
	if h.dir, err = os.MkdirTemp("", "permanence-power-"); err != nil {
		return nil, err
	}
	if h.disk, err = disk.Attach(h.database()); err != nil {
		return nil, errors.Join(err, os.RemoveAll(h.dir))
	}
	s, err := h.open()
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	err = errors.Join(s.Write(ctx, addPeople), s.Close())
	if h.base = h.disk.Image(); err == nil && len(h.base) == 0 {
		err = errors.New("the database did not go to the disk")
	}
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	return h, nil
}

// addPeople adds the people that exchanges and letters name.
func addPeople(tx *store.Tx) error {
	if _, err := tx.AddClient(people.Client{Name: "Durand", Language: "fr"}); err != nil {
		return err
	}
	if _, err := tx.AddContact(people.Contact{ClientID: 1, FirstName: "Marie", LastName: "Durand", Language: "fr"}, began); err != nil {
		return err
	}
	_, err := tx.AddAgent(people.Agent{FirstName: "Karim", LastName: "Benali", Role: people.RoleAgent, Language: "fr"}, began)
	return err
}

func (h *house) database() string { return filepath.Join(h.dir, store.DatabaseName) }

func (h *house) open() (*store.Store, error) {
	return store.Open(h.dir, store.Options{Now: func() time.Time { return began }, Settle: true})
}

func (h *house) close() error {
	h.disk.Detach()
	return os.RemoveAll(h.dir)
}

// sound asks SQLite itself whether the database is whole.
func (h *house) sound(ctx context.Context) error {
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: h.database()}).EscapedPath()+"?mode=ro")
	if err != nil {
		return err
	}
	defer db.Close()
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&said); err != nil {
		return fmt.Errorf("checking the database: %w", err)
	}
	if said != "ok" {
		return fmt.Errorf("the database is damaged: %s", said)
	}
	rows, err := db.QueryContext(ctx, "PRAGMA foreign_key_check")
	if err != nil {
		return fmt.Errorf("checking the database: %w", err)
	}
	defer rows.Close()
	if rows.Next() {
		return errors.New("a row names another that is not there")
	}
	return rows.Err()
}

// counter is the setting in which each transaction writes its number.
const counter = "proof"

func counted(tx *store.Tx) (int, error) {
	v, err := tx.Setting(counter)
	if err != nil || v == "" {
		return 0, err
	}
	return strconv.Atoi(v)
}

// rawWhole checks the bytes of every mail against its sum.
func rawWhole(tx *store.Tx) error {
	mails, err := tx.Mails(store.MailFilter{})
	for _, m := range mails {
		raw, err := tx.Raw(m.ID)
		if errors.Is(err, store.ErrRawRemoved) {
			continue
		}
		if sum := sha256.Sum256(raw); err != nil || string(sum[:]) != string(m.SHA256) {
			return fmt.Errorf("the bytes of mail %d are not those that were kept: %v", m.ID, err)
		}
	}
	return err
}
