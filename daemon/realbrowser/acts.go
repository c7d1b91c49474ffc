package realbrowser

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Go opens a page by its path.
func (s *Screen) Go(path string) error {
	if err := s.do(chromedp.Navigate(s.base + path)); err != nil {
		return fmt.Errorf("opening %s: %w", path, err)
	}
	return nil
}

// Dark changes between dark and light.
func (s *Screen) Dark(dark bool) error {
	return s.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error { return scheme(ctx, t, dark) }))
}

// Fill writes into the field with an id, in place of what is there.
func (s *Screen) Fill(id, text string) error {
	if err := s.do(chromedp.Focus(chromedp.ID(id)), chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)), chromedp.KeyEvent(kb.Backspace), chromedp.SendKeys(chromedp.ID(id), text)); err != nil {
		return fmt.Errorf("filling in %s: %w", id, err)
	}
	return nil
}

// Press presses what a CSS selector finds, and waits for the page that follows.
func (s *Screen) Press(selector string) error {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		return fmt.Errorf("pressing %s: %w", selector, err)
	}
	return nil
}

// Type sends keys to what has the focus.
func (s *Screen) Type(keys string, options ...chromedp.KeyOption) error {
	return s.do(chromedp.KeyEvent(keys, options...))
}

// Wait waits until a CSS selector finds something that can be seen.
func (s *Screen) Wait(selector string) error {
	if err := s.do(chromedp.WaitVisible(chromedp.CSS(selector))); err != nil {
		return fmt.Errorf("waiting for %s: %w", selector, err)
	}
	return nil
}

// Text is what can be read of the first thing that a CSS selector finds.
func (s *Screen) Text(selector string) (string, error) {
	return run(s, chromedp.Text(chromedp.CSS(selector)))
}

// Path is where the tab is.
func (s *Screen) Path() (string, error) {
	return run(s, chromedp.Evaluate[string]("location.pathname"))
}

// Ask is what a script, an expression that gives a text, says of the page.
func (s *Screen) Ask(script string) (string, error) {
	return run(s, chromedp.Evaluate[string](script))
}

// Picture is the whole page as PNG.
func (s *Screen) Picture() ([]byte, error) { return run(s, chromedp.FullScreenshot(100)) }

// Overflow is how many pixels the page is wider than the screen.
func (s *Screen) Overflow() (int, error) {
	return run(s, chromedp.Evaluate[int]("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
}

// SignIn signs somebody in.
func (s *Screen) SignIn(login, password string) error {
	for _, step := range []func() error{
		func() error { return s.Go("/login") },
		func() error { return s.Fill("login", login) },
		func() error { return s.Fill("password", password) },
		func() error { return s.Press("form.stack button") },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	if at, err := s.Path(); err != nil || at == "/login" {
		return fmt.Errorf("%s is not let in: %w", login, err)
	}
	return nil
}

// Value is what stands in the field with an id.
func (s *Screen) Value(id string) (string, error) { return run(s, chromedp.Value(chromedp.ID(id))) }

// mostTabs is how often Tab is pressed before a field counts as out of reach.
const mostTabs = 60

// TabTo presses Tab until what a CSS selector finds has the focus.
func (s *Screen) TabTo(selector string) error {
	for range mostTabs {
		if err := s.Type(kb.Tab); err != nil {
			return err
		}
		there, err := run(s, chromedp.Evaluate[bool](fmt.Sprintf("document.activeElement && document.activeElement.matches(%q)", selector)))
		if err != nil || there {
			return err
		}
	}
	return fmt.Errorf("%s cannot be reached with the keyboard", selector)
}

// Click presses what a CSS selector finds and goes on: no page follows.
func (s *Screen) Click(selector string) error {
	if err := s.do(chromedp.Click(chromedp.CSS(selector))); err != nil {
		return fmt.Errorf("clicking %s: %w", selector, err)
	}
	return nil
}

// Chord presses a key together with Control.
func (s *Screen) Chord(key string) error {
	return s.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
}

// WaitText waits until what a CSS selector finds says something, also on the
// page that comes next.
func (s *Screen) WaitText(selector, want string) error {
	return s.until(fmt.Sprintf("%s says %q", selector, want),
		fmt.Sprintf("!!document.querySelector(%q) && document.querySelector(%q).innerText.includes(%q)", selector, selector, want))
}

// WaitFocus waits until what a CSS selector finds has the focus.
func (s *Screen) WaitFocus(selector string) error {
	return s.until(selector+" has the focus", fmt.Sprintf("!!document.activeElement && document.activeElement.matches(%q)", selector))
}

// until waits until an expression of the page is true. An error may be that of
// a page that goes.
func (s *Screen) until(what, expression string) error {
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var ok bool
		if ok, err = run(s, chromedp.Evaluate[bool](expression)); ok {
			return nil
		}
	}
	return fmt.Errorf("waited in vain until %s (%v)", what, err)
}
