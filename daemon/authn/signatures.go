package authn

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"permanence/daemon/desk/people"
	"permanence/parser"
)

const (
	maxVerifications = 8
	maxSignatureAge  = 7 * 24 * time.Hour
	maxClockSkew     = 15 * time.Minute // t= ahead of the mail's arrival
)

// signatures is what our own check of the DKIM signatures found. Only those of
// the organisation in From count; d= says whose they are, never i=.
type signatures struct {
	accepted bool // intact, young, and over all that must be signed
	intact   bool // intact
	weak     bool // intact, but something that must be signed is not
	stale    bool // intact, but older than seven days when the mail came, or expired since
	old      bool // one is that old, intact or not
	pending  bool // DNS did not answer for a key
	broken   bool // not intact
	checks   []people.Check
}

// doubtful says that a pass which rests on a signature alone is not enough:
// whoever holds an old or half-signed mail could send it again, changed.
func (s signatures) doubtful() bool { return s.weak || s.old }

// headerDoubts are defects of a header that two readers may take for different
// fields; what was signed is then not for certain what we read.
var headerDoubts = []string{"header-malformed", "header-limit", "header-unended", "blank-before-header", "mbox-from", "line-ends", "line-ends-cr"}

func checkSignatures(m Mail, q *asked) signatures {
	var s signatures
	if countFields(m.Fields, "DKIM-Signature") == 0 {
		return s
	}
	if hasAny(m.Defects, headerDoubts...) || !readAlike(m) {
		s.note("ignored", "the header is malformed, so what is signed is not certain")
		return s
	}
	from := people.Domain(m.From)
	found, err := dkim.VerifyWithOptions(bytes.NewReader(unfolded(m.Raw)), &dkim.VerifyOptions{
		MaxVerifications: maxVerifications,
		LookupTXT:        func(name string) ([]string, error) { return alignedKey(name, from, q) },
	})
	if errors.Is(err, dkim.ErrTooManySignatures) {
		s.note("ignored", fmt.Sprintf("more than %d signatures; the others were not looked at", maxVerifications))
	} else if err != nil {
		// The results beside such an error are not to be believed.
		s.note("fail", "the signatures cannot be read: "+err.Error())
		s.broken = true
		return s
	}
	for _, v := range found {
		s.take(m, v, from, q)
	}
	return s
}

// readAlike says that the one who verifies reads the same fields and the same
// body as our parser. A line of blanks, for one, vanishes under a signature
// but may end the header for a reader: text could be slipped in behind it.
func readAlike(m Mail) bool {
	_, body, _ := parser.Fields(m.Raw)
	pos, seen := 0, 0
	for pos < len(m.Raw) {
		line, _, found := bytes.Cut(m.Raw[pos:], []byte("\n"))
		pos = min(pos+len(line)+1, len(m.Raw))
		line = bytes.TrimSuffix(line, []byte("\r"))
		switch {
		case len(line) == 0 || !found:
			return found && pos == body && seen == len(m.Fields)
		case seen > 0 && (line[0] == ' ' || line[0] == '\t'):
			continue
		}
		name, _, _ := bytes.Cut(line, []byte(":"))
		if seen == len(m.Fields) || !strings.EqualFold(string(bytes.TrimSpace(name)), m.Fields[seen].Name) {
			return false
		}
		seen++
	}
	return false
}

// alignedKey looks a key up, unless it belongs to somebody whose word does not
// count here.
func alignedKey(name, from string, q *asked) ([]string, error) {
	_, domain, ok := strings.Cut(people.Fold(name), "._domainkey.")
	if !ok || !Aligned(from, domain) {
		return nil, errors.New("not looked up")
	}
	return q.txt(name)
}

