package authn

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"
)

// Limits on DNS: time and look-ups for one mail, and what is remembered.
const (
	lookupTimeout = 5 * time.Second
	maxLookups    = 10
	maxAnswers    = 4096
	keepAnswer    = 10 * time.Minute
	keepFailure   = 30 * time.Second // so that a dead resolver does not cost 5 s a mail
)

var errNoRecord = errors.New("no such record")

// unanswered is a look-up that may succeed later. It is what go-msgauth takes
// for a temporary failure (net.Error).
type unanswered struct{ why string }

func (e unanswered) Error() string   { return e.why }
func (e unanswered) Timeout() bool   { return false }
func (e unanswered) Temporary() bool { return true }

// answers remembers TXT records.
type answers struct {
	resolver Resolver
	now      func() time.Time
	mu       sync.Mutex
	known    map[string]answer
}

type answer struct {
	records []string
	err     error // nil, errNoRecord or unanswered
	until   time.Time
}

func newAnswers(r Resolver, now func() time.Time) *answers {
	return &answers{resolver: r, now: now, known: map[string]answer{}}
}

// asked is the DNS of one mail: bounded in time and number, and remembered
// for the audit.
type asked struct {
	ctx     context.Context
	from    *answers
	mu      sync.Mutex
	left    int
	records map[string][]string
}

func (a *answers) forOneMail(ctx context.Context) *asked {
	return &asked{ctx: ctx, from: a, left: maxLookups, records: map[string][]string{}}
}

// txt gives the TXT records of a name, errNoRecord, or unanswered.
func (q *asked) txt(name string) ([]string, error) {
	if !isHostName(name) {
		return nil, errNoRecord
	}
	q.mu.Lock()
	if q.left == 0 {
		q.mu.Unlock()
		return nil, errors.New("too many look-ups for one mail")
	}
	q.left--
	q.mu.Unlock()
	records, err := q.from.lookup(q.ctx, name)
	q.mu.Lock()
	q.records[name] = records
	q.mu.Unlock()
	return records, err
}

func (a *answers) lookup(ctx context.Context, name string) ([]string, error) {
	if known, ok := a.remembered(name); ok {
		return known.records, known.err
	}
	records, err := a.resolver.LookupTXT(ctx, name)
	found := answer{records: records, err: classify(err)}
	keep := keepAnswer
	var later unanswered
	if errors.As(found.err, &later) {
		keep = keepFailure
	}
	// A caller that gave up says nothing about the name.
	if !errors.Is(ctx.Err(), context.Canceled) {
		found.until = a.now().Add(keep)
		a.remember(name, found)
	}
	return found.records, found.err
}

// classify tells "there is none" from "not answered". Whatever is not clearly
// the former is the latter, so that nothing is refused for want of DNS.
func classify(err error) error {
	if err == nil {
		return nil
	}
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return errNoRecord
	}
	return unanswered{err.Error()}
}

func (a *answers) remembered(name string) (answer, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	known, ok := a.known[name]
	if ok && !a.now().Before(known.until) {
		delete(a.known, name)
		return answer{}, false
	}
	return known, ok
}

func (a *answers) remember(name string, found answer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.known) >= maxAnswers {
		a.forgetSome()
	}
	a.known[name] = found
}

// forgetSome drops what is old, or else a sixteenth, whichever comes up.
func (a *answers) forgetSome() {
	now := a.now()
	for name, known := range a.known {
		if !now.Before(known.until) {
			delete(a.known, name)
		}
	}
	for name := range a.known {
		if len(a.known) <= maxAnswers-maxAnswers/16 {
			return
		}
		delete(a.known, name)
	}
}
