package mailbox

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"permanence/daemon/realmail"
)

const speedMails, speedBytes = 4000, 60_000

func speedLetter(n int) string {
	line := strings.Repeat("Le bordereau ne s'imprime plus depuis ce matin. ", 1) + "\r\n"
	return letterText(n) + strings.Repeat(line, speedBytes/len(line))
}

// BenchmarkFromMemory reads mails of 60 KB from the in-memory server to a
// keeper that does nothing.
func BenchmarkFromMemory(b *testing.B) {
	m := startMemory(b, nil)
	m.commands.off = true
	for n := range speedMails {
		m.put(b, "INBOX", speedLetter(n), time.Now())
	}
	account := testAccount(m.addr, b)
	measure(b, account)
}

// BenchmarkFromDovecot does the same from a real server.
func BenchmarkFromDovecot(b *testing.B) {
	d := realmail.StartDovecot(b)
	if err := d.Deliver("alice@chene.example", testUser, []byte(letterText(0))); err != nil {
		b.Fatal(err)
	}
	fillMaildir(b, d)
	account := dovecotAccount(d, b)
	measure(b, account)
}

// fillMaildir puts the mails where Dovecot finds them, quicker than LMTP.
func fillMaildir(t testing.TB, d *realmail.Dovecot) {
	dir := filepath.Join(d.Maildir(testUser), "new")
	for n := range speedMails {
		raw := speedLetter(n)
		name := filepath.Join(dir, fmt.Sprintf("%d.M%dP1.localhost,S=%d,W=%d", 1782000000+n, n, len(raw), len(raw)))
		if err := os.WriteFile(name, []byte(raw), 0o644); err != nil {
			t.Fatal(err)
		}
		if os.Geteuid() == 0 {
			os.Chown(name, 1000, 1000)
		}
	}
}

// measure imports the whole mailbox again and again, with a fresh keeper.
func measure(b *testing.B, account Account) {
	account.Import, account.Poll = true, time.Minute
	mails, peak := 0, uint64(0)
	b.ResetTimer()
	for b.Loop() {
		k := newKeeper(b)
		k.discard = true
		_, stop := run(b, account, k)
		k.until("all are kept", func() bool {
			var memory runtime.MemStats
			runtime.ReadMemStats(&memory)
			peak = max(peak, memory.HeapInuse)
			return len(k.mails) >= speedMails
		})
		stop()
		mails += speedMails
	}
	b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
	b.ReportMetric(float64(mails)/b.Elapsed().Seconds(), "mails/s")
}
