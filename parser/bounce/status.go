package bounce

import "strings"

// Refine gives a status that tells more than the one reported, where there is
// one in the diagnostic: what the other server itself wrote, a code that is
// less general, or what the words mean.
func Refine(status, diagnostic string) string {
	low := asciiLower(diagnostic)
	quoted := quotedCode(low)
	switch {
	case status == expired || status == "" && quoted != "":
		return firstOf(status, quoted)
	case quoted != "" && sameClass(status, quoted) && !isVague(quoted) && (isGeneral(status) || !isGeneral(quoted)):
		return quoted
	case status != "" && !isVague(status):
		return firstOf(preciseCode(status, low), status)
	}
	for _, other := range []string{enhancedCode(low), madeStatus(low)} {
		if other != "" && !isVague(other) && sameClass(status, other) {
			return other
		}
	}
	return firstOf(status, firstOf(enhancedCode(low), madeStatus(low)))
}

// preciseCode finds a code in a diagnostic that says more than a general one.
func preciseCode(status, low string) string {
	for at := 0; isGeneral(status) && at < len(low); {
		code := enhancedCode(low[at:])
		if code == "" {
			return ""
		}
		if !isGeneral(code) && sameClass(status, code) {
			return code
		}
		at += strings.Index(low[at:], code) + len(code)
	}
	return ""
}

// expired is the status of mail that waited too long (RFC 3463 3.5): the other
// server's last answer is not the reason.
const expired = "4.4.7"

func sameClass(status, other string) bool { return status == "" || status[0] == other[0] }

// isVague tells the codes that only say failed (RFC 3463 3.1), isGeneral those
// that only name the field.
func isVague(status string) bool { return strings.HasPrefix(status[1:], ".0.") }

func isGeneral(status string) bool { return status == "" || strings.HasSuffix(status, ".0") }

// statusOf is the status of a notice in words.
func statusOf(diagnostic, low, action string) string {
	status := Refine(enhancedCode(diagnostic), diagnostic)
	if status == "" || isVague(status) {
		status = firstOf(Refine(status, low), status)
	}
	switch {
	case status != "":
		return status
	case action == delayed:
		return "4.4.7"
	}
	return "5.0.0"
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// madeStatus makes a status of the words and the reply code of a text.
func madeStatus(low string) string {
	code, words := replyCode(low), reasonOf(low)
	switch {
	case code == "" && words == "":
		return ""
	case words == "":
		return replyStatus[code]
	case code == "":
		return words
	}
	return code[:1] + words[1:]
}

const (
	failed  = "failed"
	delayed = "delayed"
)

// delayWords say that a server still tries.
var delayWords = []string{
	"this is a warning message only", "this is a warning only", "warning message only", "you do not need to resend", "you don't need to resend", "no need to resend", "do not resend", "will continue to try", "will be retried", "will keep trying", "will continue trying", "will retry", "still trying", "still being retried", "has been delayed", "is delayed", "not yet been delivered", "delivery incomplete", "temporary problem delivering", "delayed mail", "delivery delayed",
	"n'avez pas besoin de renvoyer", "n'a pas encore été", "est retardée", "a été retardé", "a été retardée", "vous n'avez pas à renvoyer", "sera retenté", "nouvelle tentative", "noch nicht zugestellt", "verzögert", "weiterhin versucht", "aún no se ha", "se ha retrasado", "in ritardo", "ancora consegnato", "vertraagd", "todavía no",
}

// action tells a warning from a failure.
func action(low string) string {
	for _, words := range delayWords {
		if strings.Contains(low, words) {
			return delayed
		}
	}
	return failed
}
