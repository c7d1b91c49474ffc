package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
)

// TestWhatIsAttachedToATicketIsPutOnAndTakenOff: each small form beside a
// ticket does what it says, and a refusal comes back with what was written.
func TestWhatIsAttachedToATicketIsPutOnAndTakenOff(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	if _, err := h.Desk.AddField(t.Context(), ticket.Field{Name: "Version", Type: ticket.FieldNumber}, "", "test"); err != nil {
		t.Fatal(err)
	}
	version := whole(t, h, 1001).Fields[0].ID
	for _, c := range []struct {
		form   string
		values url.Values
		back   string // in the page that refuses; "" is no refusal
		then   func(w desk.TicketWhole) bool
	}{
		{"tags", url.Values{"add": {"Import Bancaire"}}, "", func(w desk.TicketWhole) bool { return slices.Equal(w.Tags, []string{"import bancaire"}) }},
		{"tags", url.Values{"add": {"a,b"}}, `value="a,b"`, func(w desk.TicketWhole) bool { return len(w.Tags) == 1 }},
		{"tags", url.Values{"remove": {"import bancaire"}}, "", func(w desk.TicketWhole) bool { return len(w.Tags) == 0 }},
		{"links", url.Values{"add": {"1002"}}, "", func(w desk.TicketWhole) bool { return len(w.Links) == 1 && w.Links[0].Number == 1002 }},
		{"links", url.Values{"add": {"9999"}}, `value="9999"`, func(w desk.TicketWhole) bool { return len(w.Links) == 1 }},
		{"links", url.Values{"add": {"l’autre"}}, `value="l’autre"`, func(w desk.TicketWhole) bool { return len(w.Links) == 1 }},
		{"links", url.Values{"remove": {"1002"}}, "", func(w desk.TicketWhole) bool { return len(w.Links) == 0 }},
		{"watchers", url.Values{"add": {claire}}, "", func(w desk.TicketWhole) bool { return slices.Equal(w.Watchers, []string{"Claire Moreau"}) }},
		{"watchers", url.Values{"add": {"personne@ailleurs.example"}}, "Rien ne porte ce nom", func(w desk.TicketWhole) bool { return len(w.Watchers) == 1 }},
		{"watchers", url.Values{"remove": {claire}}, "", func(w desk.TicketWhole) bool { return len(w.Watchers) == 0 }},
		{"fields", url.Values{fmt.Sprintf("field-%d", version): {"12,5"}}, "", func(w desk.TicketWhole) bool { return w.Fields[0].Value == "12.5" }},
		{"fields", url.Values{fmt.Sprintf("field-%d", version): {"douze"}}, "« Version » attend un nombre", func(w desk.TicketWhole) bool { return w.Fields[0].Value == "12.5" }},
		{"contract", url.Values{"contract": {"CT0000-0000"}}, "Rien ne porte ce nom", func(w desk.TicketWhole) bool { return w.Contract != "" }},
		{"snooze", url.Values{"until": {"un jour"}}, "Ce moment ne se lit pas", func(w desk.TicketWhole) bool { return w.State != "snoozed" }},
		{"merge", url.Values{"into": {"1001"}}, "Il faut deux demandes", func(w desk.TicketWhole) bool { return w.MergedInto == 0 }},
		{"subject", url.Values{"subject": {strings.Repeat("long ", 60)}}, strings.Repeat("long ", 59), func(w desk.TicketWhole) bool { return len(w.Subject) < 200 }},
		{"observers", url.Values{"add": {"pas une adresse"}}, `value="pas une adresse"`, func(w desk.TicketWhole) bool { return len(w.Observers) == 0 }},
		{"time", url.Values{"time": {"xx"}, "kind": {"offered"}, "text": {"appel"}}, `value="appel"`, func(w desk.TicketWhole) bool { return true }},
	} {
		status := http.StatusSeeOther
		if c.back != "" {
			status = http.StatusUnprocessableEntity
		}
		a := sends(t, b, "/tickets/1001/"+c.form, c.values, status)
		for _, values := range c.values {
			if has(t, a.Body, c.back); c.back != "" && c.form != "watchers" && c.form != "contract" {
				has(t, a.Body, `value="`+values[0])
			}
		}
		if c.back != "" && !alert.MatchString(a.Body) {
			t.Errorf("%s %v: no reason is given", c.form, c.values)
		}
		if !c.then(whole(t, h, 1001)) {
			t.Errorf("%s %v: %+v", c.form, c.values, whole(t, h, 1001).TicketView)
		}
		sends(t, b, "/tickets/9999/"+c.form, c.values, http.StatusNotFound)
	}
}

