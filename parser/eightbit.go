package parser

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"permanence/parser/charset"
)

// shownFields are those that hold words for people.
var shownFields = []string{"from", "sender", "reply-to", "to", "cc", "subject"}

// readable is h for display: bytes beyond ASCII, which no field may hold but as
// UTF-8 (RFC 6532), are read in the charset that the mail names for its text.
// A subject is too short to be guessed well.
func (h header) readable(raw []byte) header {
	label, shown := "", h
	for _, name := range shownFields {
		for i, v := range h[name][:min(len(h[name]), maxShown)] {
			if utf8.ValidString(v) {
				continue
			}
			if label == "" {
				label, shown = textCharset(raw), maps.Clone(h)
			}
			values := slices.Clone(shown[name])
			values[i] = rawText(label, v)
			shown[name] = values
		}
	}
	return shown
}

// maxShown is how many fields of one name are read for display.
const maxShown = 10

// rawText reads a value in the charset of the text, or without it where that
// fails.
func rawText(label, value string) string {
	text, defects := charset.Decode(label, []byte(value))
	if len(defects) > 0 {
		return charset.Unlabelled(value)
	}
	return text
}

// Limits of the search for a charset: the first parts name it.
const (
	maxSearchBytes = 1 << 16
	maxLabelBytes  = 60
)

// textCharset is the first charset that the mail names besides ASCII and UTF-8,
// in the header of any part.
func textCharset(raw []byte) string {
	const name = "charset="
	rest := bytes.ToLower(raw[:min(len(raw), maxSearchBytes)])
	for {
		i := bytes.Index(rest, []byte(name))
		if i < 0 {
			return "us-ascii"
		}
		rest = rest[i+len(name):]
		label := strings.TrimLeft(string(rest[:min(len(rest), maxLabelBytes)]), "\"' ")
		if end := strings.IndexAny(label, "\"'; \t\r\n>"); end >= 0 {
			label = label[:end]
		}
		if label != "" && label != "us-ascii" && label != "utf-8" {
			return label
		}
	}
}
