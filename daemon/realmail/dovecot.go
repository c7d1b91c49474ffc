// Package realmail starts real servers for tests: Dovecot as the IMAP server a
// mailbox is read from, Postfix as the relay letters go through, slapd as the
// directory that knows agents. Each instance has its own folder and free loopback
// ports, so any number of them can run side by side. Tests and cmd/bench import
// it, the daemon never does.
package realmail

import (
	"crypto/x509"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
)

// Password is every user's password on a Dovecot of this package. Any user
// name logs in; what is before the @ names the mailbox.
const Password = "secret"

// Dovecot is a running Dovecot.
type Dovecot struct {
	IMAPAddr  string         // IMAP with STARTTLS, plain logins allowed
	IMAPSAddr string         // IMAP over TLS
	LMTPAddr  string         // delivery (RFC 2033)
	Dir       string         // everything it writes; maildirs are in Dir/mail
	CA        *x509.CertPool // trusts its certificate, which is for localhost and 127.0.0.1

	t Host
	process
}

// StartDovecot starts a Dovecot and stops it when the test ends.
func StartDovecot(t Host) *Dovecot {
	t.Helper()
	requireProgram(t, "dovecot")
	d := &Dovecot{t: t, Dir: serverDir(t, "dv")}
	d.CA = writeCertificate(t, d.Dir)
	d.process = process{t: t, name: "dovecot", log: filepath.Join(d.Dir, "log"),
		command: []string{"dovecot", "-F", "-c", filepath.Join(d.Dir, "dovecot.conf")}}
	d.launch(func() []string {
		ports := freePorts(t, 3)
		d.IMAPAddr, d.IMAPSAddr, d.LMTPAddr = local(ports[0]), local(ports[1]), local(ports[2])
		writeFile(t, filepath.Join(d.Dir, "dovecot.conf"), dovecotConf(t, d.Dir, ports))
		return []string{d.IMAPAddr, d.IMAPSAddr, d.LMTPAddr}
	})
	return d
}

// Maildir is the folder in which a user's mail lies.
func (d *Dovecot) Maildir(user string) string {
	name, _, _ := strings.Cut(user, "@")
	return filepath.Join(d.Dir, "mail", name)
}

// dovecotConf is the configuration for Dovecot 2.3.
func dovecotConf(t Host, dir string, ports []int) string {
	uid, gid, asUser := 1000, 1000, ""
	mail := filepath.Join(dir, "mail")
	if err := os.MkdirAll(mail, 0o755); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		if err := os.Chown(mail, uid, gid); err != nil {
			t.Fatal(err)
		}
	} else {
		uid, gid = os.Getuid(), os.Getgid()
		asUser = unprivileged(t)
	}
	return fmt.Sprintf(`base_dir = %[1]s/run
state_dir = %[1]s/state
log_path = %[1]s/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <%[1]s/cert.pem
ssl_key = <%[1]s/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
recipient_delimiter = +
mail_max_userip_connections = 100
mail_fsync = never
mail_location = maildir:%[1]s/mail/%%n
service imap-login {
  inet_listener imap {
    port = %[2]d
  }
  inet_listener imaps {
    port = %[3]d
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = %[4]d
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb {
  driver = static
  args = password=%[5]s
}
userdb {
  driver = static
  args = uid=%[6]d gid=%[7]d home=%[1]s/mail/%%n allow_all_users=yes
}
%[8]s`, dir, ports[0], ports[1], ports[2], Password, uid, gid, asUser)
}

// unprivileged lets Dovecot run without root: nothing changes its user or its
// root folder.
func unprivileged(t Host) string {
	u, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	g, err := user.LookupGroupId(u.Gid)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`default_internal_user = %[1]s
default_internal_group = %[2]s
default_login_user = %[1]s
service imap-login {
  chroot =
}
service anvil {
  chroot =
}
service imap-urlauth-login {
  chroot =
}
`, u.Username, g.Name)
}

// requireProgram ends the test with a sentence that helps if the program is
// not installed.
func requireProgram(t Host, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err == nil {
		return
	}
	if _, err := os.Stat(filepath.Join("/usr/sbin", name)); err != nil {
		t.Fatalf("%s is not installed: `make test` installs it (as root), or install Debian's dovecot-imapd, dovecot-lmtpd, postfix and slapd", name)
	}
	t.Setenv("PATH", os.Getenv("PATH")+":/usr/sbin")
}
