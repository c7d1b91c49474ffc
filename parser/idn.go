package parser

import (
	"strings"

	"golang.org/x/net/idna"
)

// Shown is the address for people: a domain that is written in the ASCII form
// of RFC 5890 is followed by its letters, one in letters by its ASCII form.
// Both are seen, since letters of two scripts look alike. For display only:
// addresses are compared as they stand.
func (a Address) Shown() string {
	at := strings.LastIndexByte(a.Address, '@')
	domain := asciiLower(a.Address[at+1:])
	letters, err := idna.Display.ToUnicode(domain)
	if err != nil {
		return a.Address
	}
	plain, err := idna.Lookup.ToASCII(domain)
	switch {
	case err != nil || plain == letters:
		return a.Address
	case letters == domain:
		return a.Address + " (" + plain + ")"
	}
	return a.Address + " (" + letters + ")"
}
