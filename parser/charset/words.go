package charset

import (
	"strings"

	"permanence/parser/transfer"
)

// Words decodes the encoded-words (RFC 2047) of a header value for a
// person to read. It is lenient: words inside quotes, words glued together and
// characters split between two words are decoded; a broken word stays as it
// is. The result is one line of UTF-8 without control characters.
func Words(value string) string {
	if strings.Index(value, "=?") < 0 {
		return OneLine(Unlabelled(value))
	}
	var out strings.Builder
	var run wordRun
	rest := value
	for {
		i := strings.Index(rest, "=?")
		if i < 0 {
			break
		}
		word, length := wordAt(rest[i:])
		if length == 0 {
			run.flush(&out)
			out.WriteString(Unlabelled(rest[:i+2]))
			rest = rest[i+2:]
			continue
		}
		// White space between two encoded words does not count (RFC 2047 6.2).
		if gap := rest[:i]; !run.open || strings.Trim(gap, " \t\r\n") != "" {
			run.flush(&out)
			out.WriteString(Unlabelled(gap))
		}
		run.add(word, &out)
		rest = rest[i+length:]
	}
	run.flush(&out)
	out.WriteString(Unlabelled(rest))
	return OneLine(out.String())
}

// encodedWord is one =?charset?encoding?data?= with its data decoded.
type encodedWord struct {
	charset string
	data    []byte
}

// wordRun gathers neighbouring words of one charset, so that a character that
// was split between two of them is whole again.
type wordRun struct {
	encodedWord
	open bool
}

func (r *wordRun) add(w encodedWord, out *strings.Builder) {
	if r.open && r.charset == w.charset {
		r.data = append(r.data, w.data...)
		return
	}
	r.flush(out)
	r.encodedWord, r.open = w, true
}

func (r *wordRun) flush(out *strings.Builder) {
	if !r.open {
		return
	}
	text, _ := Decode(r.charset, r.data)
	out.WriteString(text)
	r.open = false
}

// maxWordBytes is the longest data of a word that is read. RFC 2047 allows 75
// bytes, senders write a whole subject.
const maxWordBytes = 4096

// wordAt reads an encoded word at the start of s; length 0 when there is none.
func wordAt(s string) (w encodedWord, length int) {
	charset, rest, ok := strings.Cut(s[2:], "?")
	if !ok || charset == "" || len(charset) > 60 || len(rest) < 2 || rest[1] != '?' {
		return w, 0
	}
	encoding, data := rest[0], rest[2:]
	end := strings.Index(data[:min(len(data), maxWordBytes)], "?=")
	if end < 0 {
		return w, 0
	}
	data = data[:end]
	switch encoding {
	case 'q', 'Q':
		w.data = wordQ(data)
	case 'b', 'B':
		w.data = wordB(data)
	default:
		return w, 0
	}
	charset, _, _ = strings.Cut(charset, "*") // RFC 2231 language
	w.charset = strings.ToLower(charset)
	return w, len(s) - len(rest) + 2 + end + 2
}

func wordQ(s string) []byte {
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

func wordB(s string) []byte {
	return transfer.Base64([]byte(s))
}
