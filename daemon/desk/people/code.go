package people

import (
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"
)

// What a code of the second step is: RFC 6238 with the numbers that every
// authenticator knows, six digits of SHA-1 every 30 seconds.
const (
	stepSeconds = 30
	codeDigits  = 6
	// skew is how many steps a device's clock may be off.
	skew = 1
)

// RecoveryCodes is how many codes on paper a person gets.
const RecoveryCodes = 10

// CodeSecret writes 160 random bits as authenticators take them.
func CodeSecret(random [20]byte) string { return base32.StdEncoding.EncodeToString(random[:]) }

// CodeStep finds the time step that a code belongs to, among those now that
// come after the last one used: a code that was seen is worth nothing.
func CodeStep(secret, code string, now time.Time, last int64) (step int64, ok bool) {
	code = plainCode(code)
	if secret == "" || len(code) != codeDigits {
		return 0, false
	}
	present := now.Unix() / stepSeconds
	for s := present - skew; s <= present+skew; s++ {
		want, err := totp.GenerateCode(secret, time.Unix(s*stepSeconds, 0))
		if err == nil && s > last && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, ok = s, true
		}
	}
	return step, ok
}

// RecoveryCode writes random bytes as a code that can be copied from paper. It
// has 50 bits.
func RecoveryCode(random [7]byte) string {
	text := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random[:]))
	return fmt.Sprintf("%s-%s", text[:5], text[5:10])
}

// PlainRecovery is a recovery code as it was made, however it was typed.
func PlainRecovery(typed string) string {
	text := plainCode(typed)
	if len(text) != 10 {
		return text
	}
	return text[:5] + "-" + text[5:]
}

func plainCode(typed string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == ' ' || r == '\u00a0' || r == '\t':
			return -1
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, typed)
}
