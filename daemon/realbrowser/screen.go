package realbrowser

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Look is the screen that somebody has.
type Look struct {
	Width, Height int64
	Dark          bool
	Touch         bool // a phone
	NoScript      bool
}

// The screens that the pages are tried on.
var (
	Desktop = Look{Width: 1280, Height: 900}
	Phone   = Look{Width: 360, Height: 740, Touch: true}
)

// Screen is one tab with cookies of its own. Its methods fail after patience.
type Screen struct {
	ctx    context.Context
	cancel context.CancelFunc
	base   string

	mu     sync.Mutex
	faults []string
}

// patience is how long anything on a page may take.
const patience = 20 * time.Second

// Open opens a tab for the pages at base.
func (b *Browser) Open(base string, look Look) (*Screen, error) {
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	s := &Screen{ctx: ctx, cancel: cancel, base: base}
	if err := chromedp.Listen(ctx, s.note); err != nil {
		cancel()
		return nil, fmt.Errorf("opening a tab: %w", err)
	}
	options := []chromedp.EmulateViewportOption{}
	if look.Touch {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	return s, s.do(chromedp.EmulateViewport(look.Width, look.Height, options...), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, log.Enable, cdp.Empty{}); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: look.NoScript}); err != nil {
			return err
		}
		return scheme(ctx, t, look.Dark)
	}))
}

func scheme(ctx context.Context, t *chromedp.Target, dark bool) error {
	value := "light"
	if dark {
		value = "dark"
	}
	_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}}})
	return err
}

// note keeps what the console says: errors of scripts, what the page's policy
// or a server's answer kept from loading, and what is asked of other hosts.
func (s *Screen) note(event any) {
	fault := ""
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			fault = e.Entry.Text + " " + e.Entry.URL
		}
	case *network.EventRequestWillBeSent:
		if strings.HasPrefix(e.Request.URL, "http") && !strings.HasPrefix(e.Request.URL, s.base+"/") {
			fault = "the page asked for " + e.Request.URL
		}
	case *runtime.EventExceptionThrown:
		fault = e.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			fault = "console.error"
		}
	}
	if fault == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, fault)
}

// Faults are what the console said since the last call.
func (s *Screen) Faults() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.faults
	s.faults = nil
	return all
}

// Close closes the tab.
func (s *Screen) Close() { s.cancel() }

func (s *Screen) do(steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

func run[T any](s *Screen, action chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, action)
}
