package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var sessionIn = regexp.MustCompile(`name="session" value="([0-9a-f]{64})"`)

func TestAVisitorEndsOneSessionOrAllOthers(t *testing.T) {
	h := house(t)
	here, second, third := visit(t, h, marie), visit(t, h, marie), visit(t, h, marie)
	foreign := visit(t, h, emma)
	ids := sessionIn.FindAllStringSubmatch(page(t, here, "/account", http.StatusOK), -1)
	if len(ids) != 2 {
		t.Fatalf("%d other sessions", len(ids))
	}
	post(t, foreign, "/account/sessions", url.Values{"session": {ids[0][1]}}, http.StatusNotFound)
	post(t, here, "/account/sessions", url.Values{"session": {"rubbish"}}, http.StatusNotFound)
	post(t, here, "/account/sessions", url.Values{"session": {ids[0][1]}}, http.StatusSeeOther)
	if (status(t, second, "/account") == http.StatusSeeOther) == (status(t, third, "/account") == http.StatusSeeOther) {
		t.Error("not one session ended")
	}
	post(t, here, "/account/sessions", url.Values{"session": {"others"}}, http.StatusSeeOther)
	if status(t, second, "/account") != http.StatusSeeOther || status(t, third, "/account") != http.StatusSeeOther {
		t.Error("others go on")
	}
	page(t, here, "/account", http.StatusOK)
	page(t, foreign, "/account", http.StatusOK)
}

func TestAnAccountSaysWhoOneIsAndSpeaksOnesLanguage(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	body := page(t, b, "/account", http.StatusOK)
	for _, want := range []string{"Marie Durand", "Menuiserie Durand", marie, "127.0.0.1", "Cette session"} {
		if !strings.Contains(body, want) {
			t.Errorf("the account lacks %q", want)
		}
	}
	post(t, b, "/account/language", url.Values{"language": {"en"}}, http.StatusSeeOther)
	if body := page(t, b, "/account", http.StatusOK); !strings.Contains(body, "Open sessions") || !strings.Contains(body, "The language is saved.") {
		t.Error("the page is in French still")
	}
	post(t, b, "/account/language", url.Values{"language": {"de"}}, http.StatusUnprocessableEntity)
	agent := visit(t, h, claire)
	page(t, agent, "/account", http.StatusOK)
	post(t, agent, "/account/language", url.Values{"language": {"en"}}, http.StatusSeeOther)
	if !strings.Contains(page(t, agent, "/account", http.StatusOK), "Open sessions") {
		t.Error("an agent's page is in French still")
	}
}
