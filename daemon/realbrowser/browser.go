// Package realbrowser starts Chromium for tests of the pages and for their
// pictures: a person in front of a screen, who fills in forms and presses
// buttons.
package realbrowser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// Browser is a Chromium that runs, with a profile of its own.
type Browser struct {
	ctx     context.Context
	cancel  context.CancelFunc
	profile string
}

// names are what Chromium is called.
var names = []string{"chromium", "chromium-browser", "google-chrome"}

// Start starts Chromium without a window. Where there is none the error says
// what to install.
func Start(ctx context.Context) (*Browser, error) {
	path, err := find()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "permanence-browser-")
	if err != nil {
		return nil, fmt.Errorf("making a profile: %w", err)
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.UserDataDir(profile), chromedp.Headless, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.DisableGPU, chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("lang", "fr")}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocated, end := chromedp.NewExecAllocator(ctx, options...)
	within, cancel := chromedp.NewContext(allocated)
	b := &Browser{ctx: within, cancel: func() { cancel(); end() }, profile: profile}
	if err := chromedp.Do(within); err != nil {
		return nil, errors.Join(fmt.Errorf("starting %s: %w", path, err), b.Close())
	}
	return b, nil
}

func find() (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium is installed: apt-get install chromium")
}

// Close ends Chromium and removes its profile.
func (b *Browser) Close() error {
	err := chromedp.Cancel(b.ctx)
	b.cancel()
	return errors.Join(err, os.RemoveAll(b.profile))
}
