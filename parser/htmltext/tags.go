package htmltext

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func (w *writer) startTag(z *html.Tokenizer, selfClosing bool) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	if frames[tag] {
		return
	}
	if selfClosing && tag == atom.Title {
		z.NextIsNotRawText() // of XHTML; as HTML it would swallow the mail
		return
	}
	var a attributes
	if tag == 0 && isAddress(name) && !w.state.hidden {
		w.word(bytes.Clone(z.Raw()))
		return
	}
	if more {
		a = readAttributes(z)
	}
	margin, block := blocks[tag]
	if block {
		w.closeImplied(tag)
	}
	if voids[tag] {
		w.void(tag, &a)
		return
	}
	w.openElement(element{tag: tag, block: block, margin: margin, mark: -1, last: -1, rest: -1}, name, &a)
}

// isAddress tells the address that a careless program put in the HTML with its
// angle brackets ("Anne <anne@a.example> wrote:"), which reads as a tag.
func isAddress(name []byte) bool {
	return bytes.IndexByte(name, '@') > 0 || string(name) == "http:" || string(name) == "https:"
}

func (w *writer) openElement(e element, name []byte, a *attributes) {
	e.before, e.marks, e.textAt = w.state, len(w.marks), len(w.out)
	switch {
	case w.state.hidden:
	case unseen[e.tag], e.tag == 0 && unseenNames[string(name)], a.hidden, a.style.concealed():
		w.state.hidden = true
	default:
		w.inherit(&e, &a.style)
		w.openMark(&e, a)
		w.openTag(&e, a)
	}
	if e.block || w.inline > 0 || e.mark >= 0 || w.state != e.before {
		if e.tag == 0 {
			e.name = string(name)
		}
		w.push(e)
	}
}

// inherit takes from a style what holds for all that stands in the element.
func (w *writer) inherit(e *element, st *style) {
	s := &w.state
	s.tiny = st.tiny || s.tiny && !st.sized
	s.pre = st.pre || s.pre && !st.flowing
	s.symbols = st.symbols || s.symbols && !st.words
	s.bullet = s.bullet || st.wordBullet
	switch e.tag {
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		s.pre, w.fresh = !st.flowing, true
	case atom.Sup:
		s.raised = true
	}
}

func (w *writer) openTag(e *element, a *attributes) {
	switch e.tag {
	case atom.P:
		e.margin = w.paragraphMargin(a)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.openList(e, a)
	case atom.Li:
		w.block(e.margin)
		w.openItem(a)
		return
	case atom.Dd:
		w.state.indents++
	case atom.Blockquote:
		w.openBlockquote(e, a)
	case atom.Div:
		w.openBordered(a)
	case atom.Table:
		w.openTable()
	case atom.Tr:
		w.openRow()
	case atom.Td, atom.Th:
		w.openCell()
		return
	case atom.A:
		w.openLink(a.href)
	}
	if e.margin > 0 {
		w.block(e.margin)
	}
	if a.style.wordLevel > 1 {
		w.item = listIndent(a.style.wordLevel - 1)
	}
}

// paragraphMargin is the line ends around a paragraph: those of Outlook and of
// lists have no blank line between them.
func (w *writer) paragraphMargin(a *attributes) int {
	switch {
	case a.style.loose:
		return 2
	case w.tight, a.style.tight, w.state.lists > 0, a.style.wordLevel > 0, containsFold(a.class, "mso"):
		return 1
	}
	return 2
}

// void reads an element without content.
func (w *writer) void(tag atom.Atom, a *attributes) {
	if w.state.hidden || a.hidden || a.style.concealed() && tag != atom.Br {
		return
	}
	switch tag {
	case atom.Br:
		w.lineBreak()
	case atom.Img:
		w.image(a)
	case atom.Hr:
		w.openVoidMark(tag, a)
		w.block(1)
		w.rule, w.ruled = true, len(w.marks)
		w.noteInCell()
	}
}

func (w *writer) endTag(z *html.Tokenizer) {
	name, _ := z.TagName()
	tag := atom.Lookup(name)
	switch {
	case tag == atom.A && !w.state.hidden:
		w.closeLink()
	case tag == atom.Br && !w.state.hidden:
		w.lineBreak()
		return
	}
	if !frames[tag] {
		w.close(tag, name)
	}
}

// readStyleSheet finds the rule by which Outlook on the web takes the margins of
// paragraphs away.
func (w *writer) readStyleSheet(s []byte) {
	if w.tight || len(s) > maxTightSheet || w.open[len(w.open)-1].tag != atom.Style {
		return
	}
	bare := make([]byte, 0, len(s))
	for _, c := range s {
		if c > ' ' {
			bare = append(bare, c)
		}
	}
	w.tight = hasPrefixFold(bare, "p{margin-top:0;margin-bottom:0")
}

// maxTightSheet is longer than a style sheet of that one rule.
const maxTightSheet = 100
