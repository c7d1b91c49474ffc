package parser

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"permanence/parser/reply"
)

// RuleWord tells whether a word, in lower case, is one that a rule knows: a mail
// in which these stay is read as it was, whatever the others are.
func RuleWord(word string) bool { return ruleWords()[word] }

var ruleWords = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, text := range slices.Concat(reply.Vocabulary(), replyPrefixes, forwardPrefixes, absenceSubjects, failureSubjects) {
		for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) }) {
			set[word] = true
		}
	}
	return set
})
