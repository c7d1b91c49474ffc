package restore

import (
	"context"
	"fmt"

	"permanence/daemon/demo"
)

// goOn has people answer the letters that they had before the restore: what
// they write arrives where the conversation is, and is answered as ever.
func (s *stage) goOn(ctx context.Context, was memory, o *outcome) error {
	for _, role := range []string{demo.RoleTechnical, demo.RoleAgent} {
		for _, p := range demo.People() {
			if p.Role != role {
				continue
			}
			if err := s.answerOld(ctx, p, was, o); err != nil {
				return fmt.Errorf("%s goes on: %w", p.Address, err)
			}
		}
	}
	return s.askAgain(ctx, o)
}

// answerOld has a person answer the last letter from before the restore that is
// about a ticket.
func (s *stage) answerOld(ctx context.Context, p demo.Person, was memory, o *outcome) error {
	had, err := s.letters(p.Address)
	if err != nil {
		return err
	}
	var l letter
	for _, h := range had[:was.boxes[p.Address]] {
		if aboutTicket(h) && (p.Role == demo.RoleTechnical || isNotice(h)) {
			l = h
		}
	}
	if l.id == "" {
		return nil
	}
	mark := fmt.Sprintf("p%dq", s.posted)
	m := l.answered(mail{mark: mark, from: p.Address, signed: true, text: "Après tout cela, " + mark + "."})
	if err := s.send(m); err != nil {
		return err
	}
	if err := s.house.Settled(ctx, s.posted); err != nil {
		return err
	}
	o.mails++
	return s.arrived(ctx, m, markIn(l.subject), o)
}

// arrived: the mail is on the ticket of the request that bears the mark.
func (s *stage) arrived(ctx context.Context, m mail, request string, o *outcome) error {
	is, err := s.fates(ctx)
	if err != nil {
		return err
	}
	var want int64
	for id, f := range is {
		if len(id) > len(request) && id[:len(request)+1] == request+"@" {
			want = f[0].ticket
		}
	}
	got := is[m.messageID()]
	if len(got) != 1 || got[0].entries != 1 || want != 0 && got[0].ticket != want {
		o.blame(&o.astray, "%s answers %q of before, on ticket %d, and is %+v", m.messageID(), m.subject, want, got)
	}
	return nil
}

// askAgain has clients ask something new: it is acknowledged once.
func (s *stage) askAgain(ctx context.Context, o *outcome) error {
	for range 2 {
		mark := fmt.Sprintf("p%dq", s.posted)
		if _, err := request(s, mark); err != nil {
			return err
		}
		if err := s.house.Settled(ctx, s.posted); err != nil {
			return err
		}
		o.mails++
		n := 0
		for _, reader := range readers() {
			have, err := s.letters(reader)
			if err != nil {
				return err
			}
			for _, l := range have {
				if !ours(reader) && markIn(l.subject) == mark {
					n++
				}
			}
		}
		if n != 1 {
			o.blame(&o.untold, "%s, asked after the restore, has %d acknowledgements", mark, n)
		}
	}
	return nil
}
