package api_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/testhouse"
)

// The reader itself must not let everything pass.
func TestAnAnswerThatIsNotAsDescribedIsFound(t *testing.T) {
	f := open(t, testhouse.Options{})
	right := f.get("/me", f.tokens[claire])
	for name, body := range map[string]string{
		"a field more":     strings.Replace(right.body, `{`, `{"more":1,`, 1),
		"a field less":     strings.Replace(right.body, `"client":"",`, ``, 1),
		"another kind":     strings.Replace(right.body, `"client":""`, `"client":7`, 1),
		"a list is null":   right.body[:strings.Index(right.body, `"scopes":`)] + `"scopes":null}`,
		"a word unknown":   strings.Replace(right.body, `"acts_as":"agent"`, `"acts_as":"ghost"`, 1),
		"another document": `[]`,
	} {
		if body == right.body {
			t.Fatalf("%s: nothing was changed in %s", name, body)
		}
		if faults := f.judge(f.request(http.MethodGet, "/me", f.tokens[claire], ""), "", answer{200, right.header, body}); len(faults) == 0 {
			t.Errorf("%s is not found: %s", name, body)
		}
	}
}

func TestAnotherClientsThingsAreAsThoseThatDoNotExist(t *testing.T) {
	f := open(t, testhouse.Options{})
	f.walk(step{who: marie, call: "POST /tickets", body: `{"text":"Le mot secret.","files":[{"filename":"a.txt","content":"YQ=="}]}`, status: 201, keep: "N=number"})
	f.walk(step{who: marie, call: "GET /tickets/{N}", status: 200, keep: "F=exchanges.0.files.0.id"})
	for _, c := range []struct{ method, theirs, nobodys, body string }{
		{http.MethodGet, "/tickets/{N}", "/tickets/99999999", ""},
		{http.MethodGet, "/tickets/{N}", "/tickets/0", ""},
		{http.MethodGet, "/tickets/{N}", "/tickets/abc", ""},
		{http.MethodGet, "/files/{F}", "/files/99999999", ""},
		{http.MethodPost, "/tickets/{N}/messages", "/tickets/99999999/messages", `{"text":"x"}`},
		{http.MethodDelete, "/tickets/{N}/observers/a@b.example", "/tickets/99999999/observers/a@b.example", ""},
	} {
		theirs := f.do(f.request(c.method, f.fill(c.theirs), f.tokens[emma], c.body), c.body)
		nobodys := f.do(f.request(c.method, c.nobodys, f.tokens[emma], c.body), c.body)
		if theirs.status != 404 || theirs.body != nobodys.body || nobodys.status != 404 {
			t.Errorf("%s %s: %d %s, of nobody: %d %s", c.method, c.theirs, theirs.status, theirs.body, nobodys.status, nobodys.body)
		}
	}
	for _, path := range []string{"/tickets", "/tickets?query=secret", "/packages", "/colleagues", "/me"} {
		if a := f.get(path, f.tokens[emma]); a.status != 200 || strings.Contains(a.body, "secret\"") || strings.Contains(strings.ToLower(a.body), "durand") {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
}

func TestAContactSeesNothingOfOurSide(t *testing.T) {
	f := open(t, testhouse.Options{Hold: time.Hour})
	f.walk(step{who: marie, call: "POST /tickets", body: `{"text":"Bonjour."}`, status: 201, keep: "N=number"})
	for _, s := range []step{
		{who: claire, call: "POST /tickets/{N}/notes", body: `{"text":"hidden-note"}`, status: 204},
		{who: claire, call: "POST /tickets/{N}/answers", body: `{"text":"hidden-waiting"}`, status: 201},
		{who: claire, call: "POST /tickets/{N}/time", body: `{"minutes":15,"kind":"internal","text":"hidden-time"}`, status: 201},
		{who: claire, call: "POST /tickets/{N}/time", body: `{"minutes":15,"text":"shown-time"}`, status: 201},
		{who: claire, call: "GET /tickets/{N}/time", status: 200, keep: "E=items.1.id"},
		{who: claire, call: "PATCH /time/{E}", body: `{"minutes":30,"reason":"hidden-reason"}`, status: 200},
		{who: claire, call: "PUT /tickets/{N}/priority", body: `{"priority":"urgent"}`, status: 204},
		{who: claire, call: "PUT /tickets/{N}/tags/hidden-tag", status: 204},
		{who: claire, call: "PUT /tickets/{N}/watchers/" + claire, status: 204},
	} {
		f.walk(s)
	}
	a := f.walk(step{who: marie, call: "GET /tickets/{N}", status: 200})
	for _, text := range []string{"hidden", "urgent", "permanence.example", `"team":"N`, `"team":"S`} {
		if strings.Contains(strings.ReplaceAll(a.body, "support@permanence.example", ""), text) {
			t.Errorf("%q is in %s", text, a.body)
		}
	}
	if !strings.Contains(a.body, "shown-time") {
		t.Errorf("no time is in %s", a.body)
	}
}

func TestATokenDoesNoMoreThanItsScopes(t *testing.T) {
	f := open(t, testhouse.Options{})
	for _, o := range f.table {
		if o.Scope == "" {
			continue
		}
		other := people.TicketsRead
		if o.Scope == other {
			other = people.PackagesRead
		}
		who := machine
		if !o.Ours {
			who = marie
		}
		path := pathName.ReplaceAllString(strings.NewReplacer("{number}", "1", "{id}", "1", "{year}", "2026", "{month}", "7", "{other}", "1").Replace(o.Path), "1")
		key := string(other) + who
		if f.tokens[key] == "" {
			f.tokens[key] = f.token(who, other)
		}
		if a := f.do(f.request(o.Method, path, f.tokens[key], "{}"), "{}"); a.status != 403 || a.code() != "scope" {
			t.Errorf("%s with the scope %s: %d %s", o.Name, other, a.status, a.body)
		}
		if !o.Theirs {
			if a := f.do(f.request(o.Method, path, f.tokens[marie], "{}"), "{}"); a.status != 403 || a.code() != "scope" {
				t.Errorf("%s for a contact: %d %s", o.Name, a.status, a.body)
			}
		}
	}
}

func TestATokenOfAnAgentActsAsNobodyElse(t *testing.T) {
	f := open(t, testhouse.Options{})
	f.walk(step{who: marie, call: "POST /tickets", body: `{"text":"Bonjour."}`, status: 201, keep: "N=number"})
	a := f.walk(step{who: claire, call: "POST /tickets/{N}/answers", body: `{"text":"Moi.","agent":"karim.benali@permanence.example"}`, status: 403})
	if a.code() != "no_right" {
		t.Error(a.body)
	}
	f.walk(step{who: claire, call: "POST /tickets/{N}/answers", body: `{"text":"Moi.","agent":"` + claire + `"}`, status: 201})
	if a = f.walk(step{who: machine, call: "POST /tickets/{N}/notes", body: `{"text":"Moi."}`, status: 400}); a.code() != "field" {
		t.Error(a.body)
	}
	f.walk(step{who: machine, call: "POST /tickets/{N}/notes", body: `{"text":"Moi.","agent":"` + claire + `"}`, status: 204})
}

func TestTokensEndAtThatMoment(t *testing.T) {
	f := open(t, testhouse.Options{})
	f.walk(step{who: marie, call: "GET /me", status: 200})
	to := ticket.Contact{FirstName: "Luc", LastName: "Petit", Position: "Atelier", Address: "luc.petit@durand.example"}
	if err := f.Desk.ReplaceContact(t.Context(), "Menuiserie Durand", "", to, "test"); err != nil {
		t.Fatal(err)
	}
	f.walk(step{who: marie, call: "GET /me", status: 401})
	f.walk(step{who: paul, call: "POST /agents/" + claire + "/deactivate", status: 200})
	f.walk(step{who: claire, call: "GET /me", status: 401})
}

func TestWhatIsNotATokenInItsPlaceOpensNothing(t *testing.T) {
	f := open(t, testhouse.Options{})
	visitor, err := f.Visit(claire)
	if err != nil {
		t.Fatal(err)
	}
	if a, err := visitor.Get("/api/v1/me"); err != nil || a.Status != 401 {
		t.Errorf("a session of the pages: %d, %v", a.Status, err)
	}
	token := f.tokens[claire]
	for name, set := range map[string]func(*http.Request){
		"in the address": func(r *http.Request) { r.URL.RawQuery = "access_token=" + token },
		"as a password":  func(r *http.Request) { r.SetBasicAuth("token", token) },
		"as a cookie":    func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "token", Value: token}) },
		"twice":          func(r *http.Request) { r.Header["Authorization"] = []string{"Bearer " + token, "Bearer " + token} },
		"without a kind": func(r *http.Request) { r.Header.Set("Authorization", token) },
	} {
		r := f.request(http.MethodGet, "/me", "", "")
		set(r)
		if a := f.do(r, ""); a.status != 401 {
			t.Errorf("a token %s: %d", name, a.status)
		}
	}
}

