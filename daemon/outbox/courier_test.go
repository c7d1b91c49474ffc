package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

func mustDial(t testing.TB, r Relay) *Conn {
	t.Helper()
	conn, err := r.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(time.Second) })
	return conn
}

func TestOneConnectionCarriesManyLettersByteForByte(t *testing.T) {
	s := startScripted(t, nil)
	conn := mustDial(t, s.relay())
	for i := range 20 {
		to := fmt.Sprintf("a%d@moulin.example", i)
		reply, err := conn.Send(t.Context(), envelope(to), agree)
		if err != nil {
			t.Fatal(err)
		}
		if reply.Code != 250 || reply.Text != "2.0.0 Ok: queued as 4F2A1" || reply.Enhanced != "2.0.0" {
			t.Fatalf("reply %+v", reply)
		}
		if kept, _ := s.count(to); kept != 1 || s.bytes[to] != letterText {
			t.Fatalf("kept %d times, bytes %q", kept, s.bytes[to])
		}
	}
	if s.steps["greet"] != 1 || s.steps["rset"] != 0 {
		t.Errorf("%d connections, %d RSET; want 1 and 0", s.steps["greet"], s.steps["rset"])
	}
	if want := "MAIL FROM:<support@permanence.example> BODY=8BITMIME"; s.commands()[1] != want {
		t.Errorf("said %q, want %q: SMTPUTF8 must not be asked for", s.commands()[1], want)
	}
}

func TestTheDotIsSentOnlyAfterItWasRecorded(t *testing.T) {
	s := startScripted(t, nil)
	conn := mustDial(t, s.relay())
	_, err := conn.Send(t.Context(), envelope("a@moulin.example"), func(context.Context) error {
		if kept, _ := s.count("a@moulin.example"); kept != 0 {
			t.Error("the relay had the letter before the step was recorded")
		}
		return ErrLeaseLost
	})
	if !errors.Is(err, ErrLeaseLost) || asFault(err).Phase != PhaseData {
		t.Fatalf("error %v", err)
	}
	conn.Close(time.Second)
	if kept, _ := s.count("a@moulin.example"); kept != 0 || conn.Usable() {
		t.Errorf("kept %d, usable %v: an unfinished letter must be cut, never ended", kept, conn.Usable())
	}
}

func TestARefusedRecipientLeavesTheConnectionToTheNextLetter(t *testing.T) {
	s := startScripted(t, at("rcpt", 0, reaction{reply: "550 5.1.1 nobody here\r\n"}))
	conn := mustDial(t, s.relay())
	_, err := conn.Send(t.Context(), envelope("x@moulin.example"), agree)
	if f := asFault(err); f.Phase != PhaseRcpt || f.Reply.Code != 550 || f.Reply.Enhanced != "5.1.1" {
		t.Fatalf("fault %+v", f)
	}
	if _, err := conn.Send(t.Context(), envelope("b@moulin.example"), agree); err != nil {
		t.Fatal(err)
	}
	if s.steps["greet"] != 1 || s.steps["rset"] != 1 {
		t.Errorf("%d connections, %d RSET; want 1 and 1", s.steps["greet"], s.steps["rset"])
	}
}

func TestALostResetDoesNotChangeWhatWasSaid(t *testing.T) {
	s := startScripted(t, func(step string, n int) reaction {
		switch {
		case step == "rcpt" && n == 1:
			return reaction{reply: "450 4.2.1 busy\r\n"}
		case step == "rset":
			return reaction{cut: true}
		}
		return reaction{}
	})
	conn := mustDial(t, s.relay())
	if _, err := conn.Send(t.Context(), envelope("a@moulin.example"), agree); err != nil {
		t.Fatalf("the relay said 250: %v", err)
	}
	if _, err := conn.Send(t.Context(), envelope("b@moulin.example"), agree); asFault(err).Reply.Code != 450 {
		t.Fatalf("fault %v, want the relay's 450", err)
	}
	_, err := conn.Send(t.Context(), envelope("c@moulin.example"), agree)
	if f := asFault(err); f.Phase != PhaseMail || !stale(f) {
		t.Fatalf("fault %+v: want a stale connection", f)
	}
}

