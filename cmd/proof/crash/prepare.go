package crash

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"permanence/daemon/demo"
	"permanence/daemon/testhouse"
)

// The sample people who write. On the Wednesday on which they do, the team of
// Claire and Karim is on duty.
const (
	marie  = "marie.durand@durand.example"
	lucas  = "lucas.petit@durand.example" // her colleague, who opens nothing
	emma   = "emma.harper@harper-blake.example"
	nadia  = "nadia.roussel@tilleuls.example"
	claire = "claire.moreau@permanence.example"
	karim  = "karim.benali@permanence.example"
)

// moment is when a case begins: five minutes after the preparation, so that a
// job of the schedule is due.
func moment() time.Time { return testhouse.Wednesday().Add(5 * time.Minute) }

// prepared is a data directory with three tickets, and what can be answered on
// them.
type prepared struct {
	data     string
	ofMarie  head // the acknowledgement of her ticket
	toClaire head // the notice of Nadia's ticket
	ofEmma   head // the acknowledgement of her ticket
}

// prepare makes the data directory in dir.
func prepare(ctx context.Context, dir string) (p prepared, err error) {
	p.data = dir
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return p, err
	}
	h, err := testhouse.Open(ctx, dir, testhouse.Options{})
	if err != nil {
		return p, fmt.Errorf("preparing a data directory: %w", err)
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	for i, from := range []string{nadia, marie, emma} {
		m := ask(fmt.Sprintf("prepared-%d@proof.example", i), from, demo.Mailbox, testhouse.Wednesday())
		if err := h.Post(m.from, m.signed, []string{m.to}, m.raw); err != nil {
			return p, err
		}
		if err := h.Settled(ctx, i+1); err != nil {
			return p, err
		}
	}
	if err := h.Stop(); err != nil {
		return p, err
	}
	for _, first := range []struct {
		of string
		is *head
	}{{marie, &p.ofMarie}, {claire, &p.toClaire}, {emma, &p.ofEmma}} {
		got, err := h.Received(first.of)
		if err == nil && len(got) == 0 {
			err = errors.New("nothing came")
		}
		if err == nil {
			*first.is, err = headOf(got[0])
		}
		if err != nil {
			return p, fmt.Errorf("preparing: what %s received: %w", first.of, err)
		}
	}
	return p, nil
}

// mails are one of each kind, for the three tickets that are prepared.
func (p prepared) mails() []letter {
	first := ask("request@proof.example", emma, demo.Mailbox, moment())
	twice := first
	twice.kind = again
	return []letter{
		first,
		reply(answer, "answer@proof.example", claire, p.toClaire, "#temps 25\r\n\r\nLe service est relancé.", ""),
		reply(more, "more@proof.example", marie, p.ofMarie, "Voici la trace.", noise(1, 1100<<10)),
		bounce("returned@proof.example", emma, p.ofEmma),
		twice,
		outside("outsider@proof.example", lucas, demo.Mailbox, moment()),
	}
}
