package outbox

import (
	"errors"
	"io"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRetriesAreOneFiveFifteenSixtyMinutesAndEndAfterFiveDays(t *testing.T) {
	for i, minutes := range []int{1, 5, 15, 60, 120, 240, 240} {
		if wait, ok := Backoff(i + 1); !ok || wait != time.Duration(minutes)*time.Minute {
			t.Errorf("after attempt %d: %v, %v; want %d min", i+1, wait, ok, minutes)
		}
	}
	var total time.Duration
	tries := 1
	for ; ; tries++ {
		wait, ok := Backoff(tries)
		if !ok {
			break
		}
		total += wait
	}
	if total > 5*24*time.Hour || total < 5*24*time.Hour-4*time.Hour {
		t.Errorf("gives up after %v", total)
	}
	last := &Fault{Phase: PhaseRcpt, Reply: Reply{Code: 450, Text: "4.2.0 greylisted"}, Err: io.EOF}
	if o := Judge(last, tries-1, time.Now()).Outcome; o.State != Failed || o.Code != 450 {
		t.Errorf("outcome %+v", o)
	}
}

func TestUncertainLettersFollowTheTable(t *testing.T) {
	for _, c := range []struct {
		human    bool
		doubts   int
		since    time.Duration
		evidence Evidence
		want     Action
	}{
		{false, 1, 0, EvidenceNone, ActWait},
		{true, 1, 29 * time.Minute, EvidenceNone, ActWait},
		{true, 1, -24 * time.Hour, EvidenceNone, ActWait}, // the clock was set back
		{false, 1, 30 * time.Minute, EvidenceNone, ActAbandon},
		{true, 1, 30 * time.Minute, EvidenceNone, ActRetry},
		{true, 2, 29 * time.Minute, EvidenceNone, ActWait},
		{true, 2, 30 * time.Minute, EvidenceNone, ActLeave},
		{true, 7, 240 * time.Hour, EvidenceNone, ActLeave},
		{false, 1, time.Second, EvidenceCopy, ActSent},
		{true, 2, 240 * time.Hour, EvidenceAnswer, ActSent},
		{true, 1, time.Hour, EvidenceReport, ActSent},
		{false, 1, time.Hour, EvidenceSent, ActSent},
	} {
		if got := AfterUncertain(c.human, c.doubts, c.since, c.evidence); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// For any fault: before the dot never uncertain and never sent; after it never
// a retry or a failure without a clear 4xx or 5xx.
func TestJudgeNeverGuesses(t *testing.T) {
	phases := []Phase{PhaseDialed, PhaseMail, PhaseRcpt, PhaseData, PhaseDot}
	causes := []error{io.EOF, errBabble, ErrStopped, ErrLeaseLost, ErrNotRecorded, ErrUnreadable, ErrUnfit}
	rapid.Check(t, func(t *rapid.T) {
		f := &Fault{Phase: rapid.SampledFrom(phases).Draw(t, "phase"), Reply: Reply{Code: rapid.IntRange(0, 999).Draw(t, "code")}, Err: io.EOF}
		if f.Phase != PhaseDot && rapid.Bool().Draw(t, "ours") {
			f.Err = rapid.SampledFrom(causes).Draw(t, "cause")
		}
		tries := rapid.IntRange(0, 60).Draw(t, "tries")
		now := time.Now()
		v := Judge(f, tries, now)
		state, clear := v.Outcome.State, f.Reply.Code >= 400 && f.Reply.Code <= 599
		switch {
		case state == Sent, v.Release == (state != ""):
			t.Fatalf("%+v", v)
		case f.Phase == PhaseDot && !clear && state != Uncertain:
			t.Fatalf("after the dot without an answer: %+v", v)
		case state == Uncertain && (f.Phase != PhaseDot || clear):
			t.Fatalf("uncertain although known: %+v", v)
		case state == Retry && v.Outcome.At.Before(now.Add(time.Minute)):
			t.Fatalf("too soon: %+v", v)
		case state == Failed && tries == 0 && !(f.Reply.Code >= 500 && f.Reply.Code <= 599) && !errors.Is(f.Err, ErrUnfit):
			t.Fatalf("failed without a refusal: %+v", v)
		}
	})
}

func TestAGreylistedRecipientIsNotTheRelaysFault(t *testing.T) {
	for text, want := range map[string]Blame{
		"450 4.2.0 greylisted": BlameLetter, "452 4.2.2 full": BlameLetter, "450 busy": BlameLetter, "451 4.1.8 sender": BlameLetter,
		"451 4.3.0 lookup failure": BlameRelay, "451 local error": BlameRelay, "421 4.2.1 closing": BlameRelay,
	} {
		code := int(text[0]-'0')*100 + int(text[1]-'0')*10 + int(text[2]-'0')
		v := Judge(&Fault{Phase: PhaseRcpt, Reply: newReply(code, text[4:]), Err: io.EOF}, 0, time.Now())
		if v.Blame != want || v.Outcome.State != Retry {
			t.Errorf("%s: blame %d, %s", text, v.Blame, v.Outcome.State)
		}
	}
}

func TestWhatAServerSaysCannotForgeALogLine(t *testing.T) {
	r := newReply(550, "5.1.1 no\nlevel=ERROR msg=fake\x1b[31m\u202e\x00\xff")
	if r.Text != "5.1.1 no level=ERROR msg=fake?[31m???" || r.Enhanced != "5.1.1" {
		t.Errorf("%q %q", r.Text, r.Enhanced)
	}
	if long := newReply(550, string(make([]byte, 10_000))); len(long.Text) > maxReply {
		t.Errorf("%d bytes kept", len(long.Text))
	}
}

func TestTheRelayIsLeftAloneLongerEachTimeButNotByAClockSetBack(t *testing.T) {
	h := &health{}
	now := time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC)
	for i, want := range []time.Duration{5 * time.Second, 15 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 5 * time.Minute} {
		if got := h.shut(now, "unreachable", false).Sub(now); got != want {
			t.Errorf("strike %d: %v, want %v", i+1, got, want)
		}
		if again := h.shut(now, "unreachable", false).Sub(now); again != want {
			t.Errorf("a second carrier lengthened the wait to %v", again)
		}
		if shut, _ := h.way(now.Add(-24 * time.Hour)); shut {
			t.Error("the clock set back a day leaves the relay alone for a day")
		}
		now = now.Add(want)
		if shut, doubtful := h.way(now); shut || !doubtful {
			t.Errorf("after the wait: shut %v, doubtful %v", shut, doubtful)
		}
	}
	if got := h.shut(now, "535", true).Sub(now); got != 15*time.Minute {
		t.Errorf("refused: %v", got)
	}
}

func TestPaceAllowsSoManyLettersAMinute(t *testing.T) {
	p := &pace{perMinute: 30}
	now := time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC)
	p.used(now, p.allow(now, 20))
	if got := p.allow(now.Add(time.Second), 32); got != 10 {
		t.Errorf("allowed %d, want the 10 left", got)
	}
	p.used(now.Add(time.Second), 10)
	if got := p.allow(now.Add(59*time.Second), 1); got != 0 {
		t.Errorf("allowed %d beyond the limit", got)
	}
	for _, later := range []time.Duration{time.Minute, -24 * time.Hour} {
		if got := p.allow(now.Add(later), 99); got != 30 {
			t.Errorf("after %v: %d", later, got)
		}
	}
	if got := (&pace{}).allow(now, 32); got != 32 {
		t.Errorf("no limit allowed %d", got)
	}
}

func TestASingleFailureOnAQuietDayIsNoAlarm(t *testing.T) {
	h := &health{}
	now := time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC)
	h.faulted(now, "silence after the dot")
	if h.status(now.Add(time.Hour)).Alarmed {
		t.Error("one uncertain letter alarms")
	}
	h.faulted(now.Add(6*time.Minute), "silence after the dot")
	if !h.status(now.Add(time.Hour)).Alarmed || h.status(now.Add(14*time.Minute)).Alarmed {
		t.Error("two failures, none after 15 minutes")
	}
	h.took(now.Add(2 * time.Hour))
	if s := h.status(now.Add(3 * time.Hour)); s.Alarmed || s.LastError != "" {
		t.Errorf("after a success: %+v", s)
	}
}
