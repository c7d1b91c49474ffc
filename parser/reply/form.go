package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// form is a line that a mail program writes, as a person would note it down:
//
//	-- message d'origine --     dashes must stand before it
//	envoyé de mon …             … is any text or none
//	le {when}, {who} a écrit :  a date or time, a name or address
//	{address} via …             something with an @
//	sent from {name}            a name of three words at most
//	pour vous désabonner{link}  text with an address or a link in it
//	ce message est privé{more}  a paragraph's worth of text
//
// Case, decoration, kinds of blanks and a blank before a colon do not count.
// The fixture is the mail below parser/testdata/clients that made it
// necessary.
type form struct{ language, text, fixture string }

// hole is what stands between the words of a form.
type hole byte

const (
	holeAny hole = iota
	holeWho
	holeWhen
	holeAddress
	holeName
	holeLink
	holeMore
)

var holeNames = []struct {
	text string
	hole hole
}{{"…", holeAny}, {"{who}", holeWho}, {"{when}", holeWhen}, {"{address}", holeAddress}, {"{name}", holeName}, {"{link}", holeLink}, {"{more}", holeMore}}

const (
	nameWords  = 3
	moreMin    = 60
	holeMax    = 250 // bytes that stand in a hole
	normalMax  = 500 // bytes of a line that is compared
	dashes     = "-–—\u2010\u2011\u2012\u2015"
	decoration = "_=*~#|+([<\"«» \t\u00a0•" + dashes + directions
	// directions are runes that show nothing: Hebrew and Arabic text stands
	// between them.
	directions = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)

// tatweel lengthens an Arabic letter.
const tatweel = 0x640

// pattern is a form made ready for comparing.
type pattern struct {
	id     string   // family/kind/text, of one entry
	own    bool     // of a family, not of a language
	rule   string   // family/kind language, what is told of a line it decided
	ruled  bool     // dashes must stand before it
	pieces []string // words around the holes
	holes  []hole
}

func newPattern(family, kind string, f form) *pattern {
	p := &pattern{own: family != "", rule: strings.TrimPrefix(family+"/"+kind+" "+f.language, "/")}
	if p.own {
		p.id = family + "/" + kind + "/" + f.text
	}
	var text string
	if text, p.ruled = normal(f.text); text == "" {
		panic("an empty form of " + family)
	}
	for {
		at, next := len(text), -1
		for i, h := range holeNames {
			if j := strings.Index(text, h.text); j >= 0 && j < at {
				at, next = j, i
			}
		}
		p.pieces = append(p.pieces, text[:at])
		if next < 0 {
			return p
		}
		p.holes = append(p.holes, holeNames[next].hole)
		text = text[at+len(holeNames[next].text):]
	}
}

// ends tells whether the form has words at its end: then it is no beginning
// that a sentence could share.
func (p *pattern) ends() bool { return p.pieces[len(p.pieces)-1] != "" }

// matches compares a normal line. The first words begin it and the last end
// it; words between are taken where they first stand.
func (p *pattern) matches(s string, ruled bool) bool {
	if p.ruled && !ruled {
		return false
	}
	s, ok := strings.CutPrefix(s, p.pieces[0])
	if !ok {
		return false
	}
	for i, h := range p.holes {
		words := p.pieces[i+1]
		at := strings.Index(s, words)
		if i == len(p.holes)-1 {
			if at = len(s) - len(words); at < 0 || s[at:] != words {
				return false
			}
		}
		if at < 0 || at > holeMax && words != "" || !h.holds(s[:at]) {
			return false
		}
		s = s[at+len(words):]
	}
	return s == ""
}

func (h hole) holds(s string) bool {
	switch h {
	case holeWho:
		return strings.TrimSpace(s) != ""
	case holeWhen:
		return hasTime(s)
	case holeAddress:
		return strings.Contains(s, "@")
	case holeName:
		n := len(strings.Fields(s))
		return n > 0 && n <= nameWords
	case holeLink:
		return strings.Contains(s, "://") || strings.Contains(s, "@") || strings.Contains(s, "www.")
	case holeMore:
		return len(s) >= moreMin
	}
	return true
}

// normal is a line as rules compare it: lower case, single plain blanks, no
// decoration at its ends, and whether dashes stood before it.
func normal(s string) (text string, ruled bool) {
	s = s[:min(len(s), normalMax)]
	bare := strings.TrimLeft(s, decoration)
	ruled = isRuled(s[:len(s)-len(bare)])
	var b strings.Builder
	b.Grow(len(bare))
	blank := false
	for _, r := range bare {
		if r = normalRune(r); r == 0 {
			continue
		}
		if r == ' ' {
			blank = b.Len() > 0
			continue
		}
		if blank && r != ':' {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), "_=*~#|+ ])»\"."+dashes), ruled
}

// normalRune gives the rune that stands for r in comparisons, 0 for none.
func normalRune(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		if r == '\t' {
			return ' '
		}
		return r
	case r == 0xa0 || r == 0x202f || r == 0x2009 || r == 0x3000:
		return ' '
	case r == '’' || r == '‘':
		return '\''
	case r == '：':
		return ':'
	case r == utf8.RuneError || unicode.Is(unicode.Cf, r) || r == tatweel || 0x64B <= r && r <= 0x652:
		return 0 // Arabic is written with its vowels or without
	}
	return digit(unicode.ToLower(r))
}

// zeros begin the ten digits of the scripts that mail programs write dates in:
// Arabic, Persian, Devanagari, Thai and full width.
var zeros = [...]rune{0x0660, 0x06F0, 0x0966, 0x0E50, 0xFF10}

// digit gives the ASCII digit for one of another script.
func digit(r rune) rune {
	for _, zero := range zeros {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}

// isRuled tells whether what stands before the words draws a line.
func isRuled(s string) bool {
	n := 0
	for _, r := range s {
		if strings.ContainsRune("_=*~#"+dashes, r) {
			n++
		}
	}
	return n >= 2
}