// take judges one signature.
func (s *signatures) take(m Mail, v *dkim.Verification, from string, q *asked) {
	domain := people.Fold(v.Domain)
	if !Aligned(from, domain) {
		s.note("ignored", fmt.Sprintf("the signature of %s says nothing about %s", shorten(domain), from))
		return
	}
	age := signatureAge(m, v)
	late := v.Err != nil && !v.Expiration.IsZero() && !m.Received.After(v.Expiration) && strings.Contains(v.Err.Error(), "expired")
	s.old = s.old || age > maxSignatureAge || late
	s.stale = s.stale || late
	if why, failed := verdictOn(m, v, age); failed {
		s.pending = s.pending || dkim.IsTempFail(v.Err)
		s.broken = s.broken || !dkim.IsTempFail(v.Err)
		s.note(failResult(v.Err), fmt.Sprintf("signature of %s: %s", domain, why))
		return
	}
	s.intact = true
	if missing := unsignedField(m.Fields, v.HeaderKeys); missing != "" {
		s.weak = true
		s.note("weak", fmt.Sprintf("the signature of %s does not cover %s", domain, missing))
		return
	}
	if added := addedField(m.Fields, v.HeaderKeys); added != "" {
		s.weak = true
		s.note("weak", fmt.Sprintf("the signature of %s does not cover each %s", domain, added))
		return
	}
	if age > maxSignatureAge {
		s.stale = true
		s.note("stale", fmt.Sprintf("the signature of %s was %d days old when the mail came", domain, int(age.Hours()/24)))
		return
	}
	s.accepted = true
	s.note("pass", fmt.Sprintf("signature of %s, key %s", domain, shorten(q.keyOf(domain))))
}

// verdictOn says why a signature is not intact.
func verdictOn(m Mail, v *dkim.Verification, age time.Duration) (why string, failed bool) {
	switch {
	case v.Err != nil:
		return shorten(strings.TrimPrefix(v.Err.Error(), "dkim: ")), true
	case !v.Expiration.IsZero() && m.Received.After(v.Expiration):
		return "expired before the mail came", true
	case age < -maxClockSkew:
		return "signed in the future", true
	}
	return "", false
}

func failResult(err error) string {
	if dkim.IsTempFail(err) {
		return "pending"
	}
	return "fail"
}

// signatureAge is how old a signature was when the mail came; 0 if it bears
// no time.
func signatureAge(m Mail, v *dkim.Verification) time.Duration {
	if v.Time.IsZero() {
		return 0
	}
	return m.Received.Sub(v.Time)
}

// unsignedField names a field that must be under the signature and is not: one
// that could be changed in a mail that is sent again (S32).
func unsignedField(fields []parser.Field, signed []string) string {
	for _, name := range readOnce {
		if isSigned(name, signed) {
			continue
		}
		switch {
		case name != "From" && countFields(fields, name) == 0:
			// Not there to be changed; once added it is there and unsigned.
		case name == "To" && isSigned("X-MS-Exchange-SenderADCheck", signed):
			// Exchange Online never signs To. It decides neither who wrote
			// nor which ticket is meant.
		default:
			return name
		}
	}
	return ""
}

// readBody are the fields by which a reader takes the body apart. Many do not
// sign them, and then they stand once; a second one that nobody signed gives
// the signed body another meaning.
var readBody = [...]string{"Content-Type", "Content-Transfer-Encoding", "MIME-Version"}

// addedField names a field that stands more than once and is not signed as
// often.
func addedField(fields []parser.Field, signed []string) string {
	for _, name := range readBody {
		n, times := countFields(fields, name), 0
		for _, s := range signed {
			if people.Fold(s) == people.Fold(name) {
				times++
			}
		}
		if n > 1 && times < n {
			return name
		}
	}
	return ""
}

func isSigned(name string, signed []string) bool {
	return slices.ContainsFunc(signed, func(s string) bool { return people.Fold(s) == people.Fold(name) })
}

func (s *signatures) note(result, detail string) {
	s.checks = append(s.checks, people.Check{Name: "dkim", Result: result, Detail: detail})
}

// keyOf gives the key records of a domain that were looked up for this mail.
func (q *asked) keyOf(domain string) string {
	q.mu.Lock()
	defer q.mu.Unlock()
	var all []string
	for name, records := range q.records {
		if _, of, ok := strings.Cut(people.Fold(name), "._domainkey."); ok && of == domain {
			all = append(all, name+": "+strings.Join(records, " | "))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}
