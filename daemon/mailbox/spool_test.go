package mailbox

import (
	"os"
	"path/filepath"
	"testing"
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
