package ticket

import (
	"errors"
	"strings"
	"unicode"
)

// ErrTag says that a text cannot be a tag.
var ErrTag = errors.New("a tag is one to forty letters, digits, blanks and hyphens")

// maxTag is how many characters a tag has at most.
const maxTag = 40

// Tag is a tag as it is kept: in lower case, with single blanks, so that one
// word is one tag whoever writes it. The error is ErrTag.
func Tag(text string) (string, error) {
	tag := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if tag == "" || len([]rune(tag)) > maxTag {
		return "", ErrTag
	}
	for _, r := range tag {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(" -_./'’", r) {
			return "", ErrTag
		}
	}
	return tag, nil
}
