package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
	"permanence/daemon/testhouse"
)

// sends posts a form and gives what came back.
func sends(t *testing.T, b *testhouse.Browser, path string, form url.Values, status int) testhouse.Answer {
	t.Helper()
	a, err := b.Post(path, form)
	if err != nil {
		t.Fatal(err)
	}
	if a.Status != status {
		t.Errorf("%s %v: %d, want %d: %s", path, form, a.Status, status, alert.FindString(a.Body))
	}
	return a
}

// alert is what a page complains about.
var alert = regexp.MustCompile(`(?s)role="alert">.{0,200}`)

// whole is a ticket as it is now.
func whole(t *testing.T, h *testhouse.House, number int64) desk.TicketWhole {
	t.Helper()
	w, err := h.Desk.Ticket(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// seen is the ticket's last exchange, as its page says.
func seen(t *testing.T, h *testhouse.House, number int64) string {
	t.Helper()
	view, err := h.Desk.AgentTicket(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(view.Seen)
}

func has(t *testing.T, body string, wants ...string) {
	t.Helper()
	body = strings.ReplaceAll(body, "\u00a0", " ")
	for _, want := range wants {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// elsewhere is a page as it would be at another address.
func elsewhere(body, path string) string {
	path, _, _ = strings.Cut(path, "?")
	return strings.NewReplacer(`value="`+path+`"`, `value="/nowhere"`, ` aria-current="page"`, "").Replace(body)
}

// TestAContactFindsNothingOfTheAgentsPages: each of these addresses is the same
// page for a contact as one that is not there.
func TestAContactFindsNothingOfTheAgentsPages(t *testing.T) {
	h := house(t)
	b := visit(t, h, marie)
	nowhere := page(t, b, "/nowhere", http.StatusNotFound)
	for _, path := range []string{"/tickets/1001/split", "/tickets/1001/echo?time=15", "/tickets/1001/time?minutes=15&day=2026-01-05", "/tickets/1001/time/1",
		"/canned", "/canned/1", "/macros", "/macros/1", "/preferences"} {
		if body := page(t, b, path, http.StatusNotFound); elsewhere(body, path) != nowhere {
			t.Errorf("%s is another page than one that is not there", path)
		}
	}
	for _, path := range []string{"/tickets/1001/macro", "/tickets/1001/tags", "/tickets/1001/links", "/tickets/1001/watchers", "/tickets/1001/contract",
		"/tickets/1001/fields", "/tickets/1001/split", "/tickets/1001/time", "/tickets/1001/time/1", "/canned", "/canned/suggested", "/canned/1",
		"/canned/1/remove", "/macros", "/macros/1", "/macros/1/remove", "/preferences", "/preferences/calendar", "/exchanges/1/send", "/exchanges/1/cancel"} {
		if a := sends(t, b, path, url.Values{"add": {"x"}, "time": {"15"}, "day": {"2026-01-05"}}, http.StatusNotFound); elsewhere(a.Body, path) != nowhere {
			t.Errorf("POST %s is another page than one that is not there", path)
		}
	}
}

func TestAnAnswerWithoutTheFileOrTheTimeThatItSeemsToNeedIsAskedAboutOnce(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	form := url.Values{"seen": {seen(t, h, 1001)}, "text": {"Vous trouverez ci-joint le relevé."}, "kind": {"counted"}, "act": {"wait"}, "key": {"k1"}}
	before := len(whole(t, h, 1001).Exchanges)
	a := sends(t, b, "/tickets/1001/answer", form, http.StatusUnprocessableEntity)
	has(t, a.Body, "annonce une pièce jointe", "pas de temps passé", "Rien n’est parti.", "Vous trouverez ci-joint le relevé.</textarea>", `name="sure" value="wait"`)
	if n := len(whole(t, h, 1001).Exchanges); n != before {
		t.Fatalf("%d exchanges, were %d", n, before)
	}
	form.Set("time", "0")
	a = sends(t, b, "/tickets/1001/answer", form, http.StatusUnprocessableEntity)
	if strings.Contains(a.Body, "pas de temps passé") {
		t.Error("an explicit 0 is asked about")
	}
	form.Del("act")
	form.Set("sure", "wait")
	form.Set("time", "")
	sends(t, b, "/tickets/1001/answer", form, http.StatusSeeOther)
	if w := whole(t, h, 1001); len(w.Exchanges) != before+1 || w.State != "waiting" {
		t.Errorf("%d exchanges, %s", len(w.Exchanges), w.State)
	}
}

func TestAnAnswerIsSignedAndTheAgentGoesOnAsTheyPrefer(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	set := func(after people.After) {
		p := people.DefaultPreferences()
		p.After, p.Signature = after, "Claire Moreau, Équipe Nord"
		if err := h.Desk.SetPreferences(t.Context(), claire, desk.PreferencesView{Preferences: p, Language: "fr"}, "test"); err != nil {
			t.Fatal(err)
		}
	}
	all := url.Values{"view": {"all"}}.Encode()
	answer := func(key, from string) string {
		form := url.Values{"seen": {seen(t, h, 1001)}, "text": {"Bonjour " + key}, "time": {"0"}, "kind": {"counted"}, "act": {"answer"}, "key": {key}, "from": {from}}
		return sends(t, b, "/tickets/1001/answer", form, http.StatusSeeOther).Header.Get("Location")
	}
	set(people.AfterNext)
	to := answer("next", all)
	if !regexp.MustCompile(`^/tickets/\d+\?answered=1001&from=view%3Dall$`).MatchString(to) || strings.HasPrefix(to, "/tickets/1001?") {
		t.Errorf("after an answer from a list: %s", to)
	}
	has(t, page(t, b, to, http.StatusOK), "La réponse à la demande 1001 partira", `href="/tickets?view=all"`)
	for key, c := range map[string]struct {
		after people.After
		from  string
		want  string
	}{
		"next, from no list": {people.AfterNext, "", "/tickets/1001"},
		"stay":               {people.AfterStay, all, "/tickets/1001?from=view%3Dall"},
		"list":               {people.AfterList, all, "/tickets?view=all"},
		"list, from none":    {people.AfterList, "", "/"},
		"another site":       {people.AfterList, "view=all&next=https://ailleurs.example", "/tickets?view=all"},
	} {
		set(c.after)
		if to := answer(key, c.from); to != c.want {
			t.Errorf("%s: %s, want %s", key, to, c.want)
		}
	}
	w := whole(t, h, 1001)
	if got := w.Exchanges[len(w.Exchanges)-1].Text; !strings.HasSuffix(got, "\n\nClaire Moreau, Équipe Nord") {
		t.Errorf("signed %q", got)
	}
}

func TestAMacroIsPreparedEditedAndApplied(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	canned, err := h.Desk.SaveCanned(t.Context(), desk.CannedView{Title: "Prise", Language: "fr", Text: "Bonjour {contact}, c’est pris."}, "test")
	if err != nil {
		t.Fatal(err)
	}
	id, err := h.Desk.SaveMacro(t.Context(), desk.MacroView{Name: "Prendre", Canned: canned, Then: "wait", Minutes: 15, Tags: []string{"pris"}}, "test")
	if err != nil {
		t.Fatal(err)
	}
	before := whole(t, h, 1001)
	a := sends(t, b, "/tickets/1001/answer", url.Values{"act": {"prepare"}, "macro": {fmt.Sprint(id)}, "text": {"Déjà écrit."}}, http.StatusOK)
	has(t, a.Body, "Déjà écrit.\n\nBonjour Marie Durand, c’est pris.</textarea>", "attend le client", "15 min")
	if now := whole(t, h, 1001); len(now.Exchanges) != len(before.Exchanges) {
		t.Error("preparing sent something")
	}
	form := url.Values{"macro": {"Prendre"}, "seen": {seen(t, h, 1001)}, "key": {"k"}, "text": {" "}}
	a = sends(t, b, "/tickets/1001/macro", form, http.StatusUnprocessableEntity)
	has(t, a.Body, "Il n’y a rien d’écrit.", `name="macro" value="Prendre"`)
	form.Set("text", "Bonjour Marie, c’est pris.")
	for range 2 { // pressed twice
		sends(t, b, "/tickets/1001/macro", form, http.StatusSeeOther)
	}
	now := whole(t, h, 1001)
	if len(now.Exchanges) != len(before.Exchanges)+1 || now.Exchanges[len(now.Exchanges)-1].Text != "Bonjour Marie, c’est pris." {
		t.Errorf("%d exchanges, were %d", len(now.Exchanges), len(before.Exchanges))
	}
	if len(now.Time) != len(before.Time)+1 || len(now.Tags) != 1 || now.State != "waiting" {
		t.Errorf("time %d, tags %v, %s", len(now.Time), now.Tags, now.State)
	}
	sends(t, b, "/tickets/1001/macro", url.Values{"macro": {"Nulle"}, "seen": {"1"}}, http.StatusNotFound)
}

// TestAHeldAnswerIsEditedAndSentOrDropped: what came meanwhile is shown with it.
func TestAHeldAnswerIsEditedAndSentOrDropped(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	held := func() int64 { return heldAnswer(t, h, 1001) }
	id := held()
	body := page(t, b, "/tickets/1001", http.StatusOK)
	has(t, body, "À lire avant d’envoyer", fmt.Sprintf(`<textarea id="held-%d" name="text" rows="6">Ma réponse retenue.`, id))
	a := sends(t, b, fmt.Sprintf("/exchanges/%d/send", id), url.Values{"text": {" "}}, http.StatusUnprocessableEntity)
	has(t, a.Body, "Il n’y a rien d’écrit.")
	sends(t, b, fmt.Sprintf("/exchanges/%d/send", id), url.Values{"text": {"Ma réponse revue."}}, http.StatusSeeOther)
	if e := exchange(t, h, 1001, id); e.Text != "Ma réponse revue." || e.State != "waiting" {
		t.Errorf("%q is %s", e.Text, e.State)
	}
	id = held()
	sends(t, b, fmt.Sprintf("/exchanges/%d/cancel", id), url.Values{"text": {"x"}}, http.StatusSeeOther)
	if e := exchange(t, h, 1001, id); e.State != "cancelled" {
		t.Errorf("it is %s", e.State)
	}
	a = sends(t, b, fmt.Sprintf("/exchanges/%d/cancel", id), nil, http.StatusUnprocessableEntity)
	has(t, a.Body, "Trop tard")
}

func exchange(t *testing.T, h *testhouse.House, number, id int64) desk.ExchangeView {
	t.Helper()
	for _, e := range whole(t, h, number).Exchanges {
		if e.ID == id {
			return e
		}
	}
	t.Fatalf("ticket %d has no exchange %d", number, id)
	return desk.ExchangeView{}
}

// heldAnswer puts an answer of Claire's on a ticket that is held, as a stale
// one by mail is.
func heldAnswer(t *testing.T, h *testhouse.House, number int64) (id int64) {
	t.Helper()
	s, err := store.Open(h.Dir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Write(t.Context(), func(tx *store.Tx) error {
		a, err := tx.AgentOf(claire)
		if err != nil {
			return err
		}
		id, err = tx.AddExchange(ticket.Exchange{TicketNumber: number, Way: ticket.Out, AuthorAgentID: a.ID, FromName: a.Name(), FromAddress: claire,
			At: h.Now(), Text: "Ma réponse retenue.", State: ticket.SendingHeld})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestATimeEntryIsCorrectedAndTakenBackForAReason(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	if _, err := h.Desk.BookTime(t.Context(), 1001, desk.Booking{Agent: claire, Minutes: 50, Kind: contract.TimeCounted, Text: "analyse"}, claire); err != nil {
		t.Fatal(err)
	}
	last := func() desk.TimeView { all := whole(t, h, 1001).Time; return all[len(all)-1] }
	entries := len(whole(t, h, 1001).Time)
	path := func() string { return fmt.Sprintf("/tickets/1001/time/%d", last().ID) }
	has(t, page(t, b, path(), http.StatusOK), `value="50 min"`, `value="analyse"`)
	form := url.Values{"time": {"25"}, "kind": {"offered"}, "text": {"relu"}, "reason": {" "}, "act": {"edit"}}
	a := sends(t, b, path(), form, http.StatusUnprocessableEntity)
	has(t, a.Body, "demande un motif", `value="25"`, `value="relu"`)
	form.Set("reason", "compté deux fois")
	form.Set("time", "bientôt")
	has(t, sends(t, b, path(), form, http.StatusUnprocessableEntity).Body, "ne se lit pas", `value="bientôt"`, `value="compté deux fois"`)
	form.Set("time", "25")
	sends(t, b, path(), form, http.StatusSeeOther)
	if e := last(); e.Minutes != 25 || e.Kind != "offered" || e.Text != "relu" || e.Reason != "compté deux fois" {
		t.Errorf("%+v", e)
	}
	has(t, page(t, b, "/tickets/1001", http.StatusOK), "Corrigé : compté deux fois")
	sends(t, b, path(), url.Values{"reason": {"jamais fait"}, "act": {"remove"}}, http.StatusSeeOther)
	if n := len(whole(t, h, 1001).Time); n != entries-1 {
		t.Errorf("%d entries, want %d", n, entries-1)
	}
	others := fmt.Sprintf("/tickets/1001/time/%d", whole(t, h, 1001).Time[0].ID)
	page(t, b, others, http.StatusNotFound)
	sends(t, b, others, url.Values{"reason": {"x"}, "act": {"remove"}}, http.StatusNotFound)
}

// TestTheLinksOfTheTimeLetterAskBeforeTheyBook: following one books nothing.
func TestTheLinksOfTheTimeLetterAskBeforeTheyBook(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	day := h.Now().AddDate(0, 0, -1).Format(time.DateOnly)
	before := len(whole(t, h, 1001).Time)
	body := page(t, b, "/tickets/1001/time?minutes=30&day="+day, http.StatusOK)
	has(t, body, `name="day" value="`+day+`"`, `value="30" placeholder`)
	if n := len(whole(t, h, 1001).Time); n != before {
		t.Fatal("the link booked time")
	}
	form := url.Values{"day": {day}, "time": {"plus tard"}, "kind": {"counted"}, "text": {"appel"}}
	a := sends(t, b, "/tickets/1001/time", form, http.StatusUnprocessableEntity)
	has(t, a.Body, "ne se lit pas", `value="plus tard"`, `value="appel"`, `name="day" value="`+day+`"`)
	form.Set("time", "30")
	form.Set("day", h.Now().AddDate(0, 0, 2).Format(time.DateOnly))
	has(t, sends(t, b, "/tickets/1001/time", form, http.StatusUnprocessableEntity).Body, "encore à venir")
	form.Set("day", day)
	sends(t, b, "/tickets/1001/time", form, http.StatusSeeOther)
	all := whole(t, h, 1001).Time
	if e := all[len(all)-1]; len(all) != before+1 || e.Minutes != 30 || e.At.Format(time.DateOnly) != day {
		t.Errorf("%d entries, the last %+v", len(all), e)
	}
	page(t, b, "/tickets/1001/time?minutes=30&day=hier", http.StatusNotFound)
	page(t, b, "/tickets/9999/time?minutes=30&day="+day, http.StatusNotFound)
}

func TestTheEchoIsAPieceOfThePage(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	for query, want := range map[string]string{
		"time=1h15&kind=counted": "= 1 h 15 · décompté", "time=&kind=counted": "Chaque quart d’heure entamé", "time=xx&kind=counted": "ne se lit pas",
		"time=20&kind=offered": "rien n’est décompté", "time=20&kind=out-of-package": "hors forfait 30 min",
	} {
		body := page(t, b, "/tickets/1001/echo?"+query, http.StatusOK)
		if text := strings.ReplaceAll(body, "\u00a0", " "); !strings.Contains(text, want) || strings.Contains(text, "<html") {
			t.Errorf("%s: %s", query, body)
		}
	}
	page(t, b, "/tickets/9999/echo?time=15&kind=counted", http.StatusNotFound)
}
