package tenant

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/testhouse"
)

// What the programs of a client do by the API, with numbers, keys and words of
// the other client thrown in.

// program is a side's program: it holds a token of whoever the contract names.
type program struct {
	client *http.Client
	token  string
}

// hold gives a side's program a token, of all that a contact can have.
func (t *town) hold(ctx context.Context, s *side) error {
	all, err := t.desk.Contracts(ctx, fmt.Sprint(s.client))
	if err != nil || len(all) == 0 {
		return errors.Join(err, fmt.Errorf("%s has %d contracts", s.name, len(all)))
	}
	n := desk.NewToken{For: all[0].Technical, Name: "program"}
	for _, row := range people.Scopes() {
		if row.Contacts {
			n.Scopes = append(n.Scopes, row.Scope)
		}
	}
	s.program.token, _, err = t.desk.AddToken(ctx, n, "proof")
	return err
}

// call is a request of a program.
type call struct{ method, path, body, key string }

// calls has a side's program ask for something and looks at all that it gets.
// thrown is what it wrote into the address itself.
func (t *town) calls(ctx context.Context, s *side, c call, thrown string) (testhouse.Answer, error) {
	a, err := t.send(ctx, s.program, c)
	if err == nil && a.Status == http.StatusUnauthorized {
		if err := t.hold(ctx, s); err != nil {
			return a, err
		}
		a, err = t.send(ctx, s.program, c)
	}
	if err == nil && a.Status >= http.StatusInternalServerError {
		err = fmt.Errorf("the API failed: %s", a.Body)
	}
	t.saw(s, a, thrown)
	return a, err
}

func (t *town) send(ctx context.Context, p program, c call) (testhouse.Answer, error) {
	r, err := http.NewRequestWithContext(ctx, c.method, t.site.base+"/api/v1"+c.path, strings.NewReader(c.body))
	if err != nil {
		return testhouse.Answer{}, err
	}
	r.Header.Set("Authorization", "Bearer "+p.token)
	if c.body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if c.key != "" {
		r.Header.Set("Idempotency-Key", c.key)
	}
	return testhouse.Answered(p.client.Do(r))
}

func programReads(ctx context.Context, t *town, s, _ *side) error {
	number, _ := pick(t.r, s.tickets)
	path := one(t, []string{"/me", "/packages", "/colleagues", fmt.Sprintf("/tickets/%d", number), "/clients", "/contacts", "/mail", "/agents", "/webhooks"})
	return t.did(t.calls(ctx, s, call{method: http.MethodGet, path: path}, ""))
}

func programLists(ctx context.Context, t *town, s, o *side) error {
	values := url.Values{"order": {string(one(t, listOrders))}, "query": {t.query(s)}, "limit": {one(t, []string{"1", "2", "50"})}}
	if found, err := t.desk.Find(ctx, desk.Scope{ClientID: o.client}, "", desk.Page{Limit: 1}); err == nil && t.r.IntN(3) == 0 {
		values.Set("after", found.Next)
	}
	return t.did(t.calls(ctx, s, call{method: http.MethodGet, path: "/tickets?" + values.Encode()}, ""))
}

// programAlike has a program ask for what is hidden from it and for what does
// not exist.
func (t *town) programAlike(ctx context.Context, s *side, hidden, absent string, c func(what string) call) error {
	return t.alike(ctx, hidden, absent, func(ctx context.Context, what string) (testhouse.Answer, error) {
		return t.calls(ctx, s, c(what), what)
	})
}

func programHidden(ctx context.Context, t *town, s, o *side) error {
	ids, err := t.reg.hiddenFiles(ctx, s.client, o.client)
	if err != nil {
		return err
	}
	number, _ := pick(t.r, o.tickets)
	id, _ := pick(t.r, ids)
	absent := 900000 + t.r.IntN(99999)
	get := func(path string) call { return call{method: http.MethodGet, path: path} }
	switch {
	case number != 0 && t.r.IntN(2) == 0:
		below := one(t, []struct {
			form string
			call func(path string) call
		}{
			{"/tickets/%d", get},
			{"/tickets?query=ref:%d", get},
			{"/tickets/%d/messages", func(path string) call { return call{method: http.MethodPost, path: path, body: `{"text":"Bonjour."}`} }},
			{"/tickets/%d/observers/" + o.mate, func(path string) call { return call{method: http.MethodDelete, path: path} }},
		})
		return t.programAlike(ctx, s, fmt.Sprintf(below.form, number), fmt.Sprintf(below.form, absent), below.call)
	case id != 0 && t.r.IntN(2) == 0:
		return t.programAlike(ctx, s, fmt.Sprintf("/files/%d", id), fmt.Sprintf("/files/%d", absent), get)
	}
	from := one(t, []*side{o, &t.notes})
	hidden := from.mark + numberIn(1+t.r.IntN(1+from.words))
	return t.programAlike(ctx, s, hidden, "zqnowhere"+strings.Repeat("y", len(hidden)-len("zqnowhere")), func(word string) call { return get("/tickets?query=" + word) })
}

func programOpens(ctx context.Context, t *town, s, o *side) error {
	body := fmt.Sprintf(`{"subject":"Panne %s","text":"Depuis %s."}`, s.word(), s.word())
	switch t.r.IntN(4) {
	case 0:
		body = fmt.Sprintf(`{"text":"%s","copies":["%s"]}`, s.word(), one(t, []string{s.mate, o.chief, o.late}))
	case 1:
		body = fmt.Sprintf(`{"text":"%s","contract":"%s"}`, s.word(), o.contract)
	case 2:
		body = fmt.Sprintf(`{"text":"%s","client_id":%d}`, s.word(), o.client)
	}
	return t.programWrites(ctx, s, o, call{method: http.MethodPost, path: "/tickets", body: body}, `"number":`)
}

func programAnswers(ctx context.Context, t *town, s, o *side) error {
	number, ok := pick(t.r, s.tickets)
	if !ok {
		return nil
	}
	body := fmt.Sprintf(`{"text":"Encore %s.","how":"%s"}`, s.word(), one(t, []string{"answer", "resolve", "thanks"}))
	return t.programWrites(ctx, s, o, call{method: http.MethodPost, path: fmt.Sprintf("/tickets/%d/messages", number), body: body}, `"ticket":`)
}

// programWrites sends what may come again, or bear a key of the other's: the
// ticket that it leads to must be the side's own.
func (t *town) programWrites(ctx context.Context, s, o *side, c call, field string) error {
	c.key = t.key(s, o)
	a, err := t.calls(ctx, s, c, "")
	if err := t.did(a, err); err != nil || a.Status != http.StatusCreated {
		return err
	}
	var number int64
	_, after, _ := strings.Cut(a.Body, field)
	if _, err := fmt.Sscan(strings.TrimRight(strings.SplitN(after, ",", 2)[0], "}\n"), &number); err != nil {
		return fmt.Errorf("%s names no ticket: %w", a.Body, err)
	}
	return t.leadsTo(ctx, s, number)
}
