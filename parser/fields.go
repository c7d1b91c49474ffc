package parser

import (
	"bytes"
	"strings"
)

// Limits on the header block (reliability P04). What lies beyond is not read
// as header; the mail gets the defect header-limit.
const (
	maxHeaderBytes  = 1 << 20
	maxHeaderFields = 2000
	maxFieldName    = 200
)

// Field is one header field: its name trimmed, its value unfolded, trimmed and
// not decoded.
type Field struct{ Name, Value string }

// Fields reads the header fields of a raw mail in their order, for trust: what
// other readers might take for a field is counted as one (a blank before the
// colon, a folded name), and each such doubt is the defect header-malformed.
// bodyOffset is where the body begins in raw.
func Fields(raw []byte) (fields []Field, bodyOffset int, defects []string) {
	s := headerScan{raw: withLineFeeds(raw)}
	s.crOnly = len(raw) > 0 && len(s.raw) > 0 && &s.raw[0] != &raw[0]
	s.run()
	return s.fields, s.pos, s.defects
}

// withLineFeeds gives a mail whose only line ends are CR a copy with LF, so
// that offsets stay the same; any other mail is returned as it is.
func withLineFeeds(raw []byte) []byte {
	if bytes.IndexByte(raw, '\n') >= 0 || bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte{'\r'}, []byte{'\n'})
}

type headerScan struct {
	raw     []byte
	pos     int
	crOnly  bool
	crlf    bool // the first line ended with CRLF
	fields  []Field
	defects []string
}

func (s *headerScan) run() {
	s.fields = make([]Field, 0, 32)
	if s.crOnly {
		s.defect("line-ends-cr")
		s.defect("header-malformed")
	}
	s.skipEnvelopeLine()
	if first, _ := lineAt(s.raw, s.pos); len(first) > 0 && isBlank(first[0]) && !isBlankLine(first) {
		s.defect("header-malformed")
	}
	s.crlf = firstLineIsCRLF(s.raw[s.pos:])
	for s.pos < len(s.raw) {
		if len(s.fields) >= maxHeaderFields || s.pos > maxHeaderBytes {
			s.defect("header-limit")
			s.skipToBody()
			return
		}
		if !s.field() {
			return
		}
	}
}

// skipEnvelopeLine passes the "From sender date" line of an mbox file and
// blank lines before the header.
func (s *headerScan) skipEnvelopeLine() {
	for s.pos < len(s.raw) {
		line, next := lineAt(s.raw, s.pos)
		if isBlankLine(line) && len(s.raw)-next > 0 {
			s.defect("blank-before-header")
			s.pos = next
			continue
		}
		if bytes.HasPrefix(line, []byte("From ")) && !bytes.HasPrefix(bytes.TrimLeft(line[4:], " \t"), []byte(":")) ||
			bytes.HasPrefix(line, []byte(">From ")) {
			s.defect("mbox-from")
			s.pos = next
		}
		return
	}
}

// field reads one field with its continuation lines; false at the body.
func (s *headerScan) field() bool {
	start := s.pos
	line, next := lineAt(s.raw, start)
	if isBlankLine(line) && (len(line) == 0 || !headerFollows(s.raw, next)) {
		s.pos = next
		return false
	}
	end := next
	for end < len(s.raw) && isBlank(s.raw[end]) {
		more, after := lineAt(s.raw, end)
		if isBlankLine(more) && !s.headerGoesOn(after) {
			break
		}
		end = after
		if end-start > maxHeaderBytes {
			s.defect("header-limit")
			break
		}
	}
	return s.take(start, len(line), end)
}

// take makes a field of raw[start:end]; its first line has firstLen bytes. It
// is false where the header has ended without a blank line.
func (s *headerScan) take(start, firstLen, end int) bool {
	whole := s.raw[start:end]
	s.checkBytes(whole)
	colon := bytes.IndexByte(whole, ':')
	name := ""
	if colon >= 0 {
		name = string(bytes.Trim(whole[:colon], " \t\r\n"))
	}
	if !isFieldName(name) {
		s.defect("header-malformed")
		if s.goesOnUnindented(whole, end) {
			s.pos = end
			return true
		}
		if !headerFollows(s.raw, end) {
			s.defect("header-unended")
			s.pos = start
			return false
		}
		s.pos = end
		return true
	}
	if colon > firstLen || colon != len(name) {
		s.defect("header-malformed")
	}
	s.fields = append(s.fields, Field{name, unfold(whole[colon+1:])})
	s.pos = end
	return true
}