func TestNoOtherSiteMayAsk(t *testing.T) {
	f := open(t, testhouse.Options{})
	r := f.request(http.MethodGet, "/me", f.tokens[claire], "")
	r.Header.Set("Origin", "https://evil.example")
	a := f.do(r, "")
	for name := range a.header {
		if strings.HasPrefix(name, "Access-Control") || name == "Set-Cookie" {
			t.Errorf("the answer has %s", name)
		}
	}
	if a.header.Get("Cache-Control") != "no-store" || a.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the answer says %v", a.header)
	}
}

func TestOnlyWhatIsDescribedIsTaken(t *testing.T) {
	f := open(t, testhouse.Options{Settings: func(c *config.Config) { c.Limits.MessageBytes = 1 << 20 }})
	send := func(kind, body string) answer {
		r := f.request(http.MethodPost, "/tickets", f.tokens[marie], body)
		r.Header.Set("Content-Type", kind)
		return f.do(r, body)
	}
	for _, c := range []struct {
		name, kind, body string
		status           int
		code             string
	}{
		{"a field more", "application/json", `{"text":"x","client_id":2}`, 400, "field"},
		{"a field of the code", "application/json", `{"text":"x","Key":"y"}`, 400, "field"},
		{"another case", "application/json", `{"Text":"x"}`, 400, "field"},
		{"a field less", "application/json", `{}`, 400, "field"},
		{"null", "application/json", `{"text":null}`, 400, "field"},
		{"another kind", "application/json", `{"text":7}`, 400, "field"},
		{"a field more within", "application/json", `{"text":"x","files":[{"filename":"a","content":"YQ==","id":1}]}`, 400, "field"},
		{"no base64", "application/json", `{"text":"x","files":[{"filename":"a","content":"*"}]}`, 400, "field"},
		{"a list", "application/json", `[]`, 400, "field"},
		{"no JSON", "application/json", `text=x`, 400, "malformed"},
		{"two documents", "application/json", `{"text":"x"}{"text":"y"}`, 400, "malformed"},
		{"no UTF-8", "application/json", "{\"text\":\"\xff\"}", 400, "malformed"},
		{"a form", "application/x-www-form-urlencoded", `text=x`, 415, "media_type"},
		{"no kind", "", `{"text":"x"}`, 415, "media_type"},
		{"empty", "application/json", `{"text":"  "}`, 422, "empty"},
		{"a stranger in copy", "application/json", `{"text":"x","copies":["a@elsewhere.example"]}`, 422, "not_colleague"},
		{"no address in copy", "application/json", `{"text":"x","copies":["a"]}`, 422, "not_address"},
		{"a contract of others", "application/json", `{"text":"x","contract":"CT9999-0001"}`, 403, "no_right"},
		{"too large for a letter", "application/json", `{"text":"x","files":[{"filename":"a","content":"` + strings.Repeat("AAAA", 300_000) + `"}]}`, 413, "too_large"},
		{"too large for us", "application/json", `{"text":"` + strings.Repeat("a", 4<<20) + `"}`, 413, "too_large"},
	} {
		if a := send(c.kind, c.body); a.status != c.status || a.code() != c.code {
			t.Errorf("%s: %d %s, want %d %s\n%s", c.name, a.status, a.code(), c.status, c.code, a.body)
		}
	}
}

