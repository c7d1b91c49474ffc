package htmltext

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blockBreaks are the line ends that an element asks for around itself.
var blockBreaks = map[atom.Atom]int{
	atom.P: 2, atom.H1: 2, atom.H2: 2, atom.H3: 2, atom.H4: 2, atom.H5: 2, atom.H6: 2, atom.Pre: 2, atom.Hr: 2, atom.Dl: 2,
	atom.Div: 1, atom.Tr: 1, atom.Table: 1, atom.Section: 1, atom.Article: 1, atom.Header: 1, atom.Footer: 1, atom.Main: 1,
	atom.Address: 1, atom.Center: 1, atom.Dt: 1, atom.Dd: 1, atom.Form: 1, atom.Fieldset: 1, atom.Ul: 1, atom.Ol: 1, atom.Li: 1,
	atom.Blockquote: 1, atom.Body: 1, atom.Figure: 1, atom.Caption: 1, atom.Nav: 1, atom.Aside: 1,
}

// unseen are the elements whose content no reader shows.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Template: true, atom.Noscript: true, atom.Select: true,
	atom.Textarea: true, atom.Object: true, atom.Iframe: true, atom.Svg: true, atom.Math: true,
}

// voids have no end tag.
var voids = map[atom.Atom]bool{
	atom.Br: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Base: true, atom.Col: true, atom.Wbr: true, atom.Area: true,
}

// attributes are those of a tag that matter here.
type attributes struct {
	class, id, style, href, typ, start string
	hidden                             bool
}

func readAttributes(z *html.Tokenizer) attributes {
	var a attributes
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "class":
			a.class = string(val)
		case "id":
			a.id = string(val)
		case "style":
			a.style = string(val)
		case "href":
			a.href = strings.TrimSpace(string(val))
		case "type":
			a.typ = strings.ToLower(string(val))
		case "start":
			a.start = string(val)
		case "hidden":
			a.hidden = true
		}
	}
	return a
}

func (w *htmlWriter) open(z *html.Tokenizer) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	if w.hidden.depth > 0 {
		if tag == w.hidden.tag {
			w.hidden.depth++
		}
		return
	}
	var a attributes
	if more {
		a = readAttributes(z)
	}
	if unseen[tag] || more && !voids[tag] && tag != 0 && isHidden(a) {
		w.hidden = hiding{tag, 1}
		return
	}
	if more && isQuoteContainer(tag, a) {
		w.mark = true
	}
	w.openTag(tag, a)
}

func (w *htmlWriter) openTag(tag atom.Atom, a attributes) {
	if tag == atom.P {
		w.tight = strings.Contains(a.class, "Mso") // Outlook's paragraphs have no margin
	}
	w.breakAround(tag)
	switch tag {
	case atom.Br:
		w.lineBreak()
	case atom.Td, atom.Th:
		w.space = w.started && w.pending == 0
	case atom.Blockquote:
		w.quotes++
	case atom.Pre:
		w.pre++
	case atom.Ul:
		w.openList(-1)
	case atom.Ol:
		start, err := strconv.Atoi(a.start)
		if err != nil {
			start = 1
		}
		w.openList(start)
	case atom.Li:
		w.item()
	case atom.A:
		w.closeLink()
		if a.href != "" {
			w.link = link{a.href, w.out.Len()}
		}
	}
}

func (w *htmlWriter) close(tag atom.Atom) {
	if w.hidden.depth > 0 {
		if tag == w.hidden.tag {
			w.hidden.depth--
		}
		return
	}
	switch tag {
	case atom.Blockquote:
		w.quotes = max(0, w.quotes-1)
	case atom.Pre:
		w.pre = max(0, w.pre-1)
	case atom.Ul, atom.Ol:
		w.lists = w.lists[:max(0, len(w.lists)-1)]
	case atom.A:
		w.closeLink()
	}
	w.breakAround(tag)
}

