package web_test

import (
	"strings"
	"testing"

	"permanence/daemon/realbrowser"
	"permanence/daemon/testhouse"
)

// TestEveryScreenCanBeUsedByEverybody looks at all screens on a desktop and on
// a phone, light and dark: no fault of accessibility, nothing wider than the
// screen, nothing that a script or the page's policy complains about.
func TestEveryScreenCanBeUsedByEverybody(t *testing.T) {
	h := house(t)
	if err := h.Furnish(t.Context()); err != nil {
		t.Fatal(err)
	}
	browser := chromium(t)
	axe, err := realbrowser.LoadAxe()
	if err != nil {
		t.Fatal(err)
	}
	for name, look := range map[string]realbrowser.Look{"desktop": realbrowser.Desktop, "phone": realbrowser.Phone} {
		t.Run(name, func(t *testing.T) {
			screens := map[string]*realbrowser.Screen{}
			for _, place := range realbrowser.Places() {
				if screens[place.As] == nil {
					screens[place.As] = signedIn(t, h, browser, look, place.As)
				}
				examine(t, axe, screens[place.As], place)
			}
		})
	}
}

// signedIn opens a screen for a sample person; "" is a stranger.
func signedIn(t *testing.T, h *testhouse.House, browser *realbrowser.Browser, look realbrowser.Look, address string) *realbrowser.Screen {
	t.Helper()
	s, err := browser.Open(h.Web, look)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	if address == "" {
		return s
	}
	if err := s.SignIn(address, testhouse.Password(address)); err != nil {
		t.Fatal(err)
	}
	return s
}

func examine(t *testing.T, axe realbrowser.Axe, s *realbrowser.Screen, place realbrowser.Place) {
	t.Helper()
	if err := s.Go(place.Path); err != nil {
		t.Fatal(err)
	}
	for _, dark := range []bool{false, true} {
		if err := s.Dark(dark); err != nil {
			t.Fatal(err)
		}
		violations, err := axe.Examine(s)
		if err != nil {
			t.Fatal(place.Name, err)
		}
		for _, v := range violations {
			t.Errorf("%s, dark %t: %s", place.Name, dark, v)
		}
	}
	if wider, err := s.Overflow(); err != nil || wider > 0 {
		t.Errorf("%s is %d pixels wider than the screen, %v", place.Name, wider, err)
	}
	for _, fault := range s.Faults() {
		if place.Name == "missing" && strings.Contains(fault, "404") {
			continue // the page's own answer
		}
		t.Errorf("%s: %s", place.Name, fault)
	}
}