// checkBytes notes what no header may hold: NUL, CR or LF that is not a line
// end (RFC 5322 2.2).
func (s *headerScan) checkBytes(b []byte) {
	if bytes.IndexByte(b, 0) >= 0 {
		s.defect("header-malformed")
	}
	for rest := b; ; {
		i := bytes.IndexByte(rest, '\r')
		if i < 0 {
			break
		}
		if i+1 >= len(rest) || rest[i+1] != '\n' {
			if bytes.HasPrefix(bytes.TrimLeft(rest[i:], "\r"), []byte("\n")) {
				s.defect("line-ends")
			} else {
				s.defect("header-malformed")
			}
		}
		rest = rest[i+1:]
	}
	if s.crlf && bytes.Count(b, []byte("\n")) != bytes.Count(b, []byte("\r\n")) {
		s.defect("header-malformed")
	}
}

// goesOnUnindented adds a line that lost its indentation to the MIME field
// before it, which ends with the semicolon before a parameter.
func (s *headerScan) goesOnUnindented(line []byte, end int) bool {
	if len(s.fields) == 0 || bytes.IndexByte(line, '=') < 0 {
		return false
	}
	last := &s.fields[len(s.fields)-1]
	if !isContentField(last.Name) || !strings.HasSuffix(last.Value, ";") {
		return false
	}
	last.Value += " " + unfold(line)
	return true
}

func isContentField(name string) bool {
	return len(name) > 8 && asciiLower(name[:8]) == "content-"
}

// maxFoldLookahead limits the indented lines looked at for the end of a field.
const maxFoldLookahead = 20

// headerGoesOn tells whether the header goes on after a line of blanks, which
// may be folding (RFC 5322 4.2): a field comes after the indented lines.
func (s *headerScan) headerGoesOn(pos int) bool {
	for n := 0; n < maxFoldLookahead && pos < len(s.raw) && isBlank(s.raw[pos]); n++ {
		_, pos = lineAt(s.raw, pos)
	}
	return headerFollows(s.raw, pos)
}

// headerFollows tells whether the line at pos looks like a header field.
func headerFollows(raw []byte, pos int) bool {
	if pos >= len(raw) {
		return false
	}
	window := raw[pos:min(len(raw), pos+maxFieldName)]
	colon := bytes.IndexByte(window, ':')
	return colon > 0 && !isBlank(window[0]) && isFieldName(strings.TrimRight(string(window[:colon]), " \t"))
}

func (s *headerScan) skipToBody() {
	rest := s.raw[s.pos:]
	for len(rest) > 0 {
		line, next := lineAt(rest, 0)
		rest = rest[next:]
		if len(line) == 0 {
			break
		}
	}
	s.pos = len(s.raw) - len(rest)
}

func (s *headerScan) defect(name string) {
	for _, d := range s.defects {
		if d == name {
			return
		}
	}
	s.defects = append(s.defects, name)
}

// lineAt gives the line at pos without its line end, and where the next starts.
func lineAt(b []byte, pos int) (line []byte, next int) {
	i := bytes.IndexByte(b[pos:], '\n')
	if i < 0 {
		return bytes.TrimRight(b[pos:], "\r"), len(b)
	}
	return bytes.TrimRight(b[pos:pos+i], "\r"), pos + i + 1
}

func firstLineIsCRLF(b []byte) bool {
	i := bytes.IndexByte(b, '\n')
	return i > 0 && b[i-1] == '\r'
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

func isBlankLine(line []byte) bool { return len(bytes.TrimLeft(line, " \t\r")) == 0 }

// isFieldName is RFC 5322 2.2: printable ASCII without colon.
func isFieldName(name string) bool {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c < 33 || c > 126 || c == ':' {
			return false
		}
	}
	return name != "" && len(name) < maxFieldName
}

// unfold joins the lines of a value (RFC 5322 2.2.3). NUL and bare CR go too.
func unfold(b []byte) string {
	if bytes.IndexByte(b, '\n') < 0 && bytes.IndexByte(b, 0) < 0 {
		return string(bytes.Trim(b, " \t\r"))
	}
	var out strings.Builder
	out.Grow(len(b))
	for len(b) > 0 {
		line, next := lineAt(b, 0)
		b = b[next:]
		line = bytes.Trim(line, " \t\r")
		if len(line) == 0 {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		out.Write(line)
	}
	return blanks.Replace(out.String())
}

var blanks = strings.NewReplacer("\x00", " ", "\r", " ")
