package people

import (
	"errors"
	"fmt"
	"strings"
)

// Longest local part, domain label, domain and address (RFC 5321 4.5.3.1).
const (
	maxLocalBytes   = 64
	maxLabelBytes   = 63
	maxAddressBytes = 254
)

// Fold lower-cases ASCII letters and nothing else, so that no look-alike of
// another alphabet ever equals a registered address (reliability S18, S20).
func Fold(address string) string {
	for i := 0; i < len(address); i++ {
		if c := address[i]; c >= 'A' && c <= 'Z' {
			return foldFrom(address, i)
		}
	}
	return address
}

func foldFrom(address string, start int) string {
	b := []byte(address)
	for i := start; i < len(b); i++ {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

// Domain is what follows the last @, folded; "" if there is no @.
func Domain(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return ""
	}
	return Fold(address[at+1:])
}

// ValidAddress checks an address that is to be registered. The error is a
// sentence that says what is wrong and what would be right.
func ValidAddress(address string) error {
	if err := validBytes(address); err != nil {
		return err
	}
	at := strings.LastIndexByte(address, '@')
	switch {
	case at < 0:
		return fmt.Errorf("%q is not a mail address: it has no @ (like name@company.example)", address)
	case strings.Contains(address[:at], "@"):
		return fmt.Errorf("%q is not a mail address: it has more than one @", address)
	case at == 0:
		return fmt.Errorf("%q is not a mail address: nothing stands before the @", address)
	}
	if err := validLocal(address[:at]); err != nil {
		return fmt.Errorf("%q is not a mail address: %w", address, err)
	}
	if err := validDomain(address[at+1:]); err != nil {
		return fmt.Errorf("%q is not a mail address: %w", address, err)
	}
	return nil
}

func validBytes(address string) error {
	switch {
	case address == "":
		return errors.New("the mail address is empty (it should be like name@company.example)")
	case len(address) > maxAddressBytes:
		return fmt.Errorf("the mail address is too long: %d characters, the limit is %d", len(address), maxAddressBytes)
	}
	for _, r := range address {
		switch {
		case r == ' ' || r == '\t':
			return fmt.Errorf("%q is not a mail address: it has a blank in it", address)
		case r < 33 || r == 127:
			return fmt.Errorf("%q is not a mail address: it has a control character in it", address)
		case r > 127:
			return fmt.Errorf("%q is not a mail address that can be registered: %q is not an ASCII letter (write the domain in its xn-- form)", address, r)
		case strings.ContainsRune("<>,;:", r):
			return fmt.Errorf("%q is not a single mail address: give it alone, without name or %q", address, r)
		}
	}
	return nil
}

// validLocal is the dot-atom of RFC 5322 3.2.3; quoted local parts are refused.
func validLocal(local string) error {
	switch {
	case len(local) > maxLocalBytes:
		return fmt.Errorf("more than %d characters stand before the @", maxLocalBytes)
	case strings.HasPrefix(local, ".") || strings.HasSuffix(local, "."):
		return errors.New("the part before the @ begins or ends with a dot")
	case strings.Contains(local, ".."):
		return errors.New("two dots follow each other before the @")
	}
	for _, r := range local {
		if !isLetterOrDigit(r) && !strings.ContainsRune("!#$%&'*+-/=?^_`{|}~.", r) {
			return fmt.Errorf("%q cannot stand before the @", r)
		}
	}
	return nil
}

// ValidDomain checks a mail domain that is to be registered for a client.
func ValidDomain(domain string) error {
	if err := validDomain(domain); err != nil {
		return fmt.Errorf("%q is not a mail domain: %w", domain, err)
	}
	return nil
}

func validDomain(domain string) error {
	switch {
	case domain == "":
		return errors.New("no domain stands after the @")
	case len(domain) > maxAddressBytes:
		return errors.New("the domain is too long")
	case strings.HasSuffix(domain, "."):
		return errors.New("the domain ends with a dot")
	case !strings.Contains(domain, "."):
		return fmt.Errorf("the domain %q has no dot (like company.example)", domain)
	}
	for _, label := range strings.Split(domain, ".") {
		switch {
		case label == "":
			return errors.New("the domain has an empty part between two dots")
		case len(label) > maxLabelBytes:
			return fmt.Errorf("a part of the domain is longer than %d characters", maxLabelBytes)
		case strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-"):
			return fmt.Errorf("the part %q of the domain begins or ends with a hyphen", label)
		}
		for _, r := range label {
			if !isLetterOrDigit(r) && r != '-' {
				return fmt.Errorf("%q cannot stand in a domain", r)
			}
		}
	}
	return nil
}

func isLetterOrDigit(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}