// Attack D08: what some server takes for the end of a letter never leaves.
func TestLettersThatCouldEndEarlyAreRefused(t *testing.T) {
	head := "Subject: x\r\n\r\n"
	bodies := map[string]string{
		"bare LF dot bare LF": "a\n.\nMAIL FROM:<eve@evil.test>\r\n", "bare CR dot bare CR": "a\r.\rb\r\n",
		"CRLF dot bare CR": "a\r\n.\rb\r\n", "bare LF": "a\nb\r\n", "bare CR": "a\rb\r\n", "CR CR LF": "a\r\r\nb\r\n",
		"ends with CR": "a\r", "no CRLF at the end": "a", "NUL": "a\x00b\r\n",
		"line of 999": strings.Repeat("x", 999) + "\r\n",
	}
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			s := startScripted(t, nil)
			e := envelope("a@moulin.example")
			for _, size := range []int{1, 7, 1 << 20} { // however it is cut into writes
				e.Bytes = func(w io.Writer) error { return writeInPieces(w, head+body, size) }
				_, err := mustDial(t, s.relay()).Send(t.Context(), e, agree)
				if !errors.Is(err, ErrUnfit) || Judge(asFault(err), 0, time.Now()).Outcome.State != Failed {
					t.Fatalf("error %v, want ErrUnfit and a failed letter", err)
				}
			}
			if kept, _ := s.count("a@moulin.example"); kept != 0 {
				t.Error("the relay got a letter")
			}
		})
	}
	s := startScripted(t, nil)
	fit := head + strings.Repeat("x", 998) + "\r\n.\r\n\r\n..\r\n"
	if _, err := mustDial(t, s.relay()).Send(t.Context(), Envelope{To: "a@moulin.example", Bytes: write(fit)}, agree); err != nil {
		t.Fatal(err)
	}
	if s.bytes["a@moulin.example"] != fit {
		t.Error("dots or long lines were changed on the way")
	}
}

func writeInPieces(w io.Writer, text string, size int) error {
	for len(text) > 0 {
		n := min(size, len(text))
		if _, err := io.WriteString(w, text[:n]); err != nil {
			return err
		}
		text = text[n:]
	}
	return nil
}

// Attacks D05 and D07.
func TestAddressesThatAreNoAddressesReachNoCommand(t *testing.T) {
	s := startScripted(t, nil)
	conn := mustDial(t, s.relay())
	for _, bad := range []string{"", "a", "@b.example", "a@", "a@b.example\r\nRCPT TO:<eve@evil.test>", "a@b.example> NOTIFY=NEVER",
		"a b@c.example", "a@\x00b.example", "é@b.example", "a@b.example\u2028", "<a@b.example>", strings.Repeat("a", 250) + "@b.example"} {
		_, err := conn.Send(t.Context(), envelope(bad), agree)
		if !errors.Is(err, ErrUnfit) {
			t.Errorf("%q: error %v", bad, err)
		}
		if bad != "" {
			if _, err := conn.Send(t.Context(), Envelope{From: bad, To: "a@b.example", Bytes: write(letterText)}, agree); !errors.Is(err, ErrUnfit) {
				t.Errorf("from %q: error %v", bad, err)
			}
		}
	}
	for _, good := range []string{"-oQ/tmp@b.example", "$USER@b.example", "`id`@b.example", "a%b@c.example"} {
		if _, err := conn.Send(t.Context(), envelope(good), agree); err != nil {
			t.Errorf("%q: %v", good, err)
		}
		if kept, _ := s.count(good); kept != 1 {
			t.Errorf("%q went to somebody else", good)
		}
	}
}

