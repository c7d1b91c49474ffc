package web_test

import (
	"testing"

	"permanence/daemon/realbrowser"
)

const karim = "karim.benali@permanence.example"

// TestAgentsSeeEachOtherAndWhatIsWrittenMeanwhile has two agents at a ticket
// and a client who writes.
func TestAgentsSeeEachOtherAndWhatIsWrittenMeanwhile(t *testing.T) {
	h := house(t)
	browser := chromium(t)
	one, other := signedIn(t, h, browser, realbrowser.Desktop, claire), signedIn(t, h, browser, realbrowser.Desktop, karim)
	contact := signedIn(t, h, browser, realbrowser.Desktop, marie)
	do(t, func() error { return one.Go("/tickets/1001") }, func() error { return other.Go("/tickets/1001") },
		func() error { return one.WaitText(".live", "Karim Benali regarde cette demande.") },
		func() error { return other.Fill("text", "Je réponds.") },
		func() error { return one.WaitText(".live", "Karim Benali écrit sur cette demande.") },
		func() error { return contact.Go("/tickets/1001") },
		func() error { return contact.Fill("text", "Une précision.") },
		func() error { return contact.Press("form[data-draft] .actions button:not(.second)") },
		func() error { return other.WaitText(".live", "Marie Durand vient d’écrire.") },
		func() error { return other.Click(".live button") },
		func() error { return other.WaitText(".thread", "Une précision.") })
	if text, err := other.Value("text"); err != nil || text != "Je réponds." {
		t.Errorf("the text is %q, %v", text, err)
	}
	do(t, func() error { return other.Fill("time", "0") }, func() error { return other.Chord("\r") },
		func() error { return other.WaitText(".thread", "Je réponds.") })
}

// TestTheQueueFollowsWhatHappens shows a new ticket without a reload.
func TestTheQueueFollowsWhatHappens(t *testing.T) {
	h := house(t)
	browser := chromium(t)
	agent, contact := signedIn(t, h, browser, realbrowser.Desktop, claire), signedIn(t, h, browser, realbrowser.Desktop, marie)
	do(t, func() error { return agent.Go("/tickets?view=all") },
		func() error { return contact.Go("/tickets/new") },
		func() error { return contact.Fill("text", "Toute nouvelle demande.") },
		func() error { return contact.Press("form[action='/tickets'] button") },
		func() error { return agent.WaitText(".queue", "Toute nouvelle demande.") })
}

// TestAnAgentGoesAnywhereWithTheKeyboard uses single keys, and the palette.
func TestAnAgentGoesAnywhereWithTheKeyboard(t *testing.T) {
	h := house(t)
	agent := signedIn(t, h, chromium(t), realbrowser.Desktop, claire)
	do(t, func() error { return agent.Go("/tickets?view=all") },
		func() error { return agent.Type("j") }, func() error { return agent.Type("j") }, func() error { return agent.Type("\r") },
		func() error { return agent.Wait(".composer") },
		func() error { return agent.Type("r") }, func() error { return agent.WaitFocus("#text") },
		func() error { return agent.Chord("k") }, func() error { return agent.WaitFocus("#go") }, func() error { return agent.Type("1002\r") },
		func() error { return agent.WaitText("h1", "1002") })
}
