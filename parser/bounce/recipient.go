package bounce

import "strings"

// recipient finds the address that failed: the one behind the words that the
// server puts before it, else one that stands at the start of a line, else any
// other. It also gives the place after it.
func recipient(said, low string, row server, own []string) (string, int) {
	for _, words := range row.before {
		if at := strings.Index(low, words); at >= 0 {
			if found, end := nextAddress(said, at+len(words), own, false); found != "" {
				return found, end
			}
		}
	}
	for _, words := range anyBefore {
		if at := strings.Index(low, words); at >= 0 {
			line, _ := lineAt(said, at+len(words))
			if found, end := nextAddress(line, 0, own, false); found != "" {
				return found, at + len(words) + end
			}
		}
	}
	if found, end := nextAddress(said, 0, own, true); found != "" {
		return found, end
	}
	return nextAddress(said, 0, own, false)
}

// anyBefore are words of many servers that stand on one line with the address.
var anyBefore = []string{
	"final-recipient:", "original-recipient:", "failed recipient:", "failed recipients:", "recipient address:", "recipient:", "failed address:", "target mail address:",
	"was not delivered to", "could not be delivered to", "couldn't be delivered to", "cannot be delivered to", "not delivered to", "undeliverable to", "unable to deliver message to", "unable to deliver to", "failed to deliver to",
	"your message to", "message to:", "delivery to", "unknown user:", "user unknown:", "rcpt to:", "destinataire :", "empfänger:", "destinatario:", "ontvanger:", "n'a pas pu être remis à", "n'a pas été remis à", "votre message à",
}

// nextAddress finds the next address from a place on that is none of own;
// first asks for one that its line begins with.
func nextAddress(text string, from int, own []string, first bool) (string, int) {
	for at := from; at < len(text); {
		i := strings.IndexByte(text[at:], '@')
		if i < 0 {
			return "", len(text)
		}
		start, end := at+i, at+i+1
		for start > from && isAddressByte(text[start-1]) {
			start--
		}
		for end < len(text) && isAddressByte(text[end]) && text[end] != '=' {
			end++
		}
		address := trimAddress(text[start:end])
		if isAddress(address) && !contains(own, address) && !isServerAddress(address) && !isID(text, start) && (!first || beginsLine(text, start)) {
			return address, end
		}
		at = end
	}
	return "", len(text)
}

func isAddressByte(c byte) bool {
	return c >= 0x80 || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("!#$%&'*+-/=?^_`{|}~.", c) >= 0
}

func trimAddress(s string) string {
	s = strings.Trim(s, ".'`*_-|")
	return strings.TrimPrefix(s, "mailto:")
}

func isAddress(s string) bool {
	local, domain, _ := strings.Cut(s, "@")
	return local != "" && len(s) <= 320 && len(domain) >= 3 && strings.IndexByte(domain, '.') > 0 && !strings.Contains(domain, "..")
}

func contains(list []string, address string) bool {
	for _, x := range list {
		if strings.EqualFold(x, address) {
			return true
		}
	}
	return false
}

// isServerAddress tells addresses that a notice names for help or as itself.
func isServerAddress(address string) bool {
	local, _, _ := strings.Cut(asciiLower(address), "@")
	return local == "postmaster" || local == "mailer-daemon" || local == "abuse"
}

// isID tells an at sign of a Message-ID or of a queue name from one of an
// address by the word before it.
func isID(text string, at int) bool {
	before := text[max(0, at-20):at]
	line := asciiLower(strings.TrimRight(before[strings.LastIndexByte(before, '\n')+1:], "<([ \t"))
	for _, word := range []string{"message-id:", "id", "(envid:", "from", "from:", "sender:", "contact", "reply-to:"} {
		if strings.HasSuffix(line, word) && (len(line) == len(word) || line[len(line)-len(word)-1] == ' ' || line[len(line)-len(word)-1] == '-') {
			return true
		}
	}
	return false
}

func beginsLine(text string, at int) bool {
	before := strings.TrimRight(text[max(0, at-20):at], "<([\"'*- \t>")
	return before == "" || before[len(before)-1] == '\n'
}
