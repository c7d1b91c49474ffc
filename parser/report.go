package parser

import (
	"bytes"
	"strings"

	"permanence/parser/bounce"
	"permanence/parser/charset"
)

// readReport fills Report from the parts of a bounce (RFC 3464), and what they
// leave open from the words of the server.
func (m *Message) readReport(f *facts) {
	r := &Report{}
	m.Report = r
	original := ""
	for _, a := range m.Attachments {
		switch {
		case isStatusPart(&a):
			r.readStatus(a.Content)
		case strings.HasPrefix(a.ContentType, "message/") || strings.HasPrefix(a.ContentType, "text/"):
			original = firstNonEmpty(original, r.readOriginal(a.Content))
		}
	}
	if r.FinalRecipient == "" {
		r.FinalRecipient = looseAddr(firstAddress(f.h.first("x-failed-recipients")))
	}
	if notice := f.notification(); notice != nil {
		r.readNotification(notice)
	}
	if at := statusFieldsAt(m.Text); at >= 0 && r.Status == "" {
		r.readStatus([]byte(m.Text[at:]))
	}
	if m.Signal != signalEmptyPath || f.failure || bounce.Opens(m.Text) {
		r.readText(m, f)
	}
	r.FinalRecipient = firstNonEmpty(r.FinalRecipient, original)
	r.OriginalMessageID = firstNonEmpty(r.OriginalMessageID, parseID(f.h.first("x-original-message-id")))
	if r.OriginalMessageID == "" && len(m.InReplyTo) > 0 {
		r.OriginalMessageID = m.InReplyTo[0]
	}
	r.Hard = strings.HasPrefix(r.Status, "5") && r.Action == "failed"
}

func firstAddress(list string) string {
	first, _, _ := strings.Cut(list, ",")
	return first
}

// statusFieldsAt finds the fields of a delivery status in the text.
func statusFieldsAt(text string) int {
	head := asciiLower(text[:min(len(text), maxStatusPart)])
	for _, name := range []string{"reporting-mta:", "original-recipient:", "final-recipient:"} {
		if strings.HasPrefix(head, name) {
			return 0
		}
		if at := strings.Index(head, "\n"+name); at >= 0 && strings.Contains(head, "\naction:") {
			return at + 1
		}
	}
	return -1
}

// readText fills in what no part said.
func (r *Report) readText(m *Message, f *facts) {
	var own []string
	for _, list := range [][]Address{m.To, m.FromShown} {
		for _, a := range list {
			own = append(own, a.Address)
		}
	}
	n := bounce.Read(m.Text, own...)
	r.Server = n.Server
	r.OriginalMessageID = firstNonEmpty(r.OriginalMessageID, n.OriginalID)
	if r.Action == "" && strings.HasPrefix(r.Status, "4") {
		r.Action = n.Action
	}
	r.FinalRecipient = firstNonEmpty(r.FinalRecipient, n.Recipient)
	r.Diagnostic = firstNonEmpty(r.Diagnostic, charset.OneLine(n.Diagnostic))
	if r.Status == "" || r.Action == "failed" || r.Action == "delayed" {
		r.Status = bounce.Refine(r.Status, r.Diagnostic)
		r.Status = bounce.Refine(r.Status, n.Diagnostic)
		r.Status = firstNonEmpty(r.Status, n.Status)
	}
	r.Action = firstNonEmpty(r.Action, n.Action)
	if r.Action == "" && r.Status == "" && f.failure {
		r.Action, r.Status = "failed", "5.0.0"
		if strings.Contains(f.subject, "delay") {
			r.Action, r.Status = "delayed", "4.0.0"
		}
	}
}

func firstNonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// maxStatusPart limits how far a part with another name is searched for the
// fields of a delivery status.
const maxStatusPart = 4096

// isStatusPart tells a delivery status by its type, or by its fields where a
// server gives it another type.
func isStatusPart(a *Attachment) bool {
	switch a.ContentType {
	case "message/delivery-status", "message/global-delivery-status":
		return true
	case "text/plain", "text/rfc822-headers", "message/rfc822", "application/octet-stream":
		return hasStatusFields(a.Content)
	}
	return false
}

