package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// kind says how values of one Go type are named, shown and read.
type kind struct {
	word   string // in the docs
	sample string // what would be right, as in the file
	list   bool
}

// wants says what would be right.
func (k kind) wants() string {
	if k.word == "true or false" {
		return "wants true or false"
	}
	return "wants a " + k.word + " such as " + k.sample
}

func kindOf(field any) kind {
	switch field.(type) {
	case *string:
		return kind{"text", `"text"`, false}
	case *int:
		return kind{"whole number", "10", false}
	case *bool:
		return kind{"true or false", "true", false}
	case *int64:
		return kind{"size", `"1 MiB"`, false}
	case *time.Duration:
		return kind{"duration", `"60s", "9m" or "1h"`, false}
	case *Date:
		return kind{"day", `"2026-12-24"`, false}
	case *[]string:
		return kind{"list of texts", `["one", "two"]`, true}
	case *[]int:
		return kind{"list of whole numbers", "[75, 90, 100]", true}
	case *[]Span:
		return kind{"list of hours", `["09:00-12:00", "14:00-18:00"]`, true}
	case *[]time.Weekday:
		return kind{"list of weekdays", `["monday", "friday"]`, true}
	case *[]Date:
		return kind{"list of days", `["2026-12-24", "2026-12-28/2026-12-31"]`, true}
	}
	panic(fmt.Sprintf("config: no kind for %T", field)) // a mistake in the table: the tests walk it
}

// setText reads a value given as text: a default, a variable, a credential, a flag.
func setText(field any, text string) error {
	if !kindOf(field).list {
		return setScalar(field, strings.TrimSpace(text))
	}
	items, err := splitList(text)
	if err != nil {
		return err
	}
	return setList(field, items)
}

// splitList takes a TOML array, or words separated by commas.
func splitList(text string) ([]string, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "[") {
		var v struct{ V any }
		if err := toml.Unmarshal([]byte("V = "+text), &v); err != nil {
			return nil, errors.New(`this list is not well written; ["one", "two"] would be`)
		}
		return tomlItems(v.V)
	}
	var items []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items, nil
}

// setTOML reads a value of the settings file, whose type must be right.
func setTOML(field, value any) error {
	k := kindOf(field)
	wrong := fmt.Errorf("%s, not %s", k.wants(), tomlWord(value))
	if k.list {
		items, err := tomlItems(value)
		if err != nil {
			return wrong
		}
		return setList(field, items)
	}
	switch v := value.(type) {
	case string:
		switch field.(type) {
		case *int, *bool:
			return wrong
		}
		return setScalar(field, v)
	case int64:
		switch field.(type) {
		case *int, *int64:
			return setScalar(field, strconv.FormatInt(v, 10))
		}
	case bool:
		if b, ok := field.(*bool); ok {
			*b = v
			return nil
		}
	case toml.LocalDate:
		if _, ok := field.(*Date); ok {
			return setScalar(field, v.String())
		}
	}
	return wrong
}

func tomlItems(value any) ([]string, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, errors.New("not a list")
	}
	items := make([]string, 0, len(list))
	for _, e := range list {
		switch v := e.(type) {
		case string:
			items = append(items, v)
		case int64:
			items = append(items, strconv.FormatInt(v, 10))
		case toml.LocalDate:
			items = append(items, v.String())
		default:
			return nil, fmt.Errorf("a list of %s", tomlWord(e))
		}
	}
	return items, nil
}

// tomlWord names a value as its writer would.
func tomlWord(value any) string {
	switch v := value.(type) {
	case string:
		return fmt.Sprintf("the text %q", v)
	case int64:
		return fmt.Sprintf("the number %d", v)
	case float64:
		return fmt.Sprintf("the number %v", v)
	case bool:
		return fmt.Sprintf("the word %v", v)
	case []any:
		return "a list"
	case map[string]any:
		return "a section"
	}
	return "a date"
}

func setScalar(field any, text string) (err error) {
	switch f := field.(type) {
	case *string:
		*f = text
	case *int:
		if *f, err = strconv.Atoi(text); err != nil {
			return fmt.Errorf("%q is not a whole number; 10 would be one", text)
		}
	case *bool:
		switch strings.ToLower(text) {
		case "true", "yes", "1":
			*f = true
		case "false", "no", "0":
			*f = false
		default:
			return fmt.Errorf("%q is neither true nor false", text)
		}
	case *int64:
		*f, err = parseBytes(text)
	case *time.Duration:
		*f, err = parseDuration(text)
	case *Date:
		if *f = (Date{}); text != "" {
			*f, err = parseDate(text)
		}
	}
	return err
}

func setList(field any, items []string) (err error) {
	switch f := field.(type) {
	case *[]string:
		*f = items
	case *[]int:
		*f, err = mapItems(items, parseInt)
	case *[]Span:
		*f, err = parseSpans(items)
	case *[]time.Weekday:
		*f, err = mapItems(items, parseWeekday)
	case *[]Date:
		*f, err = parseDates(items)
	}
	return err
}

func mapItems[T any](items []string, parse func(string) (T, error)) ([]T, error) {
	out := make([]T, 0, len(items))
	for _, item := range items {
		v, err := parse(item)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func parseInt(s string) (n int, err error) {
	err = setScalar(&n, s)
	return n, err
}