// Attack P17: hostile servers cost bounded time and memory.
func TestHostileRelaysAreLeft(t *testing.T) {
	short := time.Second
	cases := map[string]struct {
		react func(string, int) reaction
		want  State
		phase Phase
	}{
		"endless greeting":           {always("greet", reaction{babble: true}), "", PhaseDialed},
		"endless EHLO":               {always("ehlo", reaction{babble: true}), "", PhaseDialed},
		"silent greeting":            {always("greet", reaction{silent: true}), "", PhaseDialed},
		"endless MAIL":               {always("mail", reaction{babble: true}), Retry, PhaseMail},
		"a greeting byte by byte":    {always("greet", reaction{drip: true}), "", PhaseDialed},
		"byte by byte after MAIL":    {always("mail", reaction{drip: true}), Retry, PhaseMail},
		"byte by byte after the dot": {always("dot", reaction{drip: true}), Uncertain, PhaseDot},
		"silence after RCPT":         {always("rcpt", reaction{silent: true}), Retry, PhaseRcpt},
		"silence after 354":          {always("dot", reaction{silent: true}), Uncertain, PhaseDot},
		"endless answer to the dot":  {always("dot", reaction{babble: true}), Uncertain, PhaseDot},
		"closed after the dot":       {always("dot", reaction{cut: true}), Uncertain, PhaseDot},
		"half a code after the dot":  {always("dot", reaction{cut: true, cutAt: 2}), Uncertain, PhaseDot},
		"garbage after the dot":      {always("dot", reaction{reply: "yes, thanks\r\n"}), Uncertain, PhaseDot},
		"another 2xx after the dot":  {always("dot", reaction{reply: "251 somewhere else\r\n"}), Uncertain, PhaseDot},
		"354 after the dot":          {always("dot", reaction{reply: "354 more\r\n"}), Uncertain, PhaseDot},
		"code 999 after the dot":     {always("dot", reaction{reply: "999 what\r\n"}), Uncertain, PhaseDot},
		"4xx after the dot":          {always("dot", reaction{reply: "451 4.3.0 disk full\r\n"}), Retry, PhaseDot},
		"421 after the dot":          {always("dot", reaction{reply: "421 4.3.2 closing\r\n"}), Retry, PhaseDot},
		"5xx after the dot":          {always("dot", reaction{reply: "554 5.7.1 spam\r\n"}), Failed, PhaseDot},
		"long 5xx after the dot":     {always("dot", reaction{reply: "554-5.7.1 no\r\n554 5.7.1 spam\r\n"}), Failed, PhaseDot},
		"DATA refused for now":       {always("data", reaction{reply: "451 later\r\n"}), Retry, PhaseData},
		"DATA refused":               {always("data", reaction{reply: "554 no\r\n"}), Retry, PhaseData},
		"two answers to RCPT":        {always("rcpt", reaction{twice: true}), Retry, PhaseData},
		"250 before the letter ends": {always("body", reaction{reply: "250 2.0.0 Ok\r\n"}), Retry, PhaseData},
		"552 before the letter ends": {always("body", reaction{reply: "552 5.3.4 too big\r\n"}), Retry, PhaseData},
		"RCPT 5xx":                   {always("rcpt", reaction{reply: "550 5.1.1 unknown\r\n"}), Failed, PhaseRcpt},
		"RCPT code 999":              {always("rcpt", reaction{reply: "999 what\r\n"}), Retry, PhaseRcpt},
		"RCPT 4xx":                   {always("rcpt", reaction{reply: "450 4.2.0 greylisted\r\n"}), Retry, PhaseRcpt},
		"MAIL 5xx":                   {always("mail", reaction{reply: "550 5.7.1 not you\r\n"}), Retry, PhaseMail},
		"MAIL wants a login":         {always("mail", reaction{reply: "530 5.7.0 log in\r\n"}), "", PhaseMail},
		"greeting 554":               {always("greet", reaction{reply: "554 go away\r\n"}), "", PhaseDialed},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startScripted(t, c.react)
			r := s.relay()
			if strings.Contains(name, "silen") || strings.Contains(name, "byte by byte") {
				r.Timeouts.Greet, r.Timeouts.Command, r.Timeouts.Final = short, short, short
			}
			fault := sendOnce(t, r, func(ctx context.Context) error {
				time.Sleep(20 * time.Millisecond) // a commit takes time: an early answer is there by then
				return nil
			})
			if fault == nil {
				t.Fatal("sent")
			}
			v := Judge(fault, 0, time.Now())
			if v.Outcome.State != c.want || fault.Phase != c.phase || v.Release != (c.want == "") {
				t.Errorf("%q at %s (%v), want %q at %s", v.Outcome.State, fault.Phase, fault, c.want, c.phase)
			}
		})
	}
}

func TestAnAnswerThatDoesNotEndIsCutByItsLengthToo(t *testing.T) {
	for _, step := range []string{"ehlo", "rcpt", "dot"} {
		s := startScripted(t, always(step, reaction{babble: true}))
		r := s.relay()
		r.Timeouts = Timeouts{} // minutes
		if fault := sendOnce(t, r, agree); fault == nil || !errors.Is(fault, errBabble) {
			t.Errorf("%s: %v, want errBabble", step, fault)
		}
	}
}

// sendOnce dials, sends one letter to a@moulin.example and answers the fault.
func sendOnce(t testing.TB, r Relay, beforeDot func(context.Context) error) *Fault {
	conn, err := r.Dial(t.Context())
	if err != nil {
		return asFault(err)
	}
	defer conn.Close(100 * time.Millisecond)
	if _, err = conn.Send(t.Context(), envelope("a@moulin.example"), beforeDot); err != nil {
		return asFault(err)
	}
	return nil
}

func TestARelayThatClosesWhileTheStepIsRecordedIsStillBeforeTheDot(t *testing.T) {
	s := startScripted(t, nil)
	conn := mustDial(t, s.relay())
	_, err := conn.Send(t.Context(), envelope("a@moulin.example"), func(context.Context) error {
		s.mu.Lock()
		for c := range s.conns {
			c.Close()
		}
		s.mu.Unlock()
		time.Sleep(20 * time.Millisecond)
		return nil
	})
	if f := asFault(err); f.Phase != PhaseData || Judge(f, 0, time.Now()).Outcome.State != Retry {
		t.Errorf("fault %+v, want a retry: no dot was sent", f)
	}
}

