package daemon_test

import (
	"errors"
	"testing"
	"time"

	"permanence/daemon/desk"
)

// Tickets of the time before cost what they cost then, and nobody hears of
// them.
func TestTicketsOfTheTimeBeforeAreCountedAndTellNobody(t *testing.T) {
	t.Parallel()
	h := open(t, long)
	for state, n := range h.count().Letters {
		if n != 0 {
			t.Errorf("%d letters are %s", n, state)
		}
	}
	v := h.ticket(1001)
	if v.SpentMinutes != 640 || v.CountedQuarters != 43 || len(v.Time) != 6 || v.State != "waiting" || v.Team == "" {
		t.Errorf("%+v", v)
	}
	packages, err := h.desk.Packages(t.Context(), durand, "")
	if err != nil || len(packages) != 1 {
		t.Fatal(packages, err)
	}
	sum := 0
	for _, l := range packages[0].Lines {
		if l.Kind == "deduct" {
			sum -= l.Quarters
		}
	}
	if p := packages[0]; sum != 53 || p.ConsumedQuarters != 0 || p.LeftQuarters != 8 {
		t.Errorf("%d quarters in all, %+v", sum, p)
	}

	before := len(tickets(t, h))
	at := h.now().Add(-48 * time.Hour)
	said := []desk.PastExchange{{At: at, Text: "Bonjour"}}
	for name, p := range map[string]desk.PastTicket{
		"no such client": {Client: "Dupond", Agent: claire, Subject: "x", Exchanges: said},
		"no such agent":  {Client: durand, Agent: "Zoé", Subject: "x", Exchanges: said},
		"no subject":     {Client: durand, Agent: claire, Exchanges: said},
		"no message":     {Client: durand, Agent: claire, Subject: "x"},
		"no minutes":     {Client: durand, Agent: claire, Subject: "x", Exchanges: said, Time: []desk.PastTime{{At: at, Minutes: 30}, {At: at}}},
	} {
		if _, err := h.desk.AddPastTicket(t.Context(), p, "test"); !errors.Is(err, desk.ErrRefused) && !errors.Is(err, desk.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := len(tickets(t, h)); after != before {
		t.Errorf("%d tickets were left behind", after-before)
	}
}

func tickets(t *testing.T, h *house) []desk.TicketView {
	t.Helper()
	all, err := h.desk.Tickets(t.Context(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	return all
}
