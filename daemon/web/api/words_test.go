package api

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"permanence/daemon/config"
	"permanence/templates"
)

func described(t *testing.T) (*API, object) {
	t.Helper()
	pages, err := templates.LoadPages(nil)
	if err != nil {
		t.Fatal(err)
	}
	a := New(Options{Config: &config.Config{}, Pages: pages, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	return a, a.Description()
}

func TestEveryFieldAndParameterSaysWhatItMeans(t *testing.T) {
	a, d := described(t)
	used := map[string]bool{}
	look := func(of, name string) {
		if saysOf(of, name) == "" {
			t.Errorf("%s of %s is not described", name, of)
		}
		used[name], used[of+"."+name] = true, true
	}
	for of, schema := range d["components"].(object)["schemas"].(object) {
		for name := range schema.(object)["properties"].(object) {
			look(of, name)
		}
	}
	for _, o := range a.Operations() {
		for _, p := range parametersOf(o) {
			look("", p.(object)["name"].(string))
		}
	}
	for name := range fieldWords {
		if !used[name] {
			t.Errorf("%s is described and nowhere", name)
		}
	}
}

func TestEveryOperationHasANameASentenceAndAScope(t *testing.T) {
	a, _ := described(t)
	names := map[string]bool{}
	for _, o := range a.Operations() {
		if names[o.Name] || !strings.HasSuffix(o.Says, ".") || o.Scope == "" && o.Name != "getMe" {
			t.Errorf("%s %s is called %q, says %q, takes %q", o.Method, o.Path, o.Name, o.Says, o.Scope)
		}
		names[o.Name] = true
		read := strings.HasSuffix(string(o.Scope), ":read")
		if o.writes() == read && o.Scope != "admin" && o.Scope != "" {
			t.Errorf("%s changes something: %t, with the scope %s", o.Name, o.writes(), o.Scope)
		}
	}
}

func TestThePageOfTheAPINamesEveryOperationAndRunsNothing(t *testing.T) {
	a, _ := described(t)
	b, err := a.readable()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range a.Operations() {
		if !strings.Contains(string(b), `id="`+o.Name+`"`) {
			t.Errorf("%s is not on the page", o.Name)
		}
	}
	for _, text := range []string{"<script", " style=", "ZgotmplZ", "&lt;no value"} {
		if strings.Contains(string(b), text) {
			t.Errorf("the page has %q", text)
		}
	}
}

// The words of a fault of ours are for the log.
func TestAFaultOfOursTellsNothing(t *testing.T) {
	p := problemOf(errDatabase{})
	if p.Status != 500 || p.Code != "internal" || strings.Contains(p.Error(), "secret") {
		t.Errorf("%+v", p)
	}
}

type errDatabase struct{}

func (errDatabase) Error() string { return "reading secret.db: disk I/O error" }

func TestPagesOfAListGiveEverythingOnceHoweverTheListChanges(t *testing.T) {
	var all, got []int64
	for i := range int64(23) {
		all = append(all, i*3+1)
	}
	p := paged{Limit: 5}
	for {
		page := byID(all, func(v int64) int64 { return v }, p)
		got = append(got, page.Items...)
		if page.Next == 0 {
			break
		}
		p.After = page.Next
		all = slices.DeleteFunc(all, func(v int64) bool { return v == page.Next }) // who was last is gone
	}
	if len(got) != 23 || !slices.IsSorted(got) {
		t.Errorf("given: %v", got)
	}
}

func TestATokenAsksAsOftenAsItMay(t *testing.T) {
	l := newLimits(60)
	now := time.Date(2026, 7, 1, 10, 0, 0, 0, time.UTC)
	for i := range 10 {
		if l.wait(1, now) != 0 {
			t.Fatalf("request %d had to wait", i)
		}
	}
	if got := l.wait(1, now); got != time.Second {
		t.Errorf("the eleventh waits %s", got)
	}
	if l.wait(2, now) != 0 || l.wait(1, now.Add(time.Second)) != 0 {
		t.Error("another token, or a later request, had to wait")
	}
	if l.wait(1, now.Add(time.Second)) == 0 {
		t.Error("who was refused got a turn for it")
	}
}
