package parser

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bareSubject takes all reply and forward prefixes, all tokens and what
// gateways added off.
func bareSubject(subject string) string {
	s := WithoutTokens(subject)
	for range maxPrefixes {
		rest, kind := cutPrefix(s)
		if kind == prefixNone {
			break
		}
		s = rest
	}
	return strings.TrimSpace(withoutTags(s))
}

// maxPrefixes limits how many prefixes are taken off one subject.
const maxPrefixes = 50

type prefixKind int

const (
	prefixNone prefixKind = iota
	prefixReply
	prefixForward
)

// cutPrefix takes one prefix off a subject and says which sort it was. The tag
// of a gateway may stand before it, or that of a list, which stays.
func cutPrefix(s string) (string, prefixKind) {
	if inner, ok := forwardedInBrackets(s); ok {
		return inner, prefixForward
	}
	bare := withoutTags(s)
	tag := listTag(bare)
	word, rest := prefixWord(bare[len(tag):])
	if tag != "" {
		rest = tag + " " + rest
	}
	if word == "" {
		return s, prefixNone
	}
	switch {
	case slices.Contains(forwardPrefixes, word):
		return rest, prefixForward
	case slices.Contains(replyPrefixes, word):
		return rest, prefixReply
	}
	return s, prefixNone
}

// listTag is the name of a list in brackets at the beginning of a subject.
func listTag(s string) string {
	if !strings.HasPrefix(s, "[") {
		return ""
	}
	return s[:strings.IndexByte(s[:min(len(s), maxPrefixBytes)], ']')+1]
}

// forwardedInBrackets reads "[Fwd: subject]".
func forwardedInBrackets(s string) (string, bool) {
	const open = "[fwd:"
	s = strings.TrimSpace(s)
	if len(s) <= len(open) || asciiLower(s[:len(open)]) != open || !strings.HasSuffix(s, "]") {
		return "", false
	}
	return strings.TrimSpace(s[len(open) : len(s)-1]), true
}

// maxPrefixBytes is the longest prefix, with its count and colon.
const maxPrefixBytes = 60

// prefixWord is the word before the first colon, in small letters, if it can
// be a prefix: letters, and perhaps a count as in "Re[2]", "Re^3" or "RE 2".
func prefixWord(s string) (word, rest string) {
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	near := s[:min(len(s), maxPrefixBytes)]
	at := strings.IndexAny(near, ":：")
	if at <= 0 {
		return "", s
	}
	word = strings.TrimRightFunc(withoutCount(near[:at]), unicode.IsSpace)
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '.' && r != ' ' {
			return "", s
		}
	}
	_, colon := utf8.DecodeRuneInString(s[at:])
	return strings.TrimSuffix(strings.ToLower(word), "."), strings.TrimLeftFunc(s[at+colon:], unicode.IsSpace)
}

// withoutCount takes off how often a mail was answered.
func withoutCount(s string) string {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	digits := strings.TrimRight(s, "])）］")
	word := strings.TrimRight(digits, "0123456789 ")
	if word == digits {
		return s
	}
	return strings.TrimRight(word, "[(^*-（［ ")
}

// withoutTags takes off what gateways wrote before a subject, in brackets,
// parentheses or asterisks.
func withoutTags(s string) string {
	for range maxPrefixes {
		trimmed := strings.TrimLeft(s, " ")
		end := strings.IndexAny(trimmed[:min(len(trimmed), maxPrefixBytes)], "])}")
		if stars, ok := strings.CutPrefix(trimmed, "***"); ok {
			if end = strings.Index(stars[:min(len(stars), maxPrefixBytes)], "***"); end >= 0 {
				end += 5
			}
		}
		if end <= 0 || !slices.Contains(gatewayTags, strings.ToLower(strings.Trim(trimmed[:end+1], "[](){}* -!"))) {
			return s
		}
		s = strings.TrimLeft(trimmed[end+1:], " :-")
	}
	return s
}

// isForwardSubject tells whether the outermost prefix is that of a forward.
func isForwardSubject(subject string) bool {
	_, kind := cutPrefix(WithoutTokens(subject))
	return kind == prefixForward
}
