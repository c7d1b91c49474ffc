package demo

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"
)

// signedFields are put under a signature where a mail has them (RFC 6376
// 5.4.1); the first three once more than they occur, so that none can be
// added afterwards.
func signedFields() []string {
	return []string{"From", "Subject", "To", "Cc", "Date", "Message-ID", "Reply-To", "In-Reply-To", "References",
		"MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted"}
}

// sign gives the DKIM-Signature field of a mail, relaxed/simple (RFC 6376
// 3.4). It is our own because its t= must follow the demo's clock (--now): a
// signature of another year would be refused, rightly.
func sign(raw []byte, domain string, key ed25519.PrivateKey, at time.Time) string {
	head, body := splitMail(raw)
	fields := splitFields(head)
	names, canonical := pick(fields)
	hash := sha256.Sum256(simpleBody(body))
	field := fmt.Sprintf("DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/simple; d=%s; s=%s;\r\n\tt=%d; h=%s;\r\n\tbh=%s;\r\n\tb=",
		domain, selector, at.Unix(), strings.Join(names, ":\r\n\t "), base64.StdEncoding.EncodeToString(hash[:]))
	digest := sha256.Sum256([]byte(canonical + strings.TrimSuffix(relaxedField(field), "\r\n")))
	return field + base64.StdEncoding.EncodeToString(ed25519.Sign(key, digest[:])) + "\r\n"
}

// pick takes the fields to sign in the order of h=, the last occurrence of a
// name first (RFC 6376 5.4.2).
func pick(fields []string) (names []string, canonical string) {
	var b strings.Builder
	for i, name := range signedFields() {
		for j := len(fields) - 1; j >= 0; j-- {
			if fieldName(fields[j]) == fold(name) {
				names = append(names, name)
				b.WriteString(relaxedField(fields[j]))
			}
		}
		if i < 3 {
			names = append(names, name)
		}
	}
	return names, b.String()
}

// splitMail cuts a mail at its first empty line; the header keeps its line ends.
func splitMail(raw []byte) (head, body []byte) {
	if bytes.HasPrefix(raw, []byte("\r\n")) {
		return nil, raw[2:]
	}
	if i := bytes.Index(raw, []byte("\r\n\r\n")); i >= 0 {
		return raw[:i+2], raw[i+4:]
	}
	return raw, nil
}

// splitFields gives each field with its continuation lines.
func splitFields(head []byte) []string {
	var fields []string
	begin, at := 0, 0
	for line := range bytes.Lines(head) {
		if at > 0 && line[0] != ' ' && line[0] != '\t' {
			fields = append(fields, string(head[begin:at]))
			begin = at
		}
		at += len(line)
	}
	if at > begin {
		fields = append(fields, string(head[begin:]))
	}
	return fields
}

// fieldName is folded, for comparing.
func fieldName(field string) string {
	name, _, _ := strings.Cut(field, ":")
	return fold(strings.TrimRight(name, " \t"))
}

// fieldValue is unfolded, on one line.
func fieldValue(field string) string {
	_, value, _ := strings.Cut(field, ":")
	return strings.Join(strings.FieldsFunc(value, isSpace), " ")
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\r' || r == '\n' }

// relaxedField is RFC 6376 3.4.2.
func relaxedField(field string) string {
	return fieldName(field) + ":" + fieldValue(field) + "\r\n"
}

// simpleBody is RFC 6376 3.4.3: one line end at the end, however many there were.
func simpleBody(body []byte) []byte {
	for bytes.HasSuffix(body, []byte("\r\n")) {
		body = body[:len(body)-2]
	}
	return append(bytes.Clone(body), '\r', '\n')
}
