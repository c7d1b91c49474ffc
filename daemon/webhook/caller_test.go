package webhook

import (
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"permanence/daemon/desk"
)

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

var thisMachine = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

func telling(url string) desk.Delivery {
	return desk.Delivery{ID: 1, MessageID: "msg_p5jXN8AQM9LWM0D4loKWxJek", URL: url, Secret: secret, Payload: []byte(`{"test": 2432232314}`), Try: 1}
}

// The example of the specification of Standard Webhooks.
func TestASignatureIsThatOfTheSpecification(t *testing.T) {
	d := telling("")
	got, err := Sign(secret, d.MessageID, "1614265330", d.Payload)
	if err != nil || got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Errorf("signed %s, %v", got, err)
	}
}

func TestWhatIsSentCanBeCheckedByItsReceiver(t *testing.T) {
	var body string
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b := make([]byte, r.ContentLength)
		if _, err := r.Body.Read(b); err != nil && err.Error() != "EOF" {
			t.Error(err)
		}
		body = string(b)
		want, err := Sign(secret, r.Header.Get("Webhook-Id"), r.Header.Get("Webhook-Timestamp"), b)
		if err != nil || r.Header.Get("Webhook-Signature") != want || r.Method != http.MethodPost {
			t.Errorf("%s signed %q, want %q, %v", r.Method, r.Header.Get("Webhook-Signature"), want, err)
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	told := NewCaller(thisMachine, roots, 0, time.Now).Call(t.Context(), telling(server.URL))
	if !told.OK || told.Status != http.StatusNoContent || body != `{"test": 2432232314}` {
		t.Errorf("told %+v, sent %q", told, body)
	}
}

// wait lasts until the caller has gone.
func wait(r *http.Request) {
	io.Copy(io.Discard, r.Body) //nolint:errcheck // the server notices who goes once all was read
	<-r.Context().Done()
}

func TestWhatIsNotA2xxOfTheAddressItselfIsNoSuccess(t *testing.T) {
	var elsewhere atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		status int
		says   string
	}{
		{"a failure", func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "out of order", http.StatusInternalServerError)
		}, 500, "out of order"},
		{"gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }, 410, ""},
		{"a redirect is not followed", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
		}, 307, ""},
		{"slow", func(_ http.ResponseWriter, r *http.Request) { wait(r) }, 0, "Timeout"},
		{"slow in its body", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			wait(r)
		}, 200, "Timeout"},
		{"cut", func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				conn.Close()
			}
		}, 0, "EOF"},
		{"cut in its body", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			w.Write([]byte("half"))
		}, 200, "unexpected EOF"},
		{"no HTTP", func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				conn.Write([]byte("220 mail.example ESMTP\r\n"))
				conn.Close()
			}
		}, 0, "malformed HTTP"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(c.answer)
			defer server.Close()
			told := NewCaller(thisMachine, nil, 300*time.Millisecond, time.Now).Call(t.Context(), telling(server.URL+"/secret-path"))
			if told.OK || told.Status != c.status || !strings.Contains(told.Reply, c.says) {
				t.Errorf("told %+v, want %d and %q", told, c.status, c.says)
			}
			if strings.Contains(told.Reply, "secret-path") {
				t.Errorf("the address is in %q", told.Reply)
			}
		})
	}
	if elsewhere.Load() != 0 {
		t.Error("the redirect was followed")
	}
}

func TestAnEndlessAnswerIsNotReadToItsEnd(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 32<<10)); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	told := NewCaller(thisMachine, nil, 5*time.Second, time.Now).Call(t.Context(), telling(server.URL))
	if !told.OK || len(told.Reply) != maxAnswer {
		t.Errorf("read %d bytes, taken %t", len(told.Reply), told.OK)
	}
}

func TestACertificateThatIsNotTheAddressesIsNoSuccess(t *testing.T) {
	for name, c := range map[string]struct {
		listen  string
		trusted bool
	}{
		"of nobody we know":  {"127.0.0.1:0", false},
		"of another address": {"127.0.0.2:0", true},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := net.Listen("tcp", c.listen)
			if err != nil {
				t.Fatal(err)
			}
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was told") }))
			server.Listener.Close()
			server.Listener, server.Config.ErrorLog = l, log.New(io.Discard, "", 0)
			server.StartTLS()
			defer server.Close()
			roots := x509.NewCertPool()
			if c.trusted {
				roots.AddCert(server.Certificate())
			}
			if told := NewCaller(thisMachine, roots, time.Second, time.Now).Call(t.Context(), telling(server.URL)); told.OK || !strings.Contains(told.Reply, "certificate") {
				t.Errorf("told %+v", told)
			}
		})
	}
}

func TestOnlyPublicAddressesAreDialled(t *testing.T) {
	for address, may := range map[string]bool{
		"93.184.215.14:443": true, "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443": true,
		"127.0.0.1:443": false, "127.8.9.1:80": false, "10.0.0.1:443": false, "172.16.5.4:443": false, "172.31.255.255:443": false, "192.168.1.1:443": false,
		"169.254.169.254:80": false, "100.64.0.1:443": false, "0.0.0.0:443": false, "255.255.255.255:443": false, "224.0.0.1:443": false,
		"[::1]:443": false, "[::]:443": false, "[fe80::1%eth0]:443": false, "[fd00::1]:443": false, "[ff02::1]:443": false, "[fec0::1]:443": false,
		"[::ffff:127.0.0.1]:443": false, "[::ffff:10.1.2.3]:443": false, "[64:ff9b::7f00:1]:443": false, "[2002:7f00:1::]:443": false,
		"[2001:0:7f00:1::]:443": false, "[::127.0.0.1]:443": false, "10.20.3.4:443": true, "[fd12::1]:443": true, "x:443": false,
	} {
		allowed := []netip.Prefix{netip.MustParsePrefix("10.20.0.0/16"), netip.MustParsePrefix("fd12::/16")}
		if err := mayDial(address, allowed); (err == nil) != may {
			t.Errorf("%s: %v, want %t", address, err, may)
		}
	}
}

// A name may resolve to anything: what counts is what is dialled.
func TestANameOfThisMachineIsNotCalled(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was told") }))
	defer server.Close()
	url := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	if told := NewCaller(nil, nil, time.Second, time.Now).Call(t.Context(), telling(url)); told.OK || !strings.Contains(told.Reply, "webhook.allow") {
		t.Errorf("told %+v", told)
	}
}
