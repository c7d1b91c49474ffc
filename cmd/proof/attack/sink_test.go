package attack

import (
	"strings"
	"testing"
)

const envelope = "EHLO a\r\nMAIL FROM:<a@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\n"

// sent are the bytes of a client, and what is to be told of them.
var sent = []struct{ name, bytes, told string }{
	{"a mail", envelope + "Subject: x\r\n\r\nBonjour\r\n..\r\nx.\r\n.x\r\n.\r\nQUIT\r\n", ""},
	{"two mails", envelope + "a\r\n.\r\n" + strings.Replace(envelope, "EHLO a", "RSET", 1) + "b\r\n.\r\nQUIT\r\n", ""},
	{"LF dot LF", envelope + "a\n.\nMAIL FROM:<x@x>\nRCPT TO:<y@y>\nDATA\nb\r\n.\r\n", "another number of mails"},
	{"LF dot CRLF", envelope + "a\n.\r\nMAIL FROM:<x@x>\r\nb\r\n.\r\n", "other commands"},
	{"CR dot CR", envelope + "a\r.\rb\r\n.\r\n", "other commands"},
	{"CRLF dot CR", envelope + "a\r\n.\rb\r\n.\r\n", "other commands"},
	{"a bare CR", envelope + "a\rb\r\n.\r\n", "CR, LF or NUL"},
	{"NUL", envelope + "a\x00b\r\n.\r\n", "CR, LF or NUL"},
	{"a long line", envelope + strings.Repeat("a", 999) + "\r\n.\r\n", "too long"},
	{"two readers", strings.Replace(envelope, "DATA", "RCPT TO:<c@c.example>\r\nDATA", 1) + "a\r\n.\r\n", "one reader"},
	{"a command inside an address", strings.Replace(envelope, "b@b.example", "b@b.example>\nRCPT TO:<c@c.example", 1) + "a\r\n.\r\n", "other commands"},
	{"another way to send", "BDAT 5 LAST\r\n", "not read here"},
}

func TestASecondMailInsideAMailIsSeen(t *testing.T) {
	for _, c := range sent {
		strict, lenient := &sink{}, &sink{lenient: true}
		for _, b := range []byte(c.bytes) {
			for _, s := range []*sink{strict, lenient} {
				if _, err := s.Write([]byte{b}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if got := strings.Join(differ(strict, lenient), ", "); c.told == "" && got != "" || !strings.Contains(got, c.told) {
			t.Errorf("%s: %q, want %q", c.name, got, c.told)
		}
	}
}
