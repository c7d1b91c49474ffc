package parser

import (
	"encoding/json"
	"strings"

	"permanence/parser/charset"
)

// notification is what Amazon SES tells of a letter, as JSON in the text of a
// mail from its notification service.
type notification struct {
	Message          string // the notification itself, where it comes wrapped
	NotificationType string
	EventType        string
	Mail             struct{ CommonHeaders struct{ MessageID string } }
	Bounce           struct {
		BounceType        string
		BouncedRecipients []struct{ EmailAddress, Action, Status, DiagnosticCode string }
	}
}

// maxNotification limits the JSON that is read.
const maxNotification = 64 << 10

// notification is nil for a mail that holds none.
func (f *facts) notification() *notification {
	if !f.h.has("x-amz-sns-message-id") || !strings.HasPrefix(strings.TrimSpace(f.m.Text), "{") {
		return nil
	}
	n := readNotification(f.m.Text[:min(len(f.m.Text), maxNotification)])
	if n != nil && n.Message != "" {
		n = readNotification(n.Message)
	}
	return n
}

// brokenLines are what a server puts into a line that is too long for mail,
// and the line ends, which JSON can do without.
var brokenLines = strings.NewReplacer("!\n ", "", "\n", "")

// readNotification reads the first JSON value of a text: another text may
// follow it.
func readNotification(text string) *notification {
	n := &notification{}
	if json.NewDecoder(strings.NewReader(brokenLines.Replace(text))).Decode(n) != nil {
		return nil
	}
	return n
}

func (n *notification) kind() string {
	return asciiLower(firstNonEmpty(n.NotificationType, n.EventType))
}

func (r *Report) readNotification(n *notification) {
	r.OriginalMessageID = parseID(n.Mail.CommonHeaders.MessageID)
	for _, one := range n.Bounce.BouncedRecipients {
		r.FinalRecipient = charset.OneLine(one.EmailAddress)
		r.Action, r.Status = firstWord(one.Action), firstWord(one.Status)
		r.Diagnostic = charset.OneLine(one.DiagnosticCode)
		return
	}
}

// notificationWords are the names and values in a notification that are read.
var notificationWords = []string{"message notificationType eventType mail commonHeaders messageId bounce bounceType complaint bouncedRecipients emailAddress action status diagnosticCode"}
