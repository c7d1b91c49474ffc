package ticket

import "strings"

// The domains of the MACs: a token made for one purpose is none for another.
const (
	subjectDomain = "subject/v1"
	messageDomain = "message-id/v1"
	loopDomain    = "loop/v1"
)

const (
	subjectBits, subjectLength = 40, 8
	messageBits, messageLength = 80, 16
	loopBits, loopLength       = 80, 16
)

// SubjectMAC is the 8 characters kept as Ticket.Token.
func (k Keys) SubjectMAC(ticket int64) string {
	return strings.ToUpper(k.mac(k.Current, subjectDomain, subjectBits, id(ticket)))
}

// SubjectTag is what stands in a subject: [#1042-7QK4M2XH]. It is a hint
// where a mail belongs, never a right: it leaks with every forwarded mail.
func SubjectTag(ticket int64, mac string) string {
	return "[#" + id(ticket) + "-" + mac + "]"
}

// CheckSubject reads a token as parser.FindTokens gives it (1042-7QK4M2XH) and
// tells whether any key of the ring made it.
func (k Keys) CheckSubject(token string) (ticket int64, ok bool) {
	number, mac, _ := strings.Cut(token, "-")
	ticket, ok = parseID(number)
	mac = lowerASCII(mac)
	if !ok || !isBase32(mac, subjectLength) {
		return 0, false
	}
	for keyID := range k.Secrets {
		if matches(k.mac(keyID, subjectDomain, subjectBits, number), mac) {
			return ticket, true
		}
	}
	return 0, false
}

// MessageID is the id of a letter without angle brackets:
// v<key>.<letter>.<mac>@domain. Its MAC is bound to the person written to (a
// zero Person for an outsider), so that an In-Reply-To can serve as the
// personal token where plus addressing is not proven.
func (k Keys) MessageID(letter int64, to Person, epoch int, domain string) string {
	return "v" + k.Current + "." + id(letter) + "." +
		k.mac(k.Current, messageDomain, messageBits, id(letter), to.String(), id(int64(epoch))) + "@" + domain
}

// Message is a Message-ID of ours, read but not yet checked.
type Message struct {
	Letter     int64
	keyID, mac string
}

// ParseMessageID reads a Message-ID or an entry of References, with or without
// angle brackets. Whether it is ours CheckMessageID tells.
func ParseMessageID(s string) (Message, bool) {
	s = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), "<"), ">")
	local, domain, ok := strings.Cut(s, "@")
	parts := strings.Split(lowerASCII(local), ".")
	if !ok || domain == "" || len(parts) != 3 || !strings.HasPrefix(parts[0], "v") || !isKeyID(parts[0][1:]) {
		return Message{}, false
	}
	letter, ok := parseID(parts[1])
	if !ok || !isBase32(parts[2], messageLength) {
		return Message{}, false
	}
	return Message{letter, parts[0][1:], parts[2]}, true
}

// CheckMessageID tells whether the id was made for the letter and the person it
// was written to, whose epoch has not been raised since.
func (k Keys) CheckMessageID(m Message, to Person, epoch int) bool {
	return matches(k.mac(m.keyID, messageDomain, messageBits, id(m.Letter), to.String(), id(int64(epoch))), m.mac)
}

// LoopValue is the value of our loop header: <instance>.<seq>.<mac>. A mail
// that comes in with it is our own (reliability.md 2.3, 1).
func (k Keys) LoopValue(seq int64) string {
	return k.Instance + "." + id(seq) + "." + k.mac(k.Current, loopDomain, loopBits, id(seq))
}

// CheckLoop reads a value of our loop header. ok is false for another desk's.
func (k Keys) CheckLoop(value string) (seq int64, ok bool) {
	parts := strings.Split(strings.TrimSpace(value), ".")
	if len(parts) != 3 || parts[0] != k.Instance || !isBase32(parts[2], loopLength) {
		return 0, false
	}
	if seq, ok = parseID(parts[1]); !ok {
		return 0, false
	}
	for keyID := range k.Secrets {
		if matches(k.mac(keyID, loopDomain, loopBits, parts[1]), parts[2]) {
			return seq, true
		}
	}
	return 0, false
}

func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
