package api

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
	"permanence/daemon/desk/ticket"
)

// schemas are the JSON Schemas (2020-12) of types, each under its name.
type schemas struct {
	all   map[string]any
	types map[string]reflect.Type // whose name it is
}

// object is a JSON object of the description.
type object = map[string]any

// of is the schema of a type: written there for what is simple, a reference
// for what has fields.
func (s *schemas) of(t reflect.Type, in bool) object {
	if simple := simpleSchema(t); simple != nil {
		return simple
	}
	switch t.Kind() {
	case reflect.Pointer:
		inner := s.of(t.Elem(), in)
		if in {
			return inner
		}
		return nullable(inner)
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem(), in)}
	case reflect.Struct:
		return s.named(t, in)
	}
	panic(fmt.Sprintf("api: no schema for %s", t)) // a mistake in the table: the tests walk it
}

// simpleSchema is the schema of what is one value; nil for what is not.
func simpleSchema(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	case reflect.TypeFor[rota.Date]():
		return object{"type": "string", "pattern": `^([0-9]{4}-[0-9]{2}-[0-9]{2})?$`}
	case reflect.TypeFor[people.Scope]():
		return object{"type": "string", "enum": wordsOf(people.Scopes(), func(r people.ScopeRow) string { return string(r.Scope) })}
	case reflect.TypeFor[ticket.Event]():
		return object{"type": "string", "enum": wordsOf(ticket.Events(), func(r ticket.EventRow) string { return string(r.Event) })}
	case reflect.TypeFor[[]byte]():
		return object{"type": "string", "contentEncoding": "base64"}
	}
	if t.Kind() == reflect.Pointer {
		return nil
	}
	if t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		panic(fmt.Sprintf("api: no schema for %s, which writes itself", t)) // as above
	}
	switch t.Kind() {
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Uint32:
		return object{"type": "integer"}
	}
	return nil
}

func wordsOf[T any](rows []T, word func(T) string) (all []string) {
	for _, r := range rows {
		all = append(all, word(r))
	}
	return all
}

func nullable(s object) object {
	if kind, ok := s["type"].(string); ok {
		s["type"] = []string{kind, "null"}
		return s
	}
	return object{"oneOf": []any{s, object{"type": "null"}}}
}

// named puts the schema of a struct under its name and refers to it.
func (s *schemas) named(t reflect.Type, in bool) object {
	name := nameOf(t)
	ref := object{"$ref": "#/components/schemas/" + name}
	if had, ok := s.types[name]; ok {
		if had != t {
			panic(fmt.Sprintf("api: %s and %s have one name", had, t)) // as above
		}
		return ref
	}
	s.types[name] = t
	properties, required := object{}, []string{}
	for _, f := range fieldsOf(t) {
		if f.from != "json" {
			continue
		}
		properties[f.name] = s.property(name, f, in)
		if f.required {
			required = append(required, f.name)
		}
	}
	s.all[name] = object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
	return ref
}

func (s *schemas) property(of string, f field, in bool) object {
	p := s.of(f.kind, in)
	if f.words != nil {
		p["enum"] = f.words
	}
	p["description"] = saysOf(of, f.name)
	return p
}

// nameOf is the name of a type in the description: as in the code, with what a
// list is of before it.
func nameOf(t reflect.Type) string {
	name, of, list := strings.Cut(t.Name(), "[")
	if list {
		of = strings.TrimSuffix(of[strings.LastIndexAny(of, "./")+1:], "]")
		name = of + name
	}
	r := []rune(name)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}
