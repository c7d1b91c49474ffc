package web_test

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"permanence/daemon/demo"
	"permanence/daemon/desk/rota"
	"permanence/daemon/testhouse"
)

// field is the value of a hidden field on a page.
func field(t *testing.T, body, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("the page has no field %q", name)
	}
	return m[1]
}

// upload sends a form with a file.
func upload(t *testing.T, h *testhouse.House, b *testhouse.Browser, path string, fields map[string]string, filename, kind string, content []byte) testhouse.Answer {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := form.CreatePart(map[string][]string{"Content-Disposition": {`form-data; name="files"; filename="` + filename + `"`}, "Content-Type": {kind}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	answer, err := b.Send(path, form.FormDataContentType(), &body)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestATicketIsOpenedOnceHoweverOftenTheFormIsSent(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	form := url.Values{"key": {field(t, page(t, b, "/tickets/new", http.StatusOK), "key")}, "subject": {"Deux fois"}, "text": {"Une demande."}}
	var places []string
	for range 2 {
		a, err := b.Post("/tickets", form)
		if err != nil || a.Status != http.StatusSeeOther {
			t.Fatal(a.Status, err)
		}
		places = append(places, a.Header.Get("Location"))
	}
	if places[0] != places[1] {
		t.Errorf("two tickets: %v", places)
	}
}

func TestAFormThatIsRefusedComesBackFilledIn(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	a, err := b.Post("/tickets", url.Values{"key": {"k"}, "subject": {"Sujet gardé"}, "text": {"Texte gardé"}, "copies": {"hugo.martin@tilleuls.example"}})
	if err != nil || a.Status != http.StatusUnprocessableEntity {
		t.Fatal(a.Status, err)
	}
	for _, want := range []string{"Sujet gardé", "Texte gardé", "hugo.martin@tilleuls.example", `role="alert"`, "n’appartient pas"} {
		if !strings.Contains(a.Body, want) {
			t.Errorf("the form lacks %q", want)
		}
	}
}

// Attachments are served as reliability 1.4 says: nothing of them can run.
func TestAFileIsSavedAndNeverShownUnlessItIsAPicture(t *testing.T) {
	h := house(t)
	b, stranger := visit(t, h, marie), visit(t, h, emma)
	var dot bytes.Buffer
	if err := png.Encode(&dot, image.NewRGBA(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, filename, kind string
		content              []byte
		shown                string
	}{
		{"a page", "x.html", "text/html", []byte("<script>alert(1)</script>"), "application/octet-stream"},
		{"a drawing with a script", "x.svg", "image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "application/octet-stream"},
		{"a page called a picture", "x.png", "image/png", []byte("<script>alert(1)</script>"), "application/octet-stream"},
		{"a picture", "écran.png", "image/png", dot.Bytes(), "image/png"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fields := map[string]string{"key": field(t, page(t, b, "/tickets/new", http.StatusOK), "key"), "subject": c.name, "text": "Voir le fichier."}
			a := upload(t, h, b, "/tickets", fields, c.filename, c.kind, c.content)
			if a.Status != http.StatusSeeOther {
				t.Fatalf("answered %d", a.Status)
			}
			at := regexp.MustCompile(`/files/\d+`).FindString(page(t, b, a.Header.Get("Location"), http.StatusOK))
			saved, err := b.Get(at)
			if err != nil {
				t.Fatal(err)
			}
			if saved.Body != string(c.content) || saved.Header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(saved.Header.Get("Content-Disposition"), "attachment") {
				t.Errorf("saved as %v", saved.Header)
			}
			shown, err := b.Get(at + "?show=1")
			if err != nil || shown.Header.Get("Content-Type") != c.shown {
				t.Errorf("shown as %q, %v", shown.Header.Get("Content-Type"), err)
			}
			for _, h := range []http.Header{saved.Header, shown.Header} {
				if h.Get("Content-Security-Policy") != "sandbox; default-src 'none'" || h.Get("X-Content-Type-Options") != "nosniff" {
					t.Errorf("unguarded: %v", h)
				}
			}
			page(t, stranger, at, http.StatusNotFound)
		})
	}
}

func TestAnotherContactIsAskedForOnAPageAndApprovedByAnAgent(t *testing.T) {
	h := house(t)
	b, agent := visit(t, h, marie), visit(t, h, claire)
	form := url.Values{"key": {field(t, page(t, b, "/contacts", http.StatusOK), "key")}, "last": {"Petit"}, "first": {"Lucas"},
		"position": {"Comptable"}, "address": {"lucas.petit@durand.example"}}
	a, err := b.Post("/contacts", form)
	if err != nil || a.Status != http.StatusSeeOther {
		t.Fatal(a.Status, err)
	}
	at := a.Header.Get("Location")
	if body := page(t, agent, at, http.StatusOK); !strings.Contains(body, "lucas.petit@durand.example") {
		t.Error("the agent does not see whom it is about")
	}
	if a, err = agent.Post(at+"/approve", nil); err != nil || a.Status != http.StatusSeeOther {
		t.Fatal(a.Status, err)
	}
	page(t, b, "/", http.StatusSeeOther)
	contract, err := h.Desk.Contracts(t.Context(), "Menuiserie Durand")
	if err != nil || contract[0].Technical != "lucas.petit@durand.example" {
		t.Errorf("the technical contact is %v, %v", contract, err)
	}
}

// What is ours alone never reaches a client's page (R6, R7).
func TestAClientSeesNoNoteNoHeldAnswerAndNoAddressOfOurs(t *testing.T) {
	h := house(t)
	b, agent := visit(t, h, marie), visit(t, h, claire)
	const path, secret = "/tickets/1001", "à ne pas montrer"
	work := page(t, agent, path, http.StatusOK)
	for _, send := range []struct {
		to   string
		form url.Values
	}{
		{"/note", url.Values{"key": {field(t, work, "key")}, "text": {secret}, "time": {"45"}, "kind": {"internal"}}},
		{"/time", url.Values{"time": {"30"}, "kind": {"internal"}, "text": {secret}}},
	} {
		if a, err := agent.Post(path+send.to, send.form); err != nil || a.Status != http.StatusSeeOther {
			t.Fatal(send.to, a.Status, err)
		}
	}
	if !strings.Contains(page(t, agent, path, http.StatusOK), secret) {
		t.Error("the agent does not see the note")
	}
	for _, at := range []string{path, "/", "/tickets", "/tickets?q=montrer", "/tickets.csv", "/package", "/contacts", "/tickets/new"} {
		body := page(t, b, at, http.StatusOK)
		for _, never := range []string{secret, claire, "karim.benali@"} {
			if strings.Contains(strings.ReplaceAll(body, `value="montrer"`, ""), never) {
				t.Errorf("%s shows %q", at, never)
			}
		}
	}
}

func TestWhatIsAnAgentsIsMissingForAContact(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	for _, path := range []string{"note", "state", "assign", "snooze", "priority", "subject", "merge", "time", "approve"} {
		a, err := b.Post("/tickets/1001/"+path, url.Values{"act": {"resolve"}})
		if err != nil || a.Status != http.StatusNotFound {
			t.Errorf("%s: %d, %v", path, a.Status, err)
		}
	}
	for _, path := range []string{"/exchanges/1/cancel", "/exchanges/1/send"} {
		if a, err := b.Post(path, nil); err != nil || a.Status != http.StatusNotFound {
			t.Errorf("%s: %d, %v", path, a.Status, err)
		}
	}
}

// R15: after a contract's end its contact reads for 90 days, and opens nothing.
func TestAfterTheEndOfAContractItsContactReadsForATimeAndOpensNothing(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	key := field(t, page(t, b, "/tickets/new", http.StatusOK), "key")
	contracts, err := h.Desk.Contracts(t.Context(), "Menuiserie Durand")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Desk.EndContract(t.Context(), contracts[0].Ref, rota.DateOf(h.Now(), demo.Zone()), "test"); err != nil {
		t.Fatal(err)
	}
	h.Jump(48 * time.Hour)
	for path, writes := range map[string]bool{"/tickets/1001": true, "/tickets/1002": false} { // under way, and resolved
		if strings.Contains(page(t, b, path, http.StatusOK), "<textarea") != writes {
			t.Errorf("%s can be written on: want %t", path, writes)
		}
	}
	for path, form := range map[string]url.Values{"/tickets": {"key": {key}, "text": {"Encore une."}}, "/tickets/1002/answer": {"key": {key}, "text": {"Encore un mot."}, "how": {""}}} {
		if a, err := b.Post(path, form); err != nil || a.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d, %v", path, a.Status, err)
		}
	}
	h.Jump(95 * 24 * time.Hour)
	page(t, b, "/tickets/1001", http.StatusSeeOther)
}
