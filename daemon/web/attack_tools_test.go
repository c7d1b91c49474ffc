package web_test

import (
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"permanence/daemon/testhouse"
)

var routeIn = regexp.MustCompile(`"(GET|POST) (/[^"]*)"`)

// routes are the addresses that the rooms' tables of contents hold, by their
// source: what is added there is attacked here without another word. Places in
// them are filled in as a person of the sample firm would. Streams are left
// out: they have no end.
func routes(t *testing.T, method string) (paths []string) {
	t.Helper()
	fill := strings.NewReplacer("{$}", "", "{number}", "1001", "{id}", "1", "{token}", strings.Repeat("A", 43))
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range routeIn.FindAllStringSubmatch(string(source), -1) {
			if m[1] == method && !strings.HasSuffix(m[2], "/live") {
				paths = append(paths, fill.Replace(m[2]))
			}
		}
		return err
	})
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d routes were found, %v", len(paths), err)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// visitors are a stranger and one of each kind who is signed in.
func visitors(t *testing.T, h *testhouse.House) map[string]*testhouse.Browser {
	t.Helper()
	return map[string]*testhouse.Browser{"a stranger": h.Browser(), "a contact": visit(t, h, marie), "an agent": visit(t, h, claire)}
}

// crafted sends a request with a header that browsers would not send; Host is
// that of the request.
func crafted(t *testing.T, h *testhouse.House, b *testhouse.Browser, method, path string, form url.Values, header map[string]string) testhouse.Answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, h.Web+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	r.Host = header["Host"]
	answer, err := b.Client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return testhouse.Answer{Status: answer.StatusCode, Header: answer.Header, Body: string(body)}
}

// median is the middle one of many.
func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// theirs is a ticket of the client that is not Marie's.
func theirs(t *testing.T, h *testhouse.House) string {
	t.Helper()
	all, err := h.Desk.Tickets(t.Context(), "Harper & Blake", "")
	if err != nil || len(all) == 0 {
		t.Fatal(len(all), err)
	}
	return number(all[0].Number)
}

var keyIn = regexp.MustCompile(`name="key" value="[^"]*"`)

// withoutKey is a page without what is random on it.
func withoutKey(body string) string { return keyIn.ReplaceAllString(body, "") }
