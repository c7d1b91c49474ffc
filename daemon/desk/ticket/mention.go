package ticket

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"permanence/daemon/desk/people"
)

// longestMention is how many words of a name are tried behind an @.
const longestMention = 4

// Mentions finds the agents whom a note names behind an @: by an address, by
// first and last name, or by the first name, which means all who bear it.
// Case and accents do not matter; of two readings the longer one counts. An @
// inside a word is an address of somebody's, and none is given twice.
func Mentions(text string, agents []people.Agent) []people.Agent {
	var found []people.Agent
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '@')
		if i < 0 {
			return found
		}
		at += i + 1
		if before, _ := utf8.DecodeLastRuneInString(text[:at-1]); inAddress(before) {
			continue
		}
		for _, a := range named(text[at:], agents) {
			if !slices.ContainsFunc(found, func(f people.Agent) bool { return f.ID == a.ID }) {
				found = append(found, a)
			}
		}
	}
}

// inAddress says that an @ behind the rune is one of an address.
func inAddress(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._%+-", r))
}

// named are the agents whom the beginning of a text names.
func named(text string, agents []people.Agent) []people.Agent {
	for _, a := range agents {
		if slices.ContainsFunc(a.Addresses, func(address string) bool { return beginsWith(text, address) }) {
			return []people.Agent{a}
		}
	}
	words := nameWords(text)
	for n := len(words); n > 0; n-- {
		name := Fold(strings.Join(words[:n], ""))
		match := func(a people.Agent) bool { return name == Fold(a.FirstName+a.LastName) || name == Fold(a.FirstName) }
		if hit := slices.DeleteFunc(slices.Clone(agents), func(a people.Agent) bool { return !match(a) }); len(hit) > 0 && name != "" {
			return hit
		}
	}
	return nil
}

// beginsWith says that a text begins with an address, and that it ends there.
func beginsWith(text, address string) bool {
	if address == "" || len(text) < len(address) || !strings.EqualFold(text[:len(address)], address) {
		return false
	}
	after := strings.TrimLeft(text[len(address):], ".") // the end of a sentence
	next, _ := utf8.DecodeRuneInString(after)
	return after == "" || !inAddress(next)
}

// nameWords are the words of a text's first line that could be a name, up to
// the first mark that ends one.
func nameWords(text string) []string {
	var words []string
	for len(words) < longestMention {
		end := strings.IndexFunc(text, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune("-'’", r)
		})
		if end < 0 {
			end = len(text)
		}
		if end == 0 {
			break
		}
		words = append(words, text[:end])
		if text = text[end:]; !strings.HasPrefix(text, " ") && !strings.HasPrefix(text, "\u00a0") {
			break
		}
		text = strings.TrimLeft(text, " \u00a0")
	}
	return words
}
