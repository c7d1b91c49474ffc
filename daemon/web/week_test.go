package web_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"permanence/daemon/realbrowser"
	"permanence/daemon/testhouse"
)

const claire = "claire.moreau@permanence.example"

// step is one thing that somebody does at a screen.
type step func() error

func do(t *testing.T, steps ...step) {
	t.Helper()
	for i, s := range steps {
		if err := s(); err != nil {
			t.Fatalf("step %d: %v", i+1, err)
		}
	}
}

// TestANormalDayOnThePages goes the way of a ticket from the contact's sign-in
// to "resolved", on every kind of screen.
func TestANormalDayOnThePages(t *testing.T) {
	h := house(t)
	browser := chromium(t)
	for name, look := range map[string]realbrowser.Look{
		"desktop":        realbrowser.Desktop,
		"phone":          realbrowser.Phone,
		"without script": {Width: 1280, Height: 900, NoScript: true},
	} {
		t.Run(name, func(t *testing.T) {
			contact, agent := signedIn(t, h, browser, look, marie), signedIn(t, h, browser, look, claire)
			do(t, func() error { return contact.Go("/tickets/new") },
				func() error { return contact.Fill("subject", "Import bloqué "+name) },
				func() error { return contact.Fill("text", "L’import est bloqué depuis ce matin.") },
				func() error { return contact.Press("form[action='/tickets'] button") })
			path := ticketPath(t, contact)

			do(t, func() error { return agent.Go(path) },
				func() error { return agent.Fill("text", "C’est corrigé, merci de vérifier.") },
				func() error { return agent.Fill("time", "20") },
				func() error { return agent.Press(".answer button[value=wait]") })
			says(t, agent, ".thread", "C’est corrigé")

			left(t, h, path)
			do(t, func() error { return contact.Go(path) })
			says(t, contact, ".thread", "C’est corrigé, merci de vérifier.")
			says(t, contact, ".figures", "30")
			do(t, func() error { return contact.Fill("text", "Cela fonctionne.") },
				func() error { return contact.Press("button[value=resolve]") })
			says(t, contact, ".head", "résolue")

			do(t, func() error { return agent.Go(path) })
			says(t, agent, ".head", "résolue")
			for who, s := range map[string]*realbrowser.Screen{"contact": contact, "agent": agent} {
				if faults := s.Faults(); len(faults) > 0 {
					t.Errorf("the %s's console: %q", who, faults)
				}
			}
		})
	}
}

// TestATicketIsOpenedWithTheKeyboardAlone signs in and opens a ticket by Tab,
// typing and Enter.
func TestATicketIsOpenedWithTheKeyboardAlone(t *testing.T) {
	h := house(t)
	s, err := chromium(t).Open(h.Web, realbrowser.Desktop)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	tabTo := func(selector string) step {
		return func() error { return s.TabTo(selector) }
	}
	typed := func(text string) step { return func() error { return s.Type(text) } }
	do(t, func() error { return s.Go("/login?next=/tickets/new") },
		tabTo("#login"), typed(marie), tabTo("#password"), typed(testhouse.Password(marie)), typed(kb.Enter),
		func() error { return s.Wait("#subject") },
		tabTo("#subject"), typed("Au clavier"), tabTo("#text"), typed("Sans souris."), tabTo("form[action='/tickets'] .actions button"), typed(kb.Enter),
		func() error { return s.Wait(".thread") })
	says(t, s, "h1", "Au clavier")
}

// TestAnAnswerToATicketThatWentOnIsNotSent is the stop rule of a page (R6): the
// agent reads what came meanwhile and keeps the text.
func TestAnAnswerToATicketThatWentOnIsNotSent(t *testing.T) {
	h := house(t)
	browser := chromium(t)
	contact, agent := signedIn(t, h, browser, realbrowser.Desktop, marie), signedIn(t, h, browser, realbrowser.Desktop, claire)
	do(t, func() error { return agent.Go("/tickets/1001") },
		func() error { return agent.Fill("text", "Voici la suite.") },
		func() error { return agent.Fill("time", "0") },
		func() error { return contact.Go("/tickets/1001") },
		func() error { return contact.Fill("text", "Attendez, un prix est faux.") },
		func() error { return contact.Press("form[data-draft] .actions button:not(.second)") },
		func() error { return agent.Press(".answer button[value=answer]") })
	says(t, agent, ".wrong", "Marie Durand a écrit")
	says(t, agent, ".thread", "Attendez, un prix est faux.")
	if text, err := agent.Value("text"); err != nil || text != "Voici la suite." {
		t.Errorf("the text is %q, %v", text, err)
	}
	do(t, func() error { return agent.Press(".answer button[value=answer]") })
	says(t, agent, ".thread", "Voici la suite.")
}

func chromium(t *testing.T) *realbrowser.Browser {
	t.Helper()
	browser, err := realbrowser.Start(context.WithoutCancel(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := browser.Close(); err != nil {
			t.Error(err)
		}
	})
	return browser
}

func ticketPath(t *testing.T, s *realbrowser.Screen) string {
	t.Helper()
	path, err := s.Path()
	if err != nil || !regexp.MustCompile(`^/tickets/\d+$`).MatchString(path) {
		t.Fatalf("the ticket's page is not shown: %q, %v", path, err)
	}
	return path
}

func says(t *testing.T, s *realbrowser.Screen, selector, want string) {
	t.Helper()
	text, err := s.Text(selector)
	if err != nil || !strings.Contains(text, want) {
		t.Errorf("%s says %q, which lacks %q (%v)", selector, text, want, err)
	}
}

// left waits until the answers on a ticket have gone to the relay.
func left(t *testing.T, h *testhouse.House, path string) {
	t.Helper()
	b, err := h.Visit(marie)
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(testhouse.Patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if a, err := b.Get(path); err == nil && strings.Contains(a.Body, "corrigé") {
			return
		}
	}
	t.Fatal("the answer does not leave")
}

// TestTheTimeThatIsTypedSaysWhatItWouldCost while it is typed, before anything
// is sent.
func TestTheTimeThatIsTypedSaysWhatItWouldCost(t *testing.T) {
	h := house(t)
	agent := signedIn(t, h, chromium(t), realbrowser.Desktop, claire)
	do(t, func() error { return agent.Go("/tickets/1001") }, func() error { return agent.Fill("time", "1h15") })
	text := ""
	for end := time.Now().Add(testhouse.Patience); time.Now().Before(end) && !strings.Contains(text, "reste"); time.Sleep(50 * time.Millisecond) {
		var err error
		if text, err = agent.Text("#time-hint"); err != nil {
			t.Fatal(err)
		}
	}
	if text = strings.ReplaceAll(text, "\u00a0", " "); !strings.HasPrefix(text, "= 1 h 15 · décompté 1 h 15 (5 quarts) · reste") {
		t.Errorf("it says %q", text)
	}
}
