package authn

import (
	"errors"
	"fmt"
	"strings"

	"permanence/daemon/desk/people"
)

// addPolicy finds whether the domain of an unproven sender publishes an
// enforcing DMARC policy. Where the answer could change nothing it is not
// asked for.
func addPolicy(p *people.Proof, q *asked) {
	if !p.Unsigned() || !isHostName(p.Domain) {
		return
	}
	policy, record, err := lookupPolicy(p.Domain, q)
	var later unanswered
	switch {
	case errors.As(err, &later):
		p.Pending = true
		p.Note("dmarc", "pending", fmt.Sprintf("DNS did not answer for the policy of %s: %v", p.Domain, err))
	case record == "":
		p.Note("dmarc", "none", p.Domain+" publishes no policy")
	default:
		p.EnforcingDMARC = policy == "quarantine" || policy == "reject"
		p.Note("dmarc", policy, "policy of "+p.Domain+": "+shorten(record))
	}
}

// lookupPolicy reads the policy of a domain, or else the one its
// organisational domain has for sub-domains (RFC 7489 6.6.3).
func lookupPolicy(domain string, q *asked) (policy, record string, err error) {
	record, err = policyRecord(domain, q)
	if err != nil || record != "" {
		return tag(record, "p"), record, err
	}
	org := Organisation(domain)
	if org == "" || org == people.Fold(domain) {
		return "", "", nil
	}
	record, err = policyRecord(org, q)
	if sub := tag(record, "sp"); sub != "" {
		return sub, record, err
	}
	return tag(record, "p"), record, err
}

// policyRecord is the only DMARC record of a domain; several count as none.
func policyRecord(domain string, q *asked) (string, error) {
	records, err := q.txt("_dmarc." + domain)
	var later unanswered
	if errors.As(err, &later) {
		return "", err
	}
	found := ""
	for _, r := range records {
		first, _, _ := strings.Cut(r, ";")
		if strings.Join(strings.Fields(first), "") != "v=DMARC1" {
			continue
		}
		if found != "" {
			return "", nil
		}
		found = r
	}
	return found, nil
}

// tag reads one tag of a record like "v=DMARC1; p=none", folded.
func tag(record, name string) string {
	for part := range strings.SplitSeq(record, ";") {
		key, value, _ := strings.Cut(part, "=")
		if people.Fold(strings.TrimSpace(key)) == name {
			return people.Fold(strings.TrimSpace(value))
		}
	}
	return ""
}

const maxDetailBytes = 600

// shorten keeps a text from DNS or from a header field fit for the audit:
// bounded, on one line, printable ASCII.
func shorten(s string) string {
	if len(s) > maxDetailBytes {
		s = s[:maxDetailBytes] + "..."
	}
	return strings.Map(func(r rune) rune {
		if r < 32 || r > 126 {
			return '?'
		}
		return r
	}, s)
}
