package api

import (
	"reflect"
	"strings"
)

// field is a field of a type that goes in or out.
type field struct {
	index    []int
	name     string // as requests and answers have it
	from     string // path, query, header or json
	kind     reflect.Type
	required bool     // it is always there
	words    []string // the only ones that it takes; nil is any
}

// fieldsOf are the fields of a type, those of types that it embeds among them.
func fieldsOf(t reflect.Type) (all []field) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && f.Tag.Get("json") == "" {
			for _, inner := range fieldsOf(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				all = append(all, inner)
			}
			continue
		}
		for _, from := range []string{"path", "query", "header", "json"} {
			name, options, _ := strings.Cut(f.Tag.Get(from), ",")
			if name == "" || name == "-" {
				continue
			}
			one := field{index: f.Index, name: name, from: from, kind: f.Type}
			one.required = from == "path" || from == "json" && !strings.Contains(options, "omitempty") || strings.Contains(options, "required")
			if words := f.Tag.Get("words"); words != "" {
				one.words = strings.Split(words, " ")
			}
			all = append(all, one)
			break
		}
	}
	return all
}

func hasFrom(t reflect.Type, from string) bool {
	for _, f := range fieldsOf(t) {
		if f.from == from {
			return true
		}
	}
	return false
}

// hasBody tells whether a type is read from a body.
func hasBody(t reflect.Type) bool { return hasFrom(t, "json") }

// takesKey tells whether a request may bear an idempotency key.
func takesKey(t reflect.Type) bool { return hasFrom(t, "header") }

// takesFiles tells whether files may come in the body.
func takesFiles(t reflect.Type) bool {
	for _, f := range fieldsOf(t) {
		if f.kind == reflect.TypeFor[[]fileGiven]() {
			return true
		}
	}
	return false
}
