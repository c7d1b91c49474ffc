package demo

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

func TestASecondStartKeepsKeysPasswordsMailAndUIDs(t *testing.T) {
	o := Options{Dir: t.TempDir(), Accounts: []Account{{Address: "support@permanence.example"}, {Address: "marie.durand@durand.example"}}}
	first := start(t, o)
	accounts := first.Accounts()
	support, marie := accounts[0], accounts[1]
	if len(marie.Password) < 12 || marie.Password == support.Password {
		t.Errorf("passwords %q and %q", support.Password, marie.Password)
	}
	for range 12 {
		if err := send(t, first, sasl.NewPlainClient("", marie.Address, marie.Password), marie.Address, support.Address, request); err != nil {
			t.Fatal(err)
		}
	}
	before := inboxOf(t, first, support.Address, support.Password)
	_, was := open(t, first, support.Address, support.Password)
	first.Close()

	o.Now = func() time.Time { return july().AddDate(-5, 0, 0) } // --now may be earlier than the last time
	second := start(t, o)
	if got := second.Accounts(); fmt.Sprint(got) != fmt.Sprint(accounts) {
		t.Errorf("%v, want %v", got, accounts)
	}
	after := inboxOf(t, second, support.Address, support.Password)
	if len(after) != len(before) {
		t.Fatalf("%d mails, want %d", len(after), len(before))
	}
	for i := range after {
		if after[i].UID != before[i].UID || rawOf(after[i]) != rawOf(before[i]) || !after[i].InternalDate.Equal(before[i].InternalDate) {
			t.Errorf("mail %d is another", i)
		}
		if found := verify(t, second, rawOf(after[i])); len(found) != 1 || found[0].Err != nil {
			t.Errorf("its signature does not verify any more: %+v", found)
		}
	}
	if _, is := open(t, second, support.Address, support.Password); is.UIDValidity != was.UIDValidity || is.UIDNext != was.UIDNext {
		t.Errorf("UIDVALIDITY %d, UIDNEXT %d; was %d, %d", is.UIDValidity, is.UIDNext, was.UIDValidity, was.UIDNext)
	}
}

func TestAnInboxWhoseUIDsChangeGetsAHigherUIDVALIDITY(t *testing.T) {
	support := Account{Address: "support@permanence.example", Password: "desk"}
	for name, change := range map[string]func(t *testing.T, s *Servers, dir string){
		"moved away": func(t *testing.T, s *Servers, _ string) {
			c, _ := open(t, s, support.Address, "desk")
			data, err := c.Move(imap.UIDSetNum(1), "Trash").Wait()
			if err != nil || data.UIDValidity == 0 {
				t.Fatal(data, err)
			}
			if status, err := c.Status("INBOX", &imap.StatusOptions{NumMessages: true}).Wait(); err != nil || *status.NumMessages != 1 {
				t.Fatal(status, err)
			}
		},
		"file removed": func(t *testing.T, s *Servers, dir string) {
			files, _ := filepath.Glob(filepath.Join(dir, "demo/mail", support.Address, "00000001-*.eml"))
			if len(files) != 1 || os.Remove(files[0]) != nil {
				t.Fatal(files)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Dir: t.TempDir(), Accounts: []Account{support}}
			first := start(t, o)
			for range 2 {
				if err := first.Deliver("", []string{support.Address}, []byte(request)); err != nil {
					t.Fatal(err)
				}
			}
			_, was := open(t, first, support.Address, "desk")
			change(t, first, o.Dir)
			first.Close()
			if _, is := open(t, start(t, o), support.Address, "desk"); is.UIDValidity <= was.UIDValidity {
				t.Errorf("UIDVALIDITY %d, was %d", is.UIDValidity, was.UIDValidity)
			}
		})
	}
}

func TestUIDVALIDITYComesFromTheClock(t *testing.T) {
	s := start(t, Options{})
	c, data := open(t, s, "support@permanence.example", "desk")
	if want := uint32(july().Unix()); data.UIDValidity != want {
		t.Errorf("INBOX %d, want %d", data.UIDValidity, want)
	}
	status, err := c.Status("INBOX", &imap.StatusOptions{UIDValidity: true}).Wait()
	if err != nil || status.UIDValidity != data.UIDValidity {
		t.Errorf("STATUS %+v %v", status, err)
	}
	appended, err := appendTo(c, "INBOX", request)
	if err != nil || appended.UIDValidity != data.UIDValidity || appended.UID != 1 {
		t.Errorf("APPEND %+v %v", appended, err)
	}
	copied, err := c.Copy(imap.UIDSetNum(1), "Sent").Wait()
	if err != nil || copied.UIDValidity <= data.UIDValidity {
		t.Errorf("COPY %+v %v", copied, err)
	}
	for _, want := range []imap.Cap{imap.CapIMAP4rev1, imap.CapUIDPlus, imap.CapMove, imap.CapESearch, imap.CapNamespace, imap.CapSpecialUse, imap.CapIdle} {
		if !c.Caps().Has(want) {
			t.Errorf("no %s", want)
		}
	}
	if c.Delete("INBOX").Wait() == nil || c.Rename("INBOX", "x", nil).Wait() == nil {
		t.Error("INBOX could be taken away")
	}
}

func appendTo(c *imapclient.Client, folder, raw string) (*imap.AppendData, error) {
	cmd := c.Append(folder, int64(len(raw)), nil)
	if _, err := cmd.Write([]byte(raw)); err != nil {
		return nil, err
	}
	if err := cmd.Close(); err != nil {
		return nil, err
	}
	return cmd.Wait()
}

// A mail that comes while IDLE is being set up must be told of, too.
func TestIdleMissesNoMail(t *testing.T) {
	s := start(t, Options{})
	told := make(chan uint32, 100)
	c, err := imapclient.DialInsecure(s.IMAPAddr, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(data *imapclient.UnilateralDataMailbox) {
			if data.NumMessages != nil {
				told <- *data.NumMessages
			}
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login("support@permanence.example", "desk").Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	for round := uint32(1); round <= 12; round++ {
		idle, err := c.Idle()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Deliver("", []string{"support@permanence.example"}, []byte(request)); err != nil {
			t.Fatal(err)
		}
		select {
		case n := <-told:
			if n != round {
				t.Errorf("told of %d, want %d", n, round)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("the mail was not told of")
		}
		if err := idle.Close(); err != nil {
			t.Fatal(err)
		}
		if err := idle.Wait(); err != nil {
			t.Fatal(err)
		}
	}
}
