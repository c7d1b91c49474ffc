package bounce

import "strings"

// Status finds an enhanced status code (RFC 3463): the first one of a failure,
// else of a success.
func Status(text string) string {
	text = text[:min(len(text), maxNotice)]
	if code := enhancedCode(text); code != "" {
		return code
	}
	return scanCode(text, "2")
}

// enhancedCode finds the first 4.x.y or 5.x.y.
func enhancedCode(text string) string { return scanCode(text, "45") }

// quotedCode finds the enhanced code that stands behind a reply code, as servers
// write it (RFC 2034).
func quotedCode(low string) string {
	for from := 0; from < len(low); {
		code := enhancedCode(low[from:])
		if code == "" {
			return ""
		}
		at := from + strings.Index(low[from:], code)
		before := strings.TrimRight(low[max(from, at-8):at], " -#(")
		if n := len(before); n >= 3 && replyStatus[before[n-3:]] != "" && before[n-3] == code[0] {
			return code
		}
		from = at + len(code)
	}
	return ""
}

// maxSubject is the highest subject of a status (RFC 3463 3): a higher number
// is a version or an IP address.
const maxSubject = '7'

func scanCode(text, classes string) string {
	for i := 0; i+4 < len(text); i++ {
		if text[i+1] != '.' || strings.IndexByte(classes, text[i]) < 0 || i > 0 && isCodeByte(text[i-1]) {
			continue
		}
		if text[i+2] < '0' || text[i+2] > maxSubject || text[i+3] != '.' {
			continue
		}
		end := i + 4
		for end < len(text) && end < i+7 && isDigit(text[end]) {
			end++
		}
		if end == i+4 || end < len(text) && isDigit(text[end]) || end+1 < len(text) && text[end] == '.' && isDigit(text[end+1]) {
			continue
		}
		return text[i:end]
	}
	return ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isCodeByte(c byte) bool {
	return isDigit(c) || c == '.' || c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// replyStatus gives the status for the reply codes of SMTP (RFC 5321 4.2.3 and
// others) where no enhanced code follows and the words say nothing.
var replyStatus = map[string]string{
	"421": "4.3.2", "422": "4.2.2", "431": "4.3.1", "432": "4.2.0", "441": "4.4.1", "442": "4.4.2", "447": "4.4.7", "449": "4.4.0",
	"450": "4.2.0", "451": "4.3.0", "452": "4.3.1", "454": "4.7.0", "471": "4.7.1",
	"500": "5.5.2", "501": "5.5.4", "502": "5.5.1", "503": "5.5.1", "504": "5.5.4", "510": "5.1.1", "511": "5.1.1", "512": "5.1.2", "513": "5.5.0", "515": "5.1.0",
	"521": "5.3.2", "523": "5.3.4", "530": "5.7.0", "534": "5.7.9", "535": "5.7.8", "541": "5.7.1",
	"550": "5.0.0", "551": "5.1.6", "552": "5.2.2", "553": "5.1.3", "554": "5.0.0", "555": "5.5.4", "556": "5.1.10", "557": "5.7.0", "571": "5.7.1",
}

// IsReplyCode tells the reply codes of SMTP that say why mail was not taken.
func IsReplyCode(word string) bool { return replyStatus[word] != "" }

// replyCode finds a reply code of SMTP that stands as one: at the start of a
// line, or behind what quotes a server.
func replyCode(text string) string {
	for i := 0; i+3 <= len(text); i++ {
		if text[i] != '4' && text[i] != '5' || i > 0 && strings.IndexByte(" \t\n:;(<>[\"'#=-", text[i-1]) < 0 {
			continue
		}
		end := i + 3
		if end < len(text) && strings.IndexByte(" -\t\n#:)_.,;\"'", text[end]) < 0 {
			continue
		}
		if _, known := replyStatus[text[i:end]]; known && quotesServer(text[:i]) {
			return text[i:end]
		}
	}
	return ""
}

// serverQuotes are the words after which servers give what another one said.
var serverQuotes = []string{"said", "responded", "returned", "replied", "error", "reason", "smtp", "code", "status", "response", "diagnostic", "because", "<<<", "with", "was", "rejected", "host", "server", "permanent", "failed", "erreur", "fehler", "réponse", "result", "antwort"}

// serverQuoteReach is how far before a code its server is looked for.
const serverQuoteReach = 100

func quotesServer(before string) bool {
	before = before[max(0, len(before)-serverQuoteReach):]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	before = strings.ToLower(strings.Trim(before, " \t:;(<>[\"'#=-"))
	if before == "" {
		return true
	}
	for _, word := range serverQuotes {
		if strings.Contains(before, word) {
			return true
		}
	}
	return strings.HasSuffix(before, ">") || strings.HasSuffix(before, "]")
}
