//go:build fault

package power

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"permanence/cmd/proof/power/disk"
	"permanence/daemon/fault"
)

// maxKilobytes is more memory than SQLite needs for the day.
const maxKilobytes = 900

// alone plays the days that fail for the whole process: SQLite has no memory,
// or the files of large mails fail. Nothing else runs meanwhile.
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
	for _, p := range fault.Points() {
		if !strings.HasPrefix(p.Name, "file.") {
			continue
		}
		if err := t.files(ctx, s, p.Name); err != nil {
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

// files plays a day on which the file of a large mail fails at a step.
func (t *troubles) files(ctx context.Context, s *scene, point string) error {
	if err := s.begin(); err != nil {
		return err
	}
	disarm, err := fault.Arm(point + ":" + string(fault.Error))
	if err != nil {
		return err
	}
	defer disarm()
	s.patience = 1
	played := s.play(ctx)
	t.judge(ctx, s, "an error at "+point, played, s.failures == 0)
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