func TestARequestThatComesAgainDoesItsWorkOnce(t *testing.T) {
	f := open(t, testhouse.Options{})
	send := func(who, path, key, body string) answer {
		r := f.request(http.MethodPost, path, f.tokens[who], body)
		r.Header.Set("Idempotency-Key", key)
		return f.do(r, body)
	}
	first, again := send(marie, "/tickets", "k1", `{"text":"Bonjour."}`), send(marie, "/tickets", "k1", `{"text":"Bonjour."}`)
	if first.status != 201 || first.body != again.body {
		t.Errorf("%d %s, then %d %s", first.status, first.body, again.status, again.body)
	}
	if other := send(emma, "/tickets", "k1", `{"text":"Hello."}`); other.status != 201 || other.body == first.body {
		t.Errorf("the key of another token: %d %s", other.status, other.body)
	}
	f.kept["N"] = fieldOf(t, first.body, "number")
	for range 2 {
		if a := send(claire, f.fill("/tickets/{N}/time"), "k2", `{"minutes":15}`); a.status != 201 {
			t.Error(a.body)
		}
		if a := send(claire, f.fill("/tickets/{N}/notes"), "k3", `{"text":"Vu."}`); a.status != 204 {
			t.Error(a.body)
		}
	}
	a := f.get(f.fill("/tickets/{N}"), f.tokens[claire])
	if strings.Count(a.body, `"minutes":15`) != 1 || strings.Count(a.body, "Vu.") != 1 {
		t.Error(a.body)
	}
	for _, key := range []string{strings.Repeat("k", 101), "é", "a b"} {
		if a := send(marie, "/tickets", key, `{"text":"x"}`); a.status != 400 || a.code() != "idempotency_key" {
			t.Errorf("the key %q: %d %s", key, a.status, a.body)
		}
	}
	if a := send(claire, f.fill("/tickets/{N}/merge"), "k4", `{"into":1}`); a.code() != "idempotency_key" {
		t.Errorf("a key where none is taken: %d %s", a.status, a.body)
	}
}

