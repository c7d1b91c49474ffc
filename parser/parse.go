package parser

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"permanence/parser/charset"
	"permanence/parser/htmltext"
	"permanence/parser/language"
	"permanence/parser/reply"
)

// ErrEmpty says that there is nothing to read at all.
var ErrEmpty = errors.New("the mail is empty")

// Parse reads one mail. It never panics and loses nothing it can read: damage
// is named in Defects. The error is ErrEmpty for empty input, or tells of a
// panic; then too the message holds what was read before (defect "panic").
// The message shares memory with raw, which must not be changed.
func Parse(raw []byte) (*Message, error) { return parse(raw, (*reading).interpret) }

// Read gives what Parse gives but for Reply, Quoted, Signature, Kind with its
// signals, Report and Language: structure and text, for callers that show a
// mail or look for one of its files.
func Read(raw []byte) (*Message, error) { return parse(raw, func(*reading) {}) }

// reading is a mail with what the rules need to know beyond the Message.
type reading struct {
	*Message
	header header
	top    entity
}

func parse(raw []byte, then func(*reading)) (m *Message, err error) {
	m = &Message{Kind: KindMessage}
	if len(raw) == 0 {
		m.addDefect("empty")
		return m, ErrEmpty
	}
	defer func() {
		if r := recover(); r != nil {
			m.addDefect("panic")
			err = fmt.Errorf("reading a mail of %d bytes: %v", len(raw), r)
		}
	}()
	r := reading{Message: m}
	r.read(withLineFeeds(raw), raw)
	then(&r)
	return m, nil
}

// read fills in what stands in the mail.
func (r *reading) read(raw, original []byte) {
	bodyAt := 0
	r.Fields, bodyAt, r.Defects = Fields(original)
	r.header = newHeader(r.Fields)
	shown := r.header.readable(raw)
	r.readIdentity(r.header, shown)
	r.readHeader(shown)
	w := walker{m: r.Message}
	h, body := w.mimeHeader(r.header, raw[bodyAt:])
	r.top = w.entity(h, body, 0)
	r.readBodies(w.orSpare(w.visit(r.top, place{first: true})))
	r.markShown()
}

// interpret fills in what the rules make of it.
func (r *reading) interpret() {
	r.cut()
	r.classify(r.header, r.top)
	r.Language = language.Of(r.Reply)
	if r.Language == "" {
		r.Language = language.Of(r.BareSubject)
	}
}

// readIdentity says who wrote, or why that cannot be said (reliability 1.1).
// Only the display of the name is taken from what was made readable.
func (m *Message) readIdentity(h, shown header) {
	froms := h["from"]
	m.FromCount = len(froms)
	for _, v := range shown["from"][:min(len(froms), maxShown)] {
		m.FromShown = append(m.FromShown, parseAddressList(v)...)
	}
	switch len(froms) {
	case 0:
		m.addDefect(defectFromNone)
	case 1:
		from, defect := parseMailbox(froms[0])
		if defect != "" {
			m.addDefect(defect)
			return
		}
		m.From = from
		if len(m.FromShown) == 1 && m.FromShown[0].Address == from.Address && !utf8.ValidString(froms[0]) {
			m.From.Name = m.FromShown[0].Name
		}
		for i := 0; i < len(from.Address); i++ {
			if from.Address[i] >= 0x80 {
				m.addDefect(defectFromNonASCII)
			}
		}
	default:
		m.addDefect(defectFromMultiple)
	}
}

// onceFields may stand in a mail once (RFC 5322 3.6).
var onceFields = []string{"subject", "date", "message-id", "to", "cc", "sender", "reply-to", "in-reply-to", "references"}

// onceMIMEFields are those of RFC 2045: readers differ on which of two counts.
var onceMIMEFields = []string{"content-type", "content-transfer-encoding", "mime-version"}

