package parser

import "strings"

const (
	tokenAlphabet  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford base32
	tokenMACLength = 8
	tokenMaxDigits = 18
)

// tokenFolding turns the brackets of Asian keyboards and the dashes of word
// processors into plain ones, and takes out what has no width. Digits and
// letters are not folded: a token holds ASCII or is none.
var tokenFolding = strings.NewReplacer("［", "[", "］", "]", "【", "[", "】", "]", "＃", "#", "－", "-", "‐", "-", "‑", "-", "–", "-", "\u200b", "", "\u200e", "", "\u200f", "", "\u00a0", " ")

// FindTokens gives the distinct ticket tokens of a decoded subject, in their
// order and canonical form (1042-7QK4M2XH): [#number-MAC], the number without
// leading zeros and at most 18 digits, the MAC 8 characters of Crockford's
// base32 in either case. Anything else is no token.
func FindTokens(subject string) []string {
	var found []string
	eachToken(tokenFolding.Replace(subject), func(token string, _, _ int) {
		for _, t := range found {
			if t == token {
				return
			}
		}
		found = append(found, token)
	})
	return found
}

// WithoutTokens removes every ticket token from a subject.
func WithoutTokens(subject string) string {
	folded := tokenFolding.Replace(subject)
	var out strings.Builder
	last := 0
	eachToken(folded, func(_ string, start, end int) {
		out.WriteString(folded[last:start])
		out.WriteByte(' ')
		last = end
	})
	if last == 0 {
		return subject
	}
	out.WriteString(folded[last:])
	return strings.Join(strings.Fields(out.String()), " ")
}

func eachToken(s string, visit func(token string, start, end int)) {
	for pos := 0; ; {
		i := strings.Index(s[pos:], "[")
		if i < 0 {
			return
		}
		start := pos + i
		token, length := tokenAt(s[start:])
		if length == 0 {
			pos = start + 1
			continue
		}
		visit(token, start, start+length)
		pos = start + length
	}
}

// tokenAt reads a token at the start of s, or gives the length 0.
func tokenAt(s string) (token string, length int) {
	body, ok := strings.CutPrefix(strings.TrimLeft(s[1:], " "), "#")
	if !ok {
		return "", 0
	}
	end := strings.IndexByte(body[:min(len(body), tokenMaxDigits+tokenMACLength+8)], ']')
	if end < 0 {
		return "", 0
	}
	number, mac, ok := strings.Cut(strings.Trim(body[:end], " "), "-")
	mac = asciiUpper(mac)
	if !ok || !isTokenNumber(number) || !isTokenMAC(mac) {
		return "", 0
	}
	return number + "-" + mac, len(s) - len(body) + end + 1
}

func isTokenNumber(s string) bool {
	if s == "" || len(s) > tokenMaxDigits || s[0] == '0' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func isTokenMAC(s string) bool {
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(tokenAlphabet, s[i]) < 0 {
			return false
		}
	}
	return len(s) == tokenMACLength
}

func asciiUpper(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

func asciiLower(s string) string {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			return strings.Map(func(r rune) rune {
				if 'A' <= r && r <= 'Z' {
					return r - 'A' + 'a'
				}
				return r
			}, s)
		}
	}
	return s
}
