package attack

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"

	"permanence/daemon/authn"
)

// The domains of the stage whose DNS is of note.
const (
	silentDomain = "lent.example"   // its name servers do not answer
	strictDomain = "strict.example" // publishes p=reject
)

// key signs the mail of a domain.
type key struct {
	record string // as DNS publishes it
	ed     ed25519.PrivateKey
	n, d   *big.Int // RSA by hand: crypto/rsa refuses the keys that must be refused
}

// nameServer is the DNS of the world: the keys of everybody who signs, and for
// the rest the sample servers'. It counts what it is asked.
type nameServer struct {
	behind authn.Resolver
	mu     sync.Mutex
	keys   map[string]key // by selector._domainkey.domain
	asked  int
}

func newNameServer() *nameServer { return &nameServer{keys: map[string]key{}} }

// LookupTXT answers for a name.
func (s *nameServer) LookupTXT(ctx context.Context, name string) ([]string, error) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	s.mu.Lock()
	s.asked++
	k, ok := s.keys[name]
	s.mu.Unlock()
	switch {
	case name == silentDomain || strings.HasSuffix(name, "."+silentDomain):
		return nil, &net.DNSError{Err: "server misbehaving", Name: name, IsTemporary: true}
	case ok:
		return []string{k.record}, nil
	case name == "_dmarc."+strictDomain:
		return []string{"v=DMARC1; p=reject"}, nil
	}
	return s.behind.LookupTXT(ctx, name)
}

func (s *nameServer) lookups() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// key gives the key of a domain under a selector, made when first asked for:
// "e" is Ed25519, "r512" RSA of 512 bits.
func (s *nameServer) key(selector, domain string) (key, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := selector + "._domainkey." + strings.ToLower(domain)
	if k, ok := s.keys[name]; ok {
		return k, nil
	}
	k, err := newKey(selector)
	if err == nil {
		s.keys[name] = k
	}
	return k, err
}

func newKey(selector string) (k key, err error) {
	if !strings.HasPrefix(selector, "r") {
		public, private, err := ed25519.GenerateKey(rand.Reader)
		return key{record: "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public), ed: private}, err
	}
	var bits int
	if _, err := fmt.Sscanf(selector, "r%d", &bits); err != nil {
		return k, fmt.Errorf("the selector %q: %w", selector, err)
	}
	return newRSA(bits)
}

func newRSA(bits int) (k key, err error) {
	const e = 65537
	one := big.NewInt(1)
	for k.d == nil {
		p, err := rand.Prime(rand.Reader, bits/2)
		if err != nil {
			return k, err
		}
		q, err := rand.Prime(rand.Reader, bits/2)
		if err != nil {
			return k, err
		}
		k.n = new(big.Int).Mul(p, q)
		k.d = new(big.Int).ModInverse(big.NewInt(e), new(big.Int).Mul(p.Sub(p, one), q.Sub(q, one)))
	}
	der, err := x509.MarshalPKIXPublicKey(&rsa.PublicKey{N: k.n, E: e})
	k.record = "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der)
	return k, err
}

// What stands before a digest in a signature (RFC 8017 9.2, note 1).
var digestInfo = map[crypto.Hash]string{
	crypto.SHA1:   "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
	crypto.SHA256: "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
}

// sign signs data, hashed.
func (k key) sign(hash crypto.Hash, data string) []byte {
	if k.ed != nil {
		return ed25519.Sign(k.ed, sum(hash, data))
	}
	info := digestInfo[hash] + string(sum(hash, data))
	size := (k.n.BitLen() + 7) / 8
	padded := "\x00\x01" + strings.Repeat("\xff", size-len(info)-3) + "\x00" + info
	return new(big.Int).Exp(new(big.Int).SetBytes([]byte(padded)), k.d, k.n).FillBytes(make([]byte, size))
}

func sum(hash crypto.Hash, data string) []byte {
	if hash == crypto.SHA1 {
		s := sha1.Sum([]byte(data)) // what a verifier must refuse
		return s[:]
	}
	s := sha256.Sum256([]byte(data))
	return s[:]
}
