package restore

import (
	"fmt"
	"strings"

	"permanence/daemon/demo"
	"permanence/parser"
)

// letter is a mail of ours as its reader has it.
type letter struct {
	id         string
	subject    string
	replyTo    string
	references []string
	reason     string // X-Permanence-Reason, for agents
	auto       bool
	text       string
	raw        []byte
}

func (l letter) automatic() bool { return l.auto }

// aboutTicket: it names a ticket in its subject.
func aboutTicket(l letter) bool { return strings.Contains(l.subject, "[#") }

// isNotice: an agent's notice of a ticket.
func isNotice(l letter) bool { return aboutTicket(l) && l.reason != "held" && l.reason != "" }

func read(raw []byte) (letter, error) {
	m, err := parser.Parse(raw)
	if err != nil {
		return letter{}, fmt.Errorf("reading a letter of ours: %w", err)
	}
	l := letter{id: m.MessageID, subject: m.Subject, references: m.References, text: m.Text, raw: raw, replyTo: demo.Mailbox}
	for _, f := range m.Fields {
		switch strings.ToLower(f.Name) {
		case "x-permanence-reason":
			l.reason = strings.TrimSpace(f.Value)
		case "auto-submitted":
			l.auto = true
		}
	}
	if len(m.ReplyTo) > 0 {
		l.replyTo = m.ReplyTo[0].Address
	}
	return l, nil
}

// letters are those that somebody has received, the oldest first.
func (s *stage) letters(address string) (all []letter, err error) {
	raw, err := s.house.Received(address)
	if err != nil {
		return nil, err
	}
	for _, r := range raw {
		l, err := read(r)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}

// pick is one of the letters that somebody has received.
func (s *stage) pick(address string, want func(letter) bool) (l letter, ok bool, err error) {
	all, err := s.letters(address)
	var fit []letter
	for _, l := range all {
		if want(l) {
			fit = append(fit, l)
		}
	}
	if err != nil || len(fit) == 0 {
		return l, false, err
	}
	return fit[s.random.IntN(len(fit))], true, nil
}

// answered is a mail as a program makes it of an answer to the letter.
func (l letter) answered(m mail) mail {
	m.to, m.subject = l.replyTo, "Re: "+l.subject
	m.header = append(m.header, "In-Reply-To: <"+l.id+">", "References: <"+strings.Join(append(append([]string(nil), l.references...), l.id), ">\r\n <")+">")
	return m
}

func (l letter) quoted() string {
	return "\n\nLe mer. 1 juil. 2026 à 08:10, Assistance Exemple <" + demo.Mailbox + "> a écrit :\n\n> " + strings.ReplaceAll(strings.TrimSpace(l.text), "\n", "\n> ")
}
