package reply

import "strings"

// phoneSignatures begin the line that a phone or a mail program signs with, in
// lower case, French and English first.
var phoneSignatures = []string{
	"envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "envoyé avec ", "envoyé du ", "envoyé via ", "envoyé de ma ", "envoyé par mon ", "envoyé de l'", "envoyé sans fil ", "envoyé de mail",
	"télécharger outlook", "téléchargez outlook", "obtenir outlook", "obtenez outlook", "provenance : courrier", "provenance : mail", "garanti sans virus",
	"sent from my ", "sent wirelessly ", "sent from mail", "sent from outlook", "sent from yahoo", "sent from samsung", "sent from android", "sent from the ", "sent from a ", "sent from iphone", "sent from proton", "sent from gmail", "sent from windows", "sent from surface", "sent from acompli", "sent from myowncloud", "sent from blackberry", "sent from nokia", "sent from mobile", "sent from aol", "sent from alto", "sent from boxer", "sent from nine", "sent from cloudmagic", "sent from newton", "sent from polymail", "sent from spike", "sent from tutanota", "sent from fastmail", "sent from zoho", "sent from xfinity", "sent from postbox", "sent from front", "sent from superhuman",
	"sent via ", "sent with ", "sent using ", "sent by my ", "sent on the ", "sent on my ", "get outlook for ", "virus-free.", "please excuse my brevity", "typed on my ",
	"von meinem ", "gesendet von ", "gesendet mit ", "gesendet über ", "diese nachricht wurde von meinem", "verstuurd vanaf ", "verzonden vanaf ", "verzonden met ", "verzonden vanuit ",
	"enviado desde ", "enviado de mi ", "enviado do meu ", "enviado de meu ", "enviado a partir ", "inviato da ", "inviato dal ",
	"sendt fra ", "skickat från ", "lähetetty ", "wysłane z ", "wysłano z ", "odesláno z ", "küldve ", "trimis de pe ", "отправлено с ", "отправлено из ", "надіслано з ", "iphone'umdan ", "从我的", "发自我的", "發自我的", "iphoneから送信", "나의 iphone",
}

const (
	phoneSignatureMax   = 160 // bytes of such a line
	phoneSignatureEnd   = 10  // it stands among the last lines of the text
	phoneSignatureWords = 9   // more make a sentence
	bareSignatureMax    = 40  // lines below a "--" without its blank
	listFooterMax       = 8   // lines below the rule of a list's footer
)

// withoutSignatures takes off the signature below "-- " (RFC 3676 4.3), lines
// that a phone signs with and the footer of a list. Closing and name stay.
func (c *cutter) withoutSignatures(kept []string) (text []string, signature string) {
	if at := signatureStart(kept); at >= 0 {
		signature = joinLines(kept[at:])
		kept = kept[:at]
	}
	kept, phone := withoutPhoneLines(kept)
	if len(phone) > 0 {
		signature = strings.TrimSpace(joinLines(phone) + "\n" + signature)
	}
	return kept, signature
}

// signatureStart is the line that opens the signature, or -1.
func signatureStart(lines []string) int {
	below := 0
	at := -1
	for i := len(lines) - 1; i >= 0; i-- {
		s := lines[i]
		switch {
		case s == "-- " || s == "--\u00a0":
			return i
		case isSignatureMark(s) && below <= bareSignatureMax && below > 0:
			at = i
		case isFooterRule(s) && below <= listFooterMax && hasLink(lines[i+1:]):
			at = i
		}
		if strings.TrimSpace(s) != "" {
			below++
		}
	}
	return at
}

// isSignatureMark tells a "--" whose blank was lost on the way.
func isSignatureMark(s string) bool {
	switch strings.TrimRight(s, " \t\u00a0") {
	case "--", "- -":
		return true
	}
	return false
}

// isFooterRule tells the line of underscores above a list's footer.
func isFooterRule(s string) bool {
	s = strings.TrimRight(s, " \t\u00a0")
	return len(s) >= 2 && strings.Trim(s, "_") == ""
}

func hasLink(lines []string) bool {
	for _, s := range lines {
		if strings.Contains(s, "://") || strings.Contains(s, "@") {
			return true
		}
	}
	return false
}

// withoutPhoneLines takes the lines off that a phone added near the end, with
// a link that follows one.
func withoutPhoneLines(lines []string) (kept, phone []string) {
	last := 0
	for i := len(lines) - 1; i >= 0 && last < phoneSignatureEnd; i-- {
		if strings.TrimSpace(lines[i]) == "" {
			continue
		}
		last++
		if !isPhoneSignature(lines[i]) {
			continue
		}
		end := i + 1
		if end < len(lines) && isLinkOnly(lines[end]) {
			end++
		}
		phone = append(append([]string{}, lines[i:end]...), phone...)
		lines = append(append([]string{}, lines[:i]...), lines[end:]...)
	}
	return lines, phone
}

func isPhoneSignature(s string) bool {
	if len(s) > phoneSignatureMax {
		return false
	}
	s = strings.TrimLeft(strings.ToLower(strings.ReplaceAll(s, "’", "'")), " \t-*_<([\u00a0")
	if words := strings.Fields(s); len(words) <= 4 && (strings.HasPrefix(s, "sent from ") || strings.HasPrefix(s, "envoyé avec ")) {
		return true
	}
	for _, p := range phoneSignatures {
		if strings.HasPrefix(s, p) {
			return len(strings.Fields(s)) <= phoneSignatureWords
		}
	}
	return false
}

func isLinkOnly(s string) bool {
	s = strings.Trim(strings.TrimSpace(s), "<>()[]")
	return strings.Contains(s, "://") && !strings.ContainsAny(s, " \t")
}

// onlySignature tells whether a run of new lines holds nothing but a
// signature: below a quotation it does not make an answer.
func (c *cutter) onlySignature(s segment) bool {
	lines := textLines(c.lines[s.from:s.to])
	if at := signatureStart(lines); at >= 0 {
		lines = lines[:at]
	}
	lines, _ = withoutPhoneLines(lines)
	return joinLines(lines) == ""
}
