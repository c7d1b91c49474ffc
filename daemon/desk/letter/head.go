package letter

import (
	"errors"
	"fmt"
	"mime"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"permanence/templates"
)

// ErrUnsafe is what a value is refused with that would break out of its header
// field: a control character, a line end, a blank or an angle bracket where
// none may stand.
var ErrUnsafe = errors.New("value not fit for a header field")

// keptReferences is how many ids of a thread a letter names: the first and the
// last ones (RFC 5322, 3.6.4 allows leaving some out).
const keptReferences = 30

// Head is what stands in a letter's header. Names and subjects are cleaned
// (line ends and control characters become blanks); addresses, our own ids and
// marks are refused with [ErrUnsafe] when they are not fit; ids of other
// people's mails that are not fit are left out.
type Head struct {
	FromName    string
	FromAddress string
	ToName      string
	ToAddress   string // one letter has one reader
	ReplyTo     string // an address; "" for none
	Subject     string // "" takes the body's
	MessageID   string // ids are without angle brackets
	InReplyTo   string
	References  []string
	Date        time.Time
	// Automatic letters bear Auto-Submitted (RFC 3834: auto-replied if they
	// answer a mail, else auto-generated) and X-Auto-Response-Suppress: All.
	Automatic bool
	Loop      string // of X-Permanence-Loop, by which we know our own mail
	Language  string // of Content-Language
	ListID    string // without angle brackets; "" for none

	// Reason, TicketNumber and ClientName are for agents' mail filters. They
	// must be empty in letters to anybody else.
	Reason       string
	TicketNumber int64
	ClientName   string
}

// AgentName is how an agent's answer is signed in From: Alice Martin - Assistance.
func AgentName(agent Person, desk Desk) string {
	return strings.TrimSpace(agent.First+" "+agent.Last) + " - " + desk.Name
}

// put writes the header fields into a message.
func (h Head) put(m *mail.Msg, subject string) error {
	if h.Subject != "" {
		subject = h.Subject
	}
	for _, v := range []struct{ field, value string }{
		{"Message-ID", h.MessageID}, {"X-Permanence-Loop", h.Loop}, {"List-Id", h.ListID},
		{"X-Permanence-Reason", h.Reason}, {"Content-Language", h.Language},
	} {
		if v.value != "" && !fitToken(v.value) {
			return fmt.Errorf("%s %q: %w", v.field, v.value, ErrUnsafe)
		}
	}
	if h.MessageID == "" || h.Date.IsZero() {
		return errors.New("a letter needs a Message-ID and a date")
	}
	if err := h.putAddresses(m); err != nil {
		return err
	}
	m.SetMessageIDWithValue(h.MessageID)
	m.SetDateWithValue(h.Date)
	m.SetGenHeader(mail.HeaderSubject, encodedSubject(subject))
	h.putThread(m)
	h.putMarks(m)
	return nil
}

func (h Head) putAddresses(m *mail.Msg) error {
	for _, v := range []struct{ field, name, address string }{
		{"From", h.FromName, h.FromAddress}, {"To", h.ToName, h.ToAddress}, {"Reply-To", "", h.ReplyTo},
	} {
		if v.address == "" && v.field == "Reply-To" {
			continue
		}
		if !FitAddress(v.address) {
			return fmt.Errorf("%s %q: %w", v.field, v.address, ErrUnsafe)
		}
		m.SetGenHeader(mail.Header(v.field), mailbox(v.name, v.address))
	}
	return nil
}

func (h Head) putThread(m *mail.Msg) {
	if fitID(h.InReplyTo) {
		m.SetGenHeader(mail.HeaderInReplyTo, "<"+h.InReplyTo+">")
	}
	var ids []string
	for _, id := range h.References {
		if fitID(id) {
			ids = append(ids, "<"+id+">")
		}
	}
	if n := len(ids); n > keptReferences {
		ids = append(ids[:1:1], ids[n-keptReferences+1:]...)
	}
	if len(ids) > 0 {
		m.SetGenHeader(mail.HeaderReferences, strings.Join(ids, " "))
	}
}

func (h Head) putMarks(m *mail.Msg) {
	if h.Automatic {
		kind := "auto-generated"
		if h.InReplyTo != "" {
			kind = "auto-replied"
		}
		m.SetGenHeader("Auto-Submitted", kind)
		m.SetGenHeader("X-Auto-Response-Suppress", "All")
	}
	if h.ListID != "" {
		m.SetGenHeader("List-Id", "<"+h.ListID+">")
	}
	if h.TicketNumber != 0 {
		m.SetGenHeader("X-Permanence-Ticket", fmt.Sprint(h.TicketNumber))
	}
	for _, v := range []struct{ field, value string }{
		{"X-Permanence-Loop", h.Loop}, {"X-Permanence-Reason", h.Reason},
		{"X-Permanence-Client", encoded(h.ClientName)}, {"Content-Language", h.Language},
	} {
		if v.value != "" {
			m.SetGenHeader(mail.Header(v.field), v.value)
		}
	}
}