func (m *Message) readHeader(h header) {
	for _, name := range onceFields {
		if len(h[name]) > 1 {
			m.addDefect(defectHeaderDuplicate)
		}
	}
	for _, name := range onceMIMEFields {
		if len(h[name]) > 1 {
			m.addDefect("mime-ambiguous")
		}
	}
	m.MessageID = parseID(h.first("message-id"))
	m.InReplyTo = parseIDs(h.first("in-reply-to"))
	m.References = parseIDs(h.first("references"))
	m.readSubject(h.first("subject"))
	m.To = parseAddressList(strings.Join(h["to"], ","))
	m.Cc = parseAddressList(strings.Join(h["cc"], ","))
	m.ReplyTo = parseAddressList(h.first("reply-to"))
	if list := parseAddressList(h.first("sender")); len(list) > 0 {
		m.Sender = list[0]
	}
	for _, list := range [][]Address{m.FromShown, m.To, m.Cc, m.ReplyTo, {m.From, m.Sender}} {
		for _, a := range list {
			m.noteDamage(a.Name)
		}
	}
	m.readDate(h)
}

// noteDamage names the defect of text in which a character is lost.
func (m *Message) noteDamage(text string) {
	if strings.Contains(text, "\uFFFD") {
		m.addDefect(charset.Damaged)
	}
}

func (m *Message) readSubject(value string) {
	subject, defects := charset.DecodeWords(value)
	for _, d := range defects {
		m.addDefect(d)
	}
	m.Subject = subject
	m.Tokens = FindTokens(m.Subject)
	if len(m.Tokens) == 1 {
		m.Token = m.Tokens[0]
	}
	m.BareSubject = bareSubject(m.Subject)
}

func (m *Message) readDate(h header) {
	for _, value := range h["date"][:min(len(h["date"]), maxDates)] {
		if value == "" {
			continue
		}
		date, ok := parseDate(value)
		if ok {
			m.Date = date
			return
		}
		m.addDefect("date-unreadable")
	}
	if !m.Defect("date-unreadable") {
		m.addDefect("date-missing")
	}
}

// maxDates is how many Date fields are tried for one that can be read.
const maxDates = 5

// readBodies makes Text, and notes what the HTML of the mail marks in it. Where
// a body has no plain form, its HTML is turned into text.
func (m *Message) readBodies(bodies []body) {
	texts := make([]string, 0, len(bodies))
	length := 0
	for _, b := range bodies {
		if b.hasHTML {
			m.html = append(m.html, b.html)
		}
		text := m.bodyText(b, length)
		if strings.TrimSpace(text) == "" {
			continue
		}
		texts = append(texts, text)
		length += len(text) + 1
	}
	m.Text = strings.Join(texts, "\n")
}

// bodyText is the plain form of a body, or the text of its HTML where the plain
// form is missing or a stub. HTML that shows other words is named.
func (m *Message) bodyText(b body, at int) string {
	switch {
	case !b.hasHTML:
		return b.plain
	case !isStub(b.plain):
		if htmltext.Differs(b.html, b.plain) {
			m.addDefect("text-html-differ")
		}
		return b.plain
	}
	marks := len(m.marks)
	text := m.readHTML(b.html, at)
	if len(text) < len(strings.TrimSpace(b.plain)) {
		m.marks = m.marks[:marks]
		return b.plain
	}
	return text
}

// readHTML gives the text of HTML, and notes its marks for a place in Text.
func (m *Message) readHTML(source string, at int) string {
	r := htmltext.Text(source)
	for _, mark := range r.Marks {
		mark.From += at
		mark.To += at
		m.marks = append(m.marks, reply.Mark(mark))
	}
	return r.Text
}

// cut fills Reply, Quoted and Signature from Text.
func (m *Message) cut() {
	r := reply.Cut(m.replyInput())
	m.Reply, m.Quoted, m.Signature, m.Forwarded = r.New, r.Quoted, r.Signature, r.Forwarded
	if r.Limited {
		m.addDefect("text-limit")
	}
}

// Explain tells of each line of Text what the cut makes of it and why.
func (m *Message) Explain() []reply.Line { return reply.Explain(m.replyInput()) }

func (m *Message) replyInput() reply.Input {
	return reply.Input{Text: m.Text, Marks: m.marks, Answer: m.isAnswer(), Forward: isForwardSubject(m.Subject)}
}

// isAnswer tells a mail that answers another from one that opens or forwards.
func (m *Message) isAnswer() bool {
	_, kind := cutPrefix(WithoutTokens(m.Subject))
	return kind == prefixReply || kind == prefixNone && len(m.InReplyTo)+len(m.References) > 0
}
