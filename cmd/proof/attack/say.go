package attack

import (
	"encoding/hex"
	"fmt"
	"mime"
	"slices"
	"text/template"
	"time"

	"permanence/daemon/desk/ticket"
)

// functions are the template functions that look at the stage.
func (s *Stage) functions() template.FuncMap {
	return template.FuncMap{
		"unique": s.unique,
		"secret": s.secret,
		"bait":   s.bait.address,
		"lure":   func() string { return s.bait.file },
		"border": s.border,
		"origin": s.origin,
		"rest":   s.rest,
		"fresh":  s.fresh,
		"thread": s.thread,
		"date": func(d string) (string, error) {
			t, err := time.ParseDuration(d)
			return rfcDate(s.house.Now().Add(t)), err
		},
		"number":  s.number,
		"mac":     s.mac,
		"token":   s.token,
		"ghost":   s.ghost,
		"replyto": func(t, who string) (string, error) { l, err := s.letter(t, who); return l.header.Get("Reply-To"), err },
		"id": func(t, who string) (string, error) {
			l, err := s.letter(t, who)
			return l.header.Get("Message-ID"), err
		},
		"subject": func(t, who string) (string, error) { l, err := s.letter(t, who); return encoded(l.subject), err },
		"letter": func(t, who string) (string, error) {
			l, err := s.letter(t, who)
			return protect.Replace(string(l.raw)), err
		},
		"shown":        func(t, who string) (string, error) { l, err := s.letter(t, who); return l.text(), err },
		"wrongaddress": wrongDetail,
	}
}

// unique is a word that stands in no other mail.
func (s *Stage) unique() string {
	s.serial++
	return fmt.Sprintf("u%d%s", s.serial, s.salt)
}

// rest are the fields that every mail has and that no case is about.
func (s *Stage) rest() string {
	return fmt.Sprintf("Date: %s\nMessage-ID: <%s@mail.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8", rfcDate(s.house.Now()), s.unique())
}

// border is the field that our own server writes when it takes a mail from
// outside.
func (s *Stage) border() string {
	return "Received: from mail.evil.example (mail.evil.example [192.0.2.7])\n\tby mx.permanence.example with ESMTPS id 7;\n\t" + rfcDate(s.house.Now())
}

// origin is the field that the attacker's server wrote before.
func (s *Stage) origin() string {
	return "Received: from home (home [198.51.100.2])\n\tby mail.evil.example with ESMTPSA id 1;\n\t" + rfcDate(s.house.Now())
}

// fresh is the header of a mail that opens something, without From.
func (s *Stage) fresh() string {
	return fmt.Sprintf("To: %s\nSubject: Demande %s\n%s", cast["support"], s.unique(), s.rest())
}

// thread is the header of an answer to a letter that a person got about a
// ticket, without From.
func (s *Stage) thread(name, who string) (string, error) {
	l, err := s.letter(name, who)
	if err != nil {
		return "", err
	}
	id := l.header.Get("Message-ID")
	return fmt.Sprintf("To: %s\nSubject: Re: %s\nIn-Reply-To: %s\nReferences: %s\n%s", l.header.Get("Reply-To"), encoded(l.subject), id, id, s.rest()), nil
}

func encoded(subject string) string { return mime.QEncoding.Encode("utf-8", subject) }

// number is the number of a ticket.
func (s *Stage) number(name string) (int64, error) {
	n, ok := s.tickets[name]
	if !ok {
		return 0, fmt.Errorf("there is no ticket %s on the stage", name)
	}
	return n, nil
}

// mac is the MAC of a ticket's subject token.
func (s *Stage) mac(name string) (mac string, err error) {
	n, err := s.number(name)
	if err != nil {
		return "", err
	}
	err = s.db.QueryRow("SELECT token FROM ticket WHERE number = ?", n).Scan(&mac)
	return mac, err
}

// token is the subject token of a ticket.
func (s *Stage) token(name string) (string, error) {
	mac, err := s.mac(name)
	return ticket.SubjectTag(s.tickets[name], mac), err
}

// ghost is a right token of a ticket that is not there: one of before the data
// were restored.
func (s *Stage) ghost(number int64) (string, error) {
	k := ticket.Keys{Current: "1"}
	var secret string
	err := s.db.QueryRow("SELECT (SELECT value FROM setting WHERE key = 'instance'), (SELECT value FROM setting WHERE key = 'key.1')").Scan(&k.Instance, &secret)
	if err != nil {
		return "", err
	}
	b, err := hex.DecodeString(secret)
	k.Secrets = map[string][]byte{"1": b}
	return ticket.SubjectTag(number, k.SubjectMAC(number)), err
}

// letter is the last one that a person got about a ticket; of any kind for "last".
func (s *Stage) letter(name, who string) (letter, error) {
	address, ok := cast[who]
	if !ok {
		return letter{}, fmt.Errorf("nobody is called %s", who)
	}
	var number int64
	if name != "last" {
		var err error
		if number, err = s.number(name); err != nil {
			return letter{}, err
		}
	}
	for _, l := range slices.Backward(s.letters) {
		if l.to == address && (name == "last" || l.ticket == number) {
			return l, nil
		}
	}
	return letter{}, fmt.Errorf("%s has no letter about %s", who, name)
}
