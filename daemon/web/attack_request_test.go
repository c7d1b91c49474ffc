package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// W07: a page of another site can make a browser send any form, with its
// cookie.
func TestEveryFormFromAnotherSiteIsRefused(t *testing.T) {
	h := house(t)
	all := visitors(t, h)
	for _, path := range routes(t, http.MethodPost) {
		for who, b := range all {
			for _, header := range []map[string]string{
				{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"},
				{"Origin": "http://" + strings.TrimPrefix(h.Web, "http://") + ".evil.example"},
			} {
				if a := crafted(t, h, b, http.MethodPost, path, url.Values{"text": {"x"}, "how": {"resolve"}}, header); a.Status != http.StatusForbidden {
					t.Errorf("%s for %s with %v: %d", path, who, header, a.Status)
				}
			}
		}
	}
	page(t, all["a contact"], "/", http.StatusOK) // not even signed out
}

// W16: no page is framed, kept by a browser or named to another site.
func TestEveryAnswerIsGuarded(t *testing.T) {
	h := house(t)
	all := visitors(t, h)
	for _, path := range append(routes(t, http.MethodGet), "/help", "/nowhere", "/tickets/99999999", "/tickets?q=(", "/tickets.csv?q=(") {
		for who, b := range all {
			a := crafted(t, h, b, http.MethodGet, path, nil, nil)
			policy, kept := a.Header.Get("Content-Security-Policy"), a.Header.Get("Cache-Control")
			if !strings.Contains(policy, "frame-ancestors 'none'") && !strings.Contains(policy, "sandbox") {
				t.Errorf("%s for %s can be framed: %q", path, who, policy)
			}
			if kept != "no-store" && !strings.HasPrefix(path, "/static/") {
				t.Errorf("%s for %s is kept: %q", path, who, kept)
			}
			if a.Header.Get("Referrer-Policy") != "same-origin" || a.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s for %s: %v", path, who, a.Header)
			}
		}
	}
}

// W10: the name by which a request calls the server is the attacker's.
func TestTheHostOfARequestReachesNoLink(t *testing.T) {
	h := house(t)
	evil := map[string]string{"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example", "X-Forwarded-Proto": "gopher"}
	for who, b := range visitors(t, h) {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			for _, path := range routes(t, method) {
				if path == "/logout" {
					continue // the last thing that anybody does
				}
				a := crafted(t, h, b, method, path, nil, evil)
				if text := a.Body + strings.Join(a.Header.Values("Location"), " "); strings.Contains(text, "evil.example") || strings.Contains(text, "gopher") {
					t.Errorf("%s %s for %s names the host: %q", method, path, who, a.Header.Get("Location"))
				}
			}
		}
	}
	crafted(t, h, h.Browser(), http.MethodPost, "/login/link", url.Values{"login": {emma}}, evil)
	links(t, h, emma, 1) // which fails for any other host than ours
}

// W11: a stranger may write any X-Forwarded-For.
func TestAStrangersWordForItsNetworkIsNotTaken(t *testing.T) {
	h := house(t)
	h.Freeze()
	refused := 0
	for i := range 40 {
		form := url.Values{"login": {number(int64(i)) + "@durand.example"}, "password": {"wrong"}}
		from := "198.51.100." + number(int64(i))
		a := crafted(t, h, h.Browser(), http.MethodPost, "/login", form, map[string]string{"X-Forwarded-For": from, "X-Real-IP": from, "CF-Connecting-IP": from, "Forwarded": "for=" + from})
		if a.Status == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused != 9 { // as of one network: see TestOneNetworkThatTriesManyLoginsIsPaused
		t.Errorf("%d refused", refused)
	}
}

// W12: an address that a stranger chose leads nowhere but to our own pages.
func TestNobodyIsSentToAnotherSite(t *testing.T) {
	h := house(t)
	wrongs := []string{"https://evil.example/", "//evil.example", "///evil.example", `/\evil.example`, "/\t/evil.example", "https:evil.example", "/ok\r\nLocation: https://evil.example"}
	stays := func(what string, location string) {
		t.Helper()
		if u, err := url.Parse(location); err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(location, "/") || strings.HasPrefix(location, "//") {
			t.Errorf("%s leads to %q", what, location)
		}
	}
	b, stranger := visit(t, h, marie), h.Browser()
	for _, next := range wrongs {
		stays("theme "+next, post(t, b, "/theme", url.Values{"theme": {"dark"}, "next": {next}}, http.StatusSeeOther).Header.Get("Location"))
		a, err := b.Get("/login?next=" + url.QueryEscape(next))
		if err != nil {
			t.Fatal(err)
		}
		stays("a login of who is in "+next, a.Header.Get("Location"))
		if body := page(t, stranger, "/login?next="+url.QueryEscape(next), http.StatusOK); strings.Contains(body, "evil.example") {
			t.Errorf("the form keeps %q", next)
		}
		if len(strings.Fields(next)) > 1 {
			continue // no header can hold it
		}
		for _, path := range []string{"/password", "/tickets", "/contacts"} {
			a := crafted(t, h, stranger, http.MethodPost, path, nil, map[string]string{"Referer": next})
			stays("Referer "+next, a.Header.Get("Location"))
			if at, err := url.Parse(a.Header.Get("Location")); err != nil || at.Query().Get("next") != "/" {
				t.Errorf("after signing in %q would lead to %q", next, at)
			}
		}
	}
}

// W01: how long the answer takes tells no more than its bytes.
func TestWhatIsAnothersTakesAsLongAsWhatIsNot(t *testing.T) {
	h := house(t)
	b, their := visit(t, h, marie), theirs(t, h)
	took := func(path string) time.Duration {
		began := time.Now()
		page(t, b, path, http.StatusNotFound)
		return time.Since(began)
	}
	var there, absent []time.Duration
	for range 60 { // in turn, so that what else the machine does falls on both
		there, absent = append(there, took("/tickets/"+their)), append(absent, took("/tickets/99999999"))
	}
	if a, b := median(there), median(absent); a > 3*b+2*time.Millisecond || b > 3*a+2*time.Millisecond {
		t.Errorf("another's takes %s, what does not exist %s", a, b)
	}
}
