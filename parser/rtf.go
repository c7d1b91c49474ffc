package parser

import (
	"strconv"
	"strings"

	"permanence/parser/charset"
	"permanence/parser/transfer"
)

// maxRTFDepth limits the groups inside one another.
const maxRTFDepth = 200

// rtfText takes the words out of RTF: control words go, \par is a line end,
// groups that hold fonts, colours, pictures and the like are passed over.
func rtfText(s string) string {
	if !strings.HasPrefix(strings.TrimSpace(s), `{\rtf`) {
		return s
	}
	r := rtfReader{s: s, codepage: "windows-1252"}
	for r.pos < len(r.s) {
		r.step()
	}
	r.flush()
	return strings.TrimSpace(r.out.String())
}

type rtfReader struct {
	s        string
	pos      int
	out      strings.Builder
	bytes    []byte // of the code page, not yet text
	codepage string
	depth    int
	skipFrom int // depth of the group that is passed over, 0 for none
	skipNext int // characters that stand for a \u just read
}

func (r *rtfReader) step() {
	c := r.s[r.pos]
	r.pos++
	switch c {
	case '{':
		r.depth = min(r.depth+1, maxRTFDepth)
	case '}':
		if r.depth == r.skipFrom {
			r.skipFrom = 0
		}
		r.depth = max(r.depth-1, 0)
	case '\\':
		r.control()
	case '\n', '\r':
	default:
		r.write(c)
	}
}

func (r *rtfReader) write(c byte) {
	switch {
	case r.skipNext > 0:
		r.skipNext--
	case r.skipFrom == 0:
		r.bytes = append(r.bytes, c)
	}
}

// flush makes text of the bytes of the code page.
func (r *rtfReader) flush() {
	if len(r.bytes) == 0 {
		return
	}
	text, _ := charset.Decode(r.codepage, r.bytes)
	r.out.WriteString(text)
	r.bytes = r.bytes[:0]
}

// control reads what follows a backslash: a sign, \'xx, or a word with a
// number and a blank.
func (r *rtfReader) control() {
	rest := r.s[r.pos:]
	if rest == "" {
		return
	}
	if rest[0] == '\'' && len(rest) >= 3 && transfer.IsHex(rest[1]) && transfer.IsHex(rest[2]) {
		r.pos += 3
		r.write(transfer.Unhex(rest[1], rest[2]))
		return
	}
	n := 0
	for n < len(rest) && n < 32 && (rest[n]|0x20) >= 'a' && (rest[n]|0x20) <= 'z' {
		n++
	}
	if n == 0 {
		r.pos++
		r.sign(rest[0])
		return
	}
	digits := n
	for digits < len(rest) && digits < n+11 && (rest[digits] >= '0' && rest[digits] <= '9' || digits == n && rest[digits] == '-') {
		digits++
	}
	r.pos += digits
	if digits < len(rest) && rest[digits] == ' ' {
		r.pos++
	}
	number, _ := strconv.Atoi(rest[n:digits])
	r.word(rest[:n], number)
}

func (r *rtfReader) sign(c byte) {
	switch c {
	case '\\', '{', '}':
		r.write(c)
	case '~':
		r.write(' ')
	case '*':
		r.skip()
	case '\n', '\r':
		r.write('\n')
	}
}

// skip passes over the rest of the group.
func (r *rtfReader) skip() {
	if r.skipFrom == 0 {
		r.skipFrom = max(r.depth, 1)
	}
}

func (r *rtfReader) word(word string, number int) {
	switch word {
	case "par", "line", "row", "sect", "page":
		r.write('\n')
	case "tab", "cell":
		r.write('\t')
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "listtable", "generator", "themedata", "datastore":
		r.skip()
	case "ansicpg":
		r.codepage = "windows-" + strconv.Itoa(number)
	case "u":
		r.unicode(number)
	default:
		if sign, ok := rtfSigns[word]; ok && r.skipFrom == 0 {
			r.flush()
			r.out.WriteString(sign)
		}
	}
}

// unicode writes a character given by its number, which is negative above
// 32767, and passes over the one that stands for it.
func (r *rtfReader) unicode(number int) {
	if r.skipFrom == 0 {
		r.flush()
		r.out.WriteRune(rune(uint16(number)))
	}
	r.skipNext = 1
}

var rtfSigns = map[string]string{
	"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
}
