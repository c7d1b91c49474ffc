package desk

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"

	"permanence/parser"
)

// keyFields are the header fields that make a mail the same mail wherever it
// lies; what servers add on the way (Received, Delivered-To) is left out. So
// are To and Cc: many signatures leave them open, and a signed mail that
// somebody sends again with others in copy is the same mail again.
var keyFields = []string{"Message-Id", "From", "Date", "Subject"}

// contentKey is the key K2 of a raw mail: equal for two copies of one mail,
// whichever way each came in. It tells apart no more than a relaxed signature
// does (RFC 6376 3.4): runs of blanks, blanks at line ends and empty lines at
// the end make no other mail, or whoever holds a signed one could have it
// carried out again.
func contentKey(raw []byte, fields []parser.Field, bodyOffset int) []byte {
	h := sha256.New()
	for _, name := range keyFields {
		for _, f := range fields {
			if strings.EqualFold(f.Name, name) {
				fmt.Fprintf(h, "%s:%s\n", name, relaxed(nil, []byte(f.Value)))
			}
		}
	}
	sum := sha256.New()
	var line []byte
	empty := 0
	for part := range bytes.Lines(raw[min(bodyOffset, len(raw)):]) {
		if line = relaxed(line[:0], bytes.TrimRight(part, "\r\n")); len(line) == 0 {
			empty++
			continue
		}
		for ; empty > 0; empty-- {
			sum.Write([]byte{'\n'})
		}
		sum.Write(append(line, '\n'))
	}
	h.Write(sum.Sum(nil))
	return h.Sum(nil)
}

// relaxed appends a line with each run of blanks as one, and none at its end.
func relaxed(to, line []byte) []byte {
	blank := false
	for _, c := range line {
		if c == ' ' || c == '\t' {
			blank = true
			continue
		}
		if blank {
			to = append(to, ' ')
			blank = false
		}
		to = append(to, c)
	}
	return to
}
