package mailbox

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func threeLetters() []string {
	return []string{letterText(1), letterText(2) + ".\r\n.. \x00 \xff", letterText(3)}
}

// expectAll waits until exactly the mails of the script are kept, each once
// and byte for byte.
func expectAll(t *testing.T, k *memoryKeeper, s *script) {
	t.Helper()
	k.until("all is kept and the cursor has moved", func() bool { return k.folders["support/INBOX"].Next >= s.next })
	var want []string
	for _, mail := range s.mails {
		want = append(want, mail)
	}
	slices.Sort(want)
	if got := k.bodies(); !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
	if k.again != 0 || len(k.vanished) != 0 {
		t.Errorf("%d handed over twice, %d vanished", k.again, len(k.vanished))
	}
}

func TestACutAtAnyByteLosesNothingAndKeepsNothingHalf(t *testing.T) {
	whole := 0
	for n := 1; whole == 0 || n <= whole; n++ {
		s, k := startScript(t, threeLetters()...), newKeeper(t)
		s.cutFirst(n)
		_, stop := run(t, importing(s), k)
		expectAll(t, k, s)
		stop()
		if t.Failed() {
			t.Fatalf("cut after %d bytes", n)
		}
		s.mu.Lock()
		if s.conns == 1 {
			whole = n
		}
		s.mu.Unlock()
	}
	t.Logf("%d cuts", whole)
}

func TestACutInsideASpooledMailLeavesNoFile(t *testing.T) {
	large := letterText(1) + strings.Repeat("0123456789abcde\n", 3<<20/16)
	for _, n := range []int{2000, 1 << 20, len(large)} {
		s, k := startScript(t, large), newKeeper(t)
		s.cutFirst(n)
		account := importing(s)
		run(t, account, k)
		expectAll(t, k, s)
		if left := spoolFiles(t, account); len(left) != 0 {
			t.Errorf("cut after %d bytes: spool files left: %v", n, left)
		}
	}
}

var everyCommand = []string{"LOGIN", "EXAMINE", "NOOP", "UID SEARCH UID", "UID SEARCH SINCE", "RFC822.SIZE)", "BODY.PEEK"}

func TestARefusedOrBrokenCommandIsTriedAgain(t *testing.T) {
	for _, command := range everyCommand {
		for name, answer := range map[string]string{
			"NO": "TAG NO [SERVERBUG] internal error\r\n", "BAD": "TAG BAD what\r\n",
			"BYE": "* BYE going down\r\n" + hangUp, "BYE and no end": "* BYE going down\r\n",
			"garbage": "\x00\xff{9999999999\r\n", "unknown response": "* XSTATUS 1\r\nTAG OK done\r\n", "closed": hangUp,
		} {
			t.Run(command+" "+name, func(t *testing.T) {
				t.Parallel()
				s, k := startScript(t, threeLetters()...), newKeeper(t)
				s.hook = once(command, answer)
				account := importing(s)
				account.CommandTimeout = 300 * time.Millisecond
				run(t, account, k)
				expectAll(t, k, s)
			})
		}
	}
}

