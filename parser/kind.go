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
	f := facts{m: m, h: h, top: top}
	for _, s := range signals {
		name := s.seen(&f)
		if name == "" {
			continue
		}
		m.Signals = append(m.Signals, name)
		m.Suppress = m.Suppress || s.kind == ""
		if s.kind != "" && m.Signal == "" {
			m.Kind, m.Signal = s.kind, name
		}
	}
}

// facts is what a signal may look at.
type facts struct {
	m   *Message
	h   header
	top entity
}

// sender is the local part of the sender shown, in lower case.
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
