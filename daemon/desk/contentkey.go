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
// whichever way each came in.
func contentKey(raw []byte, fields []parser.Field, bodyOffset int) []byte {
	h := sha256.New()
	for _, name := range keyFields {
		for _, f := range fields {
			if strings.EqualFold(f.Name, name) {
				fmt.Fprintf(h, "%s:%s\n", name, strings.TrimSpace(f.Value))
			}
		}
	}
	sum := sha256.New()
	for body := raw[min(bodyOffset, len(raw)):]; len(body) > 0; {
		line, rest, ended := bytes.Cut(body, []byte("\r\n"))
		sum.Write(line)
		if ended {
			sum.Write([]byte{'\n'})
		}
		body = rest
	}
	h.Write(sum.Sum(nil))
	return h.Sum(nil)
}
