package realmail

import (
	"bytes"
	"fmt"
	"net/textproto"
)

// Deliver hands mails to Dovecot as a relay would (LMTP, RFC 2033), byte for
// byte: a mail that does not end in CRLF gets one. Addresses are bare.
func (d *Dovecot) Deliver(from, to string, mails ...[]byte) error {
	conn, err := textproto.Dial("tcp", d.LMTPAddr)
	if err != nil {
		return fmt.Errorf("deliver to %s: %w", to, err)
	}
	defer conn.Close()
	if _, _, err := conn.ReadResponse(220); err != nil {
		return fmt.Errorf("deliver to %s: %w", to, err)
	}
	if err := say(conn, 250, "LHLO localhost"); err != nil {
		return fmt.Errorf("deliver to %s: %w", to, err)
	}
	for i, mail := range mails {
		if err := deliverOne(conn, from, to, mail); err != nil {
			return fmt.Errorf("deliver mail %d to %s: %w", i+1, to, err)
		}
	}
	return say(conn, 221, "QUIT")
}

func deliverOne(conn *textproto.Conn, from, to string, mail []byte) error {
	if err := say(conn, 250, "MAIL FROM:<"+from+">"); err != nil {
		return err
	}
	if err := say(conn, 250, "RCPT TO:<"+to+">"); err != nil {
		return err
	}
	if err := say(conn, 354, "DATA"); err != nil {
		return err
	}
	conn.W.Write(dotted(mail))
	return say(conn, 250, ".")
}

// dotted doubles a dot that begins a line (RFC 5321 section 4.5.2).
func dotted(mail []byte) []byte {
	mail = bytes.ReplaceAll(mail, []byte("\n."), []byte("\n.."))
	if bytes.HasPrefix(mail, []byte(".")) {
		mail = append([]byte("."), mail...)
	}
	if !bytes.HasSuffix(mail, []byte("\r\n")) {
		mail = append(bytes.Clone(mail), "\r\n"...)
	}
	return mail
}

func say(conn *textproto.Conn, code int, line string) error {
	if err := conn.PrintfLine("%s", line); err != nil {
		return err
	}
	_, _, err := conn.ReadResponse(code)
	return err
}