// breakAround asks for the line ends of a block's edge.
func (w *htmlWriter) breakAround(tag atom.Atom) {
	n := blockBreaks[tag]
	switch {
	case n == 0:
		return
	case tag == atom.P && w.tight:
		n = 1
	case (tag == atom.Ul || tag == atom.Ol) && len(w.lists) == 0:
		n = 2
	}
	w.block(n)
}

func (w *htmlWriter) openList(start int) {
	if len(w.lists) < maxLists {
		w.lists = append(w.lists, start)
	}
}

func (w *htmlWriter) item() {
	mark := "-"
	if n := len(w.lists); n > 0 && w.lists[n-1] >= 0 {
		mark = strconv.Itoa(w.lists[n-1]) + "."
		w.lists[n-1]++
	}
	w.write(strings.Repeat("  ", max(0, len(w.lists)-1)) + mark)
	w.space = true
}

// closeLink adds the target behind the link's text, unless the text says it or
// it was given before.
func (w *htmlWriter) closeLink() {
	l := w.link
	w.link = link{}
	if l.target == "" || l.from > w.out.Len() {
		return
	}
	text := strings.TrimSpace(w.out.String()[l.from:])
	scheme, rest, _ := strings.Cut(l.target, ":")
	if scheme = strings.ToLower(scheme); scheme != "http" && scheme != "https" {
		return
	}
	bare := strings.TrimSuffix(strings.TrimPrefix(rest, "//"), "/")
	if text == "" || w.linked[l.target] || bare == "" || strings.Contains(text, bare) || len(l.target) > 500 {
		return
	}
	w.linked[l.target] = true
	w.out.WriteString(" <" + strings.Map(targetRune, l.target) + ">")
}

func targetRune(r rune) rune {
	if r <= ' ' || r == '<' || r == '>' || r == 0x7f {
		return -1
	}
	return r
}

// isHidden finds preheaders and other text that the reader does not see.
func isHidden(a attributes) bool {
	if a.hidden {
		return true
	}
	if a.style == "" {
		return false
	}
	style := strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, strings.ToLower(a.style))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || strings.Contains(style, "mso-hide:all") ||
		strings.Contains(style, "max-height:0") && strings.Contains(style, "overflow:hidden") ||
		styleIsZero(style, "font-size:") || styleIsZero(style, "opacity:")
}

func styleIsZero(style, property string) bool {
	i := strings.Index(style, property)
	if i < 0 || i > 0 && style[i-1] != ';' {
		return false
	}
	value, _, _ := strings.Cut(style[i+len(property):], ";")
	return strings.TrimRight(value, "px%emt!iora") == "0"
}

// quoteContainers are the marks that mail programs put on the element which
// holds the earlier mail: beginnings of a class or an id.
var quoteContainers = struct{ classes, ids []string }{
	classes: []string{"gmail_quote", "gmail_attr", "gmail_extra", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "tutanota_quote", "zmail_extra", "hmmessage_quote", "outlook_quote", "mailru-blockquote", "ydp", "quoted-reply"},
	ids:     []string{"divRplyFwdMsg", "x_divRplyFwdMsg", "appendonsend", "x_appendonsend", "OLK_SRC_BODY_SECTION", "mail-editor-reference-message-container", "yahoo_quoted", "stopSpelling", "zmail-quote", "isReplyContent", "reply-intro", "origbody"},
}

func isQuoteContainer(tag atom.Atom, a attributes) bool {
	if tag == atom.Blockquote && a.typ == "cite" {
		return true
	}
	for _, id := range quoteContainers.ids {
		if strings.HasPrefix(a.id, id) {
			return true
		}
	}
	for _, class := range strings.Fields(a.class) {
		for _, known := range quoteContainers.classes {
			if class == known || strings.HasPrefix(class, known+"_") || known == "yahoo_quoted" && strings.HasPrefix(class, known) {
				return true
			}
		}
	}
	// Word's editor (Outlook) draws a line above the header of the earlier mail.
	return tag == atom.Div && strings.Contains(a.style, "border:none") && strings.Contains(a.style, "border-top:solid #") &&
		(strings.Contains(a.style, "E1E1E1") || strings.Contains(a.style, "B5C4DF"))
}
