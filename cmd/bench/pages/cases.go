package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/testhouse"
)

// item is one page; path gives the address of its nth request.
type item struct {
	name    string
	contact bool
	path    func(n int) string
}

// cases are the pages that people look at all day.
func cases(ctx context.Context, d *desk.Desk) ([]item, error) {
	found, err := d.Find(ctx, desk.Scope{}, "", desk.Page{Limit: 200})
	if err != nil {
		return nil, err
	}
	theirs, err := d.Find(ctx, desk.Scope{ClientID: 1}, "", desk.Page{Limit: 200})
	if err != nil {
		return nil, err
	}
	words := wordsOf(found.Rows)
	fixed := func(path string) func(int) string { return func(int) string { return path } }
	ticket := func(rows []desk.FoundRow) func(int) string {
		return func(n int) string { return "/tickets/" + strconv.FormatInt(rows[n%len(rows)].Number, 10) }
	}
	search := func(n int) string { return "/tickets?q=" + url.QueryEscape(words[n%len(words)]) }
	return []item{
		{"queue", false, fixed("/")}, {"queue_all", false, fixed("/tickets?view=all")}, {"queue_by_waiting", false, fixed("/tickets?view=team-today&order=waiting")},
		{"ticket", false, ticket(found.Rows)}, {"search", false, search},
		{"client_home", true, fixed("/")}, {"client_list", true, fixed("/tickets")}, {"client_ticket", true, ticket(theirs.Rows)},
		{"client_search", true, search}, {"client_new", true, fixed("/tickets/new")}, {"client_package", true, fixed("/package")},
	}, nil
}

// wordsOf are words to look for: those of subjects.
func wordsOf(rows []desk.FoundRow) (words []string) {
	for _, r := range rows {
		for _, w := range strings.Fields(r.Subject) {
			if w = strings.Trim(w, ".,:;!?\"'"); len(w) > 4 && !strings.Contains(w, ":") {
				words = append(words, w)
				break
			}
		}
	}
	return words
}

// measure asks for the page again and again.
func (c item) measure(who *testhouse.Browser, requests int) (met bool, err error) {
	var all []time.Duration
	size := 0
	for n := range requests {
		began := time.Now()
		bytes, err := ask(who, c.path(n))
		if err != nil {
			return false, err
		}
		all, size = append(all, time.Since(began)), max(size, bytes)
	}
	s := sorted(all)
	met = line("page_"+c.name+"_p50", half(s), "ms", limitHalf)
	met = line("page_"+c.name+"_p99", hundred(s), "ms", limitHundred) && met
	return line("page_"+c.name+"_size", float64(size)/1000, "kB", limitSize) && met, nil
}

// ask asks for a page as browsers do, and gives its compressed size.
func ask(who *testhouse.Browser, path string) (bytes int, err error) {
	request, err := http.NewRequest(http.MethodGet, who.Address(path), nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Accept-Encoding", "gzip")
	answer, err := who.Client.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	packed, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %d: %w", path, answer.StatusCode, err)
	}
	if answer.Header.Get("Content-Encoding") == "gzip" {
		if _, err := gzip.NewReader(strings.NewReader(string(packed))); err != nil {
			return 0, fmt.Errorf("%s: %w", path, err)
		}
	}
	return len(packed), nil
}
