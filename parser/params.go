package parser

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"permanence/parser/charset"
	"permanence/parser/transfer"
)

// maxParams limits the parameters of one field (reliability P07).
const maxParams = 200

// parameters are those of a Content-Type or Content-Disposition field, names
// in lower case, values decoded. The first of two equal ones wins.
type parameters map[string]string

// parseParams reads "value; name=value; …" leniently: missing quotes and
// semicolons, blanks around the equals sign, comments, RFC 2231 continuations
// and charsets, RFC 2047 words in quotes. twice tells that a parameter came
// twice.
func parseParams(field string) (value string, params parameters, twice bool) {
	pieces := splitParams(field)
	value, pieces = fieldValue(pieces)
	if len(pieces) == 0 {
		return value, nil, false
	}
	params = make(parameters, len(pieces))
	var sections []section
	for _, piece := range pieces {
		name, text, ok := strings.Cut(piece, "=")
		name = asciiLower(strings.TrimSpace(withoutComments(name)))
		if !ok || name == "" {
			continue
		}
		if s, ok := sectionOf(name, strings.TrimSpace(text)); ok {
			sections = append(sections, s)
			continue
		}
		if _, have := params[name]; have {
			twice = true
			continue
		}
		params[name] = paramText(name, text)
	}
	joinSections(params, sections)
	return value, params, twice
}

// fieldValue is what stands before the parameters. Where nothing does, or no
// semicolon follows it, the first piece holds a parameter too.
func fieldValue(pieces []string) (value string, params []string) {
	value, params = strings.TrimSpace(withoutComments(pieces[0])), pieces[1:]
	word, rest := value, ""
	if i := strings.IndexAny(value, " \t\""); i >= 0 {
		word, rest = value[:i], value[i:]
	}
	switch {
	case strings.IndexByte(word, '=') > 0:
		return "", append([]string{value}, params...)
	case strings.IndexByte(rest, '=') > 0:
		params = append([]string{rest}, params...)
	}
	return asciiLower(word), params
}

// splitParams cuts at semicolons outside quotes.
func splitParams(s string) []string {
	if strings.IndexByte(s, ';') < 0 && strings.IndexByte(s, '"') < 0 {
		return []string{s}
	}
	var pieces []string
	start, opened, broken := 0, -1, false // opened is the place of the open quote
	for i := 0; i < len(s) && len(pieces) < maxParams; i++ {
		switch c := s[i]; {
		case c == '\\' && opened >= 0:
			i++
		case c == '"' && opened < 0 && !broken:
			opened = i
		case c == '"' && opened >= 0:
			if end, more := closesQuote(s[i+1:]); end {
				opened = -1
				if more { // no semicolon before the next parameter
					pieces = append(pieces, s[start:i+1])
					start = i + 1
				}
			}
		case c == ';' && opened < 0:
			pieces = append(pieces, s[start:i])
			start = i + 1
		}
		if i >= len(s)-1 && opened >= 0 { // never closed: it is read as if it were not there
			i, opened, broken = opened, -1, true
		}
	}
	return append(pieces, s[start:])
}

// closesQuote tells by what follows a quotation mark whether it ends a value,
// and whether another parameter follows without a semicolon. Marks inside of
// file names often are not escaped.
func closesQuote(rest string) (end, more bool) {
	rest = strings.TrimLeft(rest, " \t\r\n")
	if rest == "" || rest[0] == ';' || rest[0] == '(' || rest[0] == ',' {
		return true, false
	}
	for i := 0; i < len(rest) && i < maxParamName; i++ {
		if rest[i] == '=' {
			return i > 0, i > 0
		}
		if c := rest[i] | 0x20; (c < 'a' || c > 'z') && (rest[i] < '0' || rest[i] > '9') && rest[i] != '-' && rest[i] != '*' {
			break
		}
	}
	return false, false
}

// maxParamName is how long the name of a parameter can be.
const maxParamName = 30

