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
	if e.letters, err = s.collect(); err != nil {
		return nil, err
	}
	return s.judge(ctx, e)
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
