package loop

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"permanence/cmd/proof/clockwork"
	"permanence/cmd/proof/figure"
	"permanence/daemon/config"
)

func TestNoProgramAndOurDeskWriteInCircles(t *testing.T) {
	f, err := Loops(t.Context(), figure.Short)
	if err != nil {
		t.Fatal(err)
	}
	if !f.Met() {
		t.Errorf("%s\n%s", f.Line("loops"), strings.Join(f.Trouble, "\n"))
	}
}

// Without the limits nothing stops two programs that know nothing of each
// other: the same count finds it.
func TestADeskWithoutLimitsIsFound(t *testing.T) {
	const endless = 1_000_000
	lifted := func(c *config.Config) {
		c.Limits = config.Limits{RecipientHour: endless, RecipientDay: endless, DomainHour: endless, TotalHour: endless,
			AgentHour: endless, SenderHour: endless, SenderDay: endless, NoticeHour: endless}
	}
	var wild []trial
	for _, one := range trials() {
		if one.name == "f naive, nothing kept, technical contact" || strings.HasPrefix(one.name, "two desks, all") {
			wild = append(wild, one)
		}
	}
	for _, one := range wild {
		f, err := try(t.Context(), []trial{one}, 1, lifted)
		if err != nil {
			t.Fatal(err)
		}
		if f.Met() || len(f.Trouble) != 1 {
			t.Errorf("%s is not found: %s", one.name, f.Line("loops"))
		}
	}
	if len(wild) != 2 {
		t.Errorf("%d pairings that go on without end were tried", len(wild))
	}
}

func TestAMailThatIsNotKeptIsFound(t *testing.T) {
	w := newWorld(clockwork.NewClock(clockwork.Monday()))
	h, err := openHouse(t.Context(), w, ourDomain, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if err := h.receive(t.Context(), w, post{to: ours, raw: []byte("From: <x@y.example>\r\n\r\nBonjour.\r\n")}); err != nil {
		t.Fatal(err)
	}
	if r, err := h.result(t.Context(), technical); err != nil || len(r.lost) != 0 {
		t.Errorf("lost %v: %v", r.lost, err)
	}
	h.given++
	if r, err := h.result(t.Context(), technical); err != nil || len(r.lost) != 1 {
		t.Errorf("lost %v: %v", r.lost, err)
	}
}

func TestAnAutomaticMailToSomebodyUnknownIsFound(t *testing.T) {
	at := clockwork.Monday()
	for _, c := range []struct {
		name string
		who  standing
		sent []sent
		want int
	}{
		{"one explanation a day", stranger, []sent{{at, contact, "explanation"}, {at.Add(24 * time.Hour), contact, "explanation"}}, 0},
		{"a second one", stranger, []sent{{at, contact, "explanation"}, {at.Add(23 * time.Hour), contact, "explanation"}}, 1},
		{"one to somebody unproven", unsigned, []sent{{at, contact, "explanation"}}, 1},
		{"an acknowledgement", stranger, []sent{{at, contact, "ack"}}, 1},
		{"one to a contact", technical, []sent{{at, contact, "ack"}}, 0},
	} {
		w := newWorld(clockwork.NewClock(at))
		h, err := openHouse(t.Context(), w, ourDomain, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		h.sent = c.sent
		if r, err := h.result(t.Context(), c.who); err != nil || r.unknown != c.want {
			t.Errorf("%s: %d, not %d: %v", c.name, r.unknown, c.want, err)
		}
		h.Close()
	}
}

// Every program does answer: a pairing in which nobody writes shows nothing.
func TestEachProgramAnswersAPersonsMail(t *testing.T) {
	for _, m := range models {
		w := newWorld(clockwork.NewClock(clockwork.Monday()))
		got := &ear{}
		w.parties[ours] = got
		program := &far{address: contact, signed: true, respond: m.program()}
		writer := far{address: ours, signed: true}
		raw := writer.write(w, request(contact, w.clock.Now(), nil))
		if err := program.receive(t.Context(), w, post{ours, contact, raw}); err != nil {
			t.Fatal(err)
		}
		if err := w.run(t.Context(), w.clock.Now().Add(time.Hour), func() bool { return false }); err != nil {
			t.Fatal(err)
		}
		if got.n != 1 {
			t.Errorf("%s gave %d answers to a person's mail", m.name, got.n)
		}
	}
}

// ear counts what it hears.
type ear struct{ n int }

func (e *ear) receive(context.Context, *world, post) error { e.n++; return nil }

func TestPlannedThingsHappenInTheirOrder(t *testing.T) {
	w := newWorld(clockwork.NewClock(clockwork.Monday()))
	var got []int
	for i, after := range []time.Duration{3, 1, 2, 1} {
		w.plan(after*time.Second, func(context.Context) error { got = append(got, i); return nil })
	}
	if err := w.run(t.Context(), w.clock.Now().Add(time.Minute), func() bool { return false }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, []int{1, 3, 2, 0}) {
		t.Errorf("happened in the order %v", got)
	}
}
