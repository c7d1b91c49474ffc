package store

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// backedUp is a backup of an empty desk with one large mail.
func backedUp(t *testing.T) []byte {
	t.Helper()
	s, err := Open(t.TempDir(), Options{InlineBytes: 1000})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	keepMail(t, s, noise(5000))
	var file bytes.Buffer
	if _, err := s.Backup(context.Background(), &file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// entries reads a backup's files, to be packed otherwise.
func entries(t *testing.T, backup []byte) (names []string, content [][]byte) {
	t.Helper()
	r := tar.NewReader(bytes.NewReader(backup))
	for {
		head, err := r.Next()
		if err != nil {
			return names, content
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		names, content = append(names, head.Name), append(content, b.Bytes())
	}
}

func packed(t *testing.T, names []string, content [][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i, name := range names {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content[i]))}); err != nil {
			t.Fatal(err)
		}
		w.Write(content[i]) //nolint:errcheck // to memory
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOnlyAWholeBackupIsUnpacked(t *testing.T) {
	whole := backedUp(t)
	names, content := entries(t, whole)
	spoilt := func(i, at int) [][]byte {
		c := append([][]byte(nil), content...)
		c[i] = bytes.Clone(c[i])
		c[i][at] ^= 1
		return c
	}
	other := append([]string(nil), names...)
	other[1] = "mail/../../escaped"
	tests := []struct {
		name   string
		backup []byte
		want   error
	}{
		{"as it was written", whole, nil},
		{"an empty file", nil, ErrNoBackup},
		{"some other file", bytes.Repeat([]byte("no backup\n"), 1000), ErrNoBackup},
		{"a bare database", content[0], ErrNoBackup},
		{"another program's tar", packed(t, []string{"readme"}, [][]byte{{1}}), ErrNoBackup},
		{"a name that leads out", packed(t, other, content), ErrNoBackup},
		{"cut in the database", whole[:2000], ErrDamagedBackup},
		{"cut before the manifest", packed(t, names[:2], content[:2]), ErrDamagedBackup},
		{"a bit of the database is another", packed(t, names, spoilt(0, 5000)), ErrDamagedBackup},
		{"a bit of a large mail is another", packed(t, names, spoilt(1, 100)), ErrDamagedBackup},
		{"a large mail is missing", packed(t, []string{names[0], names[2]}, [][]byte{content[0], content[2]}), ErrDamagedBackup},
		{"a form of the future", packed(t, names, [][]byte{content[0], content[1], bytes.Replace(content[2], []byte(`"format": 1`), []byte(`"format": 2`), 1)}), ErrNewerSchema},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "unpacked")
			_, err := Unpack(context.Background(), bytes.NewReader(tt.backup), dir)
			if !errors.Is(err, tt.want) || tt.want == nil && err != nil {
				t.Fatalf("%v, not %v", err, tt.want)
			}
			if _, err := os.Stat(filepath.Join(dir, "..", "..", "escaped")); err == nil {
				t.Error("a file was written outside")
			}
		})
	}
}

func TestDataIsReplacedAndTheFormerKept(t *testing.T) {
	dir, from := t.TempDir(), t.TempDir()
	for _, d := range []string{dir, from} {
		s, err := Open(d, Options{})
		if err != nil {
			t.Fatal(err)
		}
		keepMail(t, s, []byte(d))
		s.Close()
	}
	settings := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(settings, []byte("[desk]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	aside := filepath.Join(dir, "aside")
	had, err := Replace(dir, from, aside)
	if err != nil || !had {
		t.Fatal(had, err)
	}
	if got := firstMail(t, dir); got != from {
		t.Errorf("here lies %s", got)
	}
	if got := firstMail(t, aside); got != dir {
		t.Errorf("aside lies %s", got)
	}
	if _, err := os.Stat(settings); err != nil {
		t.Error("the settings are gone")
	}
}

// Wherever the machine ends, nothing opens what is half there, nothing is lost,
// and the next restore ends well.
func TestAReplacementThatIsCutShortIsDoneOnceMore(t *testing.T) {
	for moved := range len(ours) + 1 {
		dir, from, again := t.TempDir(), t.TempDir(), t.TempDir()
		for path, mail := range map[string]string{dir: "former", from: "backup", again: "backup"} {
			s, err := Open(path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			keepMail(t, s, []byte(mail))
			s.Close()
		}
		first, second := filepath.Join(dir, "first"), filepath.Join(dir, "second")
		if err := errors.Join(os.WriteFile(filepath.Join(dir, replacingName), nil, 0o600), os.Mkdir(first, 0o700)); err != nil {
			t.Fatal(err)
		}
		for _, name := range ours[:moved] {
			os.Rename(filepath.Join(dir, name), filepath.Join(first, name)) //nolint:errcheck // not each name is there
		}
		if _, err := Open(dir, Options{}); !errors.Is(err, ErrHalfReplaced) {
			t.Fatalf("after %d moves: %v", moved, err)
		}
		if _, err := Replace(dir, again, second); err != nil {
			t.Fatal(err)
		}
		if got := firstMail(t, dir); got != "backup" {
			t.Errorf("after %d moves here lies %s", moved, got)
		}
		aside := first
		if moved == 0 {
			aside = second
		}
		if got := firstMail(t, aside); got != "former" {
			t.Errorf("after %d moves aside lies %s", moved, got)
		}
	}
}

func firstMail(t *testing.T, dir string) string {
	t.Helper()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var raw []byte
	err = s.Read(context.Background(), func(tx *Tx) (err error) { raw, err = tx.Raw(1); return err })
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
