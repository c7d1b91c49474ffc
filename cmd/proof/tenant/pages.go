package tenant

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/search"
	"permanence/daemon/testhouse"
)

// What the people of a client do on pages, with numbers, keys, cursors and
// words of the other client thrown in.

var (
	listOrders = []search.Order{search.ByLast, search.ByWaiting, search.ByNumber, search.ByCounted, "x"}
	listTabs   = []string{"", "all", "waiting", "active", "closed", "x"}
	ticketAt   = regexp.MustCompile(`^/tickets/(\d+)|$`)
	fileAt     = regexp.MustCompile(`/files/\d+(\?show=1)?`)
)

func one[T any](t *town, list []T) T { return list[t.r.IntN(len(list))] }

// did counts a request that was let through.
func (t *town) did(a testhouse.Answer, err error) error {
	if err == nil && a.Status < http.StatusBadRequest {
		t.effects[t.now]++
	}
	return err
}

func pageRead(ctx context.Context, t *town, s, _ *side) error {
	return t.did(t.get(ctx, s, one(t, []string{"/", "/package", "/contacts", "/tickets/new", "/password", "/account", "/account/two-step", "/help"}), ""))
}

// query is something to look for that may find tickets of the own side.
func (t *town) query(s *side) string {
	number, _ := pick(t.r, s.tickets)
	return one(t, []string{"", s.mark + numberIn(1+t.r.IntN(1+s.words)), "statut:ouvert", "statut:attente", fmt.Sprintf("ref:%d", number), "avant:2026-12-01",
		"temps:>30m", "-panne", "panne", `"ne marche plus"`, "(", "pièce:bilan", "x:y", "contact:chief"})
}

func pageList(ctx context.Context, t *town, s, _ *side) error {
	values := url.Values{"order": {string(one(t, listOrders))}, "tab": {one(t, listTabs)}}
	if t.r.IntN(2) == 0 {
		values.Set("q", t.query(s))
	}
	return t.did(t.get(ctx, s, "/tickets?"+values.Encode(), ""))
}

func pageTable(ctx context.Context, t *town, s, _ *side) error {
	return t.did(t.get(ctx, s, "/tickets.csv?q="+url.QueryEscape(t.query(s)), ""))
}

// pageTicket reads an own ticket with all the files that the page shows.
func pageTicket(ctx context.Context, t *town, s, _ *side) error {
	number, ok := pick(t.r, s.tickets)
	if !ok {
		return nil
	}
	a, err := t.get(ctx, s, fmt.Sprintf("/tickets/%d", number), "")
	if err := t.did(a, err); err != nil {
		return err
	}
	for _, at := range fileAt.FindAllString(a.Body, 4) {
		if _, err := t.get(ctx, s, at, ""); err != nil {
			return err
		}
	}
	return nil
}

// alikePages asks for two addresses.
func (t *town) alikePages(ctx context.Context, s *side, hidden, absent, before, after string) error {
	return t.alike(ctx, hidden, absent, func(ctx context.Context, what string) (testhouse.Answer, error) {
		return t.get(ctx, s, before+what+after, what)
	})
}

func pageOthersTicket(ctx context.Context, t *town, s, o *side) error {
	number, ok := pick(t.r, o.tickets)
	if !ok {
		return nil
	}
	return t.alikePages(ctx, s, fmt.Sprintf("/tickets/%d", number), fmt.Sprintf("/tickets/%d", 900000+t.r.IntN(99999)), "", "")
}

// pageHiddenFile asks for a file of the other client, or of a note on an own
// ticket.
func pageHiddenFile(ctx context.Context, t *town, s, o *side) error {
	ids, err := t.reg.hiddenFiles(ctx, s.client, o.client)
	if err != nil {
		return err
	}
	id, ok := pick(t.r, ids)
	if !ok {
		return nil
	}
	return t.alikePages(ctx, s, fmt.Sprintf("/files/%d", id), fmt.Sprintf("/files/%d", 900000+t.r.IntN(99999)), "", one(t, []string{"", "?show=1"}))
}

// pageHiddenWord looks for a word of the other client or of a note.
func pageHiddenWord(ctx context.Context, t *town, s, o *side) error {
	from := one(t, []*side{o, &t.notes})
	hidden := from.mark + numberIn(1+t.r.IntN(1+from.words))
	absent := "zqnowhere" + strings.Repeat("y", len(hidden)-len("zqnowhere"))
	before := one(t, []string{"/tickets?q=", "/tickets.csv?q=", "/tickets?order=counted&q=", "/tickets?q=pi%C3%A8ce:", "/tickets?q=-", "/tickets?q=contact:", "/tickets?q=panne+"})
	return t.alikePages(ctx, s, hidden, absent, before, "")
}

