package mailbox

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"permanence/daemon/desk"
)

func spoolFiles(t *testing.T, account Account) []string {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(account.SpoolDir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return left
}

func TestAStartRemovesTheSpoolFilesOfAKilledRunOnly(t *testing.T) {
	account := Account{Name: "support*", SpoolDir: t.TempDir()}
	for _, name := range []string{spoolPrefix(account) + "123", "permanence-sales.spool-9", "permanence.db"} {
		if err := os.WriteFile(filepath.Join(account.SpoolDir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sweepSpool(account)
	if left := spoolFiles(t, account); len(left) != 2 {
		t.Errorf("left: %v", left)
	}
}

// cutLiteral says it has more bytes than come, and ends without an error, as
// the library's do when the connection is cut.
type cutLiteral struct {
	io.Reader
	says  int64
	ended bool
	t     *testing.T
}

func (c *cutLiteral) Size() int64 { return c.says }

func (c *cutLiteral) Read(p []byte) (int, error) {
	if c.ended {
		c.t.Error("read on after the end")
	}
	n, err := c.Reader.Read(p)
	c.ended = err != nil
	return n, err
}

func TestALiteralThatEndsEarlyIsNoMail(t *testing.T) {
	for _, says := range []int64{100, spoolAbove + 100, 1 << 40} {
		account := Account{Name: "support", SpoolDir: t.TempDir(), MaxMailBytes: 50 << 20}
		var mail desk.Mail
		err := readBody(&mail, &cutLiteral{Reader: strings.NewReader("ten bytes."), says: says, t: t}, account, func(int64) {})
		drop([]desk.Mail{mail})
		if !errors.Is(err, errShort) {
			t.Errorf("%d bytes announced, 10 came: %v", says, err)
		}
		if left := spoolFiles(t, account); len(left) != 0 {
			t.Errorf("spool files left: %v", left)
		}
	}
}

func TestASpoolFolderThatIsMissingIsAnErrorOnALivingConnection(t *testing.T) {
	account := Account{Name: "support", SpoolDir: filepath.Join(t.TempDir(), "gone"), MaxMailBytes: 50 << 20}
	whole := &cutLiteral{Reader: strings.NewReader(strings.Repeat("x", spoolAbove+1)), says: spoolAbove + 1, t: t}
	var mail desk.Mail
	if err := readBody(&mail, whole, account, func(int64) {}); !errors.Is(err, os.ErrNotExist) || errors.Is(err, errShort) || !whole.ended {
		t.Errorf("error %v, read to its end: %v", err, whole.ended)
	}
}
