package reply

import (
	"unicode"
	"unicode/utf8"
)

// hasTime tells whether a text names a time of day, a year or a date in
// digits. It is asked often, so it reads bytes and no pattern.
func hasTime(s string) bool {
	return hasClock(s) || hasYear(s) || hasDate(s)
}

// hasClock finds 9:05, 09.05, 9h05 or 9 h 05.
func hasClock(s string) bool {
	found := false
	eachNumber(s, func(from, to int) bool {
		if to-from > 2 {
			return false
		}
		i := skipBlank(s, to)
		if i >= len(s) || s[i] != ':' && s[i] != '.' && s[i] != 'h' {
			return false
		}
		i = skipBlank(s, i+1)
		found = digitsAt(s, i) == 2
		return found
	})
	return found
}

// hasYear finds a number from 1900 to 2099.
func hasYear(s string) bool {
	found := false
	eachNumber(s, func(from, to int) bool {
		found = to-from == 4 && (s[from:from+2] == "19" || s[from:from+2] == "20")
		return found
	})
	return found
}

// hasDate finds three numbers with - / or . between them.
func hasDate(s string) bool {
	found := false
	eachNumber(s, func(from, to int) bool {
		for range 2 {
			if to >= len(s) || s[to] != '-' && s[to] != '/' && s[to] != '.' {
				return false
			}
			n := digitsAt(s, to+1)
			if n == 0 || n > 4 {
				return false
			}
			to += 1 + n
		}
		found = true
		return true
	})
	return found
}

// eachNumber visits the numbers of s that do not touch a letter before them,
// until visit is true. Chinese, Japanese and Korean write no blank there.
func eachNumber(s string, visit func(from, to int) bool) {
	for i := 0; i < len(s); i++ {
		n := digitsAt(s, i)
		if n == 0 {
			continue
		}
		if !touchesLetter(s[:i]) && visit(i, i+n) {
			return
		}
		i += n
	}
}

func digitsAt(s string, i int) int {
	n := 0
	for i+n < len(s) && '0' <= s[i+n] && s[i+n] <= '9' {
		n++
	}
	return n
}

func skipBlank(s string, i int) int {
	if i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}

// firstIdeograph begins what stands beside a number without a blank.
const firstIdeograph = 0x2E80

// touchesLetter tells whether a text ends with a letter that could be of one
// word with a number behind it.
func touchesLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r < firstIdeograph && unicode.IsLetter(r)
}
