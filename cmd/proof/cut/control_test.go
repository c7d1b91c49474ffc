package cut

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon/desk"
	"permanence/daemon/mailbox"
)

// forgetful is a keeper that does not know where a mail lay (K1): it knows no
// place again, and keeps each as if it were another.
type forgetful struct {
	*desk.Desk
	times *atomic.Uint32
}

func (k forgetful) Unknown(_ context.Context, _, _ string, _ uint32, uids []uint32) ([]uint32, error) {
	return uids, nil
}

func (k forgetful) Keep(ctx context.Context, mails []desk.Mail) error {
	n := k.times.Add(1)
	for i := range mails {
		mails[i].Place.UID += 1000 * n
	}
	return k.Desk.Keep(ctx, mails)
}

// careless is a keeper that says kept before it is: of several mails handed
// over together it keeps the first.
type careless struct{ *desk.Desk }

func (k careless) Keep(ctx context.Context, mails []desk.Mail) error {
	return k.Desk.Keep(ctx, mails[:1])
}

// mangling is a keeper that ends lines as it likes.
type mangling struct{ *desk.Desk }

func (k mangling) Keep(ctx context.Context, mails []desk.Mail) error {
	for i := range mails {
		mails[i].Raw = append(mails[i].Raw, '\n')
	}
	return k.Desk.Keep(ctx, mails)
}

func TestAKeeperThatForgetsLosesOrChangesIsFoundByTheCuts(t *testing.T) {
	for name, tt := range map[string]struct {
		keeper  func(*desk.Desk) mailbox.Keeper
		outcome string
	}{
		"forgets places":  {func(d *desk.Desk) mailbox.Keeper { return forgetful{d, &atomic.Uint32{}} }, "duplicate"},
		"loses mail":      {func(d *desk.Desk) mailbox.Keeper { return careless{d} }, "lost"},
		"changes a byte":  {func(d *desk.Desk) mailbox.Keeper { return mangling{d} }, "changed"},
		"does everything": {func(d *desk.Desk) mailbox.Keeper { return d }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			o, srv := opened(t)
			plain, err := plainly(t.Context(), srv, o)
			if err != nil {
				t.Fatal(err)
			}
			var some []*session
			for i, s := range cases(plain, figure.Short) {
				if i%400 == 399 {
					s.patience = 2 * time.Second // a keeper that loses mail never comes to the end
					some = append(some, s)
				}
			}
			f, err := o.try(t.Context(), srv, tt.keeper(o.desk), some)
			if err != nil {
				t.Fatal(err)
			}
			found := slices.ContainsFunc(f.Outcomes, func(o figure.Outcome) bool { return o.Name == tt.outcome && o.Value > 0 })
			if found != (tt.outcome != "") || f.Met() != (tt.outcome == "") {
				t.Error(f.Line(name))
			}
		})
	}
}

func opened(t *testing.T) (*office, *server) {
	t.Helper()
	o, err := openOffice(t.Context(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	srv, err := startServer()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { srv.close(); o.close() })
	return o, srv
}
