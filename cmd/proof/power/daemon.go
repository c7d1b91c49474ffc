//go:build fault

package power

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"permanence/cmd/proof/power/disk"
	"permanence/daemon/store"
	"permanence/daemon/testhouse"
)

// client and support are people of the sample firm.
const (
	client  = "marie.durand@durand.example"
	support = "support@permanence.example"
)

// wholes are the failures that are tried on the whole daemon.
var wholes = []struct {
	name string
	op   disk.Op
	code disk.Code
	ends bool // the daemon ends by itself
}{
	{"the daemon on a full disk", disk.Write, disk.Full, false},
	{"the daemon on a disk with write errors", disk.Write, disk.WriteError, false},
	{"the daemon on a disk that cannot sync", disk.Sync, disk.SyncError, true},
}

// whole lets the disk fail under the whole daemon: it must say so, lose
// nothing, and go on by itself when the disk is well, or end and go on when it
// is started again.
func (t *troubles) whole(ctx context.Context) error {
	for _, w := range wholes {
		t.tried++
		silent, err := daemonDay(ctx, w.op, w.code, w.ends)
		if silent {
			t.silent++
		}
		if err != nil {
			t.stuck++
			t.lines = append(t.lines, fmt.Sprintf("%s: %v", w.name, err))
		}
	}
	return nil
}

func daemonDay(ctx context.Context, op disk.Op, code disk.Code, ends bool) (silent bool, err error) {
	dir, err := os.MkdirTemp("", "permanence-whole-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a folder left behind in /tmp
	d, err := disk.Attach(filepath.Join(dir, store.DatabaseName))
	if err != nil {
		return false, err
	}
	defer d.Detach()
	h, err := testhouse.Open(ctx, dir, testhouse.Options{})
	if err != nil {
		return false, err
	}
	defer h.Close() //nolint:errcheck // it was stopped
	d.Fail(op, 1, disk.Always, code)
	raw := "From: <" + client + ">\r\nTo: <" + support + ">\r\nSubject: Panne\r\n\r\nBonjour.\r\n"
	if err := h.Post(client, true, []string{support}, raw); err != nil {
		return false, err
	}
	if ends {
		if err := ended(ctx, h); err != nil {
			return true, err
		}
		d.Heal()
		if err := h.Start(ctx); err != nil {
			return false, err
		}
	} else {
		if err := told(ctx, h, "could not be written"); err != nil {
			return true, err
		}
		d.Heal()
	}
	return false, errors.Join(h.Settled(ctx, 1), told(ctx, h, `"ready"`), h.Stop())
}

// told waits until /readyz says a word.
func told(ctx context.Context, h *testhouse.House, word string) error {
	var said string
	for end := time.Now().Add(testhouse.Patience); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		said, _ = readyz(ctx, h)
		if strings.Contains(said, word) {
			return nil
		}
	}
	return fmt.Errorf("/readyz does not say %s but %s", word, said)
}

// ended waits until the daemon does not answer any more; it must have ended
// because of its database.
func ended(ctx context.Context, h *testhouse.House) error {
	for end := time.Now().Add(testhouse.Patience); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		if _, err := readyz(ctx, h); err == nil {
			continue
		}
		if err := h.Stop(); !errors.Is(err, store.ErrBroken) {
			return fmt.Errorf("the daemon ended with %v", err)
		}
		return nil
	}
	return errors.New("the daemon goes on after a sync that failed")
}

func readyz(ctx context.Context, h *testhouse.House) (string, error) {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, h.Web+"/readyz", nil)
	if err != nil {
		return "", err
	}
	ask.Close = true
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(answer.Body)
	return string(said), err
}