func TestATicketIsChargedToAnotherContract(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	have, err := h.Desk.Contracts(t.Context(), "Menuiserie Durand")
	if err != nil || len(have) != 1 {
		t.Fatal(have, err)
	}
	if strings.Contains(page(t, b, "/tickets/1001", http.StatusOK), "/tickets/1001/contract") {
		t.Error("a choice of one contract is offered")
	}
	start := have[0].Start
	var day desk.NewContract
	day.Client, day.Technical, day.PackageQuarters, day.RateCents = "Menuiserie Durand", marie, 8, 9500
	if err := day.Start.UnmarshalText([]byte(start)); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Desk.AddContract(t.Context(), day, "test"); err != nil {
		t.Fatal(err)
	}
	all, err := h.Desk.Contracts(t.Context(), "Menuiserie Durand")
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	has(t, page(t, b, "/tickets/1001", http.StatusOK), `<option value="`+all[1].Ref+`"`)
	sends(t, b, "/tickets/1001/contract", url.Values{"contract": {all[1].Ref}}, http.StatusSeeOther)
	if got := whole(t, h, 1001).Contract; got != all[1].Ref {
		t.Errorf("it is charged to %s", got)
	}
}

func TestExchangesAreChosenAndSplitOff(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	first := whole(t, h, 1001).Exchanges[0].ID
	has(t, page(t, b, "/tickets/1001/split", http.StatusOK), fmt.Sprintf(`name="exchange" value="%d"`, first))
	has(t, sends(t, b, "/tickets/1001/split", url.Values{"subject": {"À part"}}, http.StatusUnprocessableEntity).Body, "Choisissez au moins un échange", `value="À part"`)
	form := url.Values{"subject": {strings.Repeat("long ", 60)}, "exchange": {fmt.Sprint(first)}}
	has(t, sends(t, b, "/tickets/1001/split", form, http.StatusUnprocessableEntity).Body, fmt.Sprintf(`value="%d" checked`, first), "long long")
	all := url.Values{}
	for _, e := range whole(t, h, 1001).Exchanges {
		all.Add("exchange", fmt.Sprint(e.ID))
	}
	has(t, sends(t, b, "/tickets/1001/split", all, http.StatusUnprocessableEntity).Body, "Il doit rester au moins un échange")
	form.Set("subject", "À part")
	to := sends(t, b, "/tickets/1001/split", form, http.StatusSeeOther).Header.Get("Location")
	has(t, page(t, b, to, http.StatusOK), "À part", `href="/tickets/1001"`)
	page(t, b, "/tickets/9999/split", http.StatusNotFound)
}

