package mailbox

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"go.uber.org/goleak"

	"permanence/daemon/desk"
)

func stringsReader(s string) io.Reader { return strings.NewReader(s) }

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestAFirstConnectionStartsAtWhatComesNext(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	m.put(t, "INBOX", letterText(1), time.Time{})
	w, _ := run(t, testAccount(m.addr, t), k)
	k.started()
	at := time.Date(2026, 7, 1, 8, 0, 0, 0, time.FixedZone("", 7200))
	m.put(t, "INBOX", letterText(2), at)
	k.until("the mail is kept", k.has(1))
	mail := k.mails[0]
	want := desk.Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 2}
	if mail.Place != want || string(mail.Raw) != letterText(2) || mail.History || mail.Oversize {
		t.Errorf("kept %+v", mail)
	}
	if !mail.Received.Equal(at) || mail.Received.Location() != time.UTC || mail.Size != int64(len(mail.Raw)) {
		t.Errorf("received %v, size %d", mail.Received, mail.Size)
	}
	k.until("the cursor moved", func() bool { return k.folders["support/INBOX"].Next == 3 })
	if s := w.Status(); !s.Connected || s.Fetched != 1 || s.LastError != "" || s.LastSuccess.IsZero() {
		t.Errorf("status %+v", s)
	}
}

func TestAnImportTakesWhatLiesThereAsHistory(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	for n := range 300 {
		m.put(t, "INBOX", letterText(n), time.Now().Add(-time.Hour))
	}
	account := testAccount(m.addr, t)
	account.Import = true
	run(t, account, k)
	k.until("all are kept", k.has(300))
	m.put(t, "INBOX", letterText(300), time.Now())
	k.until("the new one too", k.has(301))
	for i, mail := range k.mails {
		if mail.History != (i < 300) {
			t.Fatalf("mail %d: history %v", i, mail.History)
		}
	}
	if k.again != 0 {
		t.Errorf("%d mails were handed over twice", k.again)
	}
}

func TestAnImportOnRequestRunsBesideTheWatcherAndMayBeRepeated(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	for n := range 5 {
		m.put(t, "INBOX", letterText(n), time.Now().Add(-time.Hour))
	}
	w, _ := run(t, testAccount(m.addr, t), k)
	k.started()
	for _, want := range []int64{5, 0} {
		if kept, err := w.Import(t.Context()); kept != want || err != nil {
			t.Fatalf("kept %d, %v; want %d", kept, err, want)
		}
	}
	m.put(t, "INBOX", letterText(5), time.Now())
	k.until("the new one is kept", k.has(6))
	if !k.mails[0].History || k.mails[5].History {
		t.Error("history and new mail were mixed up")
	}
}

func TestARestartFetchesWhatCameMeanwhileAndNothingTwice(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	_, stop := run(t, testAccount(m.addr, t), k)
	k.started()
	m.put(t, "INBOX", letterText(1), time.Now())
	k.until("the first is kept", k.has(1))
	stop()
	m.put(t, "INBOX", letterText(2), time.Now())
	w, _ := run(t, testAccount(m.addr, t), k)
	k.until("the second is kept", k.has(2))
	if k.again != 0 || w.Status().Recovered != 0 {
		t.Errorf("%d twice, status %+v", k.again, w.Status())
	}
}

func TestWhatWasKeptBeyondTheCursorIsNotFetchedAgain(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	for n := range 3 {
		m.put(t, "INBOX", letterText(n), time.Now())
	}
	k.folders["support/INBOX"] = desk.Folder{Known: true, UIDValidity: 1, Start: 1, Next: 1}
	k.places[desk.Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 2}] = true
	run(t, testAccount(m.addr, t), k)
	k.until("the cursor moved", func() bool { return k.folders["support/INBOX"].Next == 4 })
	if len(k.mails) != 2 || k.again != 0 {
		t.Errorf("%d mails kept, %d twice", len(k.mails), k.again)
	}
}

func TestTheReconcilerFindsWhatTheCursorPassedOver(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	for n := range 4 {
		m.put(t, "INBOX", letterText(n), time.Now())
	}
	old := m.put(t, "INBOX", letterText(4), time.Now().AddDate(0, 0, -40))
	k.folders["support/INBOX"] = desk.Folder{Known: true, UIDValidity: 1, Start: 2, Next: old + 1}
	k.places[desk.Place{Mailbox: "support", Folder: "INBOX", UIDValidity: 1, UID: 3}] = true
	w, _ := run(t, testAccount(m.addr, t), k)
	k.until("both are recovered", func() bool { return w.Status().Recovered == 2 })
	uids := []uint32{k.mails[0].Place.UID, k.mails[1].Place.UID}
	if !slices.Equal(uids, []uint32{2, 4}) {
		t.Errorf("recovered %v: neither what lies before the start, nor what is known, nor what is old", uids)
	}
}

