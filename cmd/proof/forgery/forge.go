package forgery

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// alphabet is what a forger writes: base32 of both cases, what looks like it,
// and what has a meaning in a token.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyzABCDEFGHJKMNPQRSTVWXYZilouILOU-.+@#[]<> \x00\r\n"

// forger makes false tokens out of right ones.
type forger struct {
	r       *rand.Rand
	issued  []string // right ones that the forger has seen
	foreign []string // right ones of other desks, and ones that were revoked
}

// ways are what a forger does to a token.
var ways = []func(f forger, token string) string{
	func(f forger, t string) string { return f.guess(t) },
	func(f forger, t string) string { return f.guess(f.renumbered(t)) },
	func(f forger, t string) string { return f.renumbered(t) },
	func(f forger, t string) string { return f.replaced(t, 1) },
	func(f forger, t string) string { return f.replaced(t, 2) },
	func(f forger, t string) string { i := f.r.IntN(len(t)); return t[:i] + t[i+1:] },
	func(f forger, t string) string { i := f.r.IntN(len(t)); return t[:i] + f.letter() + t[i:] },
	func(f forger, t string) string { i := f.r.IntN(len(t)); return t[:i] + t[i:i+1] + t[i:] },
	func(f forger, t string) string { i, j := f.r.IntN(len(t)), f.r.IntN(len(t)); return swapped(t, i, j) },
	func(f forger, t string) string { return spliced(t, f.any(), f.r.IntN(len(t))) },
	func(f forger, t string) string { return f.crossed(t) },
	func(f forger, t string) string { return t[:f.r.IntN(len(t))] },
	func(f forger, t string) string { return lookalike.Replace(t) },
	func(f forger, t string) string { return strings.ToUpper(f.replaced(t, 1)) },
	func(f forger, _ string) string { return f.foreign[f.r.IntN(len(f.foreign))] },
	func(f forger, _ string) string { return f.replaced(f.foreign[f.r.IntN(len(f.foreign))], 1) },
}

// lookalike changes letters for those that people take for them.
var lookalike = strings.NewReplacer("0", "O", "1", "I", "v", "u", "V", "U", "8", "B")

func (f forger) any() string { return f.issued[f.r.IntN(len(f.issued))] }

func (f forger) letter() string {
	i := f.r.IntN(len(alphabet))
	return alphabet[i : i+1]
}

func (f forger) forge() string {
	return ways[f.r.IntN(len(ways))](f, f.any())
}

func (f forger) replaced(t string, n int) string {
	b := []byte(t)
	for range n {
		b[f.r.IntN(len(b))] = f.letter()[0]
	}
	return string(b)
}

// base32 is the alphabet of a MAC.
const base32 = "0123456789abcdefghjkmnpqrstvwxyz"

// guess keeps the form of a token and guesses its MAC, the longest part.
func (f forger) guess(t string) string {
	start, end := longest(t)
	b := []byte(t)
	for i := start; i < end; i++ {
		b[i] = base32[f.r.IntN(len(base32))]
	}
	return string(b)
}

// crossed puts the MAC of another token into this one.
func (f forger) crossed(t string) string {
	start, end := longest(t)
	other := f.any()
	from, to := longest(other)
	return t[:start] + other[from:to] + t[end:]
}

// renumbered changes the first number that stands between marks.
func (f forger) renumbered(t string) string {
	for i := 0; i < len(t); i++ {
		if !strings.ContainsRune("#.", rune(t[i])) {
			continue
		}
		end := i + 1
		for end < len(t) && '0' <= t[end] && t[end] <= '9' {
			end++
		}
		if end > i+1 {
			return t[:i+1] + strconv.Itoa(1+f.r.IntN(2*issuedOfEach)) + t[end:]
		}
	}
	return t
}

// longest is where the longest run of letters and digits stands that no mail
// domain is.
func longest(t string) (start, end int) {
	from := 0
	for i := 0; i <= len(t); i++ {
		if i < len(t) && !strings.ContainsRune("[]#-.+@", rune(t[i])) {
			continue
		}
		if i-from > end-start {
			start, end = from, i
		}
		if i < len(t) && t[i] == '@' && end-start >= 16 {
			break
		}
		from = i + 1
	}
	return start, end
}

// spliced is the start of one token and the end of another.
func spliced(t, other string, at int) string { return t[:at] + other[min(at, len(other)):] }

func swapped(t string, i, j int) string {
	b := []byte(t)
	b[i], b[j] = b[j], b[i]
	return string(b)
}
