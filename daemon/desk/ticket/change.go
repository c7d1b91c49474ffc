package ticket

import (
	"regexp"
	"strings"
	"unicode"
)

// Contact is what a request for another technical contact says of the new
// person (R3). A field that could not be read is empty: it is asked for, never
// guessed.
type Contact struct {
	LastName  string
	FirstName string
	Position  string
	Address   string // ASCII lower case
}

// ContactField is one of the four fields of R3.
type ContactField string

// The four fields, in the order in which they are asked for.
const (
	LastNameField  ContactField = "last_name"
	FirstNameField ContactField = "first_name"
	PositionField  ContactField = "position"
	AddressField   ContactField = "address"
)

// Missing lists the fields that have to be asked for.
func (c Contact) Missing() []ContactField {
	var missing []ContactField
	for _, f := range []struct {
		field ContactField
		value string
	}{{LastNameField, c.LastName}, {FirstNameField, c.FirstName}, {PositionField, c.Position}, {AddressField, c.Address}} {
		if f.value == "" {
			missing = append(missing, f.field)
		}
	}
	return missing
}

// The words below are compared with plainWords: lower case, no accents, one
// space between words.
const (
	changeWords  = `changements?|changer|changes?|changing|remplacements?|remplacer|remplace|remplacera|remplacee?|replacements?|replace|replaces|replacing|replaced|nouveau|nouvelle|nouvel|new|modification|modifier|designation|designer|designons|nomination|nommer|nommons|appoint|appointed|appointment|desormais|dorenavant|succede|succeeds?|successeur|successor|prend la suite|takes over|n est plus|no longer|devient|becomes`
	contactWords = `contacts? techniques?|interlocut(?:eur|rice)s? techniques?|correspondante?s? techniques?|referente?s? techniques?|technical contacts?|technical contact person`
)

var (
	asksForContact = regexp.MustCompile(`\b(?:` + changeWords + `)\b(?: \S+){0,4}? (?:` + contactWords + `)\b|\b(?:` + contactWords + `)(?: \S+){0,6}? (?:` + changeWords + `)\b`)
	weakSubject    = regexp.MustCompile(`\b(?:changement|remplacement|modification|nouveau|nouvel|nouvelle|change|replacement|new)\b(?: \S+){0,3}? (?:contact|interlocuteur|interlocutrice|correspondante?|referente?)\b|\bcontact (?:change|replacement)\b`)
	// trouble is what a request about the software speaks of, where the words
	// above name something in it.
	trouble      = regexp.MustCompile(`\b(?:erreurs?|bugs?|bogue|problemes?|impossible|plante|bloque\w*|echec|fonctionne|marche|apparait|affiche\w*|import\w*|export\w*|fiches?|formulaires?|logiciel|module|ecran|bouton|champs?|base|crm|liste|doublons?|comment|errors?|problems?|issues?|fails?|failed|cannot|can t|unable|crash\w*|form|screen|button|fields?|database|list|duplicates?|how|hebergeur|fournisseur|prestataire|supplier|provider|facture\w*|invoice\w*)\b`)
	replacesSome = regexp.MustCompile(`\b(?:remplac\w+|replac\w+)\b.*\b(?:par|by|with)\b`)
	contactIsNew = regexp.MustCompile(`\b(?:` + contactWords + `|(?:notre|votre|our|your|le|the) (?:contact|interlocut(?:eur|rice)))\b`)
	everydayData = regexp.MustCompile(`\b(?:utilisat\w+|users?|comptes?|accounts?|destinataires?|recipients?|profils?|profiles?|droits?|rights?)\b`)
	answerPrefix = regexp.MustCompile(`(?i)^\s*(?:re|ré|rép|aw|sv|tr|fw|fwd|wg)\s*(?:\[\d+\])?\s*:`)
)

// IsChange tells whether a mail asks for another technical contact (R3), from
// its subject and what its sender newly wrote. It is conservative: an ordinary
// request must not be taken for one. A subject that says it suffices, unless it
// is an answer's; the text alone must name the matter and the new person.
func IsChange(subject, text string) bool {
	s := plainWords(subject)
	if answerPrefix.MatchString(subject) {
		s = ""
	}
	if asksForContact.MatchString(s) && !trouble.MatchString(s) {
		return true
	}
	if weakSubject.MatchString(s) && !trouble.MatchString(s) && 4-len(ReadContact(text).Missing()) >= 2 {
		return true
	}
	if !textAsks(text) {
		return false
	}
	c := ReadContact(text)
	return c.Address != "" && c.LastName != ""
}

// stems are cheap to look for: a sentence without any asks for no change.
var stems = []string{"ontact", "nterlocut", "orrespondant", "éférent", "eferent", "emplac", "eplac", "ONTACT", "NTERLOCUT", "EMPLAC", "EPLAC"}

func hasStem(s string) bool {
	for _, stem := range stems {
		if strings.Contains(s, stem) {
			return true
		}
	}
	return false
}

// textAsks looks for one sentence that names the matter.
func textAsks(text string) bool {
	if !hasStem(text) {
		return false
	}
	for _, sentence := range sentences(text) {
		if !hasStem(sentence) {
			continue
		}
		p := plainWords(sentence)
		if trouble.MatchString(p) {
			continue
		}
		if asksForContact.MatchString(p) {
			return true
		}
		if replacesSome.MatchString(p) && strings.Contains(sentence, "@") && !everydayData.MatchString(p) &&
			(titled.MatchString(sentence) || contactIsNew.MatchString(p)) {
			return true
		}
	}
	return false
}

// sentences splits at the ends of sentences and paragraphs, not behind "M." or
// "Mr.".
func sentences(text string) []string {
	var list []string
	start := 0
	for i := 0; i+1 < len(text); i++ {
		if endsSentence(text, i) {
			list = append(list, text[start:i+1])
			start = i + 1
		}
	}
	list = append(list, text[start:])
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], "\n", " ")
	}
	return list
}

func endsSentence(text string, i int) bool {
	next := text[i+1]
	if next != ' ' && next != '\n' {
		return false
	}
	switch text[i] {
	case '!', '?', ';':
		return true
	case '\n':
		return next == '\n'
	case '.':
		word := text[strings.LastIndexAny(text[:i], " \n.")+1 : i]
		return len(word) > 2 && word != "Mme" && word != "Mrs" && word != "Mlle"
	}
	return false
}

// plainWords gives the words without case, accents and punctuation.
func plainWords(s string) string {
	var b strings.Builder
	for _, r := range s {
		if folded := foldRune(r); folded != "" {
			b.WriteString(folded)
		} else if !unicode.Is(unicode.Mn, r) {
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
