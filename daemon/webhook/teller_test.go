package webhook_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"permanence/daemon/config"
	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/testhouse"
	"permanence/daemon/webhook"
)

// receiver is another program: it fails as often as it is told, then takes
// what it gets.
type receiver struct {
	mu    sync.Mutex
	fails int
	got   []string // the id and the body of each attempt
	keys  map[string]bool
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, _ := io.ReadAll(q.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	for secret := range r.keys {
		want, err := webhook.Sign(secret, q.Header.Get("Webhook-Id"), q.Header.Get("Webhook-Timestamp"), body)
		r.keys[secret] = err == nil && want == q.Header.Get("Webhook-Signature")
	}
	r.got = append(r.got, q.Header.Get("Webhook-Id")+" "+string(body))
	if r.fails > 0 {
		r.fails--
		http.Error(w, "out of order", http.StatusInternalServerError)
	}
}

// attempts waits until there were so many.
func (r *receiver) attempts(t *testing.T, n int) []string {
	t.Helper()
	for end := time.Now().Add(testhouse.Patience); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		r.mu.Lock()
		got := append([]string{}, r.got...)
		r.mu.Unlock()
		if len(got) >= n {
			return got
		}
	}
	t.Fatalf("%d attempts were not made", n)
	return nil
}

func TestTheDaemonTellsAnotherProgramUntilItTakesIt(t *testing.T) {
	r := &receiver{fails: 1, keys: map[string]bool{}}
	server := httptest.NewServer(r)
	defer server.Close()
	h, err := testhouse.Open(t.Context(), "", testhouse.Options{Settings: func(c *config.Config) { c.Webhook.Allow = []string{"127.0.0.1"} }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	id, secret, err := h.Desk.AddWebhook(t.Context(), desk.NewWebhook{URL: server.URL, Events: []ticket.Event{ticket.EventOpened}}, "test")
	if err != nil {
		t.Fatal(err)
	}
	r.mu.Lock()
	r.keys[secret] = false
	r.mu.Unlock()
	raw := "From: <marie.durand@durand.example>\r\nTo: <support@permanence.example>\r\nSubject: Panne\r\n\r\nBonjour.\r\n"
	if err := h.Post("marie.durand@durand.example", true, []string{"support@permanence.example"}, raw); err != nil {
		t.Fatal(err)
	}
	r.attempts(t, 1)
	settled(t, h, id, "queued", 1)
	h.Jump(6 * time.Second)
	got := r.attempts(t, 2)
	if got[0] != got[1] {
		t.Errorf("the second attempt differs:\n%s\n%s", got[0], got[1])
	}
	settled(t, h, id, "sent", 2)
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.keys[secret] {
		t.Error("the signature is not right")
	}
}

// settled waits until the one delivery of a webhook is in a state after so
// many attempts.
func settled(t *testing.T, h *testhouse.House, id int64, state string, tries int) {
	t.Helper()
	var views []desk.DeliveryView
	for end := time.Now().Add(testhouse.Patience); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		var err error
		if views, err = h.Desk.Deliveries(t.Context(), desk.DeliveryFilter{Webhook: id}); err != nil {
			t.Fatal(err)
		}
		if len(views) == 1 && views[0].State == state && views[0].Tries == tries && views[0].Status != 0 {
			return
		}
	}
	t.Fatalf("the delivery is %+v", views)
}
