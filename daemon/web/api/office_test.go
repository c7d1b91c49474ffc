package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"

	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/testhouse"
	"permanence/daemon/web/api"
	"permanence/templates"
)

// Whose tokens are used.
const (
	machine = ""
	marie   = "marie.durand@durand.example"
	emma    = "emma.harper@harper-blake.example"
	claire  = "claire.moreau@permanence.example"
	paul    = "paul.girard@permanence.example" // the administrator
)

// office is a house with tokens of everybody, and a reader who holds each
// answer against the description.
type office struct {
	*testhouse.House
	t      *testing.T
	tokens map[string]string
	reader validator.Validator
	table  []api.Operation
	mux    *http.ServeMux
	done   map[string]bool // operations that did what they say, by name
	kept   map[string]string
}

func open(t *testing.T, o testhouse.Options) *office {
	t.Helper()
	o.Pages = true
	settings := o.Settings
	o.Settings = func(c *config.Config) {
		c.Limits.APIMinute = 0
		if settings != nil {
			settings(c)
		}
	}
	h, err := testhouse.Open(t.Context(), "", o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	f := &office{House: h, t: t, tokens: map[string]string{}, done: map[string]bool{}, kept: map[string]string{}}
	for _, who := range []string{machine, marie, emma, claire, paul} {
		f.tokens[who] = f.token(who, all(who)...)
	}
	f.read()
	return f
}

// all are the scopes that somebody can have.
func all(who string) (scopes []people.Scope) {
	role := map[string]people.Role{claire: people.RoleAgent, paul: people.RoleAdmin}[who]
	for _, row := range people.Scopes() {
		if row.Scope.For(role, who == marie || who == emma) {
			scopes = append(scopes, row.Scope)
		}
	}
	return scopes
}

// token makes a token of somebody.
func (f *office) token(who string, scopes ...people.Scope) string {
	f.t.Helper()
	token, _, err := f.Desk.AddToken(f.t.Context(), desk.NewToken{For: who, Name: "ERP", Scopes: scopes}, "test")
	if err != nil {
		f.t.Fatal(err)
	}
	return token
}

// readerOf reads a description once for all tests: it is the same in each house.
var readerOf = sync.OnceValues(func() (validator.Validator, error) {
	pages, err := templates.LoadPages(nil)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(api.New(api.Options{Config: &config.Config{}, Pages: pages}).Description())
	if err != nil {
		return nil, err
	}
	document, err := libopenapi.NewDocument(text)
	if err != nil {
		return nil, err
	}
	v, errs := validator.NewValidator(document)
	return v, errors.Join(errs...)
})

// read makes ready what answers are held against.
func (f *office) read() {
	f.t.Helper()
	var err error
	if f.reader, err = readerOf(); err != nil {
		f.t.Fatal(err)
	}
	pages, err := templates.LoadPages(nil)
	if err != nil {
		f.t.Fatal(err)
	}
	f.table = api.New(api.Options{Desk: f.Desk, Config: f.Config, Pages: pages, Now: f.Now, Log: slog.New(slog.DiscardHandler)}).Operations()
	f.mux = http.NewServeMux()
	for _, o := range f.table {
		f.mux.HandleFunc(o.Method+" "+api.Base+o.Path, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, o.Name) })
	}
}

// answer is what the API said.
type answer struct {
	status int
	header http.Header
	body   string
}

// code is that of a problem.
func (a answer) code() string {
	var p struct{ Code string }
	_ = json.Unmarshal([]byte(a.body), &p)
	return p.Code
}

func (f *office) get(path, token string) answer {
	f.t.Helper()
	return f.do(f.request(http.MethodGet, path, token, ""), "")
}

func (f *office) request(method, path, token, body string) *http.Request {
	f.t.Helper()
	r, err := http.NewRequest(method, f.Web+api.Base+path, strings.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

func (f *office) do(r *http.Request, body string) answer {
	f.t.Helper()
	got, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		f.t.Fatal(err)
	}
	defer got.Body.Close()
	b, err := io.ReadAll(got.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	a := answer{got.StatusCode, got.Header, string(b)}
	for _, fault := range f.judge(r, body, a) {
		f.t.Error(fault)
	}
	return a
}

// judge holds a request that was taken, and every answer, against the
// description; it gives what is not as described.
func (f *office) judge(r *http.Request, body string, a answer) (faults []string) {
	again := r.Clone(context.Background())
	again.Body = io.NopCloser(strings.NewReader(body))
	if a.status < 300 {
		if ok, errs := f.reader.ValidateHttpRequest(again); !ok {
			faults = append(faults, fmt.Sprintf("%s %s was taken, against the description:%s", r.Method, r.URL.Path, sentences(errs)))
		}
		again.Body = io.NopCloser(strings.NewReader(body))
	}
	said := &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(strings.NewReader(a.body))}
	if ok, errs := f.reader.ValidateHttpResponse(again, said); !ok {
		faults = append(faults, fmt.Sprintf("%s %s answers %d against the description:%s\n%s", r.Method, r.URL.Path, a.status, sentences(errs), a.body))
	}
	return faults
}

// step is one call of the walk, with what is kept of its answer for later
// ones: "N=number" keeps the field number as {N}.
type step struct {
	who, call, body string
	status          int
	keep            string
}

// walk makes a call; in the address and the body {N} is what was kept as N.
func (f *office) walk(s step) answer {
	f.t.Helper()
	method, path, _ := strings.Cut(f.fill(s.call), " ")
	body := f.fill(s.body)
	a := f.do(f.request(method, path, f.tokens[s.who], body), body)
	if a.status != s.status {
		f.t.Fatalf("%s as %q: %d, want %d\n%s\n%s", s.call, s.who, a.status, s.status, body, a.body)
	}
	if name := f.nameOf(method, path); a.status < 300 {
		f.done[name] = true
	}
	for pair := range strings.FieldsSeq(s.keep) {
		name, field, _ := strings.Cut(pair, "=")
		f.kept[name] = fieldOf(f.t, a.body, field)
	}
	return a
}

var blank = regexp.MustCompile(`\{[A-Z]+\}`)

func (f *office) fill(text string) string {
	return blank.ReplaceAllStringFunc(text, func(name string) string { return f.kept[strings.Trim(name, "{}")] })
}

// nameOf is the operation of an address.
func (f *office) nameOf(method, path string) string {
	f.t.Helper()
	r := f.request(method, path, "", "")
	h, pattern := f.mux.Handler(r)
	if pattern == "" {
		f.t.Fatalf("%s %s is no operation", method, path)
	}
	w := &words{}
	h.ServeHTTP(w, r)
	return w.String()
}

// words is an answer of which only the text counts.
type words struct{ strings.Builder }

func (*words) Header() http.Header { return http.Header{} }
func (*words) WriteHeader(int)     {}

// fieldOf reads a field of JSON, as items.0.id.
func fieldOf(t *testing.T, body, path string) string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	for name := range strings.SplitSeq(path, ".") {
		switch in := v.(type) {
		case map[string]any:
			v = in[name]
		case []any:
			var i int
			if _, err := fmt.Sscan(name, &i); err != nil || i >= len(in) {
				t.Fatalf("no %s in %s", path, body)
			}
			v = in[i]
		}
	}
	if v == nil {
		t.Fatalf("no %s in %s", path, body)
	}
	return fmt.Sprint(v)
}
