package live

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"permanence/daemon/desk"
	"permanence/daemon/web/page"
)

const (
	// look is how often a stream looks for news.
	look = 2 * time.Second
	// longest is how long a stream lasts: the browser opens the next one.
	longest = 10 * time.Minute
	// most is how many streams are open at once.
	most = 500
)

// Screens are those of this room.
type Screens struct {
	*page.Site
	presence *Presence
	open     *atomic.Int64
}

// New makes the room.
func New(site *page.Site) Screens {
	return Screens{Site: site, presence: NewPresence(), open: new(atomic.Int64)}
}

// Ticket streams who else is at a ticket, and that something was written on it.
func (s Screens) Ticket(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	last, err := s.Desk.LastOn(r.Context(), number)
	if err != nil {
		return err
	}
	return s.stream(w, r, v, func(send func(event string, data any) error) error {
		now := s.Now()
		s.presence.Look(number, v.Agent.ID, v.Name(), now)
		if err := send("presence", s.presence.Others(number, v.Agent.ID, now)); err != nil {
			return err
		}
		newest, err := s.Desk.LastOn(r.Context(), number)
		if err != nil {
			return err
		}
		if newest.Exchange != last.Exchange {
			last = newest
			return send("written", newest)
		}
		return nil
	})
}

// Queue streams that something changed on the desk.
func (s Screens) Queue(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	last, err := s.Desk.Pulse(r.Context())
	if err != nil {
		return err
	}
	return s.stream(w, r, v, func(send func(event string, data any) error) error {
		newest, err := s.Desk.Pulse(r.Context())
		if err != nil || newest == last {
			return err
		}
		last = newest
		return send("changed", newest)
	})
}

// Writing says that the visitor writes on a ticket.
func (s Screens) Writing(w http.ResponseWriter, r *http.Request, v desk.Visitor) error {
	number, err := page.Number(r, "number")
	if err != nil {
		return err
	}
	s.presence.Write(number, v.Agent.ID, v.Name(), s.Now())
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// stream sends events (text/event-stream) until the reader goes, the server
// stops, or the visitor may not be here any more.
func (s Screens) stream(w http.ResponseWriter, r *http.Request, v desk.Visitor, turn func(send func(string, any) error) error) error {
	if s.open.Add(1) > most {
		s.open.Add(-1)
		w.WriteHeader(http.StatusServiceUnavailable)
		return nil
	}
	defer s.open.Add(-1)
	control := http.NewResponseController(w)
	if err := control.SetWriteDeadline(time.Now().Add(longest + time.Minute)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("opening a stream: %w", err)
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set(gzhttp.HeaderNoCompression, "1")
	send := func(event string, data any) error {
		text, err := json.Marshal(data)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, text)
		return err
	}
	ticker, end := time.NewTicker(look), time.NewTimer(longest)
	defer ticker.Stop()
	defer end.Stop()
	for {
		if turn(send) != nil || control.Flush() != nil {
			return nil // the reader is gone, or asks again
		}
		select {
		case <-r.Context().Done():
			return nil
		case <-s.Stopping:
			return nil
		case <-end.C:
			return nil
		case <-ticker.C:
		}
		if _, err := s.Desk.Visitor(r.Context(), v.Access.ID, v.Access.Generation); err != nil {
			return nil
		}
	}
}
