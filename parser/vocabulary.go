package parser

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"permanence/parser/bounce"
	"permanence/parser/language"
	"permanence/parser/reply"
)

// RuleWord tells whether a word, in lower case, is one that a rule knows: a mail
// in which these stay is read as it was, whatever the others are. With an @
// behind it the word is the local part of an address, which a rule knows if it
// is a machine's.
func RuleWord(word string) bool {
	if local, ok := strings.CutSuffix(word, "@"); ok {
		return isBouncer(local) || oneOf(local, machineNames) || containsAny(local, serverWords)
	}
	if bounce.IsReplyCode(word) {
		return true
	}
	v := vocabulary()
	return v.rules[word] || v.languages[word] || v.hasStem(word)
}

// ruleWords are those that rules and languages are known by.
type ruleWords struct{ rules, languages map[string]bool }

var vocabulary = sync.OnceValue(func() ruleWords {
	return ruleWords{
		rules: wordSet(slices.Concat(reply.Vocabulary(), bounce.Vocabulary(), statusWords, notificationWords, replyPrefixes, forwardPrefixes, gatewayTags,
			absenceSubjects, failureSubjects, serverWords, systemWords, stubWords)),
		languages: wordSet(language.Vocabulary()),
	}
})

// statusWords are in the fields of a report (RFC 3464 2.2, 2.3).
var statusWords = []string{"reporting-mta original-recipient final-recipient action status diagnostic-code failed delayed delivered relayed expanded smtp rfc822 dns"}

func wordSet(texts []string) map[string]bool {
	set := map[string]bool{}
	for _, text := range texts {
		for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) }) {
			set[word] = true
		}
	}
	return set
}

// stemLetters are the bytes that the shortest stem has: rules name the stems of
// words that have many endings.
const stemLetters = 7

// hasStem tells whether a word begins with one that a rule knows.
func (w ruleWords) hasStem(word string) bool {
	for n := stemLetters; n < len(word); n++ {
		if utf8.RuneStart(word[n]) && w.rules[word[:n]] {
			return true
		}
	}
	return false
}
