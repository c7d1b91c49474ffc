package parser

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dateToken is a number or a word of a date, and the marks before it.
type dateToken struct {
	text   string // small letters
	before string
	number bool
	value  int
}

// maxDateTokens is more than any date has.
const maxDateTokens = 40

// dateTokens cuts a date where digits, letters and marks meet.
func dateTokens(s string) []dateToken {
	tokens := make([]dateToken, 0, 12)
	s = strings.ToLower(s)
	for len(s) > 0 && len(tokens) < maxDateTokens {
		marks := strings.IndexFunc(s, func(r rune) bool { return isDigit(r) || unicode.IsLetter(r) })
		if marks < 0 {
			break
		}
		t := dateToken{before: s[:marks]}
		s = s[marks:]
		first, _ := utf8.DecodeRuneInString(s)
		t.number = isDigit(first)
		end := strings.IndexFunc(s, func(r rune) bool {
			return isDigit(r) != t.number || !t.number && !unicode.IsLetter(r) && !unicode.IsMark(r)
		})
		if end < 0 {
			end = len(s)
		}
		t.text, s = s[:end], s[end:]
		if t.number {
			t.value = smallNumber(t.text)
		}
		tokens = append(tokens, t)
	}
	return tokens
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// smallNumber reads up to eight digits; longer ones are no part of a date.
func smallNumber(digits string) (n int) {
	if len(digits) > 8 {
		return unset
	}
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}

// at is the token some places on, empty beyond the ends.
func (d *dateScan) at(offset int) dateToken {
	if i := d.pos + offset; i >= 0 && i < len(d.tokens) {
		return d.tokens[i]
	}
	return dateToken{}
}

func (d *dateScan) nextIs(word string) bool { return d.at(1).text == word }
