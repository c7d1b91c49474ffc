package crash

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"permanence/daemon/fault"
)

// shop is what the cases of a figure share: the program with its fail points,
// and a prepared data directory.
type shop struct {
	prepared
	dir     string
	program string
}

// openShop builds the program and prepares the data, in a temporary folder.
func openShop(ctx context.Context) (_ *shop, err error) {
	if !fault.Enabled {
		return nil, errors.New("built without fail points: build with the tag fault")
	}
	s := &shop{}
	if s.dir, err = os.MkdirTemp("", "permanence-crash-"); err != nil {
		return nil, err
	}
	if s.program, err = build(ctx, s.dir); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if s.prepared, err = prepare(ctx, filepath.Join(s.dir, "prepared")); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *shop) close() error { return os.RemoveAll(s.dir) }

// build builds the program into dir and gives its path.
func build(ctx context.Context, dir string) (string, error) {
	path := filepath.Join(dir, "permanence")
	command := exec.CommandContext(ctx, "go", "build", "-tags", "sqlite_fts5 fault", "-o", path, "permanence/cmd/permanence")
	command.Env = append(os.Environ(), "CGO_ENABLED=1")
	if said, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program with its fail points: %w: %s", err, said)
	}
	return path, nil
}

// loaded is a ground on which one mail of each kind waits to be fetched.
func (s *shop) loaded(ctx context.Context) (*ground, error) {
	g, err := s.ground(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range s.mails() {
		if err := g.post(m); err != nil {
			return nil, errors.Join(err, g.close())
		}
	}
	return g, nil
}
