package outbox

import (
	"errors"
	"fmt"
	"time"
)

// giveUp is after how much waiting a letter that nobody takes has failed.
const giveUp = 5 * 24 * time.Hour

// backoff are the first waits; the last one is repeated until giveUp.
var backoff = [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour}

// Backoff is how long to wait after the tries-th unsuccessful attempt (1 is
// the first), and false when the waits add up to five days. It counts
// attempts and not the calendar, so that a clock set forward fails no letter.
func Backoff(tries int) (time.Duration, bool) {
	tries = max(tries, 1)
	var total time.Duration
	for i := 0; ; i++ {
		wait := backoff[min(i, len(backoff)-1)]
		if total += wait; total > giveUp {
			return 0, false
		}
		if i == tries-1 {
			return wait, true
		}
	}
}

// Blame is whose fault ended an attempt.
type Blame int

// Whose fault it was.
const (
	BlameLetter Blame = iota // this letter or its recipient: others may pass
	BlameRelay               // the relay, the network or the login: others meet the same
	BlameQueue               // our own side: the lease, the end of the program
)

// Verdict is what follows from an attempt.
type Verdict struct {
	Blame   Blame
	Release bool // hand the letter back untried; Outcome is empty
	Refused bool // the relay refuses us (login, greeting): knock less often
	Outcome Outcome
}

// Judge decides what follows from a fault for a letter that was tried tries
// times before (reliability 4.4). Before the dot nothing but a clear refusal
// of the recipient is final (a 5xx to MAIL or DATA speaks of the relay, and
// the letter is tried again); after it only a clear 4xx or 5xx is an answer,
// all else leaves the letter uncertain.
func Judge(fault *Fault, tries int, now time.Time) Verdict {
	code := fault.Reply.Code
	switch {
	case errors.Is(fault.Err, ErrLeaseLost), errors.Is(fault.Err, ErrStopped), errors.Is(fault.Err, ErrNotRecorded), errors.Is(fault.Err, errShut):
		return Verdict{Blame: BlameQueue, Release: true}
	case errors.Is(fault.Err, ErrUnreadable):
		return Verdict{Blame: BlameQueue, Outcome: retry(fault, tries+1, now)}
	case errors.Is(fault.Err, ErrUnfit):
		return Verdict{Blame: BlameLetter, Outcome: failed(fault, fault.Err.Error())}
	case fault.Phase == PhaseDialed:
		return Verdict{Blame: BlameRelay, Release: true, Refused: refusesUs(fault)}
	case fault.Phase == PhaseDot && (code < 400 || code > 599):
		return Verdict{Blame: BlameRelay, Outcome: uncertain(fault)}
	case wantsLogin(code):
		return Verdict{Blame: BlameRelay, Release: true, Refused: true}
	case code >= 500 && code <= 599 && (fault.Phase == PhaseRcpt || fault.Phase == PhaseDot):
		return Verdict{Blame: BlameLetter, Outcome: failed(fault, "the relay refused it: "+fault.Reply.String())}
	}
	return Verdict{Blame: blame(fault), Outcome: retry(fault, tries+1, now)}
}

// refusesUs is whether a connection failed because of who we are: a 5xx at the
// greeting or EHLO, a rejected login, no AUTH that fits.
func refusesUs(f *Fault) bool {
	return (f.Reply.Code >= 500 && f.Reply.Code <= 599) || errors.Is(f.Err, ErrNoLogin)
}

// wantsLogin is RFC 4954 section 6: the relay wants a (better) login first.
func wantsLogin(code int) bool {
	return code == 530 || code == 534 || code == 535 || code == 538
}

// blame tells a recipient who is busy, full or greylisted from a relay that
// takes nothing.
func blame(f *Fault) Blame {
	if f.Phase != PhaseRcpt || f.Reply.Code == 0 || f.Reply.Code == 421 {
		return BlameRelay
	}
	switch {
	case len(f.Reply.Enhanced) > 3 && (f.Reply.Enhanced[:4] == "4.1." || f.Reply.Enhanced[:4] == "4.2."):
		return BlameLetter // RFC 3463: address and mailbox status
	case f.Reply.Enhanced == "" && (f.Reply.Code == 450 || f.Reply.Code == 452):
		return BlameLetter
	}
	return BlameRelay
}

func retry(f *Fault, tries int, now time.Time) Outcome {
	wait, ok := Backoff(tries)
	if !ok {
		return failed(f, fmt.Sprintf("nobody took it in %d attempts over five days; last: %s", tries, f))
	}
	return Outcome{State: Retry, Phase: f.Phase, Code: f.Reply.Code, Reply: f.Reply.Text, Reason: f.Error(), At: now.Add(wait)}
}

func failed(f *Fault, reason string) Outcome {
	return Outcome{State: Failed, Phase: f.Phase, Code: f.Reply.Code, Reply: f.Reply.Text, Reason: oneLine(reason)}
}

func uncertain(f *Fault) Outcome {
	return Outcome{State: Uncertain, Phase: PhaseDot, Code: f.Reply.Code, Reply: f.Reply.Text,
		Reason: "after the dot no clear answer came: " + f.Error()}
}
