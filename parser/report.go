package parser

import (
	"bytes"
	"strings"

	"permanence/parser/bounce"
	"permanence/parser/charset"
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
		m.Report.Status = bounce.Status(m.Report.Diagnostic + "\n" + m.Text)
	}
	if m.Report.OriginalMessageID == "" {
		m.Report.OriginalMessageID = bounce.OriginalID(m.Text)
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
			r.OriginalEnvelopeID = charset.OneLine(id)
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
	r.Status = bounce.Status(h.first("status"))
	r.Diagnostic = charset.OneLine(charset.Unlabelled(h.first("diagnostic-code")))
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

func (f *facts) namesFailure() bool {
	text := f.m.Text
	return bounce.Speaks(text[:min(len(text), 8000)]) || bounce.Status(text) != ""
}
