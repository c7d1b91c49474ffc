package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"permanence/daemon/testhouse"
)

// W08: a form may have any field. What the page does not ask for changes
// nothing.
func TestFieldsThatAPageDoesNotAskForChangeNothing(t *testing.T) {
	h := house(t)
	b, their := visit(t, h, marie), theirs(t, h)
	before := page(t, visit(t, h, emma), "/tickets/"+their, http.StatusOK)
	more := url.Values{"contact": {"2"}, "contact_id": {"2"}, "client": {"2"}, "client_id": {"2"}, "contract": {"HB-2026"}, "ticket": {their}, "number": {their},
		"id": {their}, "agent": {claire}, "agent_id": {"1"}, "team": {"Nord"}, "state": {"closed"}, "priority": {"high"}, "language": {"en"}, "kind": {"contact-change"},
		"from": {emma}, "from_address": {emma}, "to": {emma}, "time": {"240"}, "minutes": {"240"}, "login": {emma}, "address_id": {"1"}, "role": {"admin"}, "active": {"1"},
		"act": {"resolve"}, "approve": {"1"}, "details": {"{}"}, "way": {"out"}, "token": {"x"}, "technical": {"1"}, "mailbox": {"sales"}}
	sent := func(path string, form url.Values) string {
		t.Helper()
		form.Set("key", "k"+path)
		for name, value := range more {
			if !form.Has(name) {
				form[name] = value
			}
		}
		return post(t, b, path, form, http.StatusSeeOther).Header.Get("Location")
	}

	at := sent("/tickets", url.Values{"subject": {"Tout y met"}, "text": {"Une demande."}})
	numberOf := regexp.MustCompile(`\d+`).FindString(at)
	for _, step := range []string{"opened", "answered"} {
		if step == "answered" {
			sent(at+"/answer", url.Values{"text": {"Une suite."}, "how": {""}})
		}
		tickets, err := h.Desk.Tickets(t.Context(), "Menuiserie Durand", "")
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range tickets {
			if number(one.Number) != numberOf {
				continue
			}
			if got := fmt.Sprintf("%s %s %s %s %d", one.Subject, one.State, one.Priority, one.Agent, one.SpentMinutes); got != "Tout y met open   0" {
				t.Errorf("%s: %s", step, got)
			}
		}
	}
	sent("/password", url.Values{"present": {testhouse.Password(marie)}, "password": {"quatre mots sans lien"}, "again": {"quatre mots sans lien"}})
	if after := page(t, visit(t, h, emma), "/tickets/"+their, http.StatusOK); withoutKey(after) != withoutKey(before) {
		t.Error("another client's ticket changed")
	}
	post(t, h.Browser(), "/login", url.Values{"login": {marie}, "password": {"quatre mots sans lien"}}, http.StatusSeeOther)
}

// everywhere are the pages of a contact, with what is random taken off.
func everywhere(t *testing.T, b *testhouse.Browser, queries ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	paths := []string{"/", "/tickets", "/tickets.csv", "/tickets/1001", "/package", "/contacts", "/tickets/new"}
	for _, q := range append(queries, "statut:ouvert", "avant:2027-01-01", "après:2026-06-30", "temps:>1h", "pièce:Confidentiel") {
		paths = append(paths, "/tickets?q="+url.QueryEscape(q), "/tickets.csv?q="+url.QueryEscape(q))
	}
	for _, order := range []string{"last", "waiting", "number", "counted"} {
		paths = append(paths, "/tickets?order="+order)
	}
	for _, path := range paths {
		all[path] = withoutKey(page(t, b, path, http.StatusOK))
	}
	return all
}

// W09, R7: what we write among ourselves changes no byte of a client's pages:
// no list, count, order, date or search.
func TestWhatWeWriteAmongOurselvesChangesNoByteOfAClientsPages(t *testing.T) {
	h := house(t)
	h.Freeze()
	b, agent := visit(t, h, marie), visit(t, h, claire)
	const secret = "Confidentiel"
	before := everywhere(t, b, secret, secret+" statut:ouvert")
	work := page(t, agent, "/tickets/1001", http.StatusOK)
	fields := map[string]string{"key": field(t, work, "key"), "text": secret, "time": "45", "kind": "internal"}
	if a := upload(t, h, agent, "/tickets/1001/note", fields, secret+".txt", "text/plain", []byte(secret)); a.Status != http.StatusSeeOther {
		t.Fatal(a.Status)
	}
	post(t, agent, "/tickets/1001/time", url.Values{"time": {"30"}, "kind": {"internal"}, "text": {secret}}, http.StatusSeeOther)
	post(t, agent, "/tickets/1001/priority", url.Values{"priority": {"high"}}, http.StatusSeeOther)
	if err := h.Desk.TagTicket(t.Context(), 1001, secret, claire); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page(t, agent, "/tickets/1001", http.StatusOK), secret) {
		t.Fatal("the agent does not see the note")
	}
	for path, is := range everywhere(t, b, secret, secret+" statut:ouvert") {
		if is != before[path] {
			t.Errorf("%s changed:\n%s", path, firstChange(before[path], is))
		}
	}
}

// firstChange is the place where two pages part.
func firstChange(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	around := func(s string) string { return s[max(0, i-80):min(len(s), i+80)] }
	return around(a) + "\n---\n" + around(b)
}

var fileIn = regexp.MustCompile(`/files/(\d+)`)

// W02: of all numbers that a file can have, those are there that one of the
// contact's own pages shows, and no other.
func TestOnlyTheFilesOfOnesOwnPagesAreThere(t *testing.T) {
	h := house(t)
	b, other, agent := visit(t, h, marie), visit(t, h, emma), visit(t, h, claire)
	for i, who := range []*testhouse.Browser{b, other, b} {
		fields := map[string]string{"key": fmt.Sprint("k", i), "subject": "Avec fichier", "text": "Voir le fichier."}
		if a := upload(t, h, who, "/tickets", fields, "bilan.txt", "text/plain", []byte("bilan")); a.Status != http.StatusSeeOther {
			t.Fatal(a.Status)
		}
	}
	fields := map[string]string{"key": field(t, page(t, agent, "/tickets/1001", http.StatusOK), "key"), "text": "Entre nous", "kind": "internal"}
	if a := upload(t, h, agent, "/tickets/1001/note", fields, "nous.txt", "text/plain", []byte("nous")); a.Status != http.StatusSeeOther {
		t.Fatal(a.Status)
	}
	mine, err := h.Desk.Tickets(t.Context(), "Menuiserie Durand", "")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, one := range mine {
		for _, m := range fileIn.FindAllStringSubmatch(page(t, b, "/tickets/"+number(one.Number), http.StatusOK), -1) {
			shown[m[1]] = true
		}
	}
	absent, hidden := page(t, b, "/files/99999999", http.StatusNotFound), 0
	for id := int64(1); id <= 60; id++ {
		at := "/files/" + number(id)
		if shown[number(id)] {
			page(t, b, at, http.StatusOK)
			continue
		}
		if strings.ReplaceAll(page(t, b, at, http.StatusNotFound), at, "") != strings.ReplaceAll(absent, "/files/99999999", "") {
			t.Errorf("file %d is told from one that does not exist", id)
		}
		if a, err := agent.Get(at); err == nil && a.Status == http.StatusOK {
			hidden++
		}
	}
	if len(shown) < 2 || hidden < 2 {
		t.Errorf("%d files are shown and %d are hidden: too few to say anything", len(shown), hidden)
	}
}
