package api

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// smallBody is how many bytes a body without files has at most.
const smallBody = 1 << 20

// read fills in what an operation takes from a request: fields tagged path,
// query and header, and those tagged json from the body. Whatever the operation
// does not know is refused.
func (a *API) read(w http.ResponseWriter, r *http.Request, o Operation, in reflect.Value) error {
	if !utf8.ValidString(r.URL.Path) {
		return missing()
	}
	query := r.URL.Query()
	for _, f := range fieldsOf(o.in) {
		switch value := in.FieldByIndex(f.index); f.from {
		case "path":
			if err := setText(value, r.PathValue(f.name)); err != nil {
				return missing()
			}
		case "query":
			texts := query[f.name]
			delete(query, f.name)
			if len(texts) == 0 && f.required {
				return problem(codeField, "%s is missing", f.name)
			} else if len(texts) == 0 {
				continue
			}
			if err := setText(value, texts[0]); err != nil || len(texts) > 1 || !f.allows(texts[0]) {
				return problem(codeField, "%s: %q is not what it takes", f.name, texts[0])
			}
		case "header":
			if err := setKey(value, r.Header.Values(f.name)); err != nil {
				return err
			}
		}
	}
	for name := range query {
		return problem(codeField, "%s: there is no such parameter", name)
	}
	if !takesKey(o.in) && r.Header.Get(keyHeader) != "" {
		return problem(codeKey, "done twice it does no more than once, or says so")
	}
	return a.readBody(w, r, o, in)
}

const (
	keyHeader = "Idempotency-Key"
	maxKey    = 100
)

// setKey reads an idempotency key: any printable text that is not long.
func setKey(value reflect.Value, texts []string) error {
	if len(texts) == 0 {
		return nil
	}
	bad := func(r rune) bool { return r <= ' ' || r > '~' }
	if len(texts) > 1 || texts[0] == "" || len(texts[0]) > maxKey || strings.ContainsFunc(texts[0], bad) {
		return problem(codeKey, "give one of at most %d letters, digits and signs", maxKey)
	}
	value.SetString(texts[0])
	return nil
}

func (a *API) readBody(w http.ResponseWriter, r *http.Request, o Operation, in reflect.Value) error {
	if !hasBody(o.in) {
		if r.ContentLength != 0 {
			return problem(codeMalformed, "this operation takes no body")
		}
		return nil
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return problem(codeMediaType, "send application/json")
	}
	limit := int64(smallBody)
	if takesFiles(o.in) {
		limit += a.Config.Limits.MessageBytes / 3 * 4
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return problem(codeTooLarge, "a body has %d bytes at most", limit)
	case err != nil:
		return problem(codeMalformed, "the body was cut")
	case !utf8.Valid(body):
		return problem(codeMalformed, "the body is not UTF-8")
	}
	if err := strict(body, o.in, ""); err != nil {
		return err
	}
	return decode(body, in)
}

// decode reads a body that strict has let through.
func decode(body []byte, in reflect.Value) error {
	err := json.Unmarshal(body, in.Addr().Interface())
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return problem(codeField, "%s: a %s is not what it takes", kind.Field, kind.Value)
	case err != nil:
		return problem(codeField, "%s", err)
	}
	return nil
}

// strict refuses a body that has a field which its type does not, lacks one
// that must be there, gives null, or a word that is none of a field's words.
// Names count letter by letter.
func strict(body []byte, t reflect.Type, path string) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(body, &given); err != nil {
		if json.Valid(body) {
			return problem(codeField, "%s is no object", named(path, "the body"))
		}
		return problem(codeMalformed, "the body is no JSON")
	}
	for _, f := range fieldsOf(t) {
		raw, there := given[f.name]
		if f.from != "json" {
			continue
		}
		delete(given, f.name)
		switch {
		case !there && f.required:
			return problem(codeField, "%s is missing", path+f.name)
		case !there:
			continue
		case string(raw) == "null":
			return problem(codeField, "%s is null: leave it out", path+f.name)
		}
		if err := f.strict(raw, path); err != nil {
			return err
		}
	}
	for name := range given {
		return problem(codeField, "%s: there is no such field", path+name)
	}
	return nil
}

func named(path, otherwise string) string {
	if path == "" {
		return otherwise
	}
	return strings.TrimSuffix(path, ".")
}

// strict looks into a field's value.
func (f field) strict(raw json.RawMessage, path string) error {
	t := f.kind
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case f.words != nil:
		var text string
		if err := json.Unmarshal(raw, &text); err != nil || !f.allows(text) {
			return problem(codeField, "%s is one of %s", path+f.name, strings.Join(f.words, ", "))
		}
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		var all []json.RawMessage
		if err := json.Unmarshal(raw, &all); err != nil {
			return problem(codeField, "%s is no list", path+f.name)
		}
		for i, one := range all {
			if err := strict(one, t.Elem(), path+f.name+"."+strconv.Itoa(i)+"."); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f field) allows(text string) bool { return f.words == nil || slices.Contains(f.words, text) }

// setText reads a parameter of an address.
func setText(value reflect.Value, text string) error {
	if u, ok := value.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return u.UnmarshalText([]byte(text))
	}
	switch value.Kind() {
	case reflect.String:
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return errors.New("no text")
		}
		value.SetString(text)
		return nil
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		if text != "true" && text != "false" {
			err = errors.New("true or false")
		}
		value.SetBool(b)
		return err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err == nil && (n < 0 || value.OverflowInt(n)) || bytes.ContainsAny([]byte(text), "+") {
		err = errors.New("out of range")
	}
	value.SetInt(n)
	return err
}
