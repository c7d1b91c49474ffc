package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"permanence/daemon/testhouse"
)

// keyOn is the random key of a form on a page.
func keyOn(t *testing.T, body string) string {
	t.Helper()
	m := regexp.MustCompile(`name="key" value="([^"]+)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatal("the form has no key")
	}
	return m[1]
}

func TestATicketIsOpenedForWhoTelephones(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	asked := page(t, b, "/tickets/call?contact="+marie, http.StatusOK)
	holds(t, asked, "Marie Durand, Menuiserie Durand &lt;"+marie+"&gt;")
	if strings.Contains(asked, "lucas.petit") {
		t.Error("who may open nothing is offered")
	}
	form := url.Values{"key": {keyOn(t, asked)}, "contact": {"durand"}, "subject": {"Imprimante"}, "text": {"Elle n’imprime plus."}, "note": {"Modèle ancien."},
		"time": {"20"}, "kind": {"counted"}, "take": {"yes"}}
	_, to := submitted(t, b, "/tickets/call", form, http.StatusSeeOther)
	holds(t, page(t, b, to, http.StatusOK), "Imprimante", "Elle n’imprime plus.", "Modèle ancien.", "Claire Moreau", "30\u00a0min")
	if _, again := submitted(t, b, "/tickets/call", form, http.StatusSeeOther); again != to {
		t.Errorf("the same form again leads to %q, was %q", again, to)
	}
	theirs := page(t, visit(t, h, marie), to, http.StatusOK)
	holds(t, theirs, "Elle n’imprime plus.")
	if strings.Contains(theirs, "Modèle ancien.") {
		t.Error("the client sees the note")
	}
}

func TestARefusedCallComesBackFilledIn(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	good := func() url.Values {
		return url.Values{"key": {"k"}, "contact": {marie}, "subject": {"Sujet gardé"}, "text": {"Texte gardé"}, "note": {"Note gardée"}, "time": {"15"}, "kind": {"counted"}}
	}
	for name, c := range map[string]struct{ field, value, says string }{
		"nobody of that name":      {"contact", "Zorro", "ne désigne pas un seul contact"},
		"a name that several have": {"contact", "e", "ne désigne pas un seul contact"},
		"who may open nothing":     {"contact", "lucas.petit@durand.example", "Aucun contrat en cours"},
		"no duration":              {"time", "longtemps", "Cette durée ne se lit pas"},
	} {
		form := good()
		form.Set(c.field, c.value)
		body, _ := submitted(t, b, "/tickets/call", form, http.StatusUnprocessableEntity)
		holds(t, body, c.says, "Sujet gardé", "Texte gardé", "Note gardée", `value="`+c.value+`"`)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	empty := good()
	empty.Set("text", "")
	empty.Set("note", " ")
	body, _ := submitted(t, b, "/tickets/call", empty, http.StatusUnprocessableEntity)
	holds(t, body, "Il n’y a rien d’écrit", "Sujet gardé")
}

// TestAContactReachesNoPageOfThePlatform asks for every address of the agents'
// screens as a contact: what is there is as missing as what is not.
func TestAContactReachesNoPageOfThePlatform(t *testing.T) {
	h := furnished(t)
	m := visit(t, h, marie)
	missing := func(path string) string {
		return strings.NewReplacer(path, "", ` aria-current="page"`, "").Replace(page(t, m, path, http.StatusNotFound))
	}
	nowhere := missing("/nowhere")
	for _, path := range []string{"/triage", "/mails/1", "/mails/1/raw", "/tickets/call", "/clients", "/clients/1", "/contacts/1", "/time", "/rota", "/rota/swaps/1", "/board"} {
		if missing(path) != nowhere {
			t.Errorf("%s differs from a page that is not there", path)
		}
	}
	for _, path := range []string{"/mails/1/release", "/mails/1/reject", "/mails/1/retry", "/mails/1/approve", "/tickets/call", "/clients/1/contact", "/contacts/1/access",
		"/contacts/1/end", "/time", "/rota/absences", "/rota/absences/1/remove", "/rota/swaps", "/rota/swaps/1", "/rota/calendar"} {
		submitted(t, m, path, url.Values{"act": {"accept"}}, http.StatusNotFound)
	}
	waits(t, h, 3)
}

// waits checks that so many mails still wait for a person.
func waits(t *testing.T, h *testhouse.House, n int) {
	t.Helper()
	all, err := h.Desk.Triage(t.Context(), 0)
	if err != nil || len(all.Held)+len(all.Rest) != n {
		t.Errorf("%d mails wait, want %d, %v", len(all.Held)+len(all.Rest), n, err)
	}
}
