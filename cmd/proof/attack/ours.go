package attack

import (
	"bytes"
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"permanence/parser"
)

// ourFields are the header fields that a letter of ours may have, each once.
var ourFields = []string{"from", "to", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "mime-version", "content-type",
	"content-transfer-encoding", "content-language", "auto-submitted", "x-auto-response-suppress", "list-id", "user-agent", "x-mailer",
	"x-permanence-loop", "x-permanence-reason", "x-permanence-client", "x-permanence-ticket"}

// ourDefects are those that would be ours. Others are of the words and files that
// a letter passes on.
var ourDefects = []string{"from-multiple", "from-none", "from-addresses", "from-syntax", "from-quoted-local", "from-non-ascii", "header-malformed",
	"header-duplicate", "header-limit", "header-unended", "header-split", "blank-before-header", "mbox-from", "line-ends", "line-ends-cr",
	"date-missing", "date-unreadable", "mime-ambiguous", "boundary-missing", "multipart-damaged", "multipart-unreadable", "nul", "empty", "panic"}

// rightLetters looks at the letters themselves: they show what the case says,
// and nothing that came by mail broke out of its place (D05, D06, D15).
func rightLetters(_ context.Context, _ *Stage, e event) (found []finding, err error) {
	for _, text := range e.mail.Shows {
		if !slices.ContainsFunc(e.letters, func(l letter) bool { return strings.Contains(l.subject+"\n"+l.text(), text) }) {
			found = append(found, finding{wrong, fmt.Sprintf("no letter shows %q", text)})
		}
	}
	for _, l := range e.letters {
		for _, text := range append(letterTrouble(l), namesOthers(l, e.letters)...) {
			found = append(found, finding{leaked, fmt.Sprintf("a letter to %s: %s", l.to, text)})
		}
	}
	return found, nil
}

// letterTrouble says what is not ours in a letter.
func letterTrouble(l letter) (found []string) {
	m, err := parser.Parse(l.raw)
	if err != nil {
		return []string{"it cannot be read: " + err.Error()}
	}
	seen := map[string]bool{}
	for _, f := range m.Fields {
		name := strings.ToLower(strings.TrimSpace(f.Name))
		if !slices.Contains(ourFields, name) || seen[name] {
			found = append(found, "a field that is not ours: "+f.Name)
		}
		seen[name] = true
	}
	to, err := mail.ParseAddressList(l.header.Get("To"))
	if err != nil || len(to) != 1 || !strings.EqualFold(to[0].Address, l.to) {
		found = append(found, fmt.Sprintf("its To is %q", l.header.Get("To")))
	}
	for _, name := range []string{"From", "Reply-To"} {
		all, err := mail.ParseAddressList(l.header.Get(name))
		if l.header.Get(name) != "" && (err != nil || len(all) != 1 || domainOf(all[0].Address) != domainOf(cast["support"])) {
			found = append(found, fmt.Sprintf("its %s is %q", name, l.header.Get(name)))
		}
	}
	if bytes.Contains(l.raw, []byte{0}) {
		found = append(found, "it holds NUL")
	}
	for _, d := range m.Defects {
		if slices.Contains(ourDefects, d) {
			found = append(found, "its defect "+d)
		}
	}
	return found
}

// namesOthers says whether a header shows the address of another reader (D15).
func namesOthers(l letter, all []letter) (found []string) {
	head, _, _ := bytes.Cut(l.raw, []byte("\r\n\r\n"))
	for _, other := range all {
		if other.to != l.to && bytes.Contains(head, []byte(other.to)) {
			found = append(found, "its header shows "+other.to)
		}
	}
	return found
}