func TestCannedAnswersAreManagedOnAPage(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	has(t, page(t, b, "/canned", http.StatusOK), "Pour commencer", "{contact}", "prénom et nom du contact")
	sends(t, b, "/canned/suggested", url.Values{"language": {"fr"}}, http.StatusSeeOther)
	all := func() []desk.CannedView {
		list, err := h.Desk.CannedAnswers(t.Context(), claire)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	suggested := len(all())
	if suggested == 0 {
		t.Fatal("no suggestion was taken over")
	}
	form := url.Values{"title": {"Merci"}, "language": {"fr"}, "text": {"Merci {prenom}."}}
	has(t, sends(t, b, "/canned", form, http.StatusUnprocessableEntity).Body, "{prenom} n’est pas une variable", "Merci {prenom}.</textarea>", `value="Merci"`)
	form.Set("text", "Merci {contact}.")
	sends(t, b, "/canned", form, http.StatusSeeOther)
	i := slices.IndexFunc(all(), func(c desk.CannedView) bool { return c.Title == "Merci" })
	if i < 0 {
		t.Fatal("it was not kept")
	}
	one := fmt.Sprintf("/canned/%d", all()[i].ID)
	has(t, page(t, b, one, http.StatusOK), "Merci {contact}.</textarea>")
	has(t, page(t, b, one+"?ticket=1001", http.StatusOK), "Merci Marie Durand.")
	has(t, page(t, b, one+"?ticket=9999", http.StatusOK), "Rien ne porte ce nom")
	form.Set("text", "Grand merci {contact}.")
	sends(t, b, one, form, http.StatusSeeOther)
	if got := all()[i].Text; got != "Grand merci {contact}." {
		t.Errorf("it says %q", got)
	}
	if _, err := h.Desk.SaveMacro(t.Context(), desk.MacroView{Name: "M", Canned: all()[i].ID}, "test"); err != nil {
		t.Fatal(err)
	}
	has(t, sends(t, b, one+"/remove", nil, http.StatusUnprocessableEntity).Body, "Une macro s’en sert", "Grand merci {contact}.</textarea>")
	if err := h.Desk.RemoveMacro(t.Context(), "M", "test"); err != nil {
		t.Fatal(err)
	}
	sends(t, b, one+"/remove", nil, http.StatusSeeOther)
	if n := len(all()); n != suggested {
		t.Errorf("%d are left, want %d", n, suggested)
	}
	page(t, b, "/canned/9999", http.StatusNotFound)
	sends(t, b, "/canned/9999", form, http.StatusNotFound)
}

func TestMacrosAreManagedOnAPage(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	form := url.Values{"name": {"Clore"}, "then": {"resolve"}, "time": {"bientôt"}, "kind": {"counted"}, "tags": {"fini, relu"}}
	has(t, sends(t, b, "/macros", form, http.StatusUnprocessableEntity).Body, "ne se lit pas", `value="Clore"`, `value="bientôt"`, `value="fini, relu"`, `value="resolve" selected`)
	form.Set("time", "15")
	sends(t, b, "/macros", form, http.StatusSeeOther)
	all, err := h.Desk.Macros(t.Context(), claire)
	if err != nil || len(all) != 1 || all[0].Minutes != 15 || all[0].Then != "resolve" || !slices.Equal(all[0].Tags, []string{"fini", "relu"}) {
		t.Fatalf("%+v, %v", all, err)
	}
	one := fmt.Sprintf("/macros/%d", all[0].ID)
	has(t, page(t, b, one, http.StatusOK), `value="15 min"`, `value="fini, relu"`)
	has(t, sends(t, b, "/macros", form, http.StatusUnprocessableEntity).Body, "Ce nom est déjà pris")
	form.Set("then", "")
	form.Set("to", "agent:"+claire)
	sends(t, b, one, form, http.StatusSeeOther)
	has(t, page(t, b, one, http.StatusOK), "passe la main à Claire Moreau", `value="agent:`+claire+`" selected`)
	sends(t, b, one+"/remove", nil, http.StatusSeeOther)
	if all, err := h.Desk.Macros(t.Context(), claire); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	page(t, b, one, http.StatusNotFound)
}

func TestAnAgentSetsTheirPreferences(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	has(t, page(t, b, "/preferences", http.StatusOK), `data-keys="on"`, `id="mail-new" name="mail" value="new" checked`)
	form := url.Values{"mail": {"new", "mention"}, "from": {"20:00"}, "to": {"tard"}, "after": {"stay"}, "signature": {"Claire"}, "theme": {"dark"}, "language": {"en"}}
	has(t, sends(t, b, "/preferences", form, http.StatusUnprocessableEntity).Body, "Cette heure ne se lit pas", `value="tard"`, "Claire</textarea>")
	form.Set("to", "07:00")
	sends(t, b, "/preferences", form, http.StatusSeeOther)
	p, err := h.Desk.Preferences(t.Context(), claire)
	if err != nil || p.Wants("answered") || !p.Wants("mention") || p.QuietFromMinutes != 20*60 || p.QuietToMinutes != 7*60 || p.After != "stay" ||
		p.Shortcuts || p.Theme != "dark" || p.Language != "en" || p.Signature != "Claire" {
		t.Fatalf("%+v, %v", p, err)
	}
	body := page(t, b, "/preferences", http.StatusOK)
	has(t, body, `data-theme="dark"`, `lang="en"`, `value="20:00"`, "My preferences")
	if strings.Contains(body, `data-keys="on"`) {
		t.Error("single keys work although they are switched off")
	}
	once := sends(t, b, "/preferences/calendar", nil, http.StatusOK)
	token := regexp.MustCompile(`class="token">([A-Z2-7]+)<`).FindStringSubmatch(once.Body)
	if token == nil || strings.Contains(page(t, b, "/preferences", http.StatusOK), token[1]) {
		t.Errorf("the token is %q, or shown again", token)
	}
}

// TestARefusedFormCanBeLoadedAgain: its page is at the form's own address.
func TestARefusedFormCanBeLoadedAgain(t *testing.T) {
	h := house(t)
	agent, contact := visit(t, h, claire), visit(t, h, marie)
	for _, form := range []string{"answer", "note", "macro", "assign", "snooze", "subject", "merge", "observers", "tags", "links", "watchers", "contract", "fields"} {
		has(t, page(t, agent, "/tickets/1001/"+form, http.StatusOK), `action="/tickets/1001/note"`)
		if form != "answer" {
			page(t, contact, "/tickets/1001/"+form, http.StatusNotFound)
		}
	}
	page(t, contact, "/tickets/1001/answer", http.StatusOK)
}

// TestOnePagesFormsAreEachDoneOnce: its forms share a key, none stops another.
func TestOnePagesFormsAreEachDoneOnce(t *testing.T) {
	h := house(t)
	b := visit(t, h, claire)
	before := whole(t, h, 1001)
	for range 2 {
		sends(t, b, "/tickets/1001/note", url.Values{"key": {"k"}, "text": {"À vérifier."}, "time": {"15"}, "kind": {"internal"}}, http.StatusSeeOther)
		sends(t, b, "/tickets/1001/answer", url.Values{"key": {"k"}, "seen": {seen(t, h, 1001)}, "text": {"C’est fait."}, "time": {"0"}, "act": {"answer"}}, http.StatusSeeOther)
	}
	if now := whole(t, h, 1001); len(now.Exchanges) != len(before.Exchanges)+2 || len(now.Time) != len(before.Time)+1 {
		t.Errorf("%d exchanges and %d entries, were %d and %d", len(now.Exchanges), len(now.Time), len(before.Exchanges), len(before.Time))
	}
}
