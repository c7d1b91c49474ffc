package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strconv"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
)

// describe answers what the API is: for programs and for who writes them. Both
// are made once, of the table.
func (a *API) describe(mux *http.ServeMux) error {
	text, err := json.Marshal(a.Description())
	if err != nil {
		return err
	}
	page, err := a.readable()
	if err != nil {
		return err
	}
	mux.Handle("GET "+Base+"/openapi.json", fixed("application/json", text))
	mux.Handle("GET "+Base+"/{$}", fixed("text/html; charset=utf-8", page))
	return nil
}

func fixed(kind string, b []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Length", strconv.Itoa(len(b)))
		_, _ = w.Write(b) // the reader is gone: nobody is left to tell
	})
}

// Description is the API in OpenAPI 3.1.
func (a *API) Description() map[string]any {
	s := &schemas{all: object{}, types: map[string]reflect.Type{}}
	paths := object{}
	for _, o := range a.Operations() {
		path, _ := paths[o.Path].(object)
		if path == nil {
			path = object{}
			paths[o.Path] = path
		}
		path[methods[o.Method]] = describeOperation(o, s)
	}
	webhooks := object{}
	for _, row := range ticket.Events() {
		webhooks[string(row.Event)] = object{"post": describeEvent(row, s)}
	}
	s.of(reflect.TypeFor[Problem](), false)
	return object{
		"openapi":  "3.1.0",
		"info":     object{"title": "Permanence", "version": a.Version, "description": about},
		"servers":  []any{object{"url": Base}},
		"security": []any{object{"token": []string{}}},
		"paths":    paths,
		"webhooks": webhooks,
		"components": object{"schemas": s.all,
			"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer", "description": "A token of `permanence token add`."}}},
	}
}

const about = "What the pages can do, for programs. Minutes, quarters, cents and bytes are whole numbers; instants are RFC 3339 with their zone, days are YYYY-MM-DD. " +
	"A body has no field that is not described here. What is not yours is answered as what does not exist."

var methods = map[string]string{"GET": "get", "POST": "post", "PUT": "put", "PATCH": "patch", "DELETE": "delete"}

func describeOperation(o Operation, s *schemas) object {
	d := object{"operationId": o.Name, "summary": o.Says, "description": o.whose(), "responses": responses(o, s)}
	if o.Scope != "" {
		d["security"] = []any{object{"token": []string{string(o.Scope)}}}
	}
	if parameters := parametersOf(o); len(parameters) > 0 {
		d["parameters"] = parameters
	}
	if hasBody(o.in) {
		d["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": s.of(o.in, true)}}}
	}
	return d
}

// whose says which tokens an operation is for.
func (o Operation) whose() string {
	whose := "For tokens of agents and machines"
	switch {
	case o.Ours && o.Theirs:
		whose = "For all tokens"
	case o.Theirs:
		whose = "For tokens of contacts"
	}
	if o.Scope == "" {
		return whose + "."
	}
	return whose + " with the scope `" + string(o.Scope) + "`."
}

func parametersOf(o Operation) (all []any) {
	for _, f := range fieldsOf(o.in) {
		if f.from == "json" {
			continue
		}
		schema := simpleSchema(f.kind)
		if f.words != nil {
			schema["enum"] = f.words
		}
		if schema["type"] == "integer" {
			schema["minimum"] = 0
		}
		if f.from == "header" {
			schema["minLength"], schema["maxLength"] = 1, maxKey
		}
		all = append(all, object{"name": f.name, "in": f.from, "required": f.required, "schema": schema, "description": saysOf("", f.name)})
	}
	return all
}

// Statuses are what an operation may answer.
func (o Operation) Statuses() []int {
	all := []int{o.Status, http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusTooManyRequests, http.StatusInternalServerError}
	if o.out == reflect.TypeFor[desk.FileContent]() {
		all = append(all, http.StatusGone)
	}
	if hasBody(o.in) {
		all = append(all, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if o.writes() {
		all = append(all, http.StatusConflict)
	}
	all = append(all, http.StatusUnprocessableEntity)
	slices.Sort(all)
	return all
}

func responses(o Operation, s *schemas) object {
	all := object{}
	for _, status := range o.Statuses() {
		if status != o.Status {
			all[strconv.Itoa(status)] = object{"description": meaning(status),
				"content": object{"application/problem+json": object{"schema": object{"$ref": "#/components/schemas/Problem"}}}}
		}
	}
	done := object{"description": "Done."}
	switch o.out {
	case reflect.TypeFor[nothing]():
	case reflect.TypeFor[desk.FileContent]():
		done["content"] = object{"application/octet-stream": object{"schema": object{"type": "string", "format": "binary"}}}
	default:
		done["content"] = object{"application/json": object{"schema": s.of(o.out, false)}}
	}
	all[strconv.Itoa(o.Status)] = done
	return all
}

// meaning is what the codes of a status say.
func meaning(status int) (text string) {
	for _, row := range problems() {
		if row.Status != status {
			continue
		}
		if text != "" {
			text += " "
		}
		text += "`" + row.Code + "`: " + row.Title + "."
	}
	return text
}

func describeEvent(row ticket.EventRow, s *schemas) object {
	header := func(name, says string) object {
		return object{"name": name, "in": "header", "required": true, "schema": object{"type": "string"}, "description": says}
	}
	return object{"summary": row.Sentence, "operationId": "on_" + regexp.MustCompile(`\W`).ReplaceAllString(string(row.Event), "_"),
		"parameters": []any{
			header("webhook-id", "The same at each attempt."),
			header("webhook-timestamp", "When this attempt was made, in Unix seconds."),
			header("webhook-signature", "v1, and the base64 of the HMAC-SHA256 of id, timestamp and body with dots between them."),
		},
		"requestBody": object{"content": object{"application/json": object{"schema": s.of(reflect.TypeFor[desk.Telling](), false)}}},
		"responses":   object{"2XX": object{"description": "It was taken. Anything else is tried again, for 24 hours."}},
	}
}
