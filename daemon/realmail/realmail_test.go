package realmail

import (
	"bytes"
	"fmt"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func mail(subject string) []byte {
	return []byte("From: Alice <alice@chene.example>\r\nTo: support@permanence.test\r\nSubject: " + subject + "\r\n\r\nBonjour.\r\n")
}

// waitFor fails the test unless a mail with the subject lies in the mailbox
// within ten seconds.
func waitFor(t *testing.T, d *Dovecot, user, subject string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		files, _ := filepath.Glob(filepath.Join(d.Maildir(user), "new", "*"))
		for _, file := range files {
			if b, _ := os.ReadFile(file); bytes.Contains(b, []byte("Subject: "+subject)) {
				return
			}
		}
	}
	t.Fatalf("no mail %q came in for %s", subject, user)
}

func TestTwoDovecotsRunSideBySideAndOneSurvivesARestart(t *testing.T) {
	one, two := StartDovecot(t), StartDovecot(t)
	if one.IMAPAddr == two.IMAPAddr {
		t.Fatal("both listen at the same address")
	}
	if err := one.Deliver("a@chene.example", "support@permanence.test", mail("before")); err != nil {
		t.Fatal(err)
	}
	one.Restart()
	if err := one.Deliver("a@chene.example", "support@permanence.test", mail("after")); err != nil {
		t.Fatal(err)
	}
	waitFor(t, one, "support", "before")
	waitFor(t, one, "support", "after")
	if _, err := os.Stat(two.Maildir("support")); err == nil {
		t.Fatal("the other server has the mail too")
	}
}

func TestPostfixDeliversAPlusAddressAndRefusesTheOutside(t *testing.T) {
	d := StartDovecot(t)
	p := StartPostfix(t, d)
	err := smtp.SendMail(p.SMTPAddr, nil, "alice@chene.example", []string{"support+r1@permanence.test"}, mail("plus"))
	if err != nil {
		t.Fatal(err)
	}
	waitFor(t, d, "support", "plus")
	err = smtp.SendMail(p.SMTPAddr, nil, "support@permanence.test", []string{"nobody@elsewhere.example"}, mail("out"))
	if err == nil || !strings.Contains(fmt.Sprint(err), "no outside mail here") {
		t.Fatalf("mail to the outside: %v", err)
	}
}
