package ticket

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAMonthIsACalendarMonth(t *testing.T) {
	for from, until := range map[string]string{
		"2026-03-10": "2026-04-10", "2026-01-31": "2026-02-28", "2028-01-30": "2028-02-29", "2026-12-15": "2027-01-15", "2026-08-31": "2026-09-30",
	} {
		at, err := time.Parse(time.DateOnly, from)
		if err != nil {
			t.Fatal(err)
		}
		if got := ReopensUntil(at).Format(time.DateOnly); got != until {
			t.Errorf("resolved %s: reopens until %s, want %s", from, got, until)
		}
	}
}

func TestTheMonthOfAResolvedTicket(t *testing.T) {
	resolved := Ticket{State: Resolved, Resolved: noon}
	end := noon.AddDate(0, 1, 0)
	if !resolved.AnswerReopens(end.Add(-time.Second)) || resolved.AnswerReopens(end) {
		t.Error("an answer reopens until the month is over")
	}
	if resolved.ShouldClose(end.Add(-time.Second)) || !resolved.ShouldClose(end) {
		t.Error("it closes when the month is over")
	}
	closed := Ticket{State: Closed, Resolved: noon, Closed: end}
	if !closed.AnswerReopens(end.Add(-time.Hour)) {
		t.Error("mail that arrived in time reopens, even if it was handled late")
	}
	if (Ticket{State: Open}).ShouldClose(end) || !(Ticket{State: Waiting}).AnswerReopens(end) {
		t.Error("only a resolved ticket closes, and one under way takes any answer")
	}
}

func TestWhatATicketMayBecome(t *testing.T) {
	later := noon.Add(time.Hour)
	does := map[string]func(*Ticket) error{
		"resolve": func(k *Ticket) error { return k.Resolve(noon) },
		"close":   func(k *Ticket) error { return k.Close(noon) },
		"reopen":  func(k *Ticket) error { return k.Reopen() },
		"wait":    func(k *Ticket) error { return k.Wait() },
		"snooze":  func(k *Ticket) error { return k.Snooze(later, noon) },
	}
	legal := map[State]map[string]State{
		Open:     {"resolve": Resolved, "reopen": Open, "wait": Waiting, "snooze": Snoozed},
		Waiting:  {"resolve": Resolved, "reopen": Open, "wait": Waiting, "snooze": Snoozed},
		Snoozed:  {"resolve": Resolved, "reopen": Open, "wait": Waiting, "snooze": Snoozed},
		Resolved: {"resolve": Resolved, "close": Closed, "reopen": Open, "wait": Waiting, "snooze": Snoozed},
		Closed:   {"reopen": Open},
	}
	for _, from := range States() {
		for name, do := range does {
			k := Ticket{Number: 1, State: from}
			err := do(&k)
			if want, ok := legal[from][name]; ok && (err != nil || k.State != want) {
				t.Errorf("%s from %s: %s, %v; want %s", name, from, k.State, err, want)
			} else if !ok && (!errors.Is(err, ErrTransition) || k.State != from) {
				t.Errorf("%s from %s: %s, %v; want it refused", name, from, k.State, err)
			}
			merged := Ticket{Number: 1, State: from, MergedInto: 2}
			if err := do(&merged); !errors.Is(err, ErrTransition) {
				t.Errorf("%s of a merged ticket: %v", name, err)
			}
		}
	}
}

func TestASecondResolveKeepsTheFirstDate(t *testing.T) {
	k := Ticket{State: Open}
	if k.Resolve(noon) != nil || k.Resolve(noon.Add(time.Hour)) != nil || !k.Resolved.Equal(noon) {
		t.Errorf("resolved %v", k.Resolved)
	}
}

func TestAPauseEnds(t *testing.T) {
	k := Ticket{State: Open}
	if err := k.Snooze(noon, noon); !errors.Is(err, ErrTransition) {
		t.Errorf("a pause that is over: %v", err)
	}
	if err := k.Snooze(noon.Add(time.Hour), noon); err != nil || k.ShouldWake(noon) || !k.ShouldWake(noon.Add(time.Hour)) {
		t.Errorf("%+v, %v", k, err)
	}
	k.ClientWrote(9, noon.Add(time.Minute))
	if k.State != Open || !k.SnoozedUntil.IsZero() || k.LastClientExchangeID != 9 || !k.LastExchange.Equal(noon.Add(time.Minute)) {
		t.Errorf("the client's mail wakes it: %+v", k)
	}
	k.Touch(noon)
	if !k.LastExchange.Equal(noon.Add(time.Minute)) {
		t.Error("the last exchange went back in time")
	}
}

