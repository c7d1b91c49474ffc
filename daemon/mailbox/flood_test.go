package mailbox

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"
)

// maxHeld is how far the heap may grow while a server floods us.
const maxHeld = 96 << 20

// heapWatch takes the highest heap while something runs. What nobody holds any
// more does not count.
func heapWatch(do func()) (grown int64) {
	runtime.GC()
	before, done := heapNow(), make(chan struct{})
	highest := make(chan int64)
	go func() {
		most := int64(0)
		for {
			if now := heapNow() - before; now > maxHeld && now > most {
				runtime.GC()
				most = max(most, heapNow()-before)
			}
			select {
			case <-done:
				highest <- most
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	do()
	close(done)
	return <-highest
}

func heapNow() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// Attack P13.
func TestAMailOf150MegabytesIsNeitherHeldInMemoryNorInTheWay(t *testing.T) {
	const size = 150 << 20
	header := "From: a@b.example\r\nSubject: big\r\n\r\n"
	for _, c := range []struct {
		name   string
		says   int // RFC822.SIZE
		limit  int64
		header bool // only that is kept
	}{
		{"its size is told", size, 64 << 20, true},
		{"its size is a lie", 500, 64 << 20, true},
		{"it is allowed", size, 1 << 30, false},
	} {
		s, k := startScript(t, header, letterText(2)), newKeeper(t)
		s.flood = flood{"a line of the large mail\r\n", size - len(header)}
		s.sizes[1] = c.says
		s.hook = func(_ int, line string) (string, bool) {
			if !strings.Contains(line, "BODY.PEEK[]") || strings.HasPrefix(line, "UID FETCH 2 ") {
				return "", false
			}
			after := ""
			if !strings.HasPrefix(line, "UID FETCH 1 ") {
				after = s.fetch("UID FETCH 2 (INTERNALDATE BODY)")
			}
			return fmt.Sprintf("* 1 FETCH (UID 1 RFC822.SIZE %d INTERNALDATE \"01-Jul-2026 08:00:00 +0200\" BODY[] {%d}\r\n%s%s)\r\n%sTAG OK done\r\n",
				c.says, size, header, poured, after), true
		}
		k.discard = true
		account := importing(s)
		account.MaxMailBytes = c.limit
		grown := heapWatch(func() {
			run(t, account, k)
			k.until(c.name+": both are kept", k.has(2))
		})
		if grown > maxHeld {
			t.Errorf("%s: %d MiB were held in memory", c.name, grown>>20)
		}
		for _, mail := range k.mails {
			if mail.Place.UID == 1 && (mail.Oversize != c.header || mail.Size < size && mail.Size != int64(c.says)) {
				t.Errorf("%s: oversize %v, %d bytes", c.name, mail.Oversize, mail.Size)
			}
		}
	}
}

// Attack P16: what a server says besides mails is bounded, whatever it is.
func TestAServerThatDoesNotEndIsLeftBeforeItFillsTheMemory(t *testing.T) {
	for _, c := range []struct{ name, at, answer, text string }{
		{"a line without end", "UID SEARCH UID", "* " + poured, "x"},
		{"a quoted text without end", "UID FETCH", "* 1 FETCH (UID 1 X \"" + poured, "x"},
		{"a list without end", "UID SEARCH UID", "* SEARCH" + poured, " 4000000001"},
		{"a condition without end", "EXAMINE", "* OK [" + poured, "ALERT "},
		{"untagged lines without end", "UID SEARCH UID", poured, "* OK still here\r\n"},
		{"mails that nobody asked for", "UID FETCH", poured, "* 1 FETCH (FLAGS (\\Seen))\r\n"},
		{"names without end", "LOGIN", "TAG OK [CAPABILITY IMAP4rev1" + poured, " X"},
		{"a literal of 4 GiB where a word stands", "UID FETCH", "* 1 FETCH (UID 1 ENVELOPE ({4294967295}\r\n" + poured, "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, k := startScript(t, threeLetters()...), newKeeper(t)
			s.flood = flood{c.text, 300 << 20}
			s.hook = once(c.at, c.answer)
			grown := heapWatch(func() {
				run(t, importing(s), k)
				expectAll(t, k, s)
			})
			if grown > maxHeld {
				t.Errorf("%d MiB were held in memory", grown>>20)
			}
		})
	}
}

// Attack P16.
func TestABodyOf4GiBThatIsAnnouncedTakesNoMemory(t *testing.T) {
	s, k := startScript(t, threeLetters()...), newKeeper(t)
	s.hook = once("BODY.PEEK[]", "* 1 FETCH (UID 1 BODY[] {4294967295}\r\nFrom: "+hangUp)
	grown := heapWatch(func() {
		run(t, importing(s), k)
		expectAll(t, k, s)
	})
	if grown > maxHeld {
		t.Errorf("%d MiB were held in memory", grown>>20)
	}
}
