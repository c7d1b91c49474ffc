package realmail

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
)

// Postfix is a running Postfix that takes mail from this machine, delivers
// what is for its domains to a Dovecot, and refuses all else at RCPT with 550.
type Postfix struct {
	SMTPAddr string
	Dir      string // configuration, queue

	process
}

// StartPostfix starts a Postfix for domains (default permanence.test) in front
// of a Dovecot and stops it when the test ends. It needs root.
func StartPostfix(t Host, dovecot *Dovecot, domains ...string) *Postfix {
	t.Helper()
	requireProgram(t, "postfix")
	if os.Geteuid() != 0 {
		t.Fatal("Postfix starts only as root: run this test as root, as `make test` does in CI")
	}
	if len(domains) == 0 {
		domains = []string{"permanence.test"}
	}
	p := &Postfix{Dir: serverDir(t, "pf")}
	etc := filepath.Join(p.Dir, "etc")
	p.layOut(t)
	p.process = process{t: t, name: "postfix", log: filepath.Join(p.Dir, "log"),
		pidFile: filepath.Join(p.Dir, "queue", "pid", "master.pid"),
		command: []string{"postfix", "-c", etc, "start-fg"}}
	p.launch(func() []string {
		port := freePorts(t, 1)[0]
		p.SMTPAddr = local(port)
		writeFile(t, filepath.Join(etc, "main.cf"), postfixMain(p.Dir, dovecot.LMTPAddr, domains))
		writeFile(t, filepath.Join(etc, "master.cf"), postfixMaster(p.SMTPAddr))
		return []string{p.SMTPAddr}
	})
	return p
}

// layOut makes the folders; data belongs to Postfix's own user.
func (p *Postfix) layOut(t Host) {
	t.Helper()
	for _, name := range []string{"etc", "queue", "data"} {
		if err := os.Mkdir(filepath.Join(p.Dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	owner, err := user.Lookup("postfix")
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(owner.Uid)
	if err := os.Chown(filepath.Join(p.Dir, "data"), uid, -1); err != nil {
		t.Fatal(err)
	}
}

func postfixMain(dir, lmtp string, domains []string) string {
	return fmt.Sprintf(`compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.%[4]s
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_dns_support_level = disabled
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = %[3]s
virtual_mailbox_maps =
virtual_transport = lmtp:inet:%[2]s
recipient_delimiter = +
default_transport = error:no outside mail here
relay_transport = error:no outside mail here
mynetworks = 127.0.0.0/8
message_size_limit = 52428800
mailbox_size_limit = 0
virtual_mailbox_limit = 0
maillog_file = /dev/stdout
`, dir, lmtp, strings.Join(domains, " "), domains[0])
}

// postfixMaster names the services that the way from SMTP to LMTP needs, none
// of them in a chroot.
func postfixMaster(addr string) string {
	return addr + ` inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`
}