func TestACommandWithoutAnswerEndsWithTheTimeout(t *testing.T) {
	for _, command := range everyCommand {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			s, k := startScript(t, threeLetters()...), newKeeper(t)
			s.hook = once(command, silent)
			account := importing(s)
			account.CommandTimeout = 200 * time.Millisecond
			begun := time.Now()
			run(t, account, k)
			expectAll(t, k, s)
			if d := time.Since(begun); d > 3*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestAServerThatNeverGreetsIsLeft(t *testing.T) {
	s, k := startScript(t), newKeeper(t)
	account := testAccount(s.addr, t)
	account.CommandTimeout = 100 * time.Millisecond
	w, _ := run(t, account, k)
	k.until("the status says so", func() bool { return w.Status().LastError != "" })
	if w.Status().Connected {
		t.Error("connected")
	}
}

func TestAFetchThatGivesTooLittleIsTriedAgain(t *testing.T) {
	letter := func(uid, n int) string {
		mail := letterText(n)
		return fmt.Sprintf("* %d FETCH (UID %d RFC822.SIZE %d BODY[] {%d}\r\n%s)\r\n", uid, uid, len(mail), len(mail), mail)
	}
	for name, answer := range map[string]string{
		"nothing":                   "TAG OK done\r\n",
		"one of three":              letter(2, 2) + "TAG OK done\r\n",
		"another UID":               letter(9, 9) + "TAG OK done\r\n",
		"the UID of the next":       letter(2, 1) + letter(2, 2) + letter(3, 3) + "TAG OK done\r\n",
		"the UID of the one before": letter(1, 2) + letter(1, 1) + letter(3, 3) + "TAG OK done\r\n",
		"a body before its UID":     "* 1 FETCH (BODY[] {3}\r\nabc UID 1)\r\nTAG OK done\r\n",
		"a NIL body":                "* 1 FETCH (UID 1 BODY[] NIL)\r\nTAG OK done\r\n",
		"an empty body":             "* 1 FETCH (UID 1 RFC822.SIZE 99 BODY[] {0}\r\n)\r\nTAG OK done\r\n",
		"fewer bytes than it says":  "* 1 FETCH (UID 1 BODY[] {500}\r\nshort)\r\nTAG OK done\r\n" + hangUp,
		"a part, then NO":           letter(1, 9) + "TAG NO later\r\n",
		"a part, then the end":      letter(1, 9) + hangUp,
		"a part, and an impossible": letter(1, 9) + "* 2 FETCH (UID 2 X-GM-MSGID 1)\r\nTAG OK done\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, k := startScript(t, letterText(1), letterText(2), letterText(3)), newKeeper(t)
			s.hook = once("BODY.PEEK", answer)
			run(t, importing(s), k)
			expectAll(t, k, s)
		})
	}
}

func TestAMailExpungedBetweenListAndFetchHasVanished(t *testing.T) {
	s, k := startScript(t, threeLetters()...), newKeeper(t)
	s.hook = func(_ int, line string) (string, bool) {
		if strings.Contains(line, "RFC822.SIZE)") {
			delete(s.mails, 2)
		}
		return "", false
	}
	w, _ := run(t, importing(s), k)
	k.until("the cursor has moved", func() bool { return k.folders["support/INBOX"].Next == 4 })
	if len(k.mails) != 2 || len(k.vanished) != 1 || k.vanished[0].UID != 2 || w.Status().Vanished != 1 {
		t.Errorf("%d kept, vanished %v", len(k.mails), k.vanished)
	}
}

func TestAMailTheServerRefusesStaysListedAndHoldsNobodyBack(t *testing.T) {
	s, k := startScript(t, threeLetters()...), newKeeper(t)
	refuse := true
	s.hook = func(_ int, line string) (string, bool) {
		if refuse && strings.Contains(line, "BODY.PEEK") && slices.Contains(s.match(strings.Fields(line)[2]), 2) {
			return "TAG NO [SERVERBUG] cannot read it\r\n", true
		}
		return "", false
	}
	account := importing(s)
	account.Poll, account.Reconcile = 50*time.Millisecond, 300*time.Millisecond
	w, _ := run(t, account, k)
	k.until("the others are kept", k.has(2))
	k.until("it is counted", func() bool { return w.Status().Unreadable == 1 })
	k.until("the cursor stands before it", func() bool { return k.folders["support/INBOX"].Next == 2 })
	s.mu.Lock()
	refuse = false
	s.mu.Unlock()
	expectAll(t, k, s)
	k.until("it is counted no more", func() bool { return w.Status().Unreadable == 0 })
}

func TestAMailOnWhichEveryConnectionBreaksHoldsNobodyBack(t *testing.T) {
	s, k := startScript(t, threeLetters()...), newKeeper(t)
	s.hook = func(_ int, line string) (string, bool) {
		return hangUp, strings.HasPrefix(line, "UID FETCH") && slices.Contains(s.match(strings.Fields(line)[2]), 2)
	}
	w, _ := run(t, importing(s), k)
	k.until("the others are kept", k.has(2))
	k.until("it is counted", func() bool { return w.Status().Unreadable == 1 && w.Status().Connected })
	if len(k.vanished) != 0 {
		t.Error("it is said to have vanished")
	}
}

