package loop

import (
	"bytes"
	"strings"
)

const (
	ours     = "support@firme.example"
	listAddr = "liste@client.example"
)

// alias hands each mail on to our mailbox as it is.
func alias(m incoming) []outgoing { return []outgoing{{to: ours, raw: m.raw}} }

// rewriter does so too and drops what is not in RFC 5322, as some gateways do.
func rewriter(m incoming) []outgoing {
	return []outgoing{{to: ours, raw: without(m.raw, "X-", "Auto-Submitted:", "List-", "DKIM-Signature:")}}
}

// forwarder is a rule that sends each mail on as a new one.
func forwarder(m incoming) []outgoing {
	return []outgoing{{to: ours, subject: "TR: " + m.subject, text: "-----Message d'origine-----\n" + quoted(m)}}
}

// list hands each mail on to its members, of which our mailbox is one.
func list(m incoming) []outgoing {
	raw := append([]byte("List-Id: <liste.client.example>\r\nPrecedence: list\r\nSender: "+listAddr+"\r\n"), m.raw...)
	return []outgoing{{to: ours, raw: bytes.Replace(raw, []byte("Subject: "), []byte("Subject: [liste] "), 1)}}
}

// namedList puts its own address into From, so that the signature holds.
func namedList(m incoming) []outgoing {
	return []outgoing{{to: ours, subject: "[liste] " + m.subject, text: quoted(m),
		header: append(answering(m), "List-Id: <liste.client.example>", "Precedence: list", "Reply-To: "+ours)}}
}

// mumList does so too and does not say that it is a list.
func mumList(m incoming) []outgoing {
	return []outgoing{{to: ours, subject: m.subject, text: quoted(m), header: answering(m)}}
}

func quoted(m incoming) string {
	_, body, _ := strings.Cut(string(m.raw), "\r\n\r\n")
	return strings.ReplaceAll(body, "\r\n", "\n")
}

// without takes header fields away whose line begins so.
func without(raw []byte, prefixes ...string) []byte {
	head, body, _ := strings.Cut(string(raw), "\r\n\r\n")
	var kept []string
	gone := false
	for _, line := range strings.Split(head, "\r\n") {
		if line == "" || line[0] != ' ' && line[0] != '\t' {
			gone = false
			for _, p := range prefixes {
				gone = gone || strings.HasPrefix(strings.ToLower(line), strings.ToLower(p))
			}
		}
		if !gone {
			kept = append(kept, line)
		}
	}
	return []byte(strings.Join(kept, "\r\n") + "\r\n\r\n" + body)
}
