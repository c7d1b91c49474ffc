package restore

import (
	"context"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/demo"
)

// round is how many mails come at the same time.
const round = 6

// act is something that somebody does; it is false where there was no occasion.
type act func(s *stage, mark string) (bool, error)

// acts are all kinds of mail, those that are frequent several times.
var acts = []act{request, request, request, reply, reply, reply, answer, answer, answer, answer, note, resolve,
	colleague, unsigned, accept, stranger, absence, bounce, inCopy, large}

// play has people write so many mails, in rounds: who answers has seen what
// came before the round.
func (s *stage) play(ctx context.Context, mails int) error {
	for done := 0; done < mails; {
		for n := min(round, mails-done); n > 0; {
			mark := fmt.Sprintf("p%dq", s.posted)
			ok, err := acts[s.random.IntN(len(acts))](s, mark)
			if err != nil {
				return fmt.Errorf("mail %s: %w", mark, err)
			}
			if ok {
				n, done = n-1, done+1
			}
		}
		if err := s.house.Settled(ctx, s.posted); err != nil {
			return err
		}
		s.house.Jump(2 * time.Second)
	}
	return nil
}

// down has clients write when nobody reads.
func (s *stage) down() error {
	for range whileDown {
		if _, err := request(s, fmt.Sprintf("p%dq", s.posted)); err != nil {
			return err
		}
	}
	return nil
}

// one is somebody of a role.
func (s *stage) one(role string) demo.Person {
	var all []demo.Person
	for _, p := range demo.People() {
		if p.Role == role {
			all = append(all, p)
		}
	}
	return all[s.random.IntN(len(all))]
}

func request(s *stage, mark string) (bool, error) {
	s.asked = append(s.asked, mark)
	return true, s.send(mail{mark: mark, from: s.one(demo.RoleTechnical).Address, signed: true, subject: "Demande " + mark, text: "Bonjour, rien ne va : " + mark})
}

func inCopy(s *stage, mark string) (bool, error) {
	from := s.one(demo.RoleTechnical)
	for _, p := range demo.People() {
		if p.Role == demo.RoleColleague && p.Client == from.Client {
			s.asked = append(s.asked, mark)
			return true, s.send(mail{mark: mark, from: from.Address, signed: true, cc: p.Address, subject: "Demande " + mark, text: "En copie, qui suit : " + mark})
		}
	}
	return false, nil
}

// large is a request that is kept as a file.
func large(s *stage, mark string) (bool, error) {
	noise := make([]byte, 1600<<10)
	for i := range noise {
		noise[i] = byte(s.random.Uint32())
	}
	s.asked = append(s.asked, mark)
	return true, s.send(mail{mark: mark, from: s.one(demo.RoleTechnical).Address, signed: true, subject: "Demande " + mark, text: "Voir le fichier : " + mark, file: noise})
}

func colleague(s *stage, mark string) (bool, error) {
	return true, s.send(mail{mark: mark, from: s.one(demo.RoleColleague).Address, signed: true, subject: "Question " + mark, text: "Je demande aussi : " + mark})
}

func unsigned(s *stage, mark string) (bool, error) {
	return true, s.send(mail{mark: mark, from: s.one(demo.RoleTechnical).Address, subject: "Sans signature " + mark, text: "Sans signature : " + mark})
}

func stranger(s *stage, mark string) (bool, error) {
	return true, s.send(mail{mark: mark, from: mark + "@elsewhere.test", subject: "Offre " + mark, text: "Achetez " + mark})
}

// reply is a client's answer to a letter of ours, which it quotes.
func reply(s *stage, mark string) (bool, error) {
	from := s.one(demo.RoleTechnical).Address
	l, ok, err := s.pick(from, aboutTicket)
	if err != nil || !ok {
		return false, err
	}
	return true, s.send(l.answered(mail{mark: mark, from: from, signed: true, text: "Merci, et encore ceci : " + mark + l.quoted()}))
}

func absence(s *stage, mark string) (bool, error) {
	from := s.one(demo.RoleTechnical).Address
	l, ok, err := s.pick(from, aboutTicket)
	if err != nil || !ok {
		return false, err
	}
	m := l.answered(mail{mark: mark, from: from, signed: true, text: "En congé : " + mark, header: []string{"Auto-Submitted: auto-replied"}})
	m.subject = "Absence " + mark
	return true, s.send(m)
}

// bounce is a report that an answer did not arrive.
func bounce(s *stage, mark string) (bool, error) {
	to := s.one(demo.RoleTechnical).Address
	l, ok, err := s.pick(to, func(l letter) bool { return aboutTicket(l) && !l.automatic() })
	if err != nil || !ok {
		return false, err
	}
	return true, s.send(mail{mark: mark, from: "mailer-daemon@durand.example", subject: "Undelivered " + mark, report: &l, text: to})
}

func agent(s *stage, mark, text string, want func(letter) bool) (bool, error) {
	from := s.one(demo.RoleAgent).Address
	l, ok, err := s.pick(from, want)
	if err != nil || !ok {
		return false, err
	}
	return true, s.send(l.answered(mail{mark: mark, from: from, signed: true, text: text}))
}

func answer(s *stage, mark string) (bool, error) {
	return agent(s, mark, "#temps 15\n\nVoici notre réponse "+mark+".", isNotice)
}

func note(s *stage, mark string) (bool, error) {
	return agent(s, mark, "#note\n\nVu entre nous "+mark+".", isNotice)
}

func resolve(s *stage, mark string) (bool, error) { return agent(s, mark, "#résolu", isNotice) }

func accept(s *stage, mark string) (bool, error) {
	return agent(s, mark, "#accepter", func(l letter) bool { return strings.Contains(l.text, "#accepter") })
}
