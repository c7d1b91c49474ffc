package attack

import (
	"crypto"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// seal is a signature to be made: a forger's own tool, which signs anything
// (RFC 6376, relaxed/relaxed).
type seal struct {
	domain   string
	selector string // "e"
	hash     crypto.Hash
	names    []string // h=; nil is every field that a reader goes by
	tags     string   // further tags, each with its semicolon
	length   int      // l=; -1 is none
	broken   bool     // b= does not fit
}

// readBy are the fields that are signed where nothing else is said.
var readBy = []string{"from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "reply-to", "mime-version", "content-type"}

// newSeal reads the options of the template function sign: s=r512, a=rsa-sha1,
// h=From:Date, t=-720h (from now; t=none leaves it out), x=1h, i=@a.example,
// l=12, broken.
func newSeal(domain string, now time.Time, options []string) (s seal, err error) {
	s = seal{domain: domain, selector: "e", hash: crypto.SHA256, length: -1}
	made := fmt.Sprintf("t=%d; ", now.Unix())
	for _, o := range options {
		name, value, _ := strings.Cut(o, "=")
		switch name {
		case "s":
			s.selector = value
		case "a":
			s.hash = map[string]crypto.Hash{"rsa-sha1": crypto.SHA1}[value]
		case "h":
			s.names = strings.Split(value, ":")
		case "i":
			s.tags += "i=" + value + "; "
		case "l":
			s.length, err = strconv.Atoi(value)
			s.tags += o + "; "
		case "t", "x":
			var tag string
			tag, err = momentTag(name, value, now)
			if name == "t" {
				made = tag
			} else {
				s.tags += tag
			}
		case "broken":
			s.broken = true
		default:
			err = fmt.Errorf("a signature has no option %q", o)
		}
		if err != nil {
			return s, err
		}
	}
	s.tags = made + s.tags
	return s, nil
}

func momentTag(name, value string, now time.Time) (string, error) {
	if value == "none" {
		return "", nil
	}
	d, err := time.ParseDuration(value)
	return fmt.Sprintf("%s=%d; ", name, now.Add(d).Unix()), err
}

// over gives the DKIM-Signature field of a mail with CRLF.
func (s seal) over(mail string, k key) string {
	head, body, _ := strings.Cut(mail, "\r\n\r\n")
	body = relaxedBody(body)
	if s.length >= 0 {
		body = body[:min(s.length, len(body))]
	}
	fields := fieldsOf(head)
	names := s.names
	if names == nil {
		names = present(fields)
	}
	algorithm := "ed25519-sha256"
	if k.ed == nil {
		algorithm = map[crypto.Hash]string{crypto.SHA1: "rsa-sha1", crypto.SHA256: "rsa-sha256"}[s.hash]
	}
	value := fmt.Sprintf("v=1; a=%s; c=relaxed/relaxed; d=%s; s=%s; %sh=%s; bh=%s; b=", algorithm, s.domain, s.selector, s.tags,
		strings.Join(names, ":"), base64.StdEncoding.EncodeToString(sum(s.hash, body)))
	signature := k.sign(s.hash, chosen(fields, names)+"dkim-signature:"+value)
	if s.broken {
		signature[len(signature)/2] ^= 1
	}
	return "DKIM-Signature: " + value + base64.StdEncoding.EncodeToString(signature) + "\r\n"
}

// present names each field that is signed, as often as it stands.
func present(fields [][2]string) (names []string) {
	for _, f := range fields {
		if slices.Contains(readBy, f[0]) {
			names = append(names, f[0])
		}
	}
	return names
}

// chosen is the signed header, the last field of a name first (RFC 6376 5.4.2).
func chosen(fields [][2]string, names []string) string {
	var b strings.Builder
	left := slices.Clone(fields)
	for _, name := range names {
		for i, f := range slices.Backward(left) {
			if f[0] == strings.ToLower(name) {
				b.WriteString(f[0] + ":" + f[1] + "\r\n")
				left = slices.Delete(left, i, i+1)
				break
			}
		}
	}
	return b.String()
}

// fieldsOf cuts a header into names, folded, and values, relaxed (RFC 6376
// 3.4.2).
func fieldsOf(head string) (fields [][2]string) {
	var lines []string
	for line := range strings.SplitSeq(head, "\r\n") {
		if len(lines) > 0 && line != "" && (line[0] == ' ' || line[0] == '\t') {
			lines[len(lines)-1] += line
			continue
		}
		lines = append(lines, line)
	}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ":")
		fields = append(fields, [2]string{strings.ToLower(strings.TrimSpace(name)), strings.Trim(oneBlank(value), " ")})
	}
	return fields
}

// relaxedBody is RFC 6376 3.4.4.
func relaxedBody(body string) string {
	lines := strings.Split(body, "\r\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(oneBlank(line), " ")
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\r\n") + "\r\n"
}

// oneBlank makes each run of blanks and tabs one blank.
func oneBlank(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		blank := s[i] == ' ' || s[i] == '\t'
		if !blank {
			b.WriteByte(s[i])
		} else if i+1 == len(s) || s[i+1] != ' ' && s[i+1] != '\t' {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
