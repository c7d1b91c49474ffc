package parser

import (
	"strings"

	"permanence/parser/charset"
)

// The defects of a sender's identity (reliability 1.1).
const (
	defectFromMultiple    = "from-multiple"
	defectFromNone        = "from-none"
	defectFromAddresses   = "from-addresses"
	defectFromSyntax      = "from-syntax"
	defectFromQuotedLocal = "from-quoted-local"
	defectFromNonASCII    = "from-non-ascii"
	defectHeaderMalformed = "header-malformed"
	defectHeaderDuplicate = "header-duplicate"
)

// maxComments limits the depth of comments in an address field.
const maxComments = 50

// parseMailbox reads a From value strictly: exactly one mailbox of RFC 5322
// 3.4, nothing decoded. The defect is empty where the address can be taken as
// the sender's. Names are decoded afterwards and prove nothing.
func parseMailbox(value string) (a Address, defect string) {
	p := mailboxScan{s: value}
	if !p.run() {
		return a, defectFromSyntax
	}
	switch {
	case p.group && p.commas == 0 && p.addrs == 0, p.addrs == 0 && p.commas == 0:
		return a, defectFromNone
	case p.group, p.commas > 0, p.addrs > 1:
		return a, defectFromAddresses
	case p.quotedLocal:
		return a, defectFromQuotedLocal
	}
	return Address{Name: mailboxName(p.name, p.comment), Address: p.addr}, ""
}

func mailboxName(name, comment string) string {
	if name == "" {
		name = comment
	}
	return charset.Name(name)
}

// mailboxScan reads left to right: atoms, quoted strings, comments, one angle.
type mailboxScan struct {
	s           string
	pos         int
	addr        string
	name        string
	comment     string
	words       []word
	addrs       int
	commas      int
	group       bool
	quotedLocal bool
	angle       bool
	spaced      bool // white space since the last word
}

type word struct {
	text   string
	quoted bool
	glued  bool // no white space before it
}

func (p *mailboxScan) run() bool {
	for p.pos < len(p.s) {
		if !p.step() {
			return false
		}
	}
	return p.finish()
}

func (p *mailboxScan) step() bool {
	switch c := p.s[p.pos]; {
	case c == ' ' || c == '\t':
		p.pos++
		p.spaced = true
	case c == '(':
		p.spaced = true
		return p.readComment()
	case c == '"':
		return p.readQuoted()
	case c == '<':
		return p.readAngle()
	case c == ',' || c == ';':
		p.pos++
		if !p.finish() {
			return false
		}
		if c == ',' {
			p.commas++
		}
		p.words, p.angle = nil, false
	case c == ':':
		if len(p.words) == 0 || p.angle || p.group {
			return false
		}
		p.pos++
		p.group, p.words = true, nil
	case isControl(c) || c == '>' || c == ')' || c == ']' || c == '\\' || c == '[' && !p.afterAt():
		return false
	case c == '[':
		return p.readLiteral()
	default:
		p.readAtom()
	}
	return true
}

func (p *mailboxScan) push(text string, quoted bool) {
	p.words = append(p.words, word{text, quoted, !p.spaced && len(p.words) > 0})
	p.spaced = false
}

func (p *mailboxScan) afterAt() bool {
	return len(p.words) > 0 && strings.HasSuffix(p.words[len(p.words)-1].text, "@")
}

func (p *mailboxScan) readAtom() {
	start := p.pos
	for p.pos < len(p.s) && !isControl(p.s[p.pos]) && strings.IndexByte(" \t()<>[]:;,\\\"", p.s[p.pos]) < 0 {
		p.pos++
	}
	p.push(p.s[start:p.pos], false)
}

func (p *mailboxScan) readLiteral() bool {
	end := strings.IndexByte(p.s[p.pos:], ']')
	if end < 0 {
		return false
	}
	p.push(p.s[p.pos:p.pos+end+1], false)
	p.pos += end + 1
	return true
}

