// Package htmltext turns HTML into the text a person would read, and tells
// which stretches of it the markup of mail programs marks as earlier mail or as
// a signature.
package htmltext

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Result is the text of an HTML body with what its markup tells of it.
type Result struct {
	Text  string
	Marks []Mark
}

// Mark is a stretch of the text, in bytes, that markup marks.
type Mark struct {
	From, To int
	// Kind is one of the kinds below; Name tells the program and its markup,
	// "gmail/quote".
	Kind, Name string
}

// Kinds of marks.
const (
	// KindQuotation is earlier mail with the line that introduces it.
	KindQuotation = "quotation"
	// KindIntroduction is the line above earlier mail.
	KindIntroduction = "introduction"
	// KindForward is a mail that is passed on.
	KindForward = "forward"
	// KindIndented is a blockquote that nothing tells from an indentation, or
	// a place for quotations that holds none.
	KindIndented = "indented"
	// KindIndentedLast is one that ends the element it stands in.
	KindIndentedLast = "indented last"
	// KindSignature is what a program put below the text.
	KindSignature = "signature"
)

// Text gives the text of an HTML body as a person sees it: quotations
// marked with >, lists with - or numbers, each link's target once, nothing of
// what is hidden.
//
// It reads tokens and keeps a stack of the open elements, not a tree: broken
// and deeply nested markup costs nothing and loses nothing.
func Text(source string) Result {
	if !utf8.ValidString(source) {
		source = strings.ToValidUTF8(source, "\uFFFD")
	}
	w := newWriter(len(source))
	w.read(source)
	return w.finish()
}

func (w *writer) read(source string) {
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			w.text(z.Text())
		case html.StartTagToken:
			w.startTag(z, false)
		case html.SelfClosingTagToken:
			w.startTag(z, true)
		case html.EndTagToken:
			w.endTag(z)
		}
	}
}
