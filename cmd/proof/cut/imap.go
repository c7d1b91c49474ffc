package cut

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"permanence/cmd/proof/figure"
	"permanence/daemon/mailbox"
)

// IMAP is the figure imap-cut: the line to the IMAP server is cut after each
// byte of a session of three mails, in either direction and in three manners,
// every command gets every wrong answer and every response every lie, once.
// The next connection is whole: every mail is stored once, byte for byte, and
// the cursor stands behind the last.
func IMAP(ctx context.Context, size figure.Size) (figure.Figure, error) {
	o, err := openOffice(ctx, time.Now)
	if err != nil {
		return figure.Figure{}, err
	}
	defer o.close() //nolint:errcheck // the directory is temporary
	srv, err := startServer()
	if err != nil {
		return figure.Figure{}, err
	}
	defer srv.close()
	plain, err := plainly(ctx, srv, o)
	if err != nil {
		return figure.Figure{}, err
	}
	return o.try(ctx, srv, o.desk, cases(plain, size))
}

// uncut is a line on which nothing happens.
var uncut = severance{whole, whole, closed}

// plainly has a session without a fault, and one over a folder that was watched
// before.
func plainly(ctx context.Context, srv *server, o *office) (plain [2]*session, err error) {
	for i := range plain {
		plain[i] = &session{name: fmt.Sprintf("run-%06d", i), cut: uncut, spoil: &spoiler{}, known: i == 1}
		if err := plain[i].run(ctx, srv, o, o.desk); err != nil {
			return plain, fmt.Errorf("a session without a fault: %w", err)
		}
	}
	return plain, nil
}

// cases are all runs: everything that can be done to sessions that went like
// the plain ones.
func cases(plain [2]*session, size figure.Size) (all []*session) {
	all = append(all, cuts(plain[0], size)...)
	all = append(all, wrongAnswers(plain[0])...)
	all = append(all, lied(plain[1])...)
	if size == figure.Long {
		all = append(all, cuts(plain[1], size)...)
		all = append(all, wrongAnswers(plain[1])...)
	}
	for i, s := range all {
		s.name = fmt.Sprintf("run-%06d", i+len(plain))
	}
	return all
}

// cuts are the line cut after each byte in each manner; a swallowing line takes
// its time, so the short run has it after some.
func cuts(plain *session, size figure.Size) (all []*session) {
	for _, m := range []struct {
		how  manner
		step int
	}{{closed, 1}, {reset, 1}, {swallowed, size.Of(7, 1)}} {
		for n := 0; n < int(plain.line.server.Load()); n += m.step {
			all = append(all, &session{fault: fmt.Sprintf("%s after byte %d from the server", m.how, n),
				cut: severance{n, whole, m.how}, quick: m.how == swallowed, known: plain.known})
		}
		for n := 0; n < int(plain.line.client.Load()); n += m.step {
			all = append(all, &session{fault: fmt.Sprintf("%s after byte %d from the client", m.how, n),
				cut: severance{whole, n, m.how}, quick: m.how == swallowed, known: plain.known})
		}
	}
	return all
}

// wrongAnswers are every wrong answer to every command.
func wrongAnswers(plain *session) (all []*session) {
	for i, command := range plain.spoil.lines {
		for _, a := range answers {
			all = append(all, &session{fault: fmt.Sprintf("%s in place of the answer to command %d, %q", a.name, i+1, command),
				cut: uncut, spoil: &spoiler{command: i + 1, answer: a.text}, quick: true, known: plain.known})
		}
	}
	return all
}

// lied are every lie in every response that it fits.
func lied(plain *session) (all []*session) {
	for i, response := range plain.spoil.said {
		for _, l := range lies {
			if l.change(response) != response {
				all = append(all, &session{fault: fmt.Sprintf("%s: response %d, %.80q", l.name, i+1, response),
					cut: uncut, spoil: &spoiler{response: i + 1, change: l.change}, quick: true, known: plain.known})
			}
		}
	}
	return all
}

// atOnce is how many runs share the processors: most of each is waiting.
const atOnce = 16

// maxAgain is how often a run is repeated whose fault never came.
const maxAgain = 5

// try runs all cases and compares what is stored with what was sent.
func (o *office) try(ctx context.Context, srv *server, keeper mailbox.Keeper, all []*session) (f figure.Figure, err error) {
	var mu sync.Mutex
	var group sync.WaitGroup
	stuck, free := 0, make(chan struct{}, atOnce)
	for _, s := range slices.Backward(all) { // those that wait come first
		free <- struct{}{}
		group.Go(func() {
			defer func() { <-free }()
			err := s.run(ctx, srv, o, keeper)
			for errors.Is(err, errMissed) && s.again < maxAgain {
				s.repeat()
				err = s.run(ctx, srv, o, keeper)
			}
			if err != nil {
				mu.Lock()
				stuck++
				f.Trouble = append(f.Trouble, fmt.Sprintf("%s: %s: %v", s.name, s.fault, err))
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if ctx.Err() != nil {
		return f, ctx.Err()
	}
	shelves, err := o.shelves(ctx)
	if err != nil {
		return f, err
	}
	var sum tally
	for _, s := range all {
		t := compare(s.sent, shelves[s.name])
		sum.lost, sum.duplicate, sum.foreign = sum.lost+t.lost, sum.duplicate+t.duplicate, sum.foreign+t.foreign
		if t != (tally{}) {
			f.Trouble = append(f.Trouble, fmt.Sprintf("%s: %s: %+v", s.name, s.fault, t))
		}
	}
	f.Tried, f.Unit = len(all), "runs"
	f.Outcomes = []figure.Outcome{figure.None("lost", sum.lost), figure.None("duplicate", sum.duplicate),
		figure.None("changed", sum.foreign), figure.None("stuck", stuck)}
	return f, nil
}
