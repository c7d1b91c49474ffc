package cut

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon/desk"
	"permanence/daemon/mailbox"
)

// unlike is a keeper that does not know a mail again by its bytes (K2): every
// generation is another folder to it.
type unlike struct{ *desk.Desk }

func (k unlike) folder(name string, generation uint32) string {
	return fmt.Sprintf("%s of %d", name, generation)
}

func (k unlike) Unknown(ctx context.Context, mailbox, folder string, generation uint32, uids []uint32) ([]uint32, error) {
	return k.Desk.Unknown(ctx, mailbox, k.folder(folder, generation), generation, uids)
}

func (k unlike) Keep(ctx context.Context, mails []desk.Mail) error {
	for i := range mails {
		mails[i].Place.Folder = k.folder(mails[i].Place.Folder, mails[i].Place.UIDValidity)
	}
	return k.Desk.Keep(ctx, mails)
}

// newcomer is a keeper to whom every folder is new: the watcher then begins at
// what comes next.
type newcomer struct{ *desk.Desk }

func (k newcomer) Folder(context.Context, string, string) (desk.Folder, time.Time, error) {
	return desk.Folder{}, time.Time{}, nil
}

func TestAKeeperThatForgetsOverAChangeIsFound(t *testing.T) {
	for name, tt := range map[string]struct {
		keeper  func(*desk.Desk) mailbox.Keeper
		outcome string
	}{
		"forgets what mails look like": {func(d *desk.Desk) mailbox.Keeper { return unlike{d} }, "duplicate"},
		"forgets the folder":           {func(d *desk.Desk) mailbox.Keeper { return newcomer{d} }, "lost"},
		"forgets nothing":              {func(d *desk.Desk) mailbox.Keeper { return d }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o, _ := opened(t)
			m := &move{office: o, keeper: tt.keeper(o.desk), changes: 6, mails: 60, seed: 1, patience: time.Second}
			f, err := m.show(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			found := slices.ContainsFunc(f.Outcomes, func(o figure.Outcome) bool { return o.Name == tt.outcome && o.Value > 0 })
			if found != (tt.outcome != "") || f.Met() != (tt.outcome == "") {
				t.Error(f.Line(name), f.Trouble)
			}
		})
	}
}
