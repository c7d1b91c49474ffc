package config

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// judge says what is wrong with a value that has the right type.
func (s Setting) judge(field any) error {
	for _, text := range items(field) {
		if text == "" && !kindOf(field).list {
			continue
		}
		if len(s.Values) > 0 && !slices.Contains(s.Values, text) {
			return fmt.Errorf("%q is not one of %s%s", text, quoteAll(s.Values), maybe(text, s.Values))
		}
		if s.check != nil {
			if err := s.check(text); err != nil {
				return err
			}
		}
	}
	return s.judgeRange(field)
}

func (s Setting) judgeRange(field any) error {
	var n int64
	var text func(int64) string
	switch f := field.(type) {
	case *int:
		n, text = int64(*f), func(n int64) string { return fmt.Sprint(n) }
	case *int64:
		n, text = *f, formatBytes
	case *time.Duration:
		n, text = int64(*f/time.Second), func(n int64) string { return formatDuration(time.Duration(n) * time.Second) }
	default:
		return nil
	}
	if s.max > 0 && (n < s.min || n > s.max) {
		return fmt.Errorf("%s is outside %s to %s", text(n), text(s.min), text(s.max))
	}
	return nil
}

func quoteAll(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(quoted, ", ")
}
