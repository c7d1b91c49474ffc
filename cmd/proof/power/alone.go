//go:build fault

package power

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"permanence/cmd/proof/power/disk"
)

// maxKilobytes is more memory than SQLite needs for the day.
const maxKilobytes = 900

// alone plays the days that fail for the whole process: SQLite has no memory,
// or files may not grow. Nothing else runs meanwhile.
func (t *troubles) alone(ctx context.Context, most int) error {
	s, err := newScene(ctx)
	if err != nil {
		return err
	}
	defer s.close() //nolint:errcheck // a folder left behind in /tmp
	for kilobytes := 0; kilobytes < maxKilobytes; kilobytes += max(3, maxKilobytes/most) {
		if err := t.memory(ctx, s, int64(kilobytes)<<10); err != nil {
			return err
		}
	}
	for _, bytes := range []uint64{0, 1, 4096, 100_000, 900_000} {
		if err := t.files(ctx, s, bytes); err != nil {
			return err
		}
	}
	return t.folder(ctx, s)
}

// memory plays a day on which SQLite gets no more than so many bytes, from its
// second step on, until some steps have failed.
func (t *troubles) memory(ctx context.Context, s *scene, bytes int64) error {
	if err := s.begin(); err != nil {
		return err
	}
	if err := s.start(ctx); err != nil {
		return err
	}
	s.patience, s.heal = lasting, func() { disk.LimitMemory(0) }
	defer s.heal()
	disk.LimitMemory(disk.MemoryInUse() + bytes + 1)
	played := s.play(ctx)
	s.heal()
	t.judge(ctx, s, fmt.Sprintf("no memory after %d bytes", bytes), played, false)
	return nil
}

// files plays a day on which no file may grow beyond a size, as on a full disk.
func (t *troubles) files(ctx context.Context, s *scene, bytes uint64) error {
	if err := s.begin(); err != nil {
		return err
	}
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return fmt.Errorf("reading the limit of files: %w", err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	s.patience, s.heal = lasting, func() {
		syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before) //nolint:errcheck // a limit may always be raised to the hard one
	}
	defer s.heal()
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: before.Max}); err != nil {
		return fmt.Errorf("limiting files: %w", err)
	}
	played := s.play(ctx)
	s.heal()
	t.judge(ctx, s, fmt.Sprintf("files no longer than %d bytes", bytes), played, s.failures == 0)
	return nil
}

// folder plays a day on which the folder of large mails is none.
func (t *troubles) folder(ctx context.Context, s *scene) error {
	if err := s.begin(); err != nil {
		return err
	}
	if err := s.start(ctx); err != nil {
		return err
	}
	mail := filepath.Join(s.dir, "mail")
	if err := errors.Join(os.Remove(mail), os.WriteFile(mail, nil, 0o600)); err != nil {
		return err
	}
	s.patience, s.heal = lasting, func() {
		os.Remove(mail)       //nolint:errcheck // the next step tells
		os.Mkdir(mail, 0o700) //nolint:errcheck // the next step tells
	}
	played := s.play(ctx)
	t.judge(ctx, s, "no folder for large mails", played, s.failures == 0)
	return nil
}