func pageOthersNumber(ctx context.Context, t *town, s, o *side) error {
	number, ok := pick(t.r, o.tickets)
	if !ok {
		return nil
	}
	return t.alikePages(ctx, s, fmt.Sprintf("ref:%d", number), fmt.Sprintf("ref:%d", 900000+t.r.IntN(99999)), one(t, []string{"/tickets?q=", "/tickets.csv?q="}), "")
}

// clientOrders are those that a client's list has.
var clientOrders = []search.Order{search.ByLast, search.ByNumber, search.ByCounted}

// pageOthersPlace goes on in the own list from a place in the other's.
func pageOthersPlace(ctx context.Context, t *town, s, o *side) error {
	order := one(t, clientOrders)
	found, err := t.desk.Find(ctx, desk.Scope{ClientID: o.client}, "", desk.Page{Order: order, Limit: 1})
	if err != nil || found.Next == "" {
		return err
	}
	return t.did(t.get(ctx, s, "/tickets?order="+string(order)+"&after="+url.QueryEscape(found.Next), ""))
}

// key is a form's: new, sent before, or the other's.
func (t *town) key(s, o *side) string {
	if k, ok := pick(t.r, one(t, [][]string{nil, nil, s.keys, o.keys})); ok {
		return k
	}
	k := fmt.Sprintf("k%d.%d", t.seed, t.r.Uint64())
	s.keys = append(s.keys, k)
	return k
}

// uploads are files of a page, or none.
func (t *town) uploads(s *side) []file {
	if t.r.IntN(2) == 0 {
		return nil
	}
	return []file{s.attaches()}
}

// where takes the ticket that an answer leads to: it must be the side's own.
func (t *town) where(ctx context.Context, s *side, a testhouse.Answer) error {
	n, err := strconv.ParseInt(ticketAt.FindStringSubmatch(a.Header.Get("Location"))[1], 10, 64)
	if err != nil {
		return nil // a form that came back
	}
	return t.leadsTo(ctx, s, n)
}

// leadsTo takes the ticket that what a side sent was put on.
func (t *town) leadsTo(ctx context.Context, s *side, n int64) error {
	owner, err := t.reg.ownerOf(ctx, n)
	if owner != s.client {
		t.found.told++
		t.note("what %s sent leads to ticket %d of client %d", s.name, n, owner)
	} else if !slices.Contains(s.tickets, n) {
		s.tickets = append(s.tickets, n)
	}
	return err
}

func pageOpens(ctx context.Context, t *town, s, o *side) error {
	f := form{values: map[string]string{"key": t.key(s, o), "subject": "Panne " + s.word(), "text": s.text()}, files: t.uploads(s)}
	switch t.r.IntN(5) {
	case 0:
		f.values["copies"] = s.mate + ", " + s.late
	case 1:
		f.values["copies"] = s.mate + " " + o.chief
	case 2:
		if l, ok := pick(t.r, o.received); ok {
			f.values["subject"] = "Re: " + tag(l.Subject) + " " + s.word()
		}
	case 3:
		f.values["contract"], f.values["contact"], f.values["client"] = o.contract, fmt.Sprint(o.client), fmt.Sprint(o.client)
	}
	a, err := t.post(ctx, s, "/tickets", f)
	if err := t.did(a, err); err != nil {
		return err
	}
	return t.where(ctx, s, a)
}

// message is what is added to a ticket.
func (t *town) message(s, o *side) form {
	return form{values: map[string]string{"key": t.key(s, o), "text": s.text(), "how": one(t, []string{"", "", "resolve", "thanks", "x"})}, files: t.uploads(s)}
}

func pageAnswers(ctx context.Context, t *town, s, o *side) error {
	number, ok := pick(t.r, s.tickets)
	if !ok {
		return nil
	}
	a, err := t.post(ctx, s, fmt.Sprintf("/tickets/%d/answer", number), t.message(s, o))
	if err := t.did(a, err); err != nil {
		return err
	}
	return t.where(ctx, s, a)
}

