package mailbox

import (
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"github.com/emersion/go-imap/v2"

	"permanence/daemon/desk"
)

// spoolAbove is the size in bytes from which a mail is not held in memory.
const spoolAbove = 1 << 20

// readBody takes one literal into mail: into memory, or beyond a megabyte into
// a file. Only a literal whose every byte came counts: a connection that is cut
// ends it without an error. What is over MaxMailBytes is read off and
// dropped, with errTooLarge.
func readBody(mail *desk.Mail, literal imap.LiteralReader, account Account) error {
	size := literal.Size()
	switch {
	case size > account.MaxMailBytes:
		io.Copy(io.Discard, literal)
		return errTooLarge
	case size > spoolAbove:
		return spool(mail, literal, account)
	}
	raw := make([]byte, size)
	if n, err := io.ReadFull(literal, raw); err != nil {
		return fmt.Errorf("the mail was cut after %d of %d bytes: %w", n, size, err)
	}
	mail.Raw = raw
	return nil
}

func spool(mail *desk.Mail, literal imap.LiteralReader, account Account) error {
	file, err := os.CreateTemp(account.SpoolDir, spoolPrefix(account)+"*")
	if err != nil {
		return fmt.Errorf("spool a large mail: %w", err)
	}
	n, err := io.Copy(file, literal)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err == nil && n != literal.Size() {
		err = fmt.Errorf("the mail was cut after %d of %d bytes: %w", n, literal.Size(), io.ErrUnexpectedEOF)
	}
	if err != nil {
		os.Remove(file.Name())
		return fmt.Errorf("spool a large mail: %w", err)
	}
	mail.Spool = file.Name()
	return nil
}

// drop removes the spool files of mails that nobody took.
func drop(mails []desk.Mail) {
	for _, mail := range mails {
		if mail.Spool != "" {
			os.Remove(mail.Spool)
		}
	}
}

// spoolPrefix begins the names of an account's spool files.
func spoolPrefix(account Account) string {
	return "permanence-" + url.PathEscape(account.Name) + ".spool-"
}

// sweepSpool removes what a killed run left behind. Only with a folder of our
// own: others may spool in the system's.
func sweepSpool(account Account) {
	if account.SpoolDir == "" {
		return
	}
	left, _ := filepath.Glob(filepath.Join(account.SpoolDir, spoolPrefix(account)+"*"))
	for _, file := range left {
		os.Remove(file)
	}
}
