package attack

import (
	"context"
	"errors"
	"fmt"
)

// try is one variant of a case.
type try struct {
	c Case
	v Variant
	// meddle is what a test does behind the daemon's back before the oracle
	// looks, to see that it looks.
	meddle func(*Stage) error
}

func (t try) name() string { return fmt.Sprintf("%s, %s", t.c.ID, t.v.Name) }

// house is the settings that it runs with.
func (t try) house() string {
	switch {
	case t.v.House != "":
		return t.v.House
	case t.c.House != "":
		return t.c.House
	}
	return "plain"
}

// play puts the mails of a variant into their boxes, one after another, and
// gives what the oracle found. The error says that it could not be tried.
func (s *Stage) play(ctx context.Context, t try) (found []finding, err error) {
	if err := s.night(); err != nil {
		return nil, err
	}
	w := &writer{stage: s}
	for i, m := range t.v.Mails {
		more, err := s.next(ctx, t, w, m)
		for _, f := range more {
			found = append(found, finding{f.kind, fmt.Sprintf("%s, mail %d: %s", t.name(), i+1, f.text)})
		}
		if err != nil {
			return found, fmt.Errorf("%s, mail %d: %w", t.name(), i+1, err)
		}
	}
	return found, nil
}

// next writes the next mail and puts it into its box.
func (s *Stage) next(ctx context.Context, t try, w *writer, m Mail) ([]finding, error) {
	defer s.turn(m)()
	if m.After != 0 {
		s.house.Jump(m.After)
		s.desk().Wake()
	}
	raw, err := w.write(m)
	if err != nil {
		return nil, fmt.Errorf("writing it: %w", err)
	}
	w.earlier = append(w.earlier, raw)
	return s.one(ctx, t, m, raw)
}

// one puts one mail into its box and looks what came of it.
func (s *Stage) one(ctx context.Context, t try, m Mail, raw []byte) (found []finding, err error) {
	e := event{mail: m, raw: raw}
	if e.before, err = readRows(s.db); err != nil {
		return nil, err
	}
	for n := range e.before {
		e.highest = max(e.highest, n)
	}
	if e.orders, err = s.orders(e.highest); err != nil {
		return nil, err
	}
	asked := s.dns.lookups()
	s.cost.start()
	if e.fate, err = s.put(ctx, m.To, raw); errors.Is(err, errLost) {
		return []finding{{lost, "nothing came of it: " + err.Error()}}, err
	} else if err != nil {
		return nil, err
	}
	e.cost, e.lookups = s.cost.trouble(), s.dns.lookups()-asked
	if t.meddle != nil {
		if err := t.meddle(s); err != nil {
			return nil, err
		}
	}
	if err := s.take(&e); err != nil {
		return nil, err
	}
	e.decided = 1
	if found, err = s.judge(ctx, e); err != nil {
		return found, err
	}
	for _, l := range m.Then {
		more, err := s.again(ctx, &e, l)
		if found = append(found, more...); err != nil {
			return found, err
		}
	}
	return found, nil
}

// again lets the clock go on until the mail is decided on once more.
func (s *Stage) again(ctx context.Context, e *event, l Later) (found []finding, err error) {
	if e.before, err = readRows(s.db); err != nil {
		return nil, err
	}
	e.mail.Want, e.cost, e.lookups = l.Want, nil, 0
	s.house.Jump(l.After)
	s.desk().Wake()
	last := e.fate
	err = s.wait(ctx, func() (bool, error) {
		if e.fate, err = s.fateOf(box(e.mail.To), last.place-1); err != nil || e.fate.attempts == last.attempts && e.fate.disposition == last.disposition {
			return false, err
		}
		return s.quiet()
	})
	if errors.Is(err, errLost) {
		return []finding{{lost, "it was not decided on again"}}, err
	} else if err != nil {
		return nil, err
	}
	e.decided++
	if err := s.take(e); err != nil {
		return nil, err
	}
	return s.judge(ctx, *e)
}

// take takes the letters that an event caused.
func (s *Stage) take(e *event) (err error) {
	if e.letters, err = s.collect(); err != nil {
		return err
	}
	e.sent, err = s.recipients()
	return err
}

// canary is a mail that must come through behind every attack (I6).
func (s *Stage) canary(ctx context.Context, behind string) ([]finding, error) {
	c := Case{ID: "the canary behind " + behind}
	m := Mail{Text: "{{sign \"tilleuls.example\"}}\nFrom: {{nadia}}\n{{thread \"TN\" \"nadia\"}}\n\nBonjour, {{unique}}.\n",
		Want: []Want{{Disposition: "append", Ticket: "TN"}}}
	found, err := s.play(ctx, try{c: c, v: Variant{Name: "as ever", Mails: []Mail{m}}})
	for i := range found {
		found[i].kind = lost
	}
	return found, err
}
