package parser

import "strings"

// stubMax is the longest plain text, in bytes, that may stand in for HTML.
const stubMax = 400

// stubWords are what such a text speaks of, French and English first.
var stubWords = []string{"html", "navigateur", "browser", "webversion", "navegador"}

// isStub tells a plain text that only says where the text is: a program that
// shows no HTML gets to read it.
func isStub(plain string) bool {
	plain = strings.TrimSpace(plain)
	if len(plain) > stubMax {
		return false
	}
	plain = strings.ToLower(plain)
	for _, w := range stubWords {
		if strings.Contains(plain, w) {
			return true
		}
	}
	return plain == ""
}
