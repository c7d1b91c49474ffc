package parser

import (
	"regexp"
	"strings"
)

// replyPrefixes are what mail programs put before the subject of an answer,
// forwardPrefixes before that of a forwarded mail, in lower case.
var (
	replyPrefixes = []string{
		"re", "ré", "rép", "réf", "rép.", // fr, en, es, it, pt
		"aw", "antw", "antwort", "antwoord", "betr", // de, nl
		"sv", "vs", "svar", "vá", "odp", "yht", "ynt", "bls", "atb", "res", "rif", "r", "на", "hа", "απ", "σχετ", "отв", "ответ", "回复", "答复", "回覆", "답장", "返信",
	}
	forwardPrefixes = []string{
		"fw", "fwd", "tr", "trans", "transf", "fs", "réexp", // en, fr
		"wg", "doorst", "vs", "vl", "vb", "vid", "vidb", "rv", "enc", "i", "inoltro", "pd", "továbbítás", "továbbítva", "iletilen", "пересл", "πρθ", "转发", "轉寄", "전달", "転送",
	}
)

var subjectPrefix = regexp.MustCompile(`^\s*([\p{L}.]{1,12})\s*(?:[\[(^]\s*\d{1,4}\s*[\])]?)?\s*[:：]\s*`)

// bareSubject takes all reply and forward prefixes and all tokens off.
func bareSubject(subject string) string {
	s := WithoutTokens(subject)
	for range maxPrefixes {
		rest, kind := cutPrefix(s)
		if kind == prefixNone {
			break
		}
		s = rest
	}
	return strings.TrimSpace(s)
}

// maxPrefixes limits how many prefixes are taken off one subject.
const maxPrefixes = 50

type prefixKind int

const (
	prefixNone prefixKind = iota
	prefixReply
	prefixForward
)

// cutPrefix takes one prefix off a subject and says which sort it was.
func cutPrefix(s string) (string, prefixKind) {
	found := subjectPrefix.FindStringSubmatchIndex(s)
	if found == nil {
		return s, prefixNone
	}
	word := strings.TrimSuffix(strings.ToLower(s[found[2]:found[3]]), ".")
	for _, p := range forwardPrefixes {
		if word == p {
			return s[found[1]:], prefixForward
		}
	}
	for _, p := range replyPrefixes {
		if word == p {
			return s[found[1]:], prefixReply
		}
	}
	return s, prefixNone
}

// isForwardSubject tells whether the outermost prefix is that of a forward.
func isForwardSubject(subject string) bool {
	_, kind := cutPrefix(WithoutTokens(subject))
	return kind == prefixForward
}
