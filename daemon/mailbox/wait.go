package mailbox

import (
	"context"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// wait returns when there is reason to look again: the server said so, or the
// poll is due. A word of the server can be lost between two commands, so IDLE
// never lasts longer than the poll.
func (v *visit) wait(ctx context.Context) error {
	end := time.NewTimer(v.account().Poll)
	defer end.Stop()
	for {
		select {
		case <-v.s.wake:
			return nil
		default:
		}
		again, err := v.idle(ctx, end.C)
		if err != nil || !again {
			return err
		}
	}
}

// idle waits in one IDLE command, or without one where the server has none.
// again says that IDLE is only to be issued anew (RFC 2177: within 29 minutes;
// some routers forget a connection after ten).
func (v *visit) idle(ctx context.Context, poll <-chan time.Time) (again bool, err error) {
	stop, err := v.s.startIdle(ctx)
	if err != nil {
		return false, err
	}
	v.f.state.change(func(s *Status) { s.Idle = stop != nil })
	defer v.f.state.change(func(s *Status) { s.Idle = false })
	renew := time.NewTimer(v.account().IdleRenew)
	defer renew.Stop()
	select {
	case <-ctx.Done():
		return false, ctx.Err()
	case <-v.s.client.Closed():
	case <-v.s.wake:
	case <-poll:
	case <-renew.C:
		again = true
	}
	if stop != nil {
		err = stop()
	}
	return again, err
}

// startIdle begins IDLE; stop ends it and waits for the server's word. Both
// are nil where the server has no IDLE or refuses it.
func (s *session) startIdle(ctx context.Context) (stop func() error, err error) {
	var command *imapclient.IdleCommand
	err = s.ask(ctx, "wait for mail", func() (err error) {
		if s.client.Caps().Has(imap.CapIdle) {
			command, err = s.client.Idle()
		}
		return err
	})
	if answered(err) {
		return nil, nil
	}
	if err != nil || command == nil {
		return nil, err
	}
	return func() error {
		return s.ask(ctx, "wait for mail", func() error {
			if err := command.Close(); err != nil {
				return err
			}
			return command.Wait()
		})
	}, nil
}