func TestMergesStayInsideAClient(t *testing.T) {
	for name, c := range map[string]struct {
		from, into Ticket
		ok         bool
	}{
		"same client":    {Ticket{Number: 1, ClientID: 1}, Ticket{Number: 2, ClientID: 1}, true},
		"itself":         {Ticket{Number: 1, ClientID: 1}, Ticket{Number: 1, ClientID: 1}, false},
		"another client": {Ticket{Number: 1, ClientID: 1}, Ticket{Number: 2, ClientID: 2}, false},
		"into a merged":  {Ticket{Number: 1, ClientID: 1}, Ticket{Number: 2, ClientID: 1, MergedInto: 3}, false},
		"merged before":  {Ticket{Number: 1, ClientID: 1, MergedInto: 3}, Ticket{Number: 2, ClientID: 1}, false},
	} {
		if err := c.from.Merge(c.into, noon); (err == nil) != c.ok || !c.ok && !errors.Is(err, ErrTransition) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClientsSeeWhatWasSaidToThem(t *testing.T) {
	for _, c := range []struct {
		e    Exchange
		want bool
	}{
		{Exchange{Way: In}, true}, {Exchange{Way: Note}, false}, {Exchange{Way: Out, State: SendingSent}, true},
		{Exchange{Way: Out, State: SendingUncertain}, true}, {Exchange{Way: Out, State: SendingFailed}, true},
		{Exchange{Way: Out, State: SendingWaiting}, false}, {Exchange{Way: Out, State: SendingHeld}, false}, {Exchange{Way: Out, State: SendingCancelled}, false},
	} {
		if c.e.Visible() != c.want {
			t.Errorf("%s %s visible: %v", c.e.Way, c.e.State, !c.want)
		}
	}
}

func TestAnAnswerIsStaleWhenOthersWroteSince(t *testing.T) {
	const me, other = 1, 2
	for name, c := range map[string]struct {
		since []Exchange
		want  int
	}{
		"nobody wrote":               {nil, 0},
		"the client wrote":           {[]Exchange{{ID: 6, Way: In, AuthorContactID: 3}}, 1},
		"an observer wrote":          {[]Exchange{{ID: 6, Way: In}}, 1},
		"another agent answered":     {[]Exchange{{ID: 6, Way: Out, AuthorAgentID: other, State: SendingWaiting}}, 1},
		"another agent left a note":  {[]Exchange{{ID: 6, Way: Note, AuthorAgentID: other}}, 1},
		"my own further answers":     {[]Exchange{{ID: 6, Way: Out, AuthorAgentID: me}, {ID: 7, Way: Note, AuthorAgentID: me}}, 0},
		"an answer that was stopped": {[]Exchange{{ID: 6, Way: Out, AuthorAgentID: other, State: SendingCancelled}}, 0},
		"an automatic reply":         {[]Exchange{{ID: 6, Way: In, Automatic: true}}, 0},
		"mine, then the client":      {[]Exchange{{ID: 6, Way: Out, AuthorAgentID: me}, {ID: 7, Way: In}}, 1},
	} {
		all := append([]Exchange{{ID: 4, Way: In}, {ID: 5, Way: Out, AuthorAgentID: other}}, c.since...)
		if got := Stale(all, 5, me); len(got) != c.want {
			t.Errorf("%s: %d exchanges", name, len(got))
		}
	}
}

func TestOnesOwnAnswersNeverMakeOneStale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		me := rapid.Int64Range(1, 3).Draw(t, "me")
		var all []Exchange
		for i := range rapid.IntRange(0, 8).Draw(t, "n") {
			way := rapid.SampledFrom([]Way{Out, Note}).Draw(t, "way")
			all = append(all, Exchange{ID: int64(i + 1), Way: way, AuthorAgentID: me})
		}
		if got := Stale(all, rapid.Int64Range(0, 8).Draw(t, "seen"), me); len(got) > 0 {
			t.Fatalf("%+v", got)
		}
	})
}
