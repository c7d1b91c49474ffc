// Package htmltext turns HTML into the text a person would read.
package htmltext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text gives the text of an HTML body as a person sees it: quotations
// marked with >, lists with - or numbers, each link's target once, nothing of
// what is hidden. quoteAt is the offset in text where a mail program's own
// container for the earlier mail begins, -1 without one.
//
// It reads tokens, not a tree: broken and deeply nested markup costs nothing
// and loses nothing.
func Text(source string) (text string, quoteAt int) {
	w := htmlWriter{quoteAt: -1, linked: map[string]bool{}}
	w.out.Grow(len(source) / 2)
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return w.finish()
		case html.TextToken:
			w.text(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			w.open(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			w.close(atom.Lookup(name))
		}
	}
}

// htmlWriter writes text with the line ends and prefixes that blocks ask for.
type htmlWriter struct {
	out     strings.Builder
	pending int  // line ends to write before the next text
	space   bool // a blank to write before the next text
	started bool // something stands on the current line
	quotes  int  // depth of blockquotes
	above   int  // their depth where text was last written
	tight   bool // the open paragraph has no margin
	pre     int
	hidden  hiding
	lists   []int // number of the next item, -1 for bullets
	link    link
	linked  map[string]bool
	quoteAt int
	mark    bool // the container of a quotation begins before the next text
}

// link is the open a element.
type link struct {
	target string
	from   int // where its text begins in the output
}

// hiding counts the open elements of a hidden one, so that its end is found.
type hiding struct {
	tag   atom.Atom
	depth int
}

// maxQuoteDepth and maxLists keep prefixes short in hostile markup.
const (
	maxQuoteDepth = 10
	maxLists      = 20
)

func (w *htmlWriter) finish() (string, int) {
	w.closeLink()
	text := strings.TrimRight(w.out.String(), " \n")
	if w.quoteAt > len(text) {
		w.quoteAt = -1
	}
	return text, w.quoteAt
}

// text writes character data, white space collapsed as a browser does.
func (w *htmlWriter) text(raw []byte) {
	if w.hidden.depth > 0 {
		return
	}
	s := string(raw)
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if w.pre > 0 {
		w.preformatted(s)
		return
	}
	for len(s) > 0 {
		i := strings.IndexAny(s, " \t\n\r\f")
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			w.write(s[:i])
		}
		if i < len(s) {
			w.space = true
			i++
		}
		s = s[i:]
	}
}

func (w *htmlWriter) preformatted(s string) {
	for i, line := range strings.Split(strings.ReplaceAll(s, "\r", ""), "\n") {
		if i > 0 {
			w.lineBreak()
		}
		if line != "" {
			w.write(line)
		}
	}
}

// write puts a word, after the line ends and the blank that are due.
func (w *htmlWriter) write(word string) {
	word = strings.Map(visible, word)
	if word == "" {
		return
	}
	if w.pending > 0 && w.out.Len() > 0 {
		w.newLines()
	}
	w.pending = 0
	if w.mark {
		w.mark = false
		if w.quoteAt < 0 {
			w.quoteAt = w.out.Len()
		}
	}
	if !w.started {
		if w.above = w.quotes; w.quotes > 0 {
			w.out.WriteString(quoteMarks(w.quotes) + " ")
		}
	} else if w.space {
		w.out.WriteByte(' ')
	}
	w.started, w.space = true, false
	w.out.WriteString(word)
}

// visible drops what has no width; a no-break space becomes a plain one.
func visible(r rune) rune {
	switch r {
	case '\u00a0':
		return ' '
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u200e', '\u200f':
		return -1
	}
	return r
}

func (w *htmlWriter) newLines() {
	w.out.WriteByte('\n')
	for i := 1; i < w.pending; i++ {
		w.out.WriteString(quoteMarks(min(w.quotes, w.above)))
		w.out.WriteByte('\n')
	}
	w.started = false
}

func quoteMarks(depth int) string { return strings.Repeat(">", min(depth, maxQuoteDepth)) }

// block asks for at least n line ends before what follows.
func (w *htmlWriter) block(n int) {
	w.pending = max(w.pending, n)
	w.space = false
}

func (w *htmlWriter) lineBreak() {
	w.pending = min(w.pending+1, 3)
	w.space = false
}
