package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// items gives the value as texts: one, or one for each element of a list.
func items(field any) []string {
	switch f := field.(type) {
	case *string:
		return []string{*f}
	case *int:
		return []string{strconv.Itoa(*f)}
	case *bool:
		return []string{strconv.FormatBool(*f)}
	case *int64:
		return []string{formatBytes(*f)}
	case *time.Duration:
		return []string{formatDuration(*f)}
	case *Date:
		return []string{f.String()}
	case *[]string:
		return *f
	case *[]int:
		return texts(*f, strconv.Itoa)
	case *[]Span:
		return texts(*f, Span.String)
	case *[]time.Weekday:
		return texts(*f, func(d time.Weekday) string { return strings.ToLower(d.String()) })
	case *[]Date:
		return texts(*f, Date.String)
	}
	return nil
}

func texts[T any](values []T, text func(T) string) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		out = append(out, text(v))
	}
	return out
}

// String gives the span as 09:00-12:00.
func (s Span) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.FromMinutes/60, s.FromMinutes%60, s.ToMinutes/60, s.ToMinutes%60)
}

// literal writes the value as the settings file does.
func literal(field any) string {
	quoted := items(field)
	switch field.(type) {
	case *int, *bool, *[]int:
	default:
		quoted = texts(quoted, quoteTOML)
	}
	if kindOf(field).list {
		return "[" + strings.Join(quoted, ", ") + "]"
	}
	return quoted[0]
}

// quoteTOML writes a basic string (TOML 1.0, "String").
func quoteTOML(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
