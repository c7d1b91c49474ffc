package authn

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"permanence/daemon/desk/people"
)

const (
	maxNameBytes  = 253 // of a DNS name (RFC 1035 2.3.4)
	maxLabelBytes = 63
)

// Aligned says whether domain vouches for mail from the domain from: both are
// the same or belong to the same organisation (RFC 7489 3.1, relaxed). A public
// suffix like co.uk or github.io is never aligned with anything.
func Aligned(from, domain string) bool {
	org := Organisation(from)
	return org != "" && org == Organisation(domain)
}

// Organisation gives the organisational domain (one label below the public
// suffix), or "" where there is none.
func Organisation(domain string) string {
	domain = people.Fold(domain)
	if !isHostName(domain) {
		return ""
	}
	org, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		return ""
	}
	return org
}

// isHostName accepts letters, digits, hyphen and underscore in labels; no
// trailing dot and nothing that another reader could cut elsewhere.
func isHostName(name string) bool {
	if name == "" || len(name) > maxNameBytes {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > maxLabelBytes {
			return false
		}
		for i := 0; i < len(label); i++ {
			if !isNameByte(label[i]) {
				return false
			}
		}
	}
	return true
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}

// under says that host is domain or lies below it.
func under(host, domain string) bool {
	return domain != "" && (host == domain || strings.HasSuffix(host, "."+domain))
}