// paramText decodes the value of a plain parameter. Only file names are for
// people; a boundary must stay as it is.
func paramText(name, raw string) string {
	text := unquote(raw)
	if name != "filename" && name != "name" {
		if quoted := strings.HasPrefix(strings.TrimSpace(raw), `"`); !quoted {
			text, _, _ = strings.Cut(text, " ") // a comment, or a missing semicolon
		}
		return text
	}
	return nameText(charset.Words(text))
}

// nameText reads percent signs in a name that should have none: a value of RFC
// 2231 in a plain parameter, and letters beyond ASCII as in an address of the
// web. A name like "100%25.pdf" stays.
func nameText(text string) string {
	if strings.IndexByte(text, '%') < 0 {
		return text
	}
	if parts := strings.SplitN(text, "'", 3); len(parts) == 3 && parts[0] != "" {
		if decoded, defects := charset.Decode(parts[0], percentDecode(parts[2])); len(defects) == 0 {
			return charset.OneLine(decoded)
		}
	}
	decoded := percentDecode(text)
	if utf8.Valid(decoded) && len(decoded) < len(text) && utf8.RuneCount(decoded) < len(decoded) {
		return charset.OneLine(string(decoded))
	}
	return text
}

// unquote takes a value out of its quotes, or off a trailing comment. The last
// quotation mark is the one that closes.
func unquote(s string) string {
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(s, `"`) {
		return strings.TrimSpace(withoutComments(s))
	}
	s = s[1:]
	if last := strings.LastIndexByte(s, '"'); last >= 0 && (last == 0 || s[last-1] != '\\' || strings.HasSuffix(s[:last], `\\`)) {
		s = s[:last]
	}
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\') {
			i++
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// withoutComments leaves out comments that begin the text or, after a blank,
// end it; a parenthesis inside a word stays (file names are full of them).
func withoutComments(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "(") {
		if i := strings.IndexByte(s, ')'); i >= 0 {
			s = s[i+1:]
		}
	}
	return s
}

// section is one piece of an RFC 2231 parameter: name*N or name*N*.
type section struct {
	name    string
	number  int
	encoded bool
	text    string
}

func sectionOf(name, text string) (section, bool) {
	base, rest, ok := strings.Cut(name, "*")
	if !ok || base == "" {
		return section{}, false
	}
	s := section{name: base, text: unquote(text)}
	if rest == "" {
		s.encoded = true
		return s, true
	}
	number, star := strings.CutSuffix(rest, "*")
	n, err := strconv.Atoi(number)
	s.number, s.encoded = n, star
	return s, err == nil && n >= 0
}

// joinSections adds the RFC 2231 parameters; they win over plain ones, which
// senders add for old readers.
func joinSections(params parameters, sections []section) {
	sort.SliceStable(sections, func(i, j int) bool {
		if sections[i].name != sections[j].name {
			return sections[i].name < sections[j].name
		}
		return sections[i].number < sections[j].number
	})
	for len(sections) > 0 {
		n := 1
		for n < len(sections) && sections[n].name == sections[0].name {
			n++
		}
		name, text := sections[0].name, sectionText(sections[:n])
		if plain := params[name]; text != "" && (plain == "" || !strings.Contains(text, "\uFFFD")) {
			params[name] = text
		}
		sections = sections[n:]
	}
}

// sectionText joins the sections of one parameter. The charset stands in the
// first; of two with one number the first counts.
func sectionText(list []section) string {
	label, data, encoded := "", []byte(nil), false
	for i, s := range list {
		if i > 0 && s.number == list[i-1].number {
			continue
		}
		text := s.text
		if s.encoded && !encoded {
			encoded = true
			if parts := strings.SplitN(text, "'", 3); len(parts) == 3 && i == 0 {
				label, text = parts[0], parts[2]
			}
		}
		if s.encoded {
			data = append(data, percentDecode(text)...)
		} else {
			data = append(data, text...)
		}
	}
	if !encoded {
		return nameText(charset.Words(string(data)))
	}
	text, _ := charset.Decode(label, data)
	return charset.Words(text)
}

func percentDecode(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && transfer.IsHex(s[i+1]) && transfer.IsHex(s[i+2]) {
			out = append(out, transfer.Unhex(s[i+1], s[i+2]))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return out
}
