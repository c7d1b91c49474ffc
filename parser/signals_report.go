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
	case strings.HasPrefix(f.subject, "report domain:") && strings.Contains(f.subject, "submitter:") || f.h.has("tls-report-domain") || f.m.hasPart("application/tlsrpt+gzip", "application/tlsrpt+json"):
		return "report:aggregate"
	case strings.HasPrefix(f.subject, "complaint about message from ") && f.m.hasPart("message/rfc822"):
		return "report:complaint"
	case f.h.has("x-apple-unsubscribe"):
		return "report:unsubscribe"
	}
	if n := f.notification(); n != nil && n.kind() == "complaint" {
		return "report:complaint"
	}
	return ""
}