func TestASizeThatLiesDoesNotPassTheLimit(t *testing.T) {
	big := letterText(1) + strings.Repeat("x", 3<<20)
	s, k := startScript(t, big, letterText(2)), newKeeper(t)
	s.sizes[1] = 500
	account := importing(s)
	account.MaxMailBytes = 2 << 20
	run(t, account, k)
	k.until("both are kept", k.has(2))
	header, _, _ := strings.Cut(big, "\r\n\r\n")
	for _, mail := range k.mails {
		if mail.Place.UID == 1 && (!mail.Oversize || string(mail.Raw) != header+"\r\n\r\n") {
			t.Errorf("oversize %v, %d bytes", mail.Oversize, len(mail.Raw))
		}
	}
}

func TestASizeThatWasSaidTooLargeCutsNoMail(t *testing.T) {
	s, k := startScript(t, threeLetters()...), newKeeper(t)
	s.hook = once("RFC822.SIZE)", "* 1 FETCH (UID 1 RFC822.SIZE 999999999)\r\n* 2 FETCH (UID 2 RFC822.SIZE 20)\r\nTAG OK done\r\n")
	run(t, importing(s), k)
	expectAll(t, k, s)
	for _, mail := range k.mails {
		if mail.Oversize || mail.Size != int64(len(mail.Raw)) {
			t.Errorf("UID %d: oversize %v, size %d of %d bytes", mail.Place.UID, mail.Oversize, mail.Size, len(mail.Raw))
		}
	}
}

// A mail noted as vanished that never was would hide the one that gets its UID
// later.
func TestAMailListedBeyondTheNextUIDHasNotVanished(t *testing.T) {
	s, k := startScript(t, threeLetters()...), newKeeper(t)
	s.hook = once("UID SEARCH UID", "* SEARCH 1 2 3 5\r\nTAG OK done\r\n")
	account := importing(s)
	account.Poll = 20 * time.Millisecond
	run(t, account, k)
	expectAll(t, k, s)
	s.mu.Lock()
	s.mails[4], s.mails[5], s.next = letterText(4), letterText(5), 6
	s.mu.Unlock()
	expectAll(t, k, s)
}

func TestAHostileSearchAnswerIsRefused(t *testing.T) {
	for _, answer := range []string{"* ESEARCH (TAG \"TAG\") UID ALL 1:4294967295\r\nTAG OK done\r\n",
		"* ESEARCH (TAG \"TAG\") UID ALL 1:*\r\nTAG OK done\r\n"} {
		s, k := startScript(t, threeLetters()...), newKeeper(t)
		s.hook = once("UID SEARCH UID", answer)
		run(t, importing(s), k)
		expectAll(t, k, s)
	}
}

func TestAServerThatTricklesIsLeftInTheEnd(t *testing.T) {
	s, k := startScript(t, letterText(1)+strings.Repeat("x", 2000)), newKeeper(t)
	s.trickle = func(conn int) bool { return conn == 1 }
	account := importing(s)
	account.CommandTimeout = 60 * time.Millisecond
	begun := time.Now()
	run(t, account, k)
	expectAll(t, k, s)
	if d := time.Since(begun); d < patience*account.CommandTimeout || d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestAnImportOfAFolderNeverWatchedIsRefused(t *testing.T) {
	s := startScript(t, letterText(1))
	w, err := New(importing(s), newKeeper(t), Outside{})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := w.Import(t.Context()); n != 0 || !errors.Is(err, errNotWatched) {
		t.Errorf("%d, %v", n, err)
	}
}

// A server answers a search from n to * with its last mail although that is
// below n (RFC 3501 section 6.4.8).
func TestThePollDoesNotTakeTheLastMailForNew(t *testing.T) {
	s, k := startScript(t, letterText(1)), newKeeper(t)
	account := importing(s)
	account.Import, account.Poll = false, 20*time.Millisecond
	w, _ := run(t, account, k)
	k.until("it was polled", func() bool { return w.Status().Connected && s.sent("UID SEARCH UID 2:*") })
	first := w.Status().LastSuccess
	k.until("and found complete", func() bool { return w.Status().LastSuccess.After(first) })
	s.mu.Lock()
	s.mails[2], s.next = letterText(2), 3
	s.mu.Unlock()
	k.until("the new mail is kept", k.has(1))
	if len(k.mails) != 1 || k.mails[0].Place.UID != 2 {
		t.Errorf("kept %d mails, the first is %v", len(k.mails), k.mails[0].Place)
	}
}