func (p *mailboxScan) readQuoted() bool {
	var out strings.Builder
	for i := p.pos + 1; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '\\' && i+1 < len(p.s):
			i++
			out.WriteByte(p.s[i])
		case c == '"':
			p.pos = i + 1
			p.push(out.String(), true)
			return true
		case isControl(c) && c != '\t':
			return false
		default:
			out.WriteByte(c)
		}
	}
	return false
}

func (p *mailboxScan) readComment() bool {
	depth, start := 0, p.pos+1
	for i := p.pos; i < len(p.s); i++ {
		switch p.s[i] {
		case '\\':
			i++
		case '(':
			if depth++; depth > maxComments {
				return false
			}
		case ')':
			if depth--; depth == 0 {
				if p.comment == "" {
					p.comment = p.s[start:i]
				}
				p.pos = i + 1
				return true
			}
		}
	}
	return false
}

// readAngle reads <local@domain>, the only thing that may stand in angles:
// no route, no quoted local part, no comment, no encoded word.
func (p *mailboxScan) readAngle() bool {
	end := strings.IndexByte(p.s[p.pos:], '>')
	if end < 0 || p.angle {
		return false
	}
	inside := strings.Trim(p.s[p.pos+1:p.pos+end], " \t")
	p.pos += end + 1
	p.angle = true
	if inside == "" {
		p.words = nil
		return true
	}
	if strings.HasPrefix(inside, `"`) && strings.Contains(inside, `"@`) {
		p.quotedLocal = true
		p.addrs++
		return true
	}
	if !isPlainAddress(inside) || !p.nameAllowed(inside) {
		return false
	}
	p.addr, p.addrs = inside, p.addrs+1
	p.name = joinWords(p.words)
	p.words = nil
	return true
}

// nameAllowed refuses an unquoted name that itself looks like an address of
// somebody else: readers differ on which of the two they take.
func (p *mailboxScan) nameAllowed(address string) bool {
	for _, w := range p.words {
		if !w.quoted && strings.IndexByte(w.text, '@') >= 0 && asciiLower(w.text) != asciiLower(address) {
			return false
		}
	}
	return true
}

// finish closes one mailbox: after an angle nothing may follow, else the words
// themselves are the address.
func (p *mailboxScan) finish() bool {
	if p.angle {
		return len(p.words) == 0
	}
	if len(p.words) == 0 {
		return true
	}
	var whole strings.Builder
	for i, w := range p.words {
		if i > 0 && !w.glued {
			return false
		}
		if w.quoted {
			p.quotedLocal = true
		}
		whole.WriteString(w.text)
	}
	p.words = nil
	p.addrs++
	if p.quotedLocal {
		return strings.Contains(whole.String(), "@")
	}
	if !isPlainAddress(whole.String()) {
		return false
	}
	p.addr = whole.String()
	return true
}

func joinWords(words []word) string {
	var out strings.Builder
	for i, w := range words {
		if i > 0 && !w.glued {
			out.WriteByte(' ')
		}
		out.WriteString(w.text)
	}
	return out.String()
}

// isPlainAddress is a dot-atom, an at sign and a domain (RFC 5322 3.4.1, with
// the characters of RFC 6532), in the lengths of RFC 5321.
func isPlainAddress(s string) bool {
	at := strings.IndexByte(s, '@')
	if at <= 0 || at > 64 || len(s) > 254 || strings.Contains(s, "=?") {
		return false
	}
	return isDotAtom(s[:at], "!#$%&'*+-/=?^_`{|}~") && isDomain(s[at+1:])
}

func isDomain(s string) bool {
	if strings.HasPrefix(s, "[") {
		return len(s) > 2 && strings.IndexByte(s, ']') == len(s)-1 && !strings.ContainsAny(s[1:], "[\\ \t")
	}
	return isDotAtom(s, "-_")
}

func isDotAtom(s, marks string) bool {
	before := byte('.')
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '.':
			if before == '.' {
				return false
			}
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c >= 0x80:
		case strings.IndexByte(marks, c) >= 0:
		default:
			return false
		}
		before = c
	}
	return before != '.'
}

func isControl(c byte) bool { return c < ' ' && c != '\t' || c == 0x7f }
