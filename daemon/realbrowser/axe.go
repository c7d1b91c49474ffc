package realbrowser

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// What finds faults of accessibility in a page: the release, and its SHA-256.
const (
	axeURL = "https://registry.npmjs.org/axe-core/-/axe-core-4.14.1.tgz"
	axeSum = "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745"
)

// Axe is the script that finds faults of accessibility.
type Axe struct{ script string }

// LoadAxe gives the script, which is fetched once and kept in the user's cache.
func LoadAxe() (Axe, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	path := filepath.Join(cache, "permanence-tests", axeSum+".tgz")
	packed, err := os.ReadFile(path)
	if err != nil || sum(packed) != axeSum {
		if packed, err = fetch(); err != nil {
			return Axe{}, err
		}
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, packed, 0o644)); err != nil {
			return Axe{}, fmt.Errorf("keeping axe-core: %w", err)
		}
	}
	return unpack(packed)
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func fetch() ([]byte, error) {
	answer, err := http.Get(axeURL)
	if err != nil {
		return nil, fmt.Errorf("fetching axe-core: %w", err)
	}
	defer answer.Body.Close()
	packed, err := io.ReadAll(answer.Body)
	if err == nil && sum(packed) != axeSum {
		err = errors.New("it has another content than expected")
	}
	if err != nil {
		return nil, fmt.Errorf("fetching %s: %w", axeURL, err)
	}
	return packed, nil
}

func unpack(packed []byte) (Axe, error) {
	plain, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return Axe{}, fmt.Errorf("unpacking axe-core: %w", err)
	}
	for files := tar.NewReader(plain); ; {
		head, err := files.Next()
		if err != nil {
			return Axe{}, fmt.Errorf("unpacking axe-core: %w", err)
		}
		if head.Name == "package/axe.min.js" {
			b, err := io.ReadAll(files)
			return Axe{script: string(b)}, err
		}
	}
}

// Violation is a fault of accessibility on a page.
type Violation struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Nodes  []string `json:"nodes"`
}

// String is the fault in a line, with where it stands.
func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s %q", v.ID, v.Impact, v.Help, v.Nodes)
}

const examine = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v => ({id: v.id, impact: v.impact || "", help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 160) + " " + n.any.map(a => a.message).join("; ").slice(0, 160))})))`

// Examine finds the faults of the page that a screen shows.
func (a Axe) Examine(s *Screen) ([]Violation, error) {
	if err := s.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Evaluate[chromedp.Void](a.script)(ctx, t)
		return err
	})); err != nil {
		return nil, fmt.Errorf("starting axe-core: %w", err)
	}
	return run(s, chromedp.Evaluate[[]Violation](examine, chromedp.EvalAwaitPromise))
}
