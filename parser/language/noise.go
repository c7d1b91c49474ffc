package language

import "strings"

// What a byte is in a name, path, address or piece of a program.
const (
	plain = iota
	latin
	digit
	slash
	ofCode
	joint // tells by the byte behind it
)

var byteKinds = newByteKinds()

func newByteKinds() (kinds [256]uint8) {
	for c := range kinds {
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			kinds[c] = latin
		case '0' <= c && c <= '9':
			kinds[c] = digit
		case c == '/':
			kinds[c] = slash
		case strings.IndexByte(`_\@={}$`, byte(c)) >= 0:
			kinds[c] = ofCode
		case strings.IndexByte(":(.", byte(c)) >= 0:
			kinds[c] = joint
		}
	}
	return kinds
}

// isCode tells a name, path, address or piece of a program from a word.
func isCode(token string) bool {
	var seen [joint + 1]int
	for i := 0; i < len(token); i++ {
		kind := byteKinds[token[i]]
		seen[kind]++
		if kind == ofCode || kind == joint && i+1 < len(token) && joins(token[i], token[i+1], seen[latin] > 0) {
			return true
		}
	}
	return seen[latin] > 0 && (seen[slash] > 1 || seen[digit] > 0)
}

// joins tells "::", "()" and the dot within a name.
func joins(c, next byte, named bool) bool {
	switch c {
	case ':':
		return next == ':'
	case '(':
		return next == ')'
	}
	return named && 'a' <= next && next <= 'z'
}

// logStarts begin the lines that programs write, in lower case.
var logStarts = []string{"error", "exception", "warning", "warn", "info", "debug", "fatal", "at ", "caused by", "traceback", "unhandled", "stack", "system.", "failed", "failure", "sql", "select ", "http", "err ", "err:", "message:", "microsoft", "fehler:", "erreur :"}

// isLog tells a line that a program wrote.
func isLog(line string) bool {
	line = strings.TrimLeft(line, " \t[(>|*-")
	if line == "" {
		return false
	}
	if c := line[0]; '0' <= c && c <= '9' {
		return len(line) > 8 && strings.Count(line[:min(len(line), 24)], ":") >= 2
	}
	for _, s := range logStarts {
		if len(line) >= len(s) && line[0]|0x20 == s[0] && strings.EqualFold(line[:len(s)], s) {
			return true
		}
	}
	return false
}

// quoteOpened is the sign that closes the quotation marks a token begins with.
func quoteOpened(token string) rune {
	switch {
	case token[0] == '"':
		return '"'
	case strings.HasPrefix(token, "«"):
		return '»'
	case strings.HasPrefix(token, "“"):
		return '”'
	case strings.HasPrefix(token, "„"):
		return '“'
	}
	return 0
}
