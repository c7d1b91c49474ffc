package reply

import "strings"

// closings end a letter above the name, in lower case, French and English
// first.
var closings = []string{
	"cordialement", "bien cordialement", "très cordialement", "sincèrement", "bien à vous", "bien à toi", "salutations", "sincères salutations", "meilleures salutations", "respectueusement", "amicalement", "cdt", "cdlt", "bonne journée", "bonne réception", "merci", "merci d'avance",
	"regards", "best regards", "kind regards", "warm regards", "many thanks", "thanks", "thank you", "thanks and regards", "sincerely", "yours sincerely", "yours faithfully", "best", "best wishes", "cheers",
	"mit freundlichen grüßen", "freundliche grüße", "viele grüße", "beste grüße", "mfg", "vielen dank", "met vriendelijke groet", "met vriendelijke groeten",
	"saludos", "saludos cordiales", "un saludo", "atentamente", "cordiali saluti", "distinti saluti", "saluti", "cumprimentos", "atenciosamente", "com os melhores cumprimentos",
	"med venlig hilsen", "venlig hilsen", "med vänliga hälsningar", "mvh", "ystävällisin terveisin", "pozdrawiam", "z poważaniem", "s pozdravem", "s pozdravom", "üdvözlettel", "cu stimă", "с уважением",
}

// knownClosings finds one.
var knownClosings = closingTable()

func closingTable() map[string]bool {
	table := map[string]bool{}
	for _, w := range closings {
		table[w] = true
	}
	return table
}

// isClosing tells the line above the name.
func isClosing(s string) bool {
	if len(s) > closingMax {
		return false
	}
	text, _ := normal(s)
	return knownClosings[strings.TrimRight(text, " ,.!;:-")]
}

const closingMax = 60 // bytes of a closing

// withoutClosing gives the lines of a marked signature below the closing and
// the name at its top, which belong to the letter. Without a number or an
// address of the sender's it is a name and no signature; what a program adds is
// found by its words.
func (c *cutter) withoutClosing(m marked) span {
	from := nextText(c.lines[:m.to], m.from)
	if from < m.to && isClosing(c.lines[from].text) {
		from = nextText(c.lines[:m.to], from+1)
		if from < m.to && !isContact(c.lines[from].text) {
			from++
		}
	}
	for j := from; j < m.to; j++ {
		if l := &c.lines[j]; isBareDelimiter(l.text) || isContact(l.text) && c.program(l) == "" {
			return span{from, m.to, ruleMarkup + m.name}
		}
	}
	return span{}
}

// isContact tells a line with an address or a number of some length.
func isContact(s string) bool {
	if strings.ContainsAny(s, "@") || strings.Contains(s, "://") || strings.Contains(s, "www.") {
		return true
	}
	digits := 0
	for i := 0; i < len(s); i++ {
		if digitsAt(s, i) > 0 {
			digits++
		}
	}
	return digits >= contactDigits
}

const contactDigits = 5 // those of a telephone number or a postal code
