package letter

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

// FileRef says where a file's bytes are kept: part Part (counted as the parser
// counts a mail's files, from 0) of the raw mail MailID.
type FileRef struct {
	MailID int64
	Part   int
}

// Rendered is a letter's bytes, fixed: what is ours literally, and the files
// it carries as references. Written out it is the same at every try.
type Rendered struct {
	segments []segment
}

// segment is a run of literal bytes, or (literal nil) a file to be written in
// base64.
type segment struct {
	literal   []byte
	file      FileRef
	fileBytes int // of the file before encoding
}

// lineBytes is what one full line of base64 holds: 76 columns (RFC 2045, 6.8).
const lineBytes = 57

// blockLines is how many lines of base64 are written at a time.
const blockLines = 400

// encodedBytes is the length of n bytes in base64 with CRLF between lines.
func encodedBytes(n int) int {
	if n == 0 {
		return 0
	}
	return base64.StdEncoding.EncodedLen(n) + (n-1)/lineBytes*len("\r\n")
}

// SizeBytes is the length of the whole letter.
func (r Rendered) SizeBytes() int {
	n := 0
	for _, s := range r.segments {
		if s.literal != nil {
			n += len(s.literal)
			continue
		}
		n += encodedBytes(s.fileBytes)
	}
	return n
}

// Files lists the files that the letter carries, in order.
func (r Rendered) Files() []FileRef {
	var refs []FileRef
	for _, s := range r.segments {
		if s.literal == nil {
			refs = append(refs, s.file)
		}
	}
	return refs
}

// WithoutFiles is the letter with its files left empty: enough to read what it
// says.
func (r Rendered) WithoutFiles() []byte {
	var b []byte
	for _, s := range r.segments {
		b = append(b, s.literal...)
	}
	return b
}

// ErrFileChanged is returned when a file no longer has the length it had when
// the letter was made: its bytes would not be those that were fixed.
var ErrFileChanged = errors.New("file is not the one the letter was made with")

// WriteTo writes the whole letter, CRLF line ends, not dot-stuffed; open gives
// a file's bytes. One file is in memory at a time.
func (r Rendered) WriteTo(w io.Writer, open func(FileRef) ([]byte, error)) error {
	for _, s := range r.segments {
		var err error
		if s.literal != nil {
			_, err = w.Write(s.literal)
		} else {
			err = s.writeFile(w, open)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s segment) writeFile(w io.Writer, open func(FileRef) ([]byte, error)) error {
	data, err := open(s.file)
	if err != nil {
		return fmt.Errorf("part %d of mail %d: %w", s.file.Part, s.file.MailID, err)
	}
	if len(data) != s.fileBytes {
		return fmt.Errorf("part %d of mail %d: %d bytes, were %d: %w", s.file.Part, s.file.MailID, len(data), s.fileBytes, ErrFileChanged)
	}
	block := make([]byte, 0, blockLines*(base64.StdEncoding.EncodedLen(lineBytes)+len("\r\n")))
	for len(data) > 0 {
		n := min(len(data), lineBytes)
		block = base64.StdEncoding.AppendEncode(block, data[:n])
		if data = data[n:]; len(data) > 0 {
			block = append(block, '\r', '\n')
		}
		if len(data) > 0 && len(block) < cap(block) {
			continue
		}
		if _, err := w.Write(block); err != nil {
			return err
		}
		block = block[:0]
	}
	return nil
}
