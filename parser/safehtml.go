package parser

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	xhtml "golang.org/x/net/html"

	"permanence/parser/htmltext"
)

// SafeHTML gives the HTML of the mail for a page, empty without one: only
// text markup, links to http, https and mailto, and pictures of this very mail.
// A picture that the HTML names by cid: is written with the address "part/N",
// N being Attachment.Part; every other picture is left out, so that nothing is
// ever loaded from elsewhere. The HTML of two parts is never mixed: each is
// sanitised for itself (EFAIL).
//
// It costs more than all the rest of Parse, so it is done on demand.
func (m *Message) SafeHTML() string {
	return m.SafeHTMLWith(func(part int) string { return "part/" + strconv.Itoa(part) })
}

// SafeHTMLWith is SafeHTML with another address for the pictures: link gives
// the path of a part, of letters, digits and /._- only, or nothing to leave
// the picture out.
func (m *Message) SafeHTMLWith(link func(part int) string) string {
	pieces := make([]string, 0, len(m.html))
	for _, source := range m.html {
		safe := safePolicy().Sanitize(m.resolvePictures(source, link))
		if tooDeep(safe) {
			safe = safePolicy().Sanitize(asPage(htmltext.Text(source).Text))
		}
		pieces = append(pieces, safe)
	}
	return strings.Join(pieces, "\n<hr>\n")
}

// maxOpen is how many elements may be open at once in a page. Programs differ in
// what they make of more than 512, those counted that they open by themselves:
// some flatten the rest, some refuse the page (reliability H18).
const maxOpen = 200

// tooDeep tells whether more than maxOpen elements are open at once.
func tooDeep(page string) bool {
	open, all := map[string]int{}, 0
	z := xhtml.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			return false
		case xhtml.StartTagToken:
			if name, _ := z.TagName(); !oneOf(string(name), []string{"br", "hr", "img"}) {
				open[string(name)]++
				all++
			}
		case xhtml.EndTagToken:
			if name, _ := z.TagName(); open[string(name)] > 0 {
				open[string(name)]--
				all--
			}
		}
		if all > maxOpen {
			return true
		}
	}
}

// asPage writes a text as HTML.
func asPage(text string) string {
	return "<p>" + strings.ReplaceAll(html.EscapeString(text), "\n", "<br>") + "</p>"
}

// HasHTML tells whether the mail has an HTML form.
func (m *Message) HasHTML() bool { return len(m.html) > 0 }

var pictureAddress = regexp.MustCompile(`^/?[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*$`)

// safePolicy is built once; bluemonday's policies may be used side by side.
var safePolicy = sync.OnceValue(newSafePolicy)

func newSafePolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "div", "span", "br", "hr", "b", "strong", "i", "em", "u", "s", "strike", "del", "ins", "sub", "sup", "small", "big", "code", "pre", "tt", "kbd", "samp", "var",
		"blockquote", "q", "cite", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "center", "abbr", "address")
	p.AllowAttrs("colspan", "rowspan").Matching(regexp.MustCompile(`^[1-9][0-9]?$`)).OnElements("td", "th")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,4}$`)).OnElements("ol")
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`^(?:ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(true) // for pictures; links are made absolute or dropped before
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	p.AllowAttrs("src").Matching(pictureAddress).OnElements("img")
	p.AllowAttrs("alt", "title").OnElements("img")
	p.AllowAttrs("width", "height").Matching(regexp.MustCompile(`^[0-9]{1,4}$`)).OnElements("img")
	p.SkipElementsContent("title", "head", "svg", "math", "noscript", "template", "select", "textarea", "object", "iframe")
	return p
}

// resolvePictures gives pictures the address of their part and takes every
// other source off; relative links, which would lead into our own pages, go too.
func (m *Message) resolvePictures(source string, link func(part int) string) string {
	var out strings.Builder
	out.Grow(len(source))
	z := xhtml.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		if kind == xhtml.ErrorToken {
			return out.String()
		}
		raw := z.Raw()
		if kind != xhtml.StartTagToken && kind != xhtml.SelfClosingTagToken {
			out.Write(raw)
			continue
		}
		rawTag := string(raw)
		switch name, _ := z.TagName(); string(name) {
		case "img":
			out.WriteString(m.picture(z, link))
		case "a":
			out.WriteString(absoluteLink(z))
		default:
			out.WriteString(rawTag)
		}
	}
}

func (m *Message) picture(z *xhtml.Tokenizer, link func(part int) string) string {
	var src string
	var kept strings.Builder
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch k := string(key); k {
		case "src":
			src = m.pictureAddress(string(val), link)
		case "alt", "title", "width", "height":
			kept.WriteString(" " + k + `="` + html.EscapeString(string(val)) + `"`)
		}
	}
	if src == "" {
		return ""
	}
	return `<img src="` + html.EscapeString(src) + `"` + kept.String() + ">"
}

func (m *Message) pictureAddress(src string, link func(part int) string) string {
	id, ok := cutFold(strings.TrimSpace(src), "cid:")
	if !ok || id == "" {
		return ""
	}
	for _, a := range m.Attachments {
		if a.ContentID == id && strings.HasPrefix(a.ContentType, "image/") {
			return link(a.Part)
		}
	}
	return ""
}

func absoluteLink(z *xhtml.Tokenizer) string {
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		if string(key) != "href" {
			continue
		}
		target := strings.TrimSpace(string(val))
		for _, scheme := range []string{"http://", "https://", "mailto:"} {
			if _, ok := cutFold(target, scheme); ok {
				return `<a href="` + html.EscapeString(target) + `">`
			}
		}
	}
	return "<a>"
}

// cutFold cuts an ASCII prefix in either case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || asciiLower(s[:len(prefix)]) != prefix {
		return s, false
	}
	return s[len(prefix):], true
}