func TestWhatCannotBeSaysWhy(t *testing.T) {
	f := open(t, testhouse.Options{})
	f.walk(step{who: marie, call: "POST /tickets", body: `{"text":"Bonjour."}`, status: 201, keep: "N=number"})
	f.walk(step{who: marie, call: "GET /tickets/{N}", status: 200, keep: "X=exchanges.0.id"})
	f.walk(step{who: marie, call: "POST /tickets/{N}/messages", body: `{"text":"Et encore."}`, status: 201})
	for _, c := range []struct {
		step
		code string
	}{
		{step{who: claire, call: "POST /tickets/{N}/answers", body: `{"text":"Moi.","seen":{X}}`, status: 409}, "stale"},
		{step{who: claire, call: "POST /tickets/{N}/merge", body: `{"into":{N}}`, status: 422}, "refused"},
		{step{who: claire, call: "POST /exchanges/{X}/cancel", status: 404}, "not_found"},
		{step{who: claire, call: "GET /tickets?query=%C3%A9tat:mauve", status: 422}, "refused"},
		{step{who: claire, call: "GET /tickets?order=alphabet", status: 400}, "field"},
		{step{who: claire, call: "GET /tickets?limit=1&limit=2", status: 400}, "field"},
		{step{who: claire, call: "GET /tickets?limit=-1", status: 400}, "field"},
		{step{who: claire, call: "GET /clients?after=x", status: 400}, "field"},
		{step{who: claire, call: "POST /tickets/{N}/snooze", body: `{"until":"hier"}`, status: 422}, "refused"},
		{step{who: claire, call: "DELETE /time/1", status: 400}, "field"},
		{step{who: paul, call: "POST /webhooks", body: `{"url":"http://127.0.0.1/","events":["all"]}`, status: 422}, "refused"},
		{step{who: paul, call: "POST /webhooks", body: `{"url":"https://erp.example/","events":["ticket.eaten"]}`, status: 422}, "refused"},
	} {
		if a := f.walk(c.step); a.code() != c.code {
			t.Errorf("%s: %s", c.call, a.body)
		}
	}
}

func TestATokenThatAsksTooOftenWaits(t *testing.T) {
	g := open(t, testhouse.Options{Settings: func(c *config.Config) { c.Limits.APIMinute = 6 }})
	g.walk(step{who: claire, call: "GET /me", status: 200})
	a := g.walk(step{who: claire, call: "GET /me", status: 429})
	if a.code() != "too_many_requests" || a.header.Get("Retry-After") == "" || a.header.Get("Retry-After") == "0" {
		t.Errorf("%v %s", a.header, a.body)
	}
	g.walk(step{who: marie, call: "GET /me", status: 200})
}

func TestTheDescriptionIsOpenToAllAndTheRestIsNot(t *testing.T) {
	f := open(t, testhouse.Options{})
	for path, want := range map[string]struct {
		status int
		kind   string
		says   string
	}{
		"/openapi.json": {200, "application/json", `"openapi":"3.1.0"`},
		"/":             {200, "text/html; charset=utf-8", "GET /tickets/{number}"},
		"/nothing":      {404, "application/problem+json", `"code":"not_found"`},
		"/me":           {401, "application/problem+json", `"code":"no_token"`},
	} {
		got, err := http.Get(f.Web + "/api/v1" + path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(got.Body)
		got.Body.Close()
		if err != nil || got.StatusCode != want.status || got.Header.Get("Content-Type") != want.kind || !strings.Contains(string(b), want.says) {
			t.Errorf("%s: %d %s, %v", path, got.StatusCode, got.Header.Get("Content-Type"), err)
		}
	}
}
