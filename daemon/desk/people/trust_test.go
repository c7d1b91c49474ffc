package people

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	aligned  = Proof{Domain: "a.test", Aligned: true, By: ByDKIM}
	unsigned = Proof{Domain: "a.test"}
	failed   = Proof{Domain: "a.test", Failed: true}
	signs    = Proof{Domain: "a.test", DomainSigns: true}
	enforces = Proof{Domain: "a.test", EnforcingDMARC: true}
	pending  = Proof{Domain: "a.test", Pending: true}
	conflict = Proof{Domain: "a.test", Aligned: true, By: ByDKIM, Conflict: true}
	stale    = Proof{Domain: "a.test", Stale: true}
	repeated = Proof{Domain: "a.test", Aligned: true, By: ByDKIM, Duplicate: true}
)

func TestTrustLevels(t *testing.T) {
	for _, c := range []struct {
		name              string
		p                 Proof
		registered, token bool
		want              Level
	}{
		{"valid personal token, From equals its person, aligned", aligned, true, true, L4},
		{"aligned and registered", aligned, true, false, L3},
		{"token and From match without alignment", unsigned, true, true, L2},
		{"failed mail with token is no more than L2", failed, true, true, L2},
		{"From match only", unsigned, true, false, L1},
		{"unknown", unsigned, false, false, L0},
		{"unknown though authenticated", aligned, false, false, L0},
		{"a token of somebody else's does not make one known", aligned, false, true, L0},
		{"contradiction is not alignment", conflict, true, false, L1},
		{"a field twice is not alignment", repeated, true, true, L2},
	} {
		if got := Trust(c.p, c.registered, c.token); got != c.want {
			t.Errorf("%s: L%d, want L%d", c.name, got, c.want)
		}
	}
}

func TestWhatAContactMayWrite(t *testing.T) {
	technical := Sender{Registered: true, Technical: true}
	cannotSign := Sender{Registered: true, Technical: true, CannotSign: true}
	token := Sender{Registered: true, Technical: true, Token: true}
	observer := Sender{Registered: true, CannotSign: true}
	lastTry := Sender{Registered: true, Technical: true, CannotSign: true, LastTry: true}
	for _, c := range []struct {
		name string
		p    Proof
		s    Sender
		want Verdict
	}{
		{"L3 writes", aligned, technical, Verdict{Accept, ""}},
		{"L4 writes", aligned, token, Verdict{Accept, ""}},
		{"aligned from a domain known to sign writes", Proof{Aligned: true, DomainSigns: true, EnforcingDMARC: true}, technical, Verdict{Accept, ""}},
		{"unsigned but not failed is held", unsigned, technical, Verdict{Hold, ReasonUnauth}},
		{"a token does not replace authentication", unsigned, token, Verdict{Hold, ReasonUnauth}},
		{"unsigned with the switch comes in, marked", unsigned, cannotSign, Verdict{AcceptUnverified, ReasonUnauth}},
		{"the switch is for technical contacts", unsigned, observer, Verdict{Hold, ReasonUnauth}},
		{"failed is refused", failed, technical, Verdict{Refuse, ReasonUnauth}},
		{"failed is refused whatever the switch", failed, cannotSign, Verdict{Refuse, ReasonUnauth}},
		{"failed is refused though a signature is aligned", Proof{Aligned: true, Failed: true}, cannotSign, Verdict{Refuse, ReasonUnauth}},
		{"unsigned from a domain that signs is refused whatever the switch", signs, cannotSign, Verdict{Refuse, ReasonUnauth}},
		{"unsigned with enforcing DMARC is refused whatever the switch", enforces, cannotSign, Verdict{Refuse, ReasonUnauth}},
		{"DNS failure waits", pending, cannotSign, Verdict{Wait, ReasonPending}},
		{"DNS failure at the last try is quarantined, not let in by the switch", pending, lastTry, Verdict{Refuse, ReasonPending}},
		{"contradiction is looked at by a person", conflict, cannotSign, Verdict{Refuse, ReasonConflict}},
		{"an old signature", stale, cannotSign, Verdict{Refuse, ReasonStale}},
		{"a second Subject", repeated, token, Verdict{Refuse, ReasonDuplicate}},
		{"unknown is refused", aligned, Sender{}, Verdict{Refuse, ReasonUnknown}},
		{"unknown is refused with the switch too", unsigned, Sender{Technical: true, CannotSign: true, Token: true}, Verdict{Refuse, ReasonUnknown}},
	} {
		if got := MayWrite(c.p, c.s); got != c.want {
			t.Errorf("%s: %v %q, want %v %q", c.name, got.Outcome, got.Reason, c.want.Outcome, c.want.Reason)
		}
	}
}