func TestTheEndOfTheProgramCutsBeforeTheDotAndWaitsAfterIt(t *testing.T) {
	t.Run("before", func(t *testing.T) {
		s := startScripted(t, always("rcpt", reaction{silent: true}))
		conn := mustDial(t, s.relay())
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(30*time.Millisecond, cancel)
		begun := time.Now()
		_, err := conn.Send(ctx, envelope("a@moulin.example"), agree)
		if !errors.Is(err, ErrStopped) || !Judge(asFault(err), 0, time.Now()).Release {
			t.Errorf("error %v, want ErrStopped", err)
		}
		if took := time.Since(begun); took > 500*time.Millisecond {
			t.Errorf("took %v", took)
		}
	})
	t.Run("after", func(t *testing.T) {
		s := startScripted(t, always("dot", reaction{delay: 150 * time.Millisecond}))
		conn := mustDial(t, s.relay())
		ctx, cancel := context.WithCancel(t.Context())
		if _, err := conn.Send(ctx, envelope("a@moulin.example"), func(context.Context) error { cancel(); return nil }); err != nil {
			t.Errorf("the answer was not awaited: %v", err)
		}
	})
	t.Run("after, and the relay stays silent", func(t *testing.T) {
		s := startScripted(t, always("dot", reaction{silent: true}))
		r := s.relay()
		r.Timeouts.Final, r.Timeouts.Stop = time.Minute, 100*time.Millisecond
		conn := mustDial(t, r)
		ctx, cancel := context.WithCancel(t.Context())
		begun := time.Now()
		_, err := conn.Send(ctx, envelope("a@moulin.example"), func(context.Context) error { cancel(); return nil })
		if f := asFault(err); f.Phase != PhaseDot || Judge(f, 0, time.Now()).Outcome.State != Uncertain {
			t.Errorf("fault %+v, want uncertain", f)
		}
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestALetterThatCannotBeReadIsNeverEnded(t *testing.T) {
	for name, bad := range map[string]func(io.Writer) error{
		"error": func(w io.Writer) error { io.WriteString(w, "Subject: x\r\n\r\n"); return errors.New("disk gone") },
		"panic": func(w io.Writer) error { io.WriteString(w, "Subject: x\r\n\r\n"); panic("nil map") },
	} {
		t.Run(name, func(t *testing.T) {
			s := startScripted(t, nil)
			conn := mustDial(t, s.relay())
			_, err := conn.Send(t.Context(), Envelope{To: "a@moulin.example", Bytes: bad}, agree)
			if !errors.Is(err, ErrUnreadable) || Judge(asFault(err), 0, time.Now()).Outcome.State != Retry {
				t.Fatalf("error %v, want ErrUnreadable and a retry", err)
			}
			conn.Close(time.Second)
			if kept, _ := s.count("a@moulin.example"); kept != 0 {
				t.Error("half a letter arrived")
			}
		})
	}
}

// A line that stops before its end is no answer, whatever it began with: what
// follows on it could be taken for the answer to the next question.
func TestAnAnswerThatIsNotEndedIsNone(t *testing.T) {
	for step, phase := range map[string]Phase{"mail": PhaseMail, "rcpt": PhaseRcpt, "data": PhaseData} {
		for name, r := range map[string]reaction{"kept open": {reply: "250 go ah"}, "closed": {reply: "250 go ahead", cut: true, cutAt: 9}} {
			if step == "data" {
				r.reply = "354" + r.reply[3:]
			}
			s := startScripted(t, always(step, r))
			relay := s.relay()
			relay.Timeouts.Command, relay.Timeouts.Data, relay.Timeouts.Final = 50*time.Millisecond, 50*time.Millisecond, 50*time.Millisecond
			fault := sendOnce(t, relay, agree)
			if fault == nil || fault.Phase != phase || fault.Reply.Code != 0 {
				t.Errorf("%s, %s: %v", step, name, fault)
			}
		}
	}
}

func TestAPanicOnTheWayToTheDotNeverSendsIt(t *testing.T) {
	s := startScripted(t, nil)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		sendOnce(t, s.relay(), func(context.Context) error { panic("recording the step") }) // closes its connection, as a carrier does
	}()
	if kept, _ := s.count("a@moulin.example"); kept != 0 {
		t.Errorf("the relay took the letter %d times", kept)
	}
}
