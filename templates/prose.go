package templates

import (
	"html"
	"html/template"
	"regexp"
	"strings"
)

// Picture is a picture that a text shows at the place of a mark [cid:…] or
// [image: name], as mail clients leave it in plain text.
type Picture struct {
	ContentID string // without angle brackets
	Filename  string
	Address   string // on our pages; "" in a letter, which brings it along
}

func (p Picture) source() string {
	if p.Address != "" {
		return p.Address
	}
	return "cid:" + p.ContentID
}

var (
	pictureMark = regexp.MustCompile(`\[(cid|image) ?: ?([^\]\n]{1,200})\]`)
	webAddress  = regexp.MustCompile(`https?://[^\s<>"\x{00a0}]+`)
	replyMark   = regexp.MustCompile(`(?i)^(re|ré|réf|rép|tr|fw|fwd|aw|wg|sv|antw)\s*(\[\d+\])?\s*[:\x{ff1a}]\s*`)
	ticketMark  = regexp.MustCompile(`\s*\[#\d+-[0-9A-Za-z]{8}\]`)
)

// subjectLength is how many characters of a client's subject are kept: what a
// mail client shows, far below the 998 bytes of RFC 5322, 2.1.1.
const subjectLength = 180

// keptNewline stands for a line end inside a text that must come out as it is,
// until [tidy] has put the template's own lines in order. Private use area.
const (
	keptNewline = "\ue000"
	keptRune    = '\ue000'
)

// Bare is a subject without reply marks, tokens and line ends.
func Bare(subject string) string {
	s := ticketMark.ReplaceAllString(OneLine(subject), "")
	for {
		cut := strings.TrimSpace(replyMark.ReplaceAllString(s, ""))
		if cut == s {
			break
		}
		s = cut
	}
	if r := []rune(s); len(r) > subjectLength {
		s = strings.TrimSpace(string(r[:subjectLength-1])) + "…"
	}
	return s
}

// Re is a subject as an answer to it bears it: once Re:, without tokens.
func Re(subject string) string { return "Re: " + Bare(subject) }

// OneLine makes a value fit for a header or one line of text: line ends, tabs
// and control characters become a space, marks that turn the direction of
// writing are dropped, runs of spaces become one.
func OneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r < ' ', r >= 0x7f && r < 0xa0, r == '\u2028', r == '\u2029':
			return ' '
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\ufeff':
			return -1
		case r == keptRune:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}

// lines is a text with LF line ends only and no control characters.
func lines(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n").
		Replace(strings.ToValidUTF8(s, "\ufffd"))
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0) || r == keptRune {
			return -1
		}
		return r
	}, s)
	return strings.Trim(s, "\n")
}

// Verbatim is a person's text for the text part, line by line as it was written.
func Verbatim(text string) string {
	return strings.ReplaceAll(lines(text), "\n", keptNewline)
}

// Quoted is a person's text with "> " before each line.
func Quoted(text string) string {
	return "> " + strings.ReplaceAll(lines(text), "\n", keptNewline+"> ")
}

// Plain is [Verbatim] with each picture's mark replaced by its name in brackets.
func Plain(text string, pictures []Picture) string {
	return Verbatim(pictureMark.ReplaceAllStringFunc(text, func(mark string) string {
		if p, ok := shown(mark, pictures); ok {
			return "[" + OneLine(p.Filename) + "]"
		}
		return mark
	}))
}

// shown finds the picture that a mark means.
func shown(mark string, pictures []Picture) (Picture, bool) {
	m := pictureMark.FindStringSubmatch(mark)
	if m == nil {
		return Picture{}, false
	}
	for _, p := range pictures {
		if p.ContentID == m[2] || m[1] == "image" && p.Filename == m[2] {
			return p, true
		}
	}
	return Picture{}, false
}

// separator stands above what is not the letter itself; it ends in a space
// (RFC 3676, 4.3), which an editor would take away from a template.
const separator = "-- "

