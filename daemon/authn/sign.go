package authn

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"permanence/daemon/desk/people"
	"permanence/parser"
)

// Key signs the mail of a domain (RFC 6376, RFC 8463).
type Key struct {
	Domain   string
	Selector string
	Private  ed25519.PrivateKey
}

// Record gives the name and the text of the TXT record that publishes the key.
func (k Key) Record() (name, text string) {
	public := k.Private.Public().(ed25519.PublicKey)
	return k.Selector + "._domainkey." + k.Domain, "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)
}

// Sign puts a signature made at the given moment before a mail with CRLF line
// ends. It is for sample domains: their clock need not be the machine's, which
// go-msgauth's own signer always takes.
func Sign(raw []byte, k Key, at time.Time) ([]byte, error) {
	fields, body, defects := parser.Fields(raw)
	if hasAny(defects, headerDoubts...) {
		return nil, fmt.Errorf("signing a mail of %s: its header is malformed: %s", k.Domain, strings.Join(defects, ", "))
	}
	if countFields(fields, "From") != 1 {
		return nil, fmt.Errorf("signing a mail of %s: it has not exactly one From", k.Domain)
	}
	return seal(raw, fields, body, k, fmt.Sprintf("t=%d; ", at.Unix()), readOnce[:]), nil
}

// seal writes the signature over the named fields; tags are further ones, each
// with its semicolon.
func seal(raw []byte, fields []parser.Field, body int, k Key, tags string, signed []string) []byte {
	hash := sha256.Sum256(relaxedBody(raw[body:]))
	value := fmt.Sprintf("v=1; a=ed25519-sha256; c=relaxed/relaxed; d=%s; s=%s; %sh=%s; bh=%s; b=",
		k.Domain, k.Selector, tags, strings.Join(signed, ":"), base64.StdEncoding.EncodeToString(hash[:]))
	var data strings.Builder
	for _, name := range signed {
		for _, f := range fields {
			if isField(f, name) {
				data.WriteString(people.Fold(name) + ":" + relaxedSpace(f.Value) + "\r\n")
			}
		}
	}
	data.WriteString("dkim-signature:" + value)
	digest := sha256.Sum256([]byte(data.String()))
	signature := base64.StdEncoding.EncodeToString(ed25519.Sign(k.Private, digest[:]))
	return append([]byte("DKIM-Signature: "+value+signature+"\r\n"), raw...)
}

// relaxedBody is RFC 6376 3.4.4.
func relaxedBody(body []byte) []byte {
	var out bytes.Buffer
	empty := 0
	for line := range bytes.SplitSeq(bytes.TrimSuffix(body, []byte("\r\n")), []byte("\r\n")) {
		text := strings.TrimRight(collapse(string(line)), " ")
		if text == "" {
			empty++
			continue
		}
		out.WriteString(strings.Repeat("\r\n", empty) + text + "\r\n")
		empty = 0
	}
	return out.Bytes()
}

// relaxedSpace is RFC 6376 3.4.2 for a value that is unfolded.
func relaxedSpace(value string) string { return strings.Trim(collapse(value), " ") }

// collapse makes each run of blanks and tabs one blank.
func collapse(s string) string {
	var out strings.Builder
	blank := false
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' || s[i] == '\t' {
			blank = true
			continue
		}
		if blank {
			out.WriteByte(' ')
			blank = false
		}
		out.WriteByte(s[i])
	}
	if blank {
		out.WriteByte(' ')
	}
	return out.String()
}
