package store

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
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
	small, large := []byte("Subject: a\r\n\r\nb\r\n"), make([]byte, 5000)
	rand.Read(large) //nolint:errcheck // never fails
	for _, raw := range [][]byte{small, large} {
		sum := sha256.Sum256(raw)
		packed, err := s.PackRaw(raw, sum[:])
		if err != nil {
			t.Fatal(err)
		}
		err = s.Write(ctx, func(tx *Tx) error {
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
	var file bytes.Buffer
	manifest, err := s.Backup(ctx, &file)
	if err != nil {
		t.Fatal(err)
	}
	if len(manifest.Files) != 2 {
		t.Fatalf("the backup holds %d files, not the database and one large mail", len(manifest.Files))
	}

	dir := t.TempDir()
	unpack(t, &file, dir)
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

// unpack writes a backup's files to dir and checks them against its manifest,
// which comes last.
func unpack(t *testing.T, file io.Reader, dir string) {
	t.Helper()
	sums := map[string]string{}
	for r := tar.NewReader(file); ; {
		head, err := r.Next()
		if err == io.EOF {
			t.Fatal("the backup has no manifest")
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if head.Name == "manifest.json" {
			checkManifest(t, content, sums)
			return
		}
		path := filepath.Join(dir, head.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(content)
		sums[head.Name] = hex.EncodeToString(sum[:])
	}
}

func checkManifest(t *testing.T, content []byte, sums map[string]string) {
	t.Helper()
	var m Manifest
	if err := json.Unmarshal(content, &m); err != nil {
		t.Fatal(err)
	}
	for _, f := range m.Files {
		if sums[f.Name] != f.SHA256 {
			t.Errorf("%s is not what the manifest says", f.Name)
		}
	}
}
