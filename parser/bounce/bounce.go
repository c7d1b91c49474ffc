// Package bounce reads what mail servers write in words of their own about mail
// that they could not deliver.
package bounce

import (
	"regexp"
	"strings"
)

var (
	statusCode = regexp.MustCompile(`\b([245])\.(\d{1,3})\.(\d{1,3})\b`)
	originalID = regexp.MustCompile(`(?im)^[>\s]*message-id:\s*<([^<>\s]{3,250})>`)
)

// Status finds an enhanced status code (RFC 3463).
func Status(text string) string {
	return statusCode.FindString(text[:min(len(text), 20000)])
}

// OriginalID finds the id in a header that a bounce quotes in its text.
func OriginalID(text string) string {
	if found := originalID.FindStringSubmatch(text[:min(len(text), 100000)]); found != nil {
		return found[1]
	}
	return ""
}

// failureWords are in the text of a bounce: with a subject that says so too,
// they make one of a mail from an ordinary sender.
var failureWords = []string{
	"could not be delivered", "couldn't be delivered", "not delivered", "undeliverable", "delivery failed", "delivery has failed", "delivery to the following", "permanent error", "permanent fatal error", "user unknown", "unknown user", "no such user", "mailbox unavailable", "mailbox full", "quota exceeded", "over quota", "does not exist", "recipient rejected", "unable to deliver", "message that you sent", "your message", "550 5", "n'a pas pu être remis", "n'a pas été remis", "n'a pu être", "destinataire inconnu", "boîte pleine",
}

// Speaks tells whether a text says that a mail was not delivered.
func Speaks(text string) bool {
	text = strings.ToLower(text)
	for _, words := range failureWords {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}