// fitID says that s may stand between angle brackets: visible ASCII without
// blanks and brackets, short enough for one line. Other programs' ids hold
// about everything else.
func fitID(s string) bool {
	if s == "" || len(s) > 900 {
		return false
	}
	for _, r := range s {
		if r <= ' ' || r > '~' || r == '<' || r == '>' {
			return false
		}
	}
	return true
}

// fitToken says that s may stand in a header as it is: as [fitID], and none of
// the marks that end or quote something.
func fitToken(s string) bool { return fitID(s) && !strings.ContainsAny(s, `,;"\()`) }

// FitAddress says that s is one address of local part and domain to which a
// letter can be written. A local part in quotes, and what is not ASCII, is
// none: people and settings hold addresses in ASCII.
func FitAddress(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	return ok && fitToken(s) && local != "" && domain != "" && len(s) <= 254 && !strings.ContainsAny(domain, "@:[]")
}

// mailbox writes a name and an address (RFC 5322, 3.4). The name is always in
// quotes or encoded, so that nothing in it can be read as another address.
func mailbox(name, address string) string {
	name = templates.OneLine(name)
	if name == "" {
		return "<" + address + ">"
	}
	if word := encodedWith(mime.BEncoding, name); word != name {
		return word + " <" + address + ">"
	}
	return `"` + quotedPairs.Replace(name) + `" <` + address + ">"
}

var quotedPairs = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// longWord is the length from which a word is encoded because a header line
// cannot be folded inside it.
const longWord = 60

// encoded is a display text for a header: as it is if it is short-worded
// ASCII, else in encoded words (RFC 2047), which is also what becomes of a
// text that looks like an encoded word.
func encoded(s string) string { return encodedWith(mime.QEncoding, s) }

const (
	// wordBytes is how long an encoded word may be (RFC 2047, 2).
	wordBytes = 75
	// firstBytes is what go-mail leaves on the line of "Subject: ".
	firstBytes = 63
)

// encodedSubject is [encoded] with a plain beginning left as it is, and what
// follows in words of which the first fits behind the field's name: a line
// that holds nothing but "Subject:" gives the subject a blank in front in some
// programs.
func encodedSubject(s string) string {
	s = templates.OneLine(s)
	if encoded(s) == s {
		return s
	}
	plain, rest := "", s
	for {
		word, after, more := strings.Cut(rest, " ")
		if !more || word == "" || encoded(word) != word {
			break
		}
		plain, rest = plain+word+" ", after
	}
	if plain != "" {
		return plain + encodedWords(rest, wordBytes)
	}
	return encodedWords(rest, firstBytes)
}

// encodedWords is a text as encoded words in Q, the first one of most bytes.
func encodedWords(s string, most int) string {
	const start, end = "=?utf-8?q?", "?="
	words, word := []string{}, start
	for _, r := range s {
		var c strings.Builder
		switch {
		case r == ' ':
			c.WriteByte('_')
		case r > ' ' && r <= '~' && !strings.ContainsRune("=?_", r):
			c.WriteRune(r)
		default:
			for _, b := range []byte(string(r)) {
				fmt.Fprintf(&c, "=%02X", b)
			}
		}
		if len(word)+c.Len()+len(end) > most {
			words, word, most = append(words, word+end), start, wordBytes
		}
		word += c.String()
	}
	return strings.Join(append(words, word+end), " ")
}

// encodedWith is [encoded] in a given encoding: in names it is B, because Q
// leaves commas and brackets bare, which end a name (RFC 2047, 5).
func encodedWith(encoding mime.WordEncoder, s string) string {
	s = templates.OneLine(s)
	plain := !strings.Contains(s, "=?")
	for _, r := range s {
		plain = plain && r >= ' ' && r <= '~'
	}
	for word := range strings.SplitSeq(s, " ") {
		plain = plain && len(word) <= longWord
	}
	if plain {
		return s
	}
	if word := encoding.Encode("utf-8", s); word != s {
		return word
	}
	return encodedASCII(s)
}

// encodedASCII encodes what [mime.WordEncoder] leaves alone because it is ASCII.
func encodedASCII(s string) string {
	var words []string
	for len(s) > 0 {
		n := min(len(s), 20)
		var b strings.Builder
		b.WriteString("=?utf-8?q?")
		for _, c := range []byte(s[:n]) {
			fmt.Fprintf(&b, "=%02X", c)
		}
		b.WriteString("?=")
		words, s = append(words, b.String()), s[n:]
	}
	return strings.Join(words, " ")
}
