package htmltext

import (
	"strings"
)

// Limits of the comparison: it is a hint, and must cost less than reading.
const (
	wordBits    = 1 << 14 // places for the words of the plain form
	shortWord   = 4       // bytes; shorter words are everywhere
	comparedMax = 300     // words of the HTML that are looked up
	comparedMin = 12      // fewer say nothing
)

// wordSet remembers words by a hash, roughly: two may share a place.
type wordSet [wordBits / 64]uint64

func (s *wordSet) add(h uint32)      { s[h%wordBits/64] |= 1 << (h % 64) }
func (s *wordSet) has(h uint32) bool { return s[h%wordBits/64]&(1<<(h%64)) != 0 }

// Differs tells whether an HTML form shows other words than the plain form of
// the same mail (reliability H20): fewer than half of its words stand there.
func Differs(source, plain string) bool {
	var known wordSet
	eachWord(plain, func(h uint32) bool {
		known.add(h)
		return true
	})
	shared, all := 0, 0
	eachShownText(source, func(text string) bool {
		eachWord(text, func(h uint32) bool {
			all++
			if known.has(h) {
				shared++
			}
			return all < comparedMax
		})
		return all < comparedMax
	})
	return all >= comparedMin && 2*shared < all
}

// The hash of words is FNV-1a.
const (
	hashBegin = 2166136261
	hashPrime = 16777619
)

// letters gives the letter or digit of a byte in lower case, 0 for what stands
// between words.
var letters = letterTable()

func letterTable() (table [256]byte) {
	for c := range 256 {
		switch {
		case 'A' <= c && c <= 'Z':
			table[c] = byte(c + 'a' - 'A')
		case 'a' <= c && c <= 'z', isDigit(byte(c)), c >= 0x80:
			table[c] = byte(c)
		}
	}
	return table
}

// eachWord visits the hashes of words of some length, in either case, until
// visit is false. A word with a letter written as an entity is none.
func eachWord(s string, visit func(uint32) bool) {
	h, n := uint32(hashBegin), 0
	for i := 0; i < len(s); i++ {
		c := letters[s[i]]
		if c != 0 && (c != 0xC2 || !strings.HasPrefix(s[i:], "\u00a0")) {
			h, n = (h^uint32(c))*hashPrime, n+1
			continue
		}
		if s[i] == '&' && isLetterEntity(s[i:]) {
			n = 0
			for i+1 < len(s) && s[i+1] > ' ' {
				i++
			}
		}
		if n >= shortWord && !visit(h) {
			return
		}
		h, n = hashBegin, 0
	}
	if n >= shortWord {
		visit(h)
	}
}

// signs are entities that stand between words.
var signs = []string{"&nbsp;", "&#160;", "&lt;", "&gt;", "&quot;", "&#39;", "&amp;", "&rsquo;", "&laquo;", "&raquo;", "& "}

func isLetterEntity(s string) bool {
	for _, sign := range signs {
		if strings.HasPrefix(s, sign) {
			return false
		}
	}
	return true
}

// skipped are elements without text of their own, whose content may be long.
var skipped = []string{"style", "script", "title"}

// eachShownText visits the text between tags, roughly: it knows no attributes
// and no entities.
func eachShownText(source string, visit func(string) bool) {
	for len(source) > 0 {
		at := strings.IndexByte(source, '<')
		if at < 0 {
			at = len(source)
		}
		if at > 0 && !visit(source[:at]) {
			return
		}
		source = afterTag(source[at:])
	}
}

// afterTag gives what follows the tag, comment or skipped element at the
// beginning.
func afterTag(s string) string {
	if strings.HasPrefix(s, "<!--") {
		return after(s, "-->")
	}
	if len(s) > 1 && (s[1]|0x20 == 's' || s[1]|0x20 == 't') {
		for _, name := range skipped {
			if len(s) > len(name) && strings.EqualFold(s[1:1+len(name)], name) {
				return after(after(s, "</"), ">")
			}
		}
	}
	return after(s, ">")
}

func after(s, mark string) string {
	if _, rest, found := strings.Cut(s, mark); found {
		return rest
	}
	return ""
}
