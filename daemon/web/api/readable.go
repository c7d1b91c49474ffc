package api

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
)

//go:embed readable.html
var readableText string

// page is the description for a person.
type page struct {
	About      string
	Style      string
	Version    string
	Operations []pageOperation
	Scopes     []people.ScopeRow
	Events     []ticket.EventRow
	Problems   []problemRow
	Schemas    map[string]any
}

// pageOperation is an operation with its types.
type pageOperation struct {
	Operation
	Whose      string
	Parameters []any
	In, Out    string // names of schemas
}

// readable is the page of the description, made of the same table.
func (a *API) readable() ([]byte, error) {
	t, err := template.New("readable").Funcs(template.FuncMap{"kind": kindWords}).Parse(readableText)
	if err != nil {
		return nil, fmt.Errorf("reading the page of the API: %w", err)
	}
	p := page{About: about, Version: a.Version, Scopes: people.Scopes(), Events: ticket.Events(), Problems: problems(),
		Schemas: a.Description()["components"].(object)["schemas"].(object)}
	if p.Style, err = a.Pages.StaticPath("permanence.css"); err != nil {
		return nil, err
	}
	for _, o := range a.Operations() {
		one := pageOperation{Operation: o, Whose: strings.ReplaceAll(o.whose(), "`", ""), Parameters: parametersOf(o)}
		if hasBody(o.in) {
			one.In = nameOf(o.in)
		}
		if _, there := p.Schemas[nameOf(o.out)]; there && o.out.Kind() != 0 {
			one.Out = nameOf(o.out)
		}
		p.Operations = append(p.Operations, one)
	}
	var b bytes.Buffer
	err = t.Execute(&b, p)
	return b.Bytes(), err
}

// kindWords is a schema in a few words.
func kindWords(schema any) string {
	s, _ := schema.(object)
	if ref, ok := s["$ref"].(string); ok {
		return ref[strings.LastIndex(ref, "/")+1:]
	}
	if either, ok := s["oneOf"].([]any); ok {
		return kindWords(either[0]) + " or null"
	}
	if words, ok := s["enum"].([]string); ok {
		return strings.Join(words, " | ")
	}
	switch kind := s["type"].(type) {
	case []string:
		return strings.Join(kind, " or ")
	case string:
		if kind == "array" {
			return "list of " + kindWords(s["items"])
		}
		return kind
	}
	return ""
}
