package mailbox

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"github.com/emersion/go-imap/v2"

	"permanence/daemon/desk"
	"permanence/daemon/fault"
)

// spoolAbove is the size in bytes from which a mail is not held in memory.
const spoolAbove = 1 << 20

// errShort is in the error of a literal that ended early: the connection is
// dead. The library must then not be asked for more of it, because it would
// read from the connection in two goroutines at once.
var errShort = errors.New("the mail was cut")

// body reads one literal and knows how it ended: a connection that is cut ends
// it without an error.
type body struct {
	imap.LiteralReader
	took func(bytes int64) // told of what was read
	read int64
	err  error
}

// Read reads on until the first error and never after it.
func (b *body) Read(p []byte) (n int, err error) {
	if b.err != nil {
		return 0, b.err
	}
	n, b.err = b.LiteralReader.Read(p)
	b.read += int64(n)
	b.took(int64(n))
	return n, b.err
}

// finish reads what is left and says whether every byte came.
func (b *body) finish() error {
	for b.err == nil {
		io.Copy(io.Discard, b)
	}
	if b.read != b.Size() {
		return fmt.Errorf("%w after %d of %d bytes: %w", errShort, b.read, b.Size(), b.err)
	}
	return nil
}

// readBody takes one literal into mail: into memory, or beyond a megabyte into
// a file. Only a literal whose every byte came counts. What is over
// MaxMailBytes is read off and dropped, with errTooLarge. Took is told of the
// bytes as they are read.
func readBody(mail *desk.Mail, literal imap.LiteralReader, account Account, took func(bytes int64)) (err error) {
	b := &body{LiteralReader: literal, took: took}
	switch size := b.Size(); {
	case size > account.MaxMailBytes:
		err = errTooLarge
	case size > spoolAbove:
		mail.Spool, err = spool(b, account)
	default:
		mail.Raw = make([]byte, size)
		io.ReadFull(b, mail.Raw)
	}
	if short := b.finish(); short != nil {
		err = short
	}
	return err
}

func spool(from io.Reader, account Account) (name string, err error) {
	if err := fault.At("spool.before"); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(account.SpoolDir, spoolPrefix(account)+"*")
	if err != nil {
		return "", fmt.Errorf("spool a large mail: %w", err)
	}
	_, err = io.Copy(file, from)
	if err == nil {
		err = fault.At("spool.after")
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		os.Remove(file.Name())
		return "", fmt.Errorf("spool a large mail: %w", err)
	}
	return file.Name(), nil
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