// alikeForms sends one form to a ticket of the other client and to one that
// does not exist.
func (t *town) alikeForms(ctx context.Context, s, o *side, below string, f form) error {
	number, ok := pick(t.r, o.tickets)
	if !ok {
		return nil
	}
	return t.alike(ctx, fmt.Sprintf("/tickets/%d", number), fmt.Sprintf("/tickets/%d", 900000+t.r.IntN(99999)), func(ctx context.Context, what string) (testhouse.Answer, error) {
		return t.post(ctx, s, what+below, f)
	})
}

func pageAnswersOthers(ctx context.Context, t *town, s, o *side) error {
	f := t.message(s, o)
	f.values["key"] = fmt.Sprintf("o%d.%d", t.seed, t.r.Uint64()) // one sent before leads to what it did
	return t.alikeForms(ctx, s, o, "/answer", f)
}

func pageAgents(ctx context.Context, t *town, s, o *side) error {
	verb := one(t, []string{"/note", "/state", "/assign", "/snooze", "/priority", "/subject", "/merge", "/time", "/approve"})
	own, _ := pick(t.r, s.tickets)
	return t.alikeForms(ctx, s, o, verb, form{values: map[string]string{"text": s.word(), "act": "resolve", "agent": agents[0], "until": "2h", "priority": "high",
		"subject": s.word(), "into": fmt.Sprint(own), "time": "30", "kind": "counted"}})
}

func pageCopies(ctx context.Context, t *town, s, o *side) error {
	if t.r.IntN(2) == 0 {
		return t.alikeForms(ctx, s, o, "/observers", form{values: map[string]string{"remove": one(t, []string{o.mate, s.mate})}})
	}
	number, ok := pick(t.r, s.tickets)
	if !ok {
		return nil
	}
	return t.did(t.post(ctx, s, fmt.Sprintf("/tickets/%d/observers", number), form{values: map[string]string{"remove": s.mate}}))
}

// pageReplaces asks for another technical contact, also for one of the other
// client's people.
func pageReplaces(ctx context.Context, t *town, s, o *side) error {
	address := one(t, []string{fmt.Sprintf("page%d@%s", t.r.IntN(9999), s.domain), o.chief, o.late, s.mate, "x"})
	a, err := t.post(ctx, s, "/contacts", form{values: map[string]string{"key": t.key(s, o), "last": s.word(), "first": "Claude", "position": s.word(), "address": address}})
	if err := t.did(a, err); err != nil {
		return err
	}
	return t.where(ctx, s, a)
}

func pagePassword(ctx context.Context, t *town, s, _ *side) error {
	fresh := fmt.Sprintf("quatre mots sans lien %d", t.r.IntN(9999))
	f := form{values: map[string]string{"present": one(t, []string{s.password, "wrong"}), "password": fresh, "again": fresh}}
	a, err := t.post(ctx, s, "/password", f)
	if err == nil && a.Status == http.StatusSeeOther && !lost(a) {
		s.password = fresh
	}
	return t.did(a, err)
}

// pageOthersSession would end a session of the other client's contact.
func pageOthersSession(ctx context.Context, t *town, s, o *side) error {
	ids, err := t.reg.sessions(ctx, o.client)
	if err != nil {
		return err
	}
	id, ok := pick(t.r, ids)
	if !ok {
		return nil
	}
	return t.alike(ctx, id, strings.Repeat("ab", len(id)/2), func(ctx context.Context, what string) (testhouse.Answer, error) {
		return t.post(ctx, s, "/account/sessions", form{values: map[string]string{"session": what}})
	})
}

// pageLeaves signs out, and tries to sign in as the other client's contact.
func pageLeaves(ctx context.Context, t *town, s, o *side) error {
	if _, err := s.tab.Post("/logout", nil); err != nil {
		return err
	}
	t.effects[t.now]++
	if t.r.IntN(3) > 0 {
		return nil
	}
	try := func(_ context.Context, login string) (testhouse.Answer, error) {
		a, err := s.tab.Post("/login", url.Values{"login": {login}, "password": {"wrong"}})
		if a.Status == http.StatusTooManyRequests { // a pause ends when somebody comes in
			a = testhouse.Answer{}
		}
		t.saw(s, a, "")
		return a, err
	}
	paused, err := try(ctx, o.chief)
	if err != nil || paused.Status == 0 {
		return err
	}
	return t.alike(ctx, o.chief, "nobody"+fmt.Sprint(t.r.Uint64())+"@"+o.domain, try)
}
