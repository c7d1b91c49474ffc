package reply

import "strings"

// separatorPhrases stand between dashes above earlier mail, in lower case.
var separatorPhrases = []string{
	"message d'origine", "message original", "message d’origine", "message initial", "message de réponse", // fr
	"original message", "reply message", "original appointment", "reply above this line", "original email", // en
	"ursprüngliche nachricht", "originalnachricht", "original-nachricht", "antwort nachricht", "ursprünglicher termin", // de
	"oorspronkelijk bericht", "origineel bericht", // nl
	"mensaje original", "messaggio originale", "mensagem original", // es, it, pt
	"oprindelig meddelelse", "oprindelig besked", "originalmeddelelse", "opprinnelig melding", "ursprungligt meddelande", "originalmeddelande", // da, no, sv
	"alkuperäinen viesti", "wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva", "pôvodná správa", "eredeti üzenet", "mesaj original", // fi, pl, cs, sk, hu, ro
	"исходное сообщение", "оригинальное сообщение", "original mesaj", "αρχικό μήνυμα", "原始邮件", "原始郵件", "元のメッセージ", "원본 메시지",
}

// forwardPhrases stand above forwarded mail, in lower case.
var forwardPhrases = []string{
	"forwarded message", "forwarded by", "begin forwarded message", "forwarded email", // en
	"message transféré", "message transmis", "début du message réexpédié", "début du message transféré", "message réexpédié", "transféré par", "courriel transféré", "mail transféré", // fr
	"weitergeleitete nachricht", "anfang der weitergeleiteten", "doorgestuurd bericht", "begin doorgestuurd bericht", // de, nl
	"mensaje reenviado", "inicio del mensaje reenviado", "messaggio inoltrato", "inizio messaggio inoltrato", "mensagem encaminhada", "mensagem reencaminhada", // es, it, pt
	"videresendt besked", "videresendt melding", "vidarebefordrat meddelande", "välitetty viesti", "wiadomość przekazana", "przesłana wiadomość", "přeposlaná zpráva", "továbbított üzenet", // north, east
	"пересылаемое сообщение", "пересланное сообщение", "iletilen mesaj", "转发的邮件", "转发邮件", "轉寄的郵件", "転送されたメッセージ", "전달된 메시지",
}

// separatorMax is the longest line that can be a separator, in bytes.
const separatorMax = 160

// separatorAt tells whether line i separates earlier mail ("-----Message
// d'origine-----"), with the copied header below it; 0 if not.
func separatorAt(lines []line, i int) int {
	if !hasPhrase(lines[i].text, separatorPhrases, true) {
		if lines[i].rule && i+1 < len(lines) {
			next := i + 1
			for next < len(lines) && next < i+3 && lines[next].blank {
				next++
			}
			if next < len(lines) {
				return headerBlockAt(lines, next)
			}
		}
		return 0
	}
	for j := i + 1; j < len(lines) && j < i+4; j++ {
		if end := headerBlockAt(lines, j); end > 0 {
			return end
		}
	}
	return i + 1
}

// isForwardMarker tells the line above a forwarded mail.
func isForwardMarker(l *line) bool {
	return !l.blank && !l.long && hasPhrase(l.text, forwardPhrases, false)
}

// hasPhrase tells whether a line is one of the phrases between dashes; without
// dashes it counts if it ends with a colon or dashes are not asked for.
func hasPhrase(s string, phrases []string, dashes bool) bool {
	if len(s) > separatorMax {
		return false
	}
	s = strings.TrimSpace(s)
	bare := strings.TrimLeft(s, "-_=*~ \t>\u00a0–—")
	ruled := len(s)-len(bare) >= 2 && strings.IndexByte("-_=*~\xe2", s[0]) >= 0
	colon := strings.HasSuffix(bare, ":")
	if !ruled && (dashes || !colon) {
		return false
	}
	bare = strings.ToLower(bare)
	for _, p := range phrases {
		if rest, ok := strings.CutPrefix(bare, p); ok {
			return dashes && strings.Trim(rest, "-_=*~ :\u00a0–—") == "" || !dashes
		}
	}
	return false
}
