// Package bounce reads what mail servers write in words of their own about mail
// that they could not deliver.
package bounce

import "strings"

// Notice is what the text of a bounce says about the first recipient that it
// names. What the text does not say is empty.
type Notice struct {
	// Server is the row of the table of servers that knows the text.
	Server string
	// Recipient is the address that mail did not reach.
	Recipient string
	// Status is an enhanced status code (RFC 3463): the one written, else one
	// made from the reply code or from the words.
	Status string
	// Action is failed or delayed (RFC 3464 2.3.3).
	Action string
	// Diagnostic is the paragraph that gives the reason, on one line.
	Diagnostic string
	// OriginalID is the Message-ID of the mail that is returned.
	OriginalID string
}

// Limits on what is read of a text: a notice is short, the returned mail is not.
const (
	maxNotice   = 16_000
	maxReturned = 100_000
)

// Read reads the text of a bounce. The addresses in own are those of the mail
// itself, which are never the recipient that failed.
func Read(text string, own ...string) Notice {
	text = straight.Replace(text[:min(len(text), maxNotice+maxReturned)])
	said, returned := split(text)
	n := Notice{OriginalID: originalID(returned, text)}
	if strings.TrimSpace(said) == "" {
		return n
	}
	low := asciiLower(said)
	row, known := serverOf(low)
	n.Server = row.name
	var after int
	n.Recipient, after = recipient(said, low, row, own)
	n.Diagnostic = diagnostic(said, low, after)
	if !known && n.Diagnostic == "" && !Speaks(said) && !hasReason(low) {
		return n
	}
	n.Action = action(low)
	n.Status = statusOf(n.Diagnostic, low, n.Action)
	return n
}

// opening is how far into a text a server has said who it is.
const opening = 1000

// Opens tells whether a text begins with the words of a server in the table.
func Opens(text string) bool {
	said, _ := split(straight.Replace(text[:min(len(text), opening)]))
	_, known := serverOf(asciiLower(said))
	return known
}

// greetings begin the text of a person who may go on with a pasted bounce.
var greetings = []string{"bonjour", "bonsoir", "salut", "cher", "chère", "madame", "monsieur", "hello", "hi ", "hi,", "hey", "dear", "good morning", "good afternoon", "hallo", "guten", "sehr geehrte", "moin", "liebe", "beste", "geachte", "hola", "buenos", "buenas", "estimad", "ciao", "buongiorno", "gentile", "olá", "bom dia", "boa tarde", "caro", "dzień dobry", "hej", "god dag"}

// Greets tells whether a person opens the text: servers do not say hello,
// except "Hi. This is the" server.
func Greets(text string) bool {
	low := strings.ToLower(strings.TrimLeft(text[:min(len(text), 64)], " \t\n>"))
	return beginsWith(low, greetings)
}

// Technical tells whether a text gives the answer of a server with its code.
func Technical(text string) bool {
	said, _ := split(straight.Replace(text[:min(len(text), maxNotice)]))
	low := asciiLower(said)
	for at := 0; at < len(low); {
		line, next := lineAt(low, at)
		if enhancedCode(line) != "" || replyCode(line) != "" && (hasReason(line) || strings.ContainsAny(line, "<@")) {
			return true
		}
		at = next
	}
	return false
}

// straight writes apostrophes and blanks the one way that the tables do.
var straight = strings.NewReplacer("’", "'", "\u00a0", " ", "\u202f", " ")

// Speaks tells whether a text says that a mail was not delivered.
func Speaks(text string) bool {
	said, _ := split(straight.Replace(text[:min(len(text), maxNotice)]))
	low := asciiLower(said)
	for _, words := range failureWords {
		if strings.Contains(low, words) {
			return true
		}
	}
	return Technical(said)
}

// Explains tells whether a text has words that say why mail was not delivered:
// people use most of them too.
func Explains(text string) bool {
	said, _ := split(straight.Replace(text[:min(len(text), maxNotice)]))
	return hasReason(asciiLower(said))
}

// failureWords say that a mail did not arrive, not why.
var failureWords = []string{
	"not be delivered", "couldn't be delivered", "not delivered", "undeliverable", "undelivered", "delivery failed", "delivery has failed", "failed to deliver", "delivery to the following", "permanent error", "permanent fatal error", "unable to deliver", "has been rejected", "was rejected", "did not reach", "returned to you", "returned to sender",
	"pas pu être remis", "pas été remis", "pas pu être distribué", "pas été distribué", "pas pu être délivré", "pas été délivré", "n'a pu être", "n'a pas atteint", "chec de la remise", "nicht zugestellt", "unzustellbar", "no se pudo entregar", "no se ha podido entregar", "no ha sido entregado", "impossibile recapitare", "non è stato recapitato", "não foi entregue", "não pôde ser entregue", "niet worden bezorgd", "niet bezorgd", "nie mógł zostać", "не доставлен", "не было доставлено", "送信できません", "配信できません", "无法送达", "無法送達", "退信",
}

// asciiLower keeps the length of a text, so that a place found in one is the
// same in the other.
func asciiLower(s string) string {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
