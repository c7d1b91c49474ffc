package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"permanence/daemon/testhouse"
)

var linkIn = regexp.MustCompile(`(https?://[^\s"]+)/login/link/([A-Za-z0-9_-]{43})`)

// links waits for so many links to a person and gives their tokens. They are
// written in the order in which they are asked for.
func links(t *testing.T, h *testhouse.House, address string, want int) (tokens []string) {
	t.Helper()
	for end := time.Now().Add(testhouse.Patience); len(tokens) < want; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s got %d links, want %d", address, len(tokens), want)
		}
		tokens = linksSoFar(t, h, address)
	}
	return tokens
}

func linksSoFar(t *testing.T, h *testhouse.House, address string) (tokens []string) {
	t.Helper()
	mails, err := h.Received(address)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mails {
		if found := linkIn.FindStringSubmatch(plainText(t, m)); found != nil {
			if found[1] != h.Config.Desk.BaseURL {
				t.Errorf("the link leads to %s", found[1])
			}
			tokens = append(tokens, found[2])
		}
	}
	return tokens
}

// ask asks for a link.
func ask(t *testing.T, h *testhouse.House, login string) testhouse.Answer {
	t.Helper()
	a, err := h.Browser().Post("/login/link", url.Values{"login": {login}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func post(t *testing.T, b *testhouse.Browser, path string, form url.Values, status int) testhouse.Answer {
	t.Helper()
	a, err := b.Post(path, form)
	if err != nil {
		t.Fatal(err)
	}
	if a.Status != status {
		t.Errorf("%s: %d, want %d\n%s", path, a.Status, status, a.Body)
	}
	return a
}

func TestALinkLetsInOnceByTheButtonAndNotByBeingOpened(t *testing.T) {
	h := house(t)
	ask(t, h, " "+strings.ToUpper(marie))
	got := links(t, h, marie, 1)
	b := h.Browser()
	for range 3 {
		page(t, b, "/login/link/"+got[0], http.StatusOK)
	}
	page(t, b, "/", http.StatusSeeOther)
	post(t, b, "/login/enter", url.Values{"token": {got[0]}}, http.StatusSeeOther)
	page(t, b, "/", http.StatusOK)
	other := h.Browser()
	post(t, other, "/login/enter", url.Values{"token": {got[0]}}, http.StatusGone)
	page(t, other, "/", http.StatusSeeOther)
}

func TestWhoCameByALinkChoosesAPasswordWithoutThePresentOneAndIsTold(t *testing.T) {
	h := house(t)
	ask(t, h, marie)
	ask(t, h, marie)
	got := links(t, h, marie, 2)
	b := h.Browser()
	if a := post(t, b, "/login/enter", url.Values{"token": {got[0]}, "then": {"password"}}, http.StatusSeeOther); a.Header.Get("Location") != "/password" {
		t.Errorf("sent to %q", a.Header.Get("Location"))
	}
	form := url.Values{"password": {"quatre mots sans lien"}, "again": {"quatre mots sans lien"}}
	post(t, b, "/password", form, http.StatusSeeOther)
	post(t, h.Browser(), "/login/enter", url.Values{"token": {got[1]}}, http.StatusGone) // ended with the old password
	post(t, h.Browser(), "/login", url.Values{"login": {marie}, "password": {"quatre mots sans lien"}}, http.StatusSeeOther)
	post(t, b, "/password", form, http.StatusUnprocessableEntity) // what was forgotten is known now
	if err := h.Settled(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	mails, err := h.Received(marie)
	if err != nil || !strings.Contains(plainText(t, mails[len(mails)-1]), "Le mot de passe de votre compte a été changé") {
		t.Errorf("nobody is told: %d mails, %v", len(mails), err)
	}
}

func TestALinkLapsesAfterAQuarterOfAnHour(t *testing.T) {
	h := house(t)
	ask(t, h, marie)
	got := links(t, h, marie, 1)
	h.Jump(15 * time.Minute)
	post(t, h.Browser(), "/login/enter", url.Values{"token": {got[0]}}, http.StatusGone)
}

func TestALinkEndsWhenTheContactIsReplaced(t *testing.T) {
	h := house(t)
	ask(t, h, marie)
	got := links(t, h, marie, 1)
	replace(t, h)
	post(t, h.Browser(), "/login/enter", url.Values{"token": {got[0]}}, http.StatusGone)
}

func TestAPersonIsSentThreeLinksAnHour(t *testing.T) {
	h := house(t)
	for range 5 {
		ask(t, h, marie)
	}
	ask(t, h, emma)
	links(t, h, emma, 1)
	if got := links(t, h, marie, 3); len(got) != 3 {
		t.Errorf("%d links", len(got))
	}
	h.Jump(61 * time.Minute)
	ask(t, h, marie)
	links(t, h, marie, 4)
}

func TestAskingForALinkTellsNobodyWhoExists(t *testing.T) {
	h := house(t)
	first := ask(t, h, marie)
	for _, login := range []string{"nobody@durand.example", "paul.mercier@durand.example", "", "rubbish", marie + "\r\nBcc: eve@evil.example"} {
		a := ask(t, h, login)
		if a.Status != first.Status || a.Header.Get("Location") != first.Header.Get("Location") || a.Body != first.Body {
			t.Errorf("%q: %d to %q", login, a.Status, a.Header.Get("Location"))
		}
	}
	ask(t, h, emma)
	links(t, h, emma, 1)
	if err := h.Settled(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	count, err := h.Desk.CountMail(t.Context())
	if err != nil || count.Letters["sent"] != 2 {
		t.Errorf("letters %v, %v", count.Letters, err)
	}
}

func TestOneNetworkAsksForALimitedNumberOfLinks(t *testing.T) {
	h := house(t)
	h.Freeze()
	statuses := map[int]int{}
	for range 20 {
		statuses[ask(t, h, "nobody@durand.example").Status]++
	}
	if statuses[http.StatusSeeOther] != 11 || statuses[http.StatusTooManyRequests] != 9 {
		t.Errorf("%v", statuses)
	}
}

func TestALetterThatLetSomebodyInIsNotKept(t *testing.T) {
	h := house(t)
	ask(t, h, marie)
	token := links(t, h, marie, 1)[0]
	if err := h.Settled(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	all, err := h.Desk.Letters(t.Context(), "sent")
	if err != nil || len(all) != 1 {
		t.Fatal(len(all), err)
	}
	if err := h.Desk.RetryLetter(t.Context(), all[0].ID, "test"); err == nil {
		t.Error("it is sent again")
	}
	if found := inDatabase(t, h, token); found {
		t.Error("the link can be read in the data")
	}
}
