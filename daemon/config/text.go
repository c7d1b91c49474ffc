package config

import (
	"fmt"
	"slices"
	"strings"
)

// Text writes a Config as a settings file: what differs from the defaults,
// secrets too. The demo keeps its settings so, in its data directory.
func Text(c *Config) string {
	var b strings.Builder
	section, index := "", 0
	for _, t := range targetsOf(c) {
		if t.isDefault() {
			continue
		}
		if t.Section != section || t.index != index {
			section, index = t.Section, t.index
			b.WriteString("\n" + t.header() + "\n")
		}
		fmt.Fprintf(&b, "%s = %s\n", t.Key, literal(t.field))
	}
	return strings.TrimPrefix(b.String(), "\n")
}

func (t target) header() string {
	if t.Repeated() {
		return "[[" + t.Section + "]]"
	}
	return "[" + t.Section + "]"
}

// isDefault compares as the file would be read; a default that cannot be read
// is a mistake in the table, which the tests walk.
func (t target) isDefault() bool {
	standard := t.blank()
	return setText(standard, t.Default) == nil && slices.Equal(items(standard), items(t.field))
}
