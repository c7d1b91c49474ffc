package attack

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"strings"
	"text/template"
	"time"
)

// Noncharacters of Unicode that stand in a text for what must survive the
// change of line ends, or marks a place. No mail has them otherwise.
const (
	markLF    = "\uFDD0"
	markCR    = "\uFDD1"
	markSeal  = "\uFDD2" // a line with the number of a seal: all below it is signed
	markAfter = "\uFDD3" // a line: all below it was added after signing
)

// protect keeps line ends as they are.
var protect = strings.NewReplacer("\r", markCR, "\n", markLF)

var unprotect = strings.NewReplacer(markCR, "\r", markLF, "\n")

// writer makes the bytes of a mail from its template.
type writer struct {
	stage   *Stage
	earlier [][]byte // the mails of the variant so far
	seals   []seal
}

// write gives the bytes.
func (w *writer) write(m Mail) ([]byte, error) {
	t, err := template.New("mail").Option("missingkey=error").Funcs(w.functions()).Parse(m.Text)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	if err := t.Execute(&b, nil); err != nil {
		return nil, err
	}
	text := b.String()
	if whole, ok := strings.CutSuffix(text, markLF+"\n"); ok { // an earlier mail, which ends as it ended
		text = whole + markLF
	}
	if !m.AsIs {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	}
	return w.signed(text)
}

// signed replaces the marks of signatures, the lowest first.
func (w *writer) signed(text string) ([]byte, error) {
	text, added, _ := strings.Cut(text, markAfter+"\r\n")
	for {
		at := strings.LastIndex(text, markSeal)
		if at < 0 {
			return []byte(unprotect.Replace(text + added)), nil
		}
		line, below, _ := strings.Cut(text[at:], "\r\n")
		var n int
		if _, err := fmt.Sscanf(line, markSeal+"%d", &n); err != nil {
			return nil, fmt.Errorf("a signature must stand on a line of its own: %w", err)
		}
		s := w.seals[n]
		k, err := w.stage.dns.key(s.selector, s.domain)
		if err != nil {
			return nil, err
		}
		text = text[:at] + s.over(unprotect.Replace(below), k) + below
	}
}

// functions are what a case file can say, as docs/attacks.md lists it.
func (w *writer) functions() template.FuncMap {
	f := template.FuncMap{
		"repeat": func(n int, s string) string { return strings.Repeat(s, n) },
		"bytes":  rawBytes,
		"nul":    func() string { return "\x00" },
		"cr":     func() string { return markCR },
		"lf":     func() string { return markLF },
		"base64": func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		"upper":  strings.ToUpper, "lower": strings.ToLower,
		"replace": func(old, with, s string) string { return strings.ReplaceAll(s, old, with) },
		"cut":     func(n int, s string) string { return s[:min(n, len(s))] },
		"wrong":   wrongMAC,
		"lfbody":  lfBody,
		"sign":    w.sign,
		"after":   func() string { return markAfter },
		"earlier": w.again,
	}
	maps.Copy(f, w.stage.functions())
	for name, address := range cast {
		f[name] = func() string { return address }
	}
	return f
}

func rawBytes(text string) (string, error) {
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	return protect.Replace(string(b)), err
}

// sign marks the place of a signature.
func (w *writer) sign(domain string, options ...string) (string, error) {
	s, err := newSeal(domain, w.stage.house.Now(), options)
	w.seals = append(w.seals, s)
	return fmt.Sprintf("%s%d", markSeal, len(w.seals)-1), err
}

// again gives a mail of the variant byte for byte, counted from 1.
func (w *writer) again(n int) (string, error) {
	if n < 1 || n > len(w.earlier) {
		return "", errors.New("there is no such earlier mail")
	}
	return protect.Replace(string(w.earlier[n-1])), nil
}

// lfBody gives an earlier mail with LF for the line ends of its body.
func lfBody(mail string) string {
	head, body, _ := strings.Cut(mail, markCR+markLF+markCR+markLF)
	return head + markCR + markLF + markCR + markLF + strings.ReplaceAll(body, markCR, "")
}

// wrongMAC changes the last character of a token that is one of Crockford's.
func wrongMAC(token string) string {
	b := []byte(token)
	for i := len(b) - 1; i >= 0; i-- {
		switch c := b[i]; {
		case c == '>' || c == ']' || c == ' ':
			continue
		case c == '7':
			b[i] = '8'
		default:
			b[i] = '7'
		}
		return string(b)
	}
	return token
}

// wrongDetail changes the last character before the @.
func wrongDetail(address string) string {
	local, domain, _ := strings.Cut(address, "@")
	return wrongMAC(local) + "@" + domain
}

func rfcDate(t time.Time) string { return t.Format("Mon, 02 Jan 2006 15:04:05 -0700") }
