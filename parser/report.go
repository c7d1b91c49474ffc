package parser

import (
	"bytes"
	"regexp"
	"strings"
)

// readReport fills Report from the parts of a bounce (RFC 3464), or from its
// text where a server writes none.
func (m *Message) readReport(h header) {
	m.Report = &Report{}
	for _, a := range m.Attachments {
		switch a.ContentType {
		case "message/delivery-status", "message/global-delivery-status":
			m.Report.readStatus(a.Content)
		case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers":
			m.Report.readOriginal(a.Content)
		}
	}
	if m.Report.FinalRecipient == "" {
		m.Report.FinalRecipient = looseAddr(h.first("x-failed-recipients"))
	}
	if m.Report.Status == "" {
		m.Report.Status = statusIn(m.Report.Diagnostic + "\n" + m.Text)
	}
	if m.Report.OriginalMessageID == "" {
		m.Report.OriginalMessageID = originalIDIn(m.Text)
	}
	m.Report.Hard = strings.HasPrefix(m.Report.Status, "5") && m.Report.Action != "delayed" && m.Report.Action != "delivered" && m.Report.Action != "relayed" && m.Report.Action != "expanded"
}

// readStatus reads the groups of a delivery-status part: the first names the
// message, each other one a recipient. The first failed one is kept.
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
			r.OriginalEnvelopeID = oneLine(id)
		}
		if h.has("final-recipient") || h.has("original-recipient") || h.has("status") || h.has("action") {
			r.readRecipient(h)
		}
	}
}

func (r *Report) readRecipient(h header) {
	action := firstWord(h.first("action"))
	if r.FinalRecipient != "" && (r.Action == "failed" || action != "failed") {
		return
	}
	recipient := h.first("final-recipient")
	if recipient == "" {
		recipient = h.first("original-recipient")
	}
	if _, after, ok := strings.Cut(recipient, ";"); ok {
		recipient = after
	}
	r.FinalRecipient = strings.Trim(looseAddr(recipient), "<>")
	r.Action = action
	r.Status = statusIn(h.first("status"))
	r.Diagnostic = oneLine(textOf8Bit(h.first("diagnostic-code")))
}

// readOriginal takes the id of the mail that bounced from its header.
func (r *Report) readOriginal(content []byte) {
	fields, _, _ := Fields(bytes.TrimLeft(content, "\r\n"))
	for _, f := range fields {
		if asciiLower(f.Name) == "message-id" && r.OriginalMessageID == "" {
			r.OriginalMessageID = parseID(f.Value)
		}
	}
}

var (
	statusCode = regexp.MustCompile(`\b([245])\.(\d{1,3})\.(\d{1,3})\b`)
	originalID = regexp.MustCompile(`(?im)^[>\s]*message-id:\s*<([^<>\s]{3,250})>`)
)

// statusIn finds an enhanced status code (RFC 3463).
func statusIn(text string) string {
	return statusCode.FindString(text[:min(len(text), 20000)])
}

// originalIDIn finds the id in a header that a bounce quotes in its text.
func originalIDIn(text string) string {
	if found := originalID.FindStringSubmatch(text[:min(len(text), 100000)]); found != nil {
		return found[1]
	}
	return ""
}

// failureWords are in the text of a bounce: with a subject that says so too,
// they make one of a mail from an ordinary sender.
var failureWords = []string{
	"could not be delivered", "couldn't be delivered", "not delivered", "undeliverable", "delivery failed", "delivery has failed", "delivery to the following", "permanent error", "permanent fatal error", "user unknown", "unknown user", "no such user", "mailbox unavailable", "mailbox full", "quota exceeded", "over quota", "does not exist", "recipient rejected", "unable to deliver", "message that you sent", "your message", "550 5", "n'a pas pu être remis", "n'a pas été remis", "n'a pu être", "destinataire inconnu", "boîte pleine",
}

func (f *facts) namesFailure() bool {
	text := f.m.Text
	return containsAny(strings.ToLower(text[:min(len(text), 8000)]), failureWords) || statusIn(text) != ""
}
