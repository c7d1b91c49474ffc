package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"permanence/parser/transfer"
)

// word is one =?charset?encoding?data?= with its data as it stands.
type word struct {
	charset string
	base64  bool
	data    string
}

// Limits of a word that is read. RFC 2047 allows 75 bytes in all, senders
// write a whole subject into one.
const (
	maxWordBytes    = 4096
	maxCharsetBytes = 60
)

// WordLength is how many bytes the encoded-word at the beginning of s has, zero
// where there is none.
func WordLength(s string) int {
	if !strings.HasPrefix(s, "=?") {
		return 0
	}
	_, length := wordAt(s)
	return length
}

// wordAt reads an encoded-word at the start of s; length 0 when there is none.
func wordAt(s string) (w word, length int) {
	charset, rest, ok := cutShort(s[2:], maxCharsetBytes)
	if charset = strings.Trim(charset, " \t"); !ok || charset == "" {
		return w, 0
	}
	encoding, rest, ok := cutShort(rest, 4)
	if !ok {
		return w, 0
	}
	switch strings.Trim(encoding, " \t") {
	case "q", "Q":
	case "b", "B":
		w.base64 = true
	default:
		return w, 0
	}
	data, after := wordData(rest, w.base64)
	if after == 0 {
		return w, 0
	}
	charset, _, _ = strings.Cut(charset, "*") // RFC 2231 language
	w.charset, w.data = strings.ToLower(charset), data
	return w, len(s) - len(rest) + after
}

// cutShort cuts s at a question mark in its first bytes.
func cutShort(s string, most int) (before, after string, ok bool) {
	before, _, ok = strings.Cut(s[:min(len(s), most)], "?")
	if !ok {
		return "", s, false
	}
	return before, s[len(before)+1:], true
}

// wordData is the data of a word and where the word ends; 0 where it is none.
func wordData(s string, base64 bool) (data string, after int) {
	s = s[:min(len(s), maxWordBytes)]
	next := strings.Index(s, "=?")
	if next < 0 {
		next = len(s)
	}
	end := strings.Index(s[:min(len(s), next+3)], "?=") // "=?=" is padding and an end
	if end < 0 {
		return unended(s, next, base64)
	}
	for !base64 && end+2 < next && goesOn(s[end+2:next]) {
		end += 2 + strings.Index(s[end+2:], "?=")
	}
	return s[:end], end + 2
}

// goesOn tells a question mark of the text, with an encoded character behind
// it, from the end of the word: the word ends later.
func goesOn(s string) bool {
	return len(s) > 2 && isUpperHex(s[0]) && isUpperHex(s[1]) && strings.Contains(s, "?=")
}

func isUpperHex(c byte) bool { return '0' <= c && c <= '9' || 'A' <= c && c <= 'F' }

// unended reads a word that lost its end: it goes on to the next word or to
// the end of the field, if what is there can only be encoded.
func unended(s string, next int, base64 bool) (data string, after int) {
	data = s[:next]
	bare := strings.TrimRight(data, "? \t")
	if base64 {
		if len(bare) < 4 || len(bare) == maxWordBytes || strings.ContainsFunc(bare, func(r rune) bool { return r >= utf8.RuneSelf || r != '=' && !isBase64(byte(r)) }) {
			return "", 0
		}
		return bare, next
	}
	if len(bare) == maxWordBytes || !strings.ContainsAny(bare, "=_") || strings.ContainsAny(bare, " \t?") {
		return "", 0
	}
	return bare, next
}

// bytes decodes the data of a word.
func (w word) bytes() []byte {
	if w.base64 {
		return transfer.Base64([]byte(w.data))
	}
	return wordQ(w.data)
}

// wordQ decodes the encoding Q (RFC 2047 4.2). A lone equals sign at the end is
// the line break of quoted-printable.
func wordQ(s string) []byte {
	s = strings.TrimSuffix(s, "=")
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '_':
			out = append(out, ' ')
		case s[i] == '=' && i+2 < len(s) && transfer.IsHex(s[i+1]) && transfer.IsHex(s[i+2]):
			out = append(out, transfer.Unhex(s[i+1], s[i+2]))
			i += 2
		default:
			out = append(out, s[i])
		}
	}
	return out
}

func bytesOf(words []word) []byte {
	if len(words) == 1 {
		return words[0].bytes()
	}
	var all []byte
	for _, w := range words {
		all = append(all, w.bytes()...)
	}
	return all
}

// joinBase64 makes one word of several in base64; false where they are not.
func joinBase64(words []word) (word, bool) {
	var all strings.Builder
	for _, w := range words {
		if !w.base64 {
			return word{}, false
		}
		all.WriteString(w.data)
	}
	return word{words[0].charset, true, all.String()}, true
}

// isPlainText tells data that is readable whatever its charset is.
func isPlainText(words []word) bool {
	b := bytesOf(words)
	return utf8.Valid(b) && bytes.IndexByte(b, 0) < 0 && bytes.IndexByte(b, escape) < 0
}
