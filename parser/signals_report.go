package parser

import "strings"

// otherReports are the reports of rule 5 by their report-type or part.
var otherReports = []string{"disposition-notification", "feedback-report", "tlsrpt", "global-disposition-notification"}

// seenOtherReport is rule 5: read receipts (RFC 8098), complaints (RFC 5965)
// and aggregates (RFC 7489, RFC 8460), also those under a wrong type.
func seenOtherReport(f *facts) string {
	if kind := asciiLower(f.top.params["report-type"]); f.top.mediaType == "multipart/report" && kind != "" && kind != "delivery-status" {
		return "report:" + kind
	}
	for _, kind := range otherReports {
		if f.m.hasPart("message/"+kind) && (!f.answer || f.top.mediaType == "multipart/report") {
			return "report:" + kind
		}
	}
	switch {
	case strings.HasPrefix(f.subject, "report domain:") && strings.Contains(f.subject, "submitter:") || f.h.has("tls-report-domain") || !f.answer && f.hasAggregate():
		return "report:aggregate"
	case !f.answer && f.hasFeedback(), strings.HasPrefix(f.subject, "complaint about message from ") && f.m.hasPart("message/rfc822"):
		return "report:complaint"
	case f.h.has("x-apple-unsubscribe"):
		return "report:unsubscribe"
	}
	if n := f.notification(); n != nil && n.kind() == "complaint" {
		return "report:complaint"
	}
	return ""
}

// hasAggregate knows an aggregate by its file: receiver, domain, begin and end,
// with "!" between them (RFC 7489 7.2.1.1, RFC 8460 5.1).
func (f *facts) hasAggregate() bool {
	for i := range f.m.Attachments {
		a := &f.m.Attachments[i]
		if strings.HasPrefix(a.ContentType, "application/tlsrpt") || strings.Count(a.Filename, "!") >= 3 && hasAnySuffix(asciiLower(a.Filename), aggregateSuffixes) {
			return true
		}
	}
	return false
}

var aggregateSuffixes = []string{".xml", ".xml.gz", ".zip", ".json", ".json.gz", ".gz"}

// hasFeedback finds the fields of a complaint (RFC 5965 3.1) in a part with
// another type, or in the text.
func (f *facts) hasFeedback() bool {
	const field = "feedback-type:"
	for i := range f.m.Attachments {
		a := &f.m.Attachments[i]
		if strings.HasPrefix(a.ContentType, "text/") && hasPrefixFold(strings.TrimLeft(string(a.Content[:min(len(a.Content), 64)]), "\r\n"), field) {
			return true
		}
	}
	head := f.m.Text[:min(len(f.m.Text), maxStatusPart)]
	at := strings.Index(asciiLower(head), field)
	return at >= 0 && (at == 0 || head[at-1] == '\n') && strings.Contains(asciiLower(head), "\nversion:")
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func hasAnyPrefix(s string, list []string) bool {
	for _, x := range list {
		if strings.HasPrefix(s, x) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, list []string) bool {
	for _, x := range list {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}
