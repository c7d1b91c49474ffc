package anonymise

import (
	"html"
	"strings"

	tokens "golang.org/x/net/html"
)

// keptAttributes shape a text and say which program wrote it.
var keptAttributes = fieldSet(`class id style type dir align valign border width height cellpadding cellspacing color face size bgcolor
	hidden start colspan rowspan name data-marker data-smartmail charset http-equiv lang rel target`)

// wordAttributes are written with other words.
var wordAttributes = fieldSet(`href src cite alt title content`)

// markup gives HTML with other words. Scripts are emptied; style sheets stay but
// for their links, as they say where the blank lines are.
func (r *rewriter) markup(source string) string {
	var out strings.Builder
	z := tokens.NewTokenizer(strings.NewReader(source))
	inside := "" // the script or style sheet
	for {
		switch z.Next() {
		case tokens.ErrorToken:
			return out.String()
		case tokens.TextToken:
			out.WriteString(r.markedText(inside, string(z.Raw())))
		case tokens.StartTagToken, tokens.SelfClosingTagToken:
			t := z.Token()
			inside = ""
			if t.Data == "script" || t.Data == "style" {
				inside = t.Data
			}
			out.WriteString(r.tag(t))
		case tokens.EndTagToken:
			inside = ""
			name, _ := z.TagName()
			out.WriteString("</" + string(name) + ">")
		case tokens.CommentToken:
			out.WriteString("<!--" + r.words.text(string(z.Text())) + "-->")
		case tokens.DoctypeToken:
			out.Write(z.Raw())
		}
	}
}

func (r *rewriter) markedText(inside, text string) string {
	switch inside {
	case "script":
		return ""
	case "style":
		return r.words.links(text)
	}
	return escaped(r.words.text(html.UnescapeString(text)))
}

func escaped(text string) string {
	return strings.ReplaceAll(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text), "\u00a0", "&nbsp;")
}

func (r *rewriter) tag(t tokens.Token) string {
	var out strings.Builder
	out.WriteString("<" + t.Data)
	for _, a := range t.Attr {
		switch {
		case keptAttributes[a.Key] && !strings.Contains(a.Val, "url("), t.Data == "meta" && strings.Contains(a.Val, "charset"):
		case wordAttributes[a.Key]:
			a.Val = r.words.text(a.Val)
		default:
			continue
		}
		out.WriteString(" " + a.Key + `="` + html.EscapeString(a.Val) + `"`)
	}
	if t.Type == tokens.SelfClosingTagToken {
		out.WriteString(" /")
	}
	return out.String() + ">"
}
