package bounce

import "strings"

// returnedMarks begin the line below which a server gives back the mail, in
// lower case and without the dashes and blanks before it.
var returnedMarks = []string{
	"below this line is a copy of the message", "this is a copy of the message", "this is a copy of your message",
	"original message", "the header of the original message", "original mail as follows", "bounced e-mail", "returned message",
	"unsent message", "message header follows", "message headers follow", "undelivered message", "contents of the undelivered mail", "unsent message below",
	"start of returned message", "the following is the original", "here is a copy", "copy of the message", "message follows",
	"en-têtes de message d'origine", "en-tête du message d'origine", "en-têtes d'origine", "message d'origine", "message original",
	"ursprüngliche nachricht", "encabezados de mensajes originales", "encabezados del mensaje original", "intestazioni originali",
	"intestazioni del messaggio originale", "oorspronkelijke berichtkoppen", "oorspronkelijk bericht", "cabeçalhos de mensagem originais",
}

// headerMarks begin a header that a server gives back without a word.
var headerMarks = []string{"received: ", "return-path:", "message-id:", "dkim-signature:", "mime-version:"}

// split parts what the server says from the mail that it returns.
func split(text string) (said, returned string) {
	for at := 0; at < len(text) && at < maxNotice; {
		line, next := lineAt(text, at)
		if at > 0 && isReturnedMark(line) {
			return text[:at], text[at:min(len(text), at+maxReturned)]
		}
		at = next
	}
	return text[:min(len(text), maxNotice)], ""
}

func isReturnedMark(line string) bool {
	if len(line) > 9 && beginsWith(strings.ToLower(line[:min(len(line), 20)]), headerMarks) {
		return true
	}
	line = strings.TrimLeft(line, "-=_*#>| \t:")
	if len(line) < 9 {
		return false
	}
	return beginsWith(strings.ToLower(line[:min(len(line), 120)]), returnedMarks)
}

func beginsWith(line string, marks []string) bool {
	for _, mark := range marks {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}

// OriginalID finds the Message-ID field that a text quotes, whatever stands
// before it on the line.
func OriginalID(text string) string { return messageID(text[:min(len(text), maxReturned)]) }

// originalID finds the Message-ID field of the returned mail, else of any
// header that the text quotes.
func originalID(returned, text string) string {
	if id := messageID(returned); id != "" {
		return id
	}
	return OriginalID(text)
}

// messageID finds the first Message-ID field at the start of a line, quoted or
// indented or not, its value on this line or on the next.
func messageID(text string) string {
	const name = "message-id:"
	for at := 0; at < len(text); {
		line, next := lineAt(text, at)
		field := strings.TrimLeft(line, ">| \t*")
		if len(field) >= len(name) && strings.EqualFold(field[:len(name)], name) {
			following, _ := lineAt(text, next)
			if id := angled(field[len(name):] + " " + strings.TrimLeft(following, ">| \t")); id != "" {
				return id
			}
		}
		at = next
	}
	return ""
}

// angled is the id in angle brackets that a value begins with.
func angled(value string) string {
	value = strings.TrimLeft(value, " \t*")
	if !strings.HasPrefix(value, "<") {
		return ""
	}
	id, _, ok := strings.Cut(value[1:], ">")
	if !ok || len(id) < 3 || len(id) > 250 || strings.ContainsAny(id, " \t<\x00") {
		return ""
	}
	return id
}

// lineAt gives the line at a place, without its end, and where the next begins.
func lineAt(text string, at int) (line string, next int) {
	if at >= len(text) {
		return "", len(text)
	}
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return strings.TrimSuffix(text[at:at+i], "\r"), at + i + 1
	}
	return text[at:], len(text)
}
