package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"testing"
	"time"
)

func TestABackupUnpacksToADataDirectoryWithEveryMail(t *testing.T) {
	ctx := context.Background()
	s, err := Open(t.TempDir(), Options{InlineBytes: 1000})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	small, large := []byte("Subject: a\r\n\r\nb\r\n"), noise(5000)
	keepMail(t, s, small)
	keepMail(t, s, large)
	var file bytes.Buffer
	manifest, err := s.Backup(ctx, &file)
	if err != nil {
		t.Fatal(err)
	}
	if len(manifest.Files) != 2 {
		t.Fatalf("the backup holds %d files, not the database and one large mail", len(manifest.Files))
	}

	dir := t.TempDir()
	if _, err := Unpack(ctx, &file, dir); err != nil {
		t.Fatal(err)
	}
	again, err := Open(dir, Options{InlineBytes: 1000})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for id, want := range map[int64][]byte{1: small, 2: large} {
		err := again.Read(ctx, func(tx *Tx) error {
			got, err := tx.Raw(id)
			if err == nil && !bytes.Equal(got, want) {
				t.Errorf("mail %d came back otherwise", id)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func noise(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) //nolint:errcheck // never fails
	return b
}

func keepMail(t *testing.T, s *Store, raw []byte) {
	t.Helper()
	sum := sha256.Sum256(raw)
	packed, err := s.PackRaw(raw, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(context.Background(), func(tx *Tx) error {
		id, err := tx.AddMail(Mail{Mailbox: "support", Received: time.Now(), Stored: time.Now(), SizeBytes: int64(len(raw)), SHA256: sum[:]})
		if err != nil {
			return err
		}
		return tx.AddRaw(id, packed)
	})
	if err != nil {
		t.Fatal(err)
	}
}
