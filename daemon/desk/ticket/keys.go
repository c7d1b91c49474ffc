package ticket

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Keys is the ring of secrets behind every token. New tokens are made with the
// current one; older ones stay in the ring for as long as their tokens shall
// be understood.
type Keys struct {
	Current  string            // id of the key in use: 1 or 2 of 0-9 a-z
	Secrets  map[string][]byte // at least 32 bytes each
	Instance string            // this desk's own name: a copy with other data needs another
}

// ErrKeys says that a key ring cannot be used.
var ErrKeys = errors.New("the key ring cannot be used")

const minSecretBytes = 32

// Check tells what is wrong with the ring, an ErrKeys, before it is used.
func (k Keys) Check() error {
	if k.Secrets[k.Current] == nil {
		return fmt.Errorf("key %q is the current one and has no secret: %w", k.Current, ErrKeys)
	}
	for id, secret := range k.Secrets {
		if !isKeyID(id) {
			return fmt.Errorf("key id %q is not 1 or 2 of 0-9 a-z: %w", id, ErrKeys)
		}
		if len(secret) < minSecretBytes {
			return fmt.Errorf("key %q has %d bytes, it needs %d: %w", id, len(secret), minSecretBytes, ErrKeys)
		}
	}
	if k.Instance == "" || strings.ContainsAny(k.Instance, ".\x00 \r\n") {
		return fmt.Errorf("instance %q is empty or holds a dot or a space: %w", k.Instance, ErrKeys)
	}
	return nil
}

func isKeyID(s string) bool {
	if len(s) < 1 || len(s) > 2 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !('0' <= s[i] && s[i] <= '9' || 'a' <= s[i] && s[i] <= 'z') {
			return false
		}
	}
	return true
}

// mac is HMAC-SHA256 over the domain (what the token is for), the instance and
// the fields, each ended by a NUL, in lower-case Crockford base32 of the first
// bits. It gives "" for a key that is not in the ring.
func (k Keys) mac(keyID, domain string, bits int, fields ...string) string {
	secret := k.Secrets[keyID]
	if len(secret) == 0 {
		return ""
	}
	h := hmac.New(sha256.New, secret)
	for _, field := range append([]string{domain, k.Instance}, fields...) {
		h.Write([]byte(field))
		h.Write([]byte{0})
	}
	return encodeBase32(h.Sum(nil)[:bits/8])
}

// matches compares in constant time. An unknown key matches nothing.
func matches(want, got string) bool {
	return want != "" && hmac.Equal([]byte(want), []byte(got))
}

// alphabet is Crockford's: no I, L, O, U, so that nobody reads one letter for
// another. It is written lower case in addresses, upper case in subjects.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// encodeBase32 writes the bits in groups of five, the last one filled with
// zeros: 5 bytes give 8 characters, 10 give 16, 16 give 26.
func encodeBase32(b []byte) string {
	var out []byte
	var bits, have uint
	for _, c := range b {
		bits, have = bits<<8|uint(c), have+8
		for have >= 5 {
			have -= 5
			out = append(out, alphabet[bits>>have&31])
		}
	}
	if have > 0 {
		out = append(out, alphabet[bits<<(5-have)&31])
	}
	return string(out)
}

func isBase32(s string, length int) bool {
	if len(s) != length {
		return false
	}
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(alphabet, s[i]) < 0 {
			return false
		}
	}
	return true
}

// parseID reads a positive number of at most 18 digits, without leading zeros:
// one number has one spelling.
func parseID(s string) (int64, bool) {
	if s == "" || len(s) > 18 || s[0] == '0' {
		return 0, false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

func id(n int64) string { return strconv.FormatInt(n, 10) }