func TestAKeeperThatFailsLosesNothingAndIsAskedAgain(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	failures := 0
	k.fail = func([]desk.Mail) error {
		if failures++; failures <= 2 {
			return errors.New("disk full")
		}
		return nil
	}
	account := testAccount(m.addr, t)
	w, _ := run(t, account, k)
	k.started()
	m.put(t, "INBOX", letterText(1), time.Now())
	m.put(t, "INBOX", letterText(2)+strings.Repeat("x", spoolAbove), time.Now())
	k.until("both are kept", k.has(2))
	if s := w.Status(); s.Fetched != 2 {
		t.Errorf("status %+v", s)
	}
	if left := spoolFiles(t, account); len(left) != 0 {
		t.Errorf("spool files left: %v", left)
	}
}

func TestAReplacedFolderIsListedAgainFromTheDayItWasWatched(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	run(t, testAccount(m.addr, t), k)
	k.started()
	m.put(t, "INBOX", letterText(1), time.Now())
	k.until("the first is kept", k.has(1))

	m.user.Delete("INBOX")
	m.user.Create("INBOX", nil)
	m.put(t, "INBOX", letterText(0), time.Now().AddDate(0, 0, -10)) // lay there before we came
	m.put(t, "INBOX", letterText(1), time.Now())
	m.put(t, "INBOX", letterText(2), time.Now())
	k.until("the new generation is kept", k.has(3))
	k.until("the cursor moved", func() bool { return k.folders["support/INBOX"].Next == 4 })
	for i, want := range []struct {
		uid  uint32
		text string
	}{{2, letterText(1)}, {3, letterText(2)}} {
		mail := k.mails[i+1]
		if mail.Place.UIDValidity != 2 || mail.Place.UID != want.uid || string(mail.Raw) != want.text || mail.History {
			t.Errorf("kept %+v", mail.Place)
		}
	}
	if len(k.mails) != 3 {
		t.Errorf("%d mails kept", len(k.mails))
	}
}

func TestSeveralFoldersAreWatchedAtOnce(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	m.user.Create("Support", nil)
	account := testAccount(m.addr, t)
	account.Folders = []string{"INBOX", "Support"}
	w, _ := run(t, account, k)
	k.until("both are known", func() bool { return len(k.folders) == 2 })
	m.put(t, "INBOX", letterText(1), time.Now())
	m.put(t, "Support", letterText(2), time.Now())
	k.until("both are kept", k.has(2))
	if s := w.Status(); s.Fetched != 2 || !s.Connected {
		t.Errorf("status %+v", s)
	}
}

func TestAServerThatCountsFromTheStartAgainIsReported(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	m.put(t, "INBOX", letterText(1), time.Now())
	k.folders["support/INBOX"] = desk.Folder{Known: true, UIDValidity: 1, Start: 1, Next: 50}
	w, _ := run(t, testAccount(m.addr, t), k)
	k.until("the status says so", func() bool {
		return strings.Contains(w.Status().LastError, "reuses UIDs")
	})
}

func TestAPollCostsTheSameInALargeFolder(t *testing.T) {
	cost := func(mails int) int {
		m, k := startMemory(t, nil), newKeeper(t)
		for n := range mails {
			m.put(t, "INBOX", letterText(n), time.Now())
		}
		account := testAccount(m.addr, t)
		account.Poll = 30 * time.Millisecond
		w, _ := run(t, account, k)
		k.started()
		polls := func(n int) {
			for range n {
				last := w.Status().LastSuccess
				k.until("a poll", func() bool { return w.Status().LastSuccess.After(last) })
			}
		}
		polls(2)
		before := m.commands.get()
		polls(5)
		return (m.commands.get() - before) / 5
	}
	small, large := cost(2), cost(1000)
	t.Logf("bytes a poll: %d in a folder of 2 mails, %d in one of 1000", small, large)
	if large > small+200 || large > 600 {
		t.Errorf("a poll costs %d bytes in a folder of 1000 mails, %d in one of 2", large, small)
	}
}

func TestNoCommandChangesAFlag(t *testing.T) {
	m, k := startMemory(t, nil), newKeeper(t)
	run(t, testAccount(m.addr, t), k)
	k.started()
	m.put(t, "INBOX", letterText(1), time.Now())
	k.until("the mail is kept", k.has(1))
	status, err := m.user.Status("INBOX", &imap.StatusOptions{NumUnseen: true, NumMessages: true})
	if err != nil || *status.NumUnseen != 1 || *status.NumMessages != 1 {
		t.Errorf("status %+v, %v", status, err)
	}
}

func TestRecentShowsTheLastMailsAndKeepsNothing(t *testing.T) {
	m := startMemory(t, nil)
	for n := range 5 {
		m.put(t, "INBOX", letterText(n), time.Now())
	}
	m.put(t, "INBOX", letterText(5)+strings.Repeat("x", spoolAbove), time.Now())
	account := testAccount(m.addr, t)
	var uids []uint32
	err := Recent(t.Context(), account, 3, func(mail desk.Mail) error {
		uids = append(uids, mail.Place.UID)
		return nil
	})
	if err != nil || !slices.Equal(uids, []uint32{4, 5, 6}) {
		t.Errorf("%v, %v", uids, err)
	}
	if left := spoolFiles(t, account); len(left) != 0 {
		t.Errorf("spool files left: %v", left)
	}
}
