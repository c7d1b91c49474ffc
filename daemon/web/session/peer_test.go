package session

import (
	"net/http/httptest"
	"testing"
)

func TestTheWordOfAProxyIsTakenOnlyWhereItIsNamed(t *testing.T) {
	proxies, err := ReadProxies([]string{"127.0.0.1", "10.0.0.0/8", "::1"})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name      string
		peer      string
		forwarded []string
		want      string
	}{
		{"nobody before us", "203.0.113.5:1234", nil, "203.0.113.5"},
		{"a stranger who says to be somebody else", "203.0.113.5:1234", []string{"127.0.0.1"}, "203.0.113.5"},
		{"a proxy of ours", "127.0.0.1:1234", []string{"203.0.113.5"}, "203.0.113.5"},
		{"two proxies of ours", "127.0.0.1:1234", []string{"203.0.113.5, 10.1.1.1"}, "203.0.113.5"},
		{"what a stranger wrote before the proxy", "127.0.0.1:1234", []string{"192.0.2.1, 203.0.113.5"}, "203.0.113.5"},
		{"the same in two fields", "127.0.0.1:1234", []string{"192.0.2.1", "203.0.113.5"}, "203.0.113.5"},
		{"rubbish", "127.0.0.1:1234", []string{"192.0.2.1, <script>"}, "127.0.0.1"},
		{"a proxy that says nothing", "127.0.0.1:1234", nil, "127.0.0.1"},
		{"version 6", "[::1]:1234", []string{"2001:db8::7"}, "2001:db8::7"},
		{"version 4 in version 6", "[::ffff:127.0.0.1]:1234", []string{"::ffff:203.0.113.5"}, "203.0.113.5"},
	}
	for _, c := range tests {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.peer
		for _, f := range c.forwarded {
			r.Header.Add("X-Forwarded-For", f)
		}
		if got := proxies.Peer(r); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestBrowsersAreCalledAsPeopleKnowThem(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0":                                                        "Firefox, Windows",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15":                   "Safari, macOS",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36":                         "Chrome, Android",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0":           "Edge, Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1": "Safari, iPhone",
		"curl/8.0": "", "<script>": "", "": "",
	} {
		if got := browser(agent); got != want {
			t.Errorf("%q: %q, want %q", agent, got, want)
		}
	}
}
