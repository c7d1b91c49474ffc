package mailbox

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"permanence/daemon/desk"
	"permanence/daemon/realmail"
)

func dovecotAccount(d *realmail.Dovecot, t testing.TB) Account {
	return Account{Name: "support", Host: d.IMAPAddr, TLS: TLSNone, User: testUser, SpoolDir: t.TempDir(),
		Password:       func(context.Context) (string, error) { return realmail.Password, nil },
		Poll:           100 * time.Millisecond,
		CommandTimeout: 10 * time.Second,
	}
}

func trusting(pool *x509.CertPool) *tls.Config { return &tls.Config{RootCAs: pool} }

func TestAMailDeliveredToDovecotComesByIDLEAndStaysUnseen(t *testing.T) {
	d, k := realmail.StartDovecot(t), newKeeper(t)
	account := dovecotAccount(d, t)
	account.Poll = time.Hour
	account.IdleRenew = 300 * time.Millisecond
	w, _ := run(t, account, k)
	k.started()
	k.until("it idles", func() bool { return w.Status().Idle })
	deliver(t, d, letterText(1))
	k.until("the mail is kept", k.has(1))
	if got := string(k.mails[0].Raw); !strings.HasSuffix(got, letterText(1)) {
		t.Errorf("kept %q", got)
	}
	k.until("it idles again", func() bool { return w.Status().Idle })
	deliver(t, d, letterText(2))
	k.until("the next is kept", k.has(2))
	files, _ := filepath.Glob(filepath.Join(d.Maildir(testUser), "*", "*:2,*S*"))
	if len(files) != 0 {
		t.Errorf("marked as seen: %v", files)
	}
}

func deliver(t testing.TB, d *realmail.Dovecot, mails ...string) {
	t.Helper()
	for _, mail := range mails {
		if err := d.Deliver("alice@chene.example", testUser, []byte(mail)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARestartOfDovecotLosesNothing(t *testing.T) {
	d, k := realmail.StartDovecot(t), newKeeper(t)
	w, _ := run(t, dovecotAccount(d, t), k)
	k.started()
	deliver(t, d, letterText(1))
	k.until("the first is kept", k.has(1))
	d.Stop()
	k.until("the connection is lost", func() bool { return !w.Status().Connected })
	d.Start()
	deliver(t, d, letterText(2))
	k.until("the second is kept", k.has(2))
	if s := w.Status(); s.Reconnects == 0 || k.again != 0 {
		t.Errorf("%d twice, status %+v", k.again, s)
	}
}

func TestAFolderMadeAnewOnDovecotLosesNothing(t *testing.T) {
	d, k := realmail.StartDovecot(t), newKeeper(t)
	account := dovecotAccount(d, t)
	account.Folders = []string{"Support"}
	folder := func(commands ...func(*imapclient.Client) error) {
		t.Helper()
		c, err := imapclient.DialInsecure(d.IMAPAddr, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		for _, command := range append([]func(*imapclient.Client) error{login}, commands...) {
			if err := command(c); err != nil {
				t.Fatal(err)
			}
		}
	}
	folder(create)
	run(t, account, k)
	k.until("the folder is watched", func() bool { return k.folders["support/Support"].Known })
	folder(appendLetter(1), appendLetter(2))
	k.until("both are kept", k.has(2))
	before := k.mails[0].Place.UIDValidity
	folder(remove, create, appendLetter(2), appendLetter(3))
	k.until("the new folder's are kept", k.has(4))
	for i, want := range []int{1, 2, 2, 3} {
		if mail := k.mails[i]; string(mail.Raw) != letterText(want) || (mail.Place.UIDValidity == before) != (i < 2) || mail.History {
			t.Errorf("mail %d: %v %q", i, mail.Place, mail.Raw)
		}
	}
}

func login(c *imapclient.Client) error  { return c.Login(testUser, realmail.Password).Wait() }
func create(c *imapclient.Client) error { return c.Create("Support", nil).Wait() }
func remove(c *imapclient.Client) error { return c.Delete("Support").Wait() }

func appendLetter(n int) func(*imapclient.Client) error {
	return func(c *imapclient.Client) error {
		raw := letterText(n)
		command := c.Append("Support", int64(len(raw)), nil)
		command.Write([]byte(raw))
		command.Close()
		_, err := command.Wait()
		return err
	}
}

func TestALargeMailIsSpooledAndATooLargeOneGivesItsHeader(t *testing.T) {
	d, k := realmail.StartDovecot(t), newKeeper(t)
	account := dovecotAccount(d, t)
	run(t, account, k)
	k.started()
	line := strings.Repeat("0123456789", 7) + "\r\n"
	large := letterText(1) + strings.Repeat(line, 30<<20/len(line))
	huge := letterText(2) + strings.Repeat(line, 60<<20/len(line))
	k.fail = func(mails []desk.Mail) error {
		if len(mails) == 1 && mails[0].Size > 20<<20 && !mails[0].Oversize && mails[0].Spool == "" {
			t.Error("30 MB were held in memory")
		}
		return nil
	}
	deliver(t, d, large, huge, letterText(3))
	k.until("all are kept", k.has(3))
	if raw := string(k.mails[0].Raw); !strings.HasSuffix(raw, large) || k.mails[0].Oversize {
		t.Errorf("30 MB: %d bytes, oversize %v", len(raw), k.mails[0].Oversize)
	}
	header, _, _ := strings.Cut(letterText(2), "\r\n\r\n")
	mail := k.mails[1]
	if !mail.Oversize || mail.Size < int64(len(huge)) || !strings.HasSuffix(string(mail.Raw), header+"\r\n\r\n") {
		t.Errorf("60 MB: oversize %v, size %d, raw %q", mail.Oversize, mail.Size, mail.Raw)
	}
	if left := spoolFiles(t, account); len(left) != 0 {
		t.Errorf("spool files left: %v", left)
	}
}

func TestAMailExpungedOnDovecotBeforeItsFetchHoldsNobodyBack(t *testing.T) {
	d, k := realmail.StartDovecot(t), newKeeper(t)
	deliver(t, d, letterText(1), letterText(2), letterText(3))
	account := dovecotAccount(d, t)
	account.Import = true
	gone := false
	expunging := expungingKeeper{k, func() {
		if gone {
			return
		}
		gone = true
		files, _ := filepath.Glob(filepath.Join(d.Maildir(testUser), "cur", "*"))
		more, _ := filepath.Glob(filepath.Join(d.Maildir(testUser), "new", "*"))
		for _, file := range append(files, more...) {
			if raw, _ := os.ReadFile(file); strings.Contains(string(raw), "demande 2") {
				os.Remove(file)
			}
		}
	}}
	w, _ := run(t, account, expunging)
	k.until("the cursor has moved", func() bool { return k.folders["support/INBOX"].Next == 4 })
	if len(k.mails) != 2 || len(k.vanished) != 1 || k.vanished[0].UID != 2 {
		t.Errorf("%d kept, vanished %v, status %+v", len(k.mails), k.vanished, w.Status())
	}
}

// expungingKeeper does something after the list and before the fetch.
type expungingKeeper struct {
	*memoryKeeper
	listed func()
}

func (e expungingKeeper) Unknown(ctx context.Context, mailbox, folder string, uidValidity uint32, uids []uint32) ([]uint32, error) {
	if len(uids) > 0 {
		e.listed()
	}
	return e.memoryKeeper.Unknown(ctx, mailbox, folder, uidValidity, uids)
}
