package authn

import (
	"strings"

	"permanence/parser"
)

// tenantMark is what Exchange Online writes on mail between two people of one
// tenant; it strips it from mail that comes from outside.
const tenantMark = "X-MS-Exchange-Organization-AuthAs"

// readM365 reads Microsoft's form: only the topmost field, which has no id and
// stands above what the sender wrote.
// dmarc=pass and compauth=pass, or, for a domain without DMARC, an aligned
// signature or SPF beside compauth=pass.
func readM365(b *border, fields []parser.Field, from string, s Settings) {
	for _, f := range fields {
		if isField(f, "From") {
			break
		}
		if !isField(f, "Authentication-Results") {
			continue
		}
		a, err := parseBareAuthres(f.Value)
		b.judge(b.results(a, err, f), from, true)
		break
	}
	if s.Internal && hasTenantMark(fields) {
		b.internal = true
		b.note("internal", "pass", "mail inside the tenant")
	}
}

func hasTenantMark(fields []parser.Field) bool {
	n, internal := 0, false
	for _, f := range fields {
		if isField(f, tenantMark) {
			n++
			internal = strings.EqualFold(strings.TrimSpace(f.Value), "Internal")
		}
	}
	return n == 1 && internal
}
