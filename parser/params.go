package parser

import (
	"sort"
	"strconv"
	"strings"

	"permanence/parser/charset"
	"permanence/parser/transfer"
)

// maxParams limits the parameters of one field (reliability P07).
const maxParams = 200

// parameters are those of a Content-Type or Content-Disposition field, names
// in lower case, values decoded. The first of two equal ones wins.
type parameters map[string]string

// parseParams reads "value; name=value; …" leniently: missing quotes, blanks
// around the equals sign, comments, RFC 2231 continuations and charsets, RFC
// 2047 words in quotes. twice tells that a parameter came twice.
func parseParams(field string) (value string, params parameters, twice bool) {
	pieces := splitParams(field)
	value = asciiLower(strings.TrimSpace(withoutComments(pieces[0])))
	if i := strings.IndexAny(value, " \t\""); i >= 0 {
		value = value[:i]
	}
	if len(pieces) == 1 {
		return value, nil, false
	}
	params = make(parameters, len(pieces)-1)
	var sections []section
	for _, piece := range pieces[1:] {
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
		if params[name] = unquote(text); name != "boundary" { // whose blanks count
			params[name] = charset.Words(params[name])
		}
	}
	joinSections(params, sections)
	return value, params, twice
}

// splitParams cuts at semicolons outside quotes and comments.
func splitParams(s string) []string {
	if strings.IndexByte(s, ';') < 0 {
		return []string{s}
	}
	var pieces []string
	start, quoted := 0, false
	for i := 0; i < len(s) && len(pieces) < maxParams; i++ {
		switch c := s[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == ';' && !quoted:
			pieces = append(pieces, s[start:i])
			start = i + 1
		}
	}
	if quoted { // an open quote: cut everywhere rather than lose all that follows
		return strings.SplitN(strings.ReplaceAll(s, `"`, ""), ";", maxParams)
	}
	return append(pieces, s[start:])
}

// unquote takes a value out of its quotes, or off a trailing comment.
func unquote(s string) string {
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(s, `"`) {
		return strings.TrimSpace(withoutComments(s))
	}
	var out strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			out.WriteByte(s[i])
		case c == '"':
			return out.String()
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

// withoutComments cuts at a comment that follows a blank or opens the value;
// a parenthesis inside a word stays (file names are full of them).
func withoutComments(s string) string {
	if !strings.HasSuffix(strings.TrimSpace(s), ")") {
		return s
	}
	if i := strings.LastIndexByte(s, '('); i == 0 {
		return ""
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
		if text := sectionText(sections[:n]); text != "" {
			params[sections[0].name] = text
		}
		sections = sections[n:]
	}
}

func sectionText(list []section) string {
	label, data, words := "", []byte(nil), false
	for i, s := range list {
		text := s.text
		if i == 0 && s.encoded {
			if parts := strings.SplitN(text, "'", 3); len(parts) == 3 {
				label, text = parts[0], parts[2]
			}
		}
		if s.encoded {
			data = append(data, percentDecode(text)...)
		} else {
			data = append(data, text...)
			words = true
		}
	}
	text, _ := charset.Decode(label, data)
	if words {
		return charset.Words(text)
	}
	return charset.OneLine(text)
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
