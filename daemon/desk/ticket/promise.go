package ticket

import (
	"regexp"
	"strings"
)

// promises are words by which a French or English text says that a file comes
// with it.
var promises = regexp.MustCompile(`(?i)(^|[^\p{L}])(ci[ -]?joint(e|s|es)?|pi[eè]ces? jointes?|en p\.? ?j\.?|je (vous )?joins|attached|attachments?|enclosed)($|[^\p{L}])`)

// PromisesFile tells whether a text says that a file comes with it. What it
// quotes says nothing.
func PromisesFile(text string) bool {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), ">") && promises.MatchString(line) {
			return true
		}
	}
	return false
}
