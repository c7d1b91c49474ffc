package clockwork

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"time"

	"permanence/daemon/authn"
)

// Domains are the domains whose mail is signed, and the DNS that knows their
// keys. A domain's key follows from its name: nothing here is secret.
type Domains []string

// key is the signing key of a domain.
func key(domain string) authn.Key {
	seed := sha256.Sum256([]byte("clockwork:" + domain))
	return authn.Key{Domain: domain, Selector: "s1", Private: ed25519.NewKeyFromSeed(seed[:])}
}

// LookupTXT is the DNS.
func (d Domains) LookupTXT(_ context.Context, name string) ([]string, error) {
	for _, domain := range d {
		if at, text := key(domain).Record(); at == name {
			return []string{text}, nil
		}
	}
	return nil, nil
}

// Sign puts a domain's signature before a mail. A mail that cannot be signed
// (no single From, a damaged header) stays as it is.
func Sign(raw []byte, domain string, at time.Time) []byte {
	signed, err := authn.Sign(raw, key(domain), at)
	if err != nil {
		return raw
	}
	return signed
}
