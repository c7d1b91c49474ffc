package parser

import "strings"

// header is the view of the fields that the rules below read: values by
// lower-case name, first ones first.
type header map[string][]string

func newHeader(fields []Field) header {
	h := make(header, len(fields))
	for _, f := range fields {
		name := asciiLower(f.Name)
		h[name] = append(h[name], f.Value)
	}
	return h
}

func (h header) first(name string) string {
	if v := h[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

func (h header) has(name string) bool { return len(h[name]) > 0 }

// classify walks the table of signals in its order: each one seen is recorded,
// the first that names a class decides it (reliability 2.3).
func (m *Message) classify(h header, top entity) {
	f := newFacts(m, h, top)
	for _, s := range signals {
		name := s.seen(f)
		if name == "" {
			continue
		}
		m.Signals = append(m.Signals, name)
		m.Suppress = m.Suppress || s.kind == ""
		if s.kind != "" && m.Signal == "" {
			m.Kind, m.Signal = s.kind, name
		}
	}
	if m.Kind == KindBounce {
		m.readReport(f)
		if m.Report.succeeded() {
			m.Kind = KindReport
		}
	}
}

// facts is what a signal may look at.
type facts struct {
	m   *Message
	h   header
	top entity
	// sender is the local part of the sender shown, subject the subject, both
	// in lower case.
	sender, subject string
	// answer says that the subject begins like that of an answer or a forward.
	answer bool
	// absence and failure say what the subject tells.
	absence, failure bool
}

func newFacts(m *Message, h header, top entity) *facts {
	f := &facts{m: m, h: h, top: top, subject: strings.ToLower(strings.ReplaceAll(m.Subject, "’", "'"))}
	f.sender = f.senderLocal()
	_, prefix := cutPrefix(f.subject)
	f.answer = prefix != prefixNone
	f.absence = isAbsenceSubject(f.subject)
	f.failure = containsAny(f.subject, failureSubjects)
	return f
}

func (f *facts) senderLocal() string {
	shown := f.m.From.Address
	if shown == "" && len(f.m.FromShown) > 0 {
		shown = f.m.FromShown[0].Address
	}
	if shown == "" {
		shown = strings.TrimSuffix(strings.TrimSpace(f.h.first("from")), "<>") // a server's name without address
	}
	local := shown
	if i := strings.LastIndexByte(shown, '@'); i >= 0 {
		local = shown[:i]
	}
	return asciiLower(strings.Trim(local, `" `))
}

// emptyReturnPath is the mark of mail that no server may answer (RFC 5321
// 4.5.5).
func (f *facts) emptyReturnPath() bool {
	v, ok := f.h["return-path"]
	return ok && len(v) > 0 && strings.Trim(stripComments(v[0]), " \t") == "<>"
}

// firstWord is a field's value without comments and parameters, lower case.
func firstWord(value string) string {
	value = stripComments(value)
	if i := strings.IndexAny(value, ";,"); i >= 0 {
		value = value[:i]
	}
	return asciiLower(strings.TrimSpace(value))
}

func containsAny(s string, list []string) bool {
	for _, x := range list {
		if strings.Contains(s, x) {
			return true
		}
	}
	return false
}

func oneOf(s string, list []string) bool {
	for _, x := range list {
		if s == x {
			return true
		}
	}
	return false
}

func (m *Message) hasPart(types ...string) bool {
	for _, a := range m.Attachments {
		if oneOf(a.ContentType, types) {
			return true
		}
	}
	return false
}