// tidy puts the text part in order: no blanks at line ends, at most one empty
// line where a condition left several, texts of persons as they were.
func tidy(s string) string {
	s = strings.ReplaceAll(s, "\r", "")
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimRight(line, " \t")
		if line == "" && (len(out) == 0 || out[len(out)-1] == "" || out[len(out)-1] == separator) {
			continue
		}
		if line == "--" {
			line = separator
		}
		out = append(out, line)
	}
	s = strings.TrimRight(strings.Join(out, "\n"), "\n") + "\n"
	return strings.ReplaceAll(s, keptNewline, "\n")
}

// dress is what the tags of a text bear: mail programs want styles in them,
// our pages forbid these.
type dress struct {
	paragraph, quote, picture, link string
}

var (
	mailDress = dress{
		paragraph: ` style="margin:0 0 1em 0"`,
		quote:     ` style="margin:0 0 1em 0;padding:0 0 0 12px;border-left:3px solid #c8ccd0;color:#50565c"`,
		picture:   ` style="max-width:100%"`,
	}
	pageDress = dress{picture: ` loading="lazy"`, link: ` rel="nofollow noopener noreferrer"`}
)

// HTML makes sober HTML of a person's plain text for a letter: paragraphs, line
// ends, quotes that begin with >, web addresses as links, and pictures at their
// marks. Nothing of the text is taken as HTML.
func HTML(text string, pictures []Picture) template.HTML { return mailDress.html(text, pictures) }

// PageHTML is HTML for our pages.
func PageHTML(text string, pictures []Picture) template.HTML { return pageDress.html(text, pictures) }

func (d dress) html(text string, pictures []Picture) template.HTML {
	var b strings.Builder
	quote := false
	for block := range strings.SplitSeq(lines(text), "\n\n") {
		for _, part := range byQuote(block) {
			quote = strings.HasPrefix(part[0], ">")
			tag, style := "p", d.paragraph
			if quote {
				tag, style = "blockquote", d.quote
			}
			b.WriteString("<" + tag + style + ">")
			for i, line := range part {
				if i > 0 {
					b.WriteString("<br>\n")
				}
				if quote {
					line = strings.TrimPrefix(strings.TrimPrefix(line, ">"), " ")
				}
				b.WriteString(d.line(line, pictures))
			}
			b.WriteString("</" + tag + ">\n")
		}
	}
	return template.HTML(b.String())
}

// byQuote splits a block's lines where quoting begins or ends; empty lines are dropped.
func byQuote(block string) [][]string {
	var parts [][]string
	last := false
	for line := range strings.SplitSeq(block, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		quote := strings.HasPrefix(line, ">")
		if len(parts) == 0 || quote != last {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], strings.TrimRight(line, " \t"))
		last = quote
	}
	return parts
}

// line escapes one line and sets its links, pictures and leading blanks.
func (d dress) line(line string, pictures []Picture) string {
	body := strings.TrimLeft(line, " \t")
	indent := strings.Repeat("&nbsp;", len(strings.ReplaceAll(line[:len(line)-len(body)], "\t", "    ")))
	var b strings.Builder
	b.WriteString(indent)
	from := 0
	for _, at := range pictureMark.FindAllStringIndex(body, -1) {
		p, ok := shown(body[at[0]:at[1]], pictures)
		if !ok {
			continue
		}
		b.WriteString(d.linked(body[from:at[0]]))
		b.WriteString(`<img src="` + html.EscapeString(p.source()) + `" alt="` +
			html.EscapeString(OneLine(p.Filename)) + `"` + d.picture + ">")
		from = at[1]
	}
	b.WriteString(d.linked(body[from:]))
	return b.String()
}

// linked escapes a text and makes its web addresses links.
func (d dress) linked(s string) string {
	var b strings.Builder
	from := 0
	for _, at := range webAddress.FindAllStringIndex(s, -1) {
		end := at[0] + len(strings.TrimRight(s[at[0]:at[1]], ".,;:!?)]}'»”"))
		address := html.EscapeString(s[at[0]:end])
		b.WriteString(html.EscapeString(s[from:at[0]]))
		b.WriteString(`<a href="` + address + `"` + d.link + ">" + address + `</a>`)
		from = end
	}
	b.WriteString(html.EscapeString(s[from:]))
	return b.String()
}