func TestWhatAnAgentMaySend(t *testing.T) {
	plain := Sender{Registered: true}
	token := Sender{Registered: true, Token: true}
	for _, c := range []struct {
		name string
		p    Proof
		s    Sender
		want Verdict
	}{
		{"L4 sends to the client", aligned, token, Verdict{Accept, ""}},
		{"L3 without token is a note", aligned, plain, Verdict{NoteOnly, ""}},
		{"token without authentication asks the agent", unsigned, token, Verdict{Confirm, ReasonUnauthAgent}},
		{"so does mail inside the tenant of a domain that signs what leaves it", Proof{DomainSigns: true, EnforcingDMARC: true}, token, Verdict{Confirm, ReasonUnauthAgent}},
		{"From match only is quarantined", unsigned, plain, Verdict{Refuse, ReasonUnauthAgent}},
		{"failed is quarantined with a token too", failed, token, Verdict{Refuse, ReasonUnauthAgent}},
		{"contradiction", conflict, token, Verdict{Refuse, ReasonConflict}},
		{"an old signature with a token", stale, token, Verdict{Refuse, ReasonStale}},
		{"a field twice", repeated, token, Verdict{Refuse, ReasonDuplicate}},
		{"DNS failure waits", pending, token, Verdict{Wait, ReasonPending}},
		{"a switch of clients does nothing for agents", unsigned, Sender{Registered: true, Technical: true, CannotSign: true}, Verdict{Refuse, ReasonUnauthAgent}},
		{"unknown", aligned, Sender{Token: true}, Verdict{Refuse, ReasonUnknown}},
	} {
		if got := MaySend(c.p, c.s); got != c.want {
			t.Errorf("%s: %v %q, want %v %q", c.name, got.Outcome, got.Reason, c.want.Outcome, c.want.Reason)
		}
	}
}

func TestNothingUnprovenIsEverAcceptedWithoutTheSwitch(t *testing.T) {
	b := rapid.Bool()
	rapid.Check(t, func(t *rapid.T) {
		p := Proof{Aligned: b.Draw(t, "aligned"), Failed: b.Draw(t, "failed"), Pending: b.Draw(t, "pending"),
			Conflict: b.Draw(t, "conflict"), Stale: b.Draw(t, "stale"), Duplicate: b.Draw(t, "duplicate"),
			DomainSigns: b.Draw(t, "signs"), EnforcingDMARC: b.Draw(t, "dmarc")}
		s := Sender{Registered: b.Draw(t, "registered"), Technical: b.Draw(t, "technical"), Token: b.Draw(t, "token"),
			CannotSign: b.Draw(t, "switch"), LastTry: b.Draw(t, "last")}
		write, send := MayWrite(p, s), MaySend(p, s)
		good := s.Registered && p.Aligned && !p.Failed && !p.Conflict && !p.Duplicate
		if (write.Outcome == Accept) != good {
			t.Fatalf("contact: %+v for %+v %+v", write, p, s)
		}
		if (send.Outcome == Accept) != (good && s.Token) {
			t.Fatalf("agent: %+v for %+v %+v", send, p, s)
		}
		if write.Outcome == AcceptUnverified && !(s.CannotSign && s.Technical && p.Unsigned()) {
			t.Fatalf("unverified let in: %+v %+v", p, s)
		}
		if (write.Reason == "") != (write.Outcome == Accept) {
			t.Fatalf("reason %q with %v", write.Reason, write.Outcome)
		}
	})
}

func TestRetryAfterRunsOut(t *testing.T) {
	want := []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 120 * time.Minute}
	for i, w := range want {
		if got, ok := RetryAfter(i + 1); !ok || got != w {
			t.Errorf("after %d tries: %v %v, want %v", i+1, got, ok, w)
		}
	}
	for _, tries := range []int{-1, 0, 5, 1000} {
		if _, ok := RetryAfter(tries); ok {
			t.Errorf("after %d tries there is another one", tries)
		}
	}
}

func TestAProofIsTheSameAfterItWasStored(t *testing.T) {
	p := Proof{Domain: "a.test", Aligned: true, By: ByAuthres, Signed: true, DomainSigns: true}
	p.Alarm(AlarmNotStripped)
	p.Alarm(AlarmNotStripped)
	p.Note("dmarc", "pass", "the mail server says so")
	stored, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back Proof
	if err := json.Unmarshal(stored, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(p, back) || len(back.Alarms) != 1 {
		t.Errorf("stored %s, read %+v", stored, back)
	}
}