// hasStatusFields tells whether the lines that begin a text are the fields of
// RFC 3464.
func hasStatusFields(content []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(content[:min(len(content), maxStatusPart)], "\r\n"))
	return bytes.HasPrefix(head, []byte("reporting-mta:")) || bytes.HasPrefix(head, []byte("final-recipient:")) ||
		bytes.Contains(head, []byte("\nfinal-recipient:")) && bytes.Contains(head, []byte("\naction:"))
}

// readStatus reads the groups of a delivery-status part: the first names the
// message, each other one a recipient. The first failed one is kept, else the first delayed one.
func (r *Report) readStatus(content []byte) {
	content = withLineFeeds(content)
	for n := 0; len(content) > 0 && n < maxParts; n++ {
		s := headerScan{raw: content}
		for s.pos < len(content) && len(s.fields) < maxHeaderFields && s.field() {
		}
		h := newHeader(s.fields)
		if s.pos == 0 {
			return
		}
		content = content[min(s.pos, len(content)):]
		if id := h.first("original-envelope-id"); id != "" && r.OriginalEnvelopeID == "" {
			r.OriginalEnvelopeID = charset.OneLine(id)
		}
		if id := h.first("x-original-message-id"); id != "" && r.OriginalMessageID == "" {
			r.OriginalMessageID = parseID(id)
		}
		if h.has("final-recipient") || h.has("original-recipient") || h.has("status") || h.has("action") {
			r.readRecipient(h)
		}
	}
}

// actions are those of RFC 3464 2.3.3.
var actions = []string{"failed", "delayed", "delivered", "relayed", "expanded"}

// successes are those of them that tell of no trouble.
var successes = []string{"delivered", "relayed", "expanded"}

// succeeded tells that the report names no recipient whom mail did not reach.
func (r *Report) succeeded() bool {
	return oneOf(r.Action, successes) && !strings.HasPrefix(r.Status, "4") && !strings.HasPrefix(r.Status, "5")
}

// trouble orders the actions: a failure says more than a delay, and that more
// than a success.
func trouble(action string) int {
	switch {
	case oneOf(action, successes):
		return 0
	case action == "delayed" || action == "":
		return 1
	}
	return 2
}

func (r *Report) readRecipient(h header) {
	action := firstWord(h.first("action"))
	if r.FinalRecipient != "" && trouble(action) <= trouble(r.Action) {
		return
	}
	r.FinalRecipient = ""
	for _, name := range []string{"final-recipient", "original-recipient", "x-actual-recipient"} {
		if a := recipientAddress(h.first(name)); strings.IndexByte(r.FinalRecipient, '@') < 0 {
			r.FinalRecipient = firstNonEmpty(a, r.FinalRecipient)
		}
	}
	r.Action = action
	if action != "" && !oneOf(action, actions) {
		r.Action = "failed" // some servers say why: "expired"
	}
	r.Status = bounce.Status(h.first("status"))
	r.Diagnostic = charset.OneLine(charset.Unlabelled(h.first("diagnostic-code")))
}

// recipientAddress is the address of a field like "rfc822; a@b" (RFC 3464
// 2.3.2).
func recipientAddress(value string) string {
	if _, after, ok := strings.Cut(value, ";"); ok {
		value = after
	}
	return strings.Trim(looseAddr(value), "<>")
}

// maxOriginal limits how far a returned mail is searched for its id where its
// header is damaged.
const maxOriginal = 64 << 10

// readOriginal takes the id of the mail that bounced from its header, and gives
// whom it was for if that is one.
func (r *Report) readOriginal(content []byte) string {
	fields, _, _ := Fields(bytes.TrimLeft(content, "\r\n"))
	h := newHeader(fields)
	r.OriginalMessageID = firstNonEmpty(r.OriginalMessageID, parseID(h.first("message-id")))
	r.OriginalMessageID = firstNonEmpty(r.OriginalMessageID, bounce.OriginalID(string(content[:min(len(content), maxOriginal)])))
	if to := parseAddressList(h.first("to")); len(to) == 1 && len(h["to"]) == 1 && !h.has("cc") {
		return to[0].Address
	}
	return ""
}
