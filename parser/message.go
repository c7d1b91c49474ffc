package parser

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"permanence/parser/reply"
)

// Message is what one mail says. Text is UTF-8 with \n line ends.
type Message struct {
	// MessageID, InReplyTo and References are without angle brackets.
	MessageID  string   `json:"message_id"`
	InReplyTo  []string `json:"in_reply_to"`
	References []string `json:"references"`
	// Date is the sender's, UTC; zero when missing or unreadable.
	Date time.Time `json:"-"`
	// From is filled only if the mail has exactly one From field with exactly
	// one plain address (RFC 5322 3.6.2). Never taken from another field.
	From    Address   `json:"from"`
	Sender  Address   `json:"sender"`
	ReplyTo []Address `json:"reply_to"`
	To      []Address `json:"to"`
	Cc      []Address `json:"cc"`
	// Subject is decoded, on one line, with its prefixes and tokens.
	Subject string `json:"subject"`
	// Text is the whole readable text, from text/plain or else from HTML.
	Text string `json:"text"`
	// Reply is what the sender newly wrote; Quoted and Signature are what was
	// cut from Text for it.
	Reply     string `json:"reply"`
	Quoted    string `json:"quoted"`
	Signature string `json:"signature"`

	Attachments []Attachment `json:"attachments"`
	Kind        Kind         `json:"kind"`
	// Language is that of the newly written text (ISO 639-1), empty when unsure.
	Language string `json:"language"`
	// Token is the ticket token when the subject holds exactly one.
	Token   string   `json:"token"`
	Defects []string `json:"defects"`

	// Tokens are all distinct ticket tokens of the subject, like 1042-7QK4M2XH.
	Tokens []string `json:"-"`
	// BareSubject is Subject without reply prefixes and tokens.
	BareSubject string `json:"-"`
	// Signals are all signs of automatic mail that were seen, in their order.
	Signals []string `json:"-"`
	// Signal is the one that decided Kind, empty for a person's message.
	Signal string `json:"-"`
	// Suppress asks for silence: a person may have written, but nothing
	// automatic may answer (reliability 2.3, rules 10, 11 and 13).
	Suppress bool `json:"-"`
	// Report is what a bounce says, or the report that a mail arrived (RFC 3464);
	// nil for others.
	Report *Report `json:"-"`
	// Fields are the header fields in their order, undecoded.
	Fields []Field `json:"-"`
	// FromCount is the number of From fields.
	FromCount int `json:"-"`
	// FromShown are the addresses a person would see in From, read leniently:
	// for display beside a From that failed, never for trust.
	FromShown []Address `json:"-"`
	// Forwarded says that the text holds a forwarded mail, kept in Reply.
	Forwarded bool `json:"-"`

	html  []string     // HTML bodies, unsanitised, in order
	marks []reply.Mark // what HTML marks as earlier mail in Text
}

// Address is a mailbox: its display name, decoded, and its address as written.
type Address struct {
	Name    string `json:"name"`
	Address string `json:"address"`
}

// Attachment is one file of a mail. Its name is display text only.
type Attachment struct {
	Filename    string `json:"filename"`
	ContentType string `json:"content_type"`
	SizeBytes   int    `json:"size_bytes"`
	ContentID   string `json:"content_id"`
	Inline      bool   `json:"inline"`
	// SHA256 is of the content after its transfer encoding was removed, hex.
	SHA256 string `json:"sha256"`
	// Part counts the parts in the order of the raw mail: parsing the same
	// bytes again gives the same file under the same number.
	Part    int    `json:"part"`
	Content []byte `json:"-"`
}

// Kind says what sort of mail it is, as far as the mail alone tells.
type Kind string

// The kinds, in words of the command's output.
const (
	KindMessage   Kind = "message"
	KindAutoReply Kind = "auto_reply"
	KindBounce    Kind = "bounce"
	KindReport    Kind = "report"
	KindList      Kind = "list"
)

// SignalAbsence is the sign of an absent person's answer that only its subject
// gives: a hint.
const SignalAbsence = "absence-subject"

// Report is what a bounce (RFC 3464) says about one recipient: the first one
// that failed, else the first delayed one. It proves nothing: anyone can write one.
type Report struct {
	FinalRecipient     string `json:"final_recipient"`
	Status             string `json:"status"`
	Action             string `json:"action"`
	Diagnostic         string `json:"diagnostic"`
	OriginalMessageID  string `json:"original_message_id"`
	OriginalEnvelopeID string `json:"original_envelope_id"`
	// Server names the row of the table that knows the server's words, empty
	// where the text is of none.
	Server string `json:"server"`
	// Hard is true for a permanent failure (5.x.x, action failed).
	Hard bool `json:"hard"`
}

// MarshalJSON writes the object of `permanence parse`: lists are never null,
// a missing date is empty, html is sanitised here and not before, and of two
// From fields from is the one a person would see: defects say that nobody is
// taken for the sender.
func (m *Message) MarshalJSON() ([]byte, error) {
	type plain Message
	shown := plain(*m)
	if m.FromCount > 1 && len(m.FromShown) > 0 {
		shown.From = m.FromShown[0]
	}
	for _, list := range []*[]string{&shown.InReplyTo, &shown.References, &shown.Defects} {
		if *list == nil {
			*list = []string{}
		}
	}
	for _, list := range []*[]Address{&shown.ReplyTo, &shown.To, &shown.Cc} {
		if *list == nil {
			*list = []Address{}
		}
	}
	if shown.Attachments == nil {
		shown.Attachments = []Attachment{}
	}
	return unescaped(struct {
		plain
		Date string `json:"date"`
		HTML string `json:"html"`
	}{shown, m.dateText(), m.SafeHTML()})
}

// unescaped writes JSON with <, > and & as they are: escaped, a page or a deep
// quotation takes six times the room. json.Marshal of a mail escapes them still.
func unescaped(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

func (m *Message) dateText() string {
	if m.Date.IsZero() {
		return ""
	}
	return m.Date.Format(time.RFC3339)
}

// NameLooksLikeAddress tells whether the sender's display name shows another
// address than the sender's: worth a warning beside it (reliability S12).
func (m *Message) NameLooksLikeAddress() bool {
	name := asciiLower(m.From.Name)
	return strings.ContainsAny(name, "@＠") && name != asciiLower(m.From.Address)
}

// Defect tells whether the mail has the named defect.
func (m *Message) Defect(name string) bool {
	for _, d := range m.Defects {
		if d == name {
			return true
		}
	}
	return false
}

func (m *Message) addDefect(name string) {
	if !m.Defect(name) {
		m.Defects = append(m.Defects, name)
	}
}
