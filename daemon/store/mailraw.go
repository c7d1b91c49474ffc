package store

import (
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"
)

// PackedRaw is a raw mail compressed ahead of its transaction. File is set
// where it is too large for the database; it is on disk by then.
type PackedRaw struct {
	Bytes []byte
	File  string
}

// PackRaw compresses a raw mail and, above Options.InlineBytes, writes it to
// its file. It runs outside any transaction.
func (s *Store) PackRaw(raw, sha256 []byte) (PackedRaw, error) {
	p := s.codec.pack(raw)
	if len(p) <= s.codec.inline {
		return PackedRaw{Bytes: p}, nil
	}
	name := hex.EncodeToString(sha256) + ".zst"
	return PackedRaw{File: name}, s.keepFile(name, p)
}

// AddRaw keeps the raw bytes of a mail.
func (tx *Tx) AddRaw(mailID int64, p PackedRaw) error {
	var file any
	if p.File != "" {
		file = p.File
	}
	_, err := tx.exec(`INSERT INTO mail_raw (mail_id, bytes, file) VALUES (?, ?, ?)`, mailID, p.Bytes, file)
	return err
}

// AddRawSame notes that a mail's raw bytes are those of another mail.
func (tx *Tx) AddRawSame(mailID, same int64) error {
	_, err := tx.exec(`INSERT INTO mail_raw (mail_id, same_as) VALUES (?, ?)`, mailID, same)
	return err
}

// Raw gives the raw bytes of a mail as the server gave them; ErrRawRemoved
// where they were removed when their time was over.
func (tx *Tx) Raw(mailID int64) ([]byte, error) {
	type row struct {
		bytes   []byte
		file    sql.NullString
		same    sql.NullInt64
		removed sql.NullInt64
	}
	r, err := one(tx, func(s scanner) (v row, err error) {
		err = s.Scan(&v.bytes, &v.file, &v.same, &v.removed)
		return v, err
	},
		`SELECT bytes, file, same_as, removed FROM mail_raw WHERE mail_id = ?`, mailID)
	if err != nil {
		return nil, fmt.Errorf("raw bytes of mail %d: %w", mailID, err)
	}
	if r.removed.Valid {
		return nil, fmt.Errorf("raw bytes of mail %d, removed on %s: %w", mailID, fromMSNull(r.removed).Format(time.DateOnly), ErrRawRemoved)
	}
	if r.same.Valid {
		return tx.Raw(r.same.Int64)
	}
	if r.file.Valid {
		if r.bytes, err = tx.s.readFile(r.file.String); err != nil {
			return nil, fmt.Errorf("raw bytes of mail %d: %w", mailID, err)
		}
	}
	return tx.s.codec.unpack(r.bytes)
}

// RawTwin finds the mail with the same raw bytes; 0 if there is none.
func (tx *Tx) RawTwin(sha256 []byte) (int64, error) {
	ids, err := list(tx, scanInt, `SELECT m.id FROM mail m JOIN mail_raw r ON r.mail_id = m.id
		WHERE m.sha256 = ? AND r.same_as IS NULL AND r.removed IS NULL ORDER BY m.id LIMIT 1`, sha256)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}
