package ticket

import (
	"regexp"
	"strings"
)

// label is what stands before a field's value in a form people write.
type label string

const (
	noLabel       label = ""
	lastLabel     label = "last"
	firstLabel    label = "first"
	firstAndLast  label = "first last"
	lastAndFirst  label = "last first"
	positionLabel label = "position"
	addressLabel  label = "address"
)

// labels are compared with plainWords, after the words of labelNoise were left out.
var labels = map[string]label{
	"nom": lastLabel, "nom de famille": lastLabel, "surname": lastLabel, "last name": lastLabel, "lastname": lastLabel, "family name": lastLabel,
	"prenom": firstLabel, "first name": firstLabel, "firstname": firstLabel, "given name": firstLabel, "forename": firstLabel,
	"nom et prenom": lastAndFirst, "nom prenom": lastAndFirst, "noms et prenoms": lastAndFirst,
	"prenom et nom": firstAndLast, "prenom nom": firstAndLast, "nom complet": firstAndLast, "name": firstAndLast, "full name": firstAndLast,
	"fonction": positionLabel, "poste": positionLabel, "position": positionLabel, "job title": positionLabel, "title": positionLabel,
	"role": positionLabel, "titre": positionLabel, "qualite": positionLabel, "job": positionLabel, "function": positionLabel, "poste occupe": positionLabel,
	"courriel": addressLabel, "mail": addressLabel, "e mail": addressLabel, "email": addressLabel, "mel": addressLabel,
	"adresse mail": addressLabel, "adresse e mail": addressLabel, "adresse email": addressLabel, "adresse electronique": addressLabel,
	"adresse courriel": addressLabel, "adresse de courriel": addressLabel, "adresse": addressLabel, "mail address": addressLabel,
	"e mail address": addressLabel, "email address": addressLabel, "address": addressLabel,
}

var labelNoise = regexp.MustCompile(`\b(?:(?:du|de la|de l|of the|the|his|her|son|sa|their) )?(?:nouveau|nouvelle|nouvel|new)(?: contact s| contact| interlocuteur| technical contact s| technical contact)?(?: technique)?\b|\b(?:du|of the) (?:contact|interlocuteur)(?: technique)?\b|^(?:his|her|the|son|sa|their) `)

func labelOf(s string) label {
	p := plainWords(s)
	if l, ok := labels[p]; ok {
		return l
	}
	return labels[strings.Join(strings.Fields(labelNoise.ReplaceAllString(p, " ")), " ")]
}

// ReadContact reads the four fields of R3 in the forms in which people write
// them, French or English: labelled lines, labels in one line, or a sentence.
func ReadContact(text string) Contact {
	text = newPart(wideSpaces.Replace(text))
	form := readForm(text)
	c := Contact{Position: form[positionLabel], Address: firstAddress(form[addressLabel])}
	free := readSentence(text)
	if c.Address == "" {
		c.Address = free.Address
	}
	c.FirstName, c.LastName = form.names(c.Address)
	if c.FirstName == "" && c.LastName == "" {
		c.FirstName, c.LastName = free.FirstName, free.LastName
	}
	if c.Position == "" {
		c.Position = free.Position
	}
	return c
}

// wideSpaces leaves tabs, which part the columns of a table.
var wideSpaces = strings.NewReplacer("\r\n", "\n", "\u00a0", " ", "\u202f", " ", "\u2009", " ")

var (
	oldHeading = regexp.MustCompile(`(?im)^[ \t*_-]*(?:l['’])?(?:ancien|ancienne|old|former|previous|sortant)\b[^\n@]{0,40}[:：]?[ \t]*$`)
	newHeading = regexp.MustCompile(`(?im)^[ \t*_-]*(?:le |la |the )?(?:nouveau|nouvelle|nouvel|new)\b[^\n@]{0,40}[:：]?[ \t]*$`)
)

// newPart leaves the block about the former contact out where both have a
// heading of their own.
func newPart(text string) string {
	o, n := oldHeading.FindStringIndex(text), newHeading.FindStringIndex(text)
	switch {
	case o == nil || n == nil:
		return text
	case o[0] < n[0]:
		return text[:o[0]] + text[n[1]:]
	}
	return text[:o[0]]
}

// form is the labelled values of a text; the first of each label counts.
type form map[label]string

var (
	separator  = regexp.MustCompile(`[:：=\t|]`)
	inlinePart = regexp.MustCompile(`[,;/|]\s*|\s[-–]\s`)
	bullets    = " \t*•·-–>_|"
)

func readForm(text string) form {
	f := form{}
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		last := noLabel
		for _, part := range labelledParts(lines[i]) {
			l, value := cutLabel(part)
			if l == noLabel {
				continue
			}
			f.set(l, value)
			last = l
		}
		if last != noLabel && f[last] == "" && i+1 < len(lines) && isValue(lines[i+1]) {
			f.set(last, lines[i+1])
		}
	}
	return f
}

// labelledParts splits "Nom : Petit, Prénom : Claire" at the separators that
// stand before a label; others belong to the value ("DSI, RSSI").
func labelledParts(line string) []string {
	var parts []string
	start := 0
	for _, at := range inlinePart.FindAllStringIndex(line, -1) {
		if l, _ := cutLabel(line[at[1]:]); l != noLabel {
			parts = append(parts, line[start:at[0]])
			start = at[1]
		}
	}
	return append(parts, line[start:])
}

// cutLabel reads "label : value".
func cutLabel(s string) (label, string) {
	s = strings.Trim(s, bullets)
	at := separator.FindStringIndex(s)
	if at == nil || at[0] > 60 {
		return labelOf(s), ""
	}
	l := labelOf(s[:at[0]])
	if l == noLabel {
		return noLabel, ""
	}
	return l, strings.Trim(s[at[1]:], bullets+"=")
}

func isValue(line string) bool {
	l, _ := cutLabel(line)
	return l == noLabel && strings.TrimSpace(line) != ""
}

// set keeps the first value of a label, as long as it looks like one.
func (f form) set(l label, value string) {
	value = strings.Trim(value, bullets+",;")
	if l != addressLabel {
		value = strings.TrimSuffix(value, ".")
	}
	if f[l] == "" && len([]rune(value)) <= 120 {
		f[l] = strings.Join(strings.Fields(value), " ")
	}
}

// names gives first and last name, from fields of their own or from one that
// holds both.
func (f form) names(address string) (first, last string) {
	first, last = f[firstLabel], f[lastLabel]
	switch {
	case f[lastAndFirst] != "":
		return splitName(f[lastAndFirst], address, true)
	case f[firstAndLast] != "" && first == "" && last == "":
		return splitName(f[firstAndLast], address, false)
	case f[firstAndLast] != "" && last == "":
		return first, untitled(f[firstAndLast])
	case first == "" && strings.Contains(untitled(last), " "):
		return splitName(last, address, false)
	}
	return untitled(first), untitled(last)
}

var addressInText = regexp.MustCompile(`(?i)[a-z0-9.!#$%&'*+/=?^_{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+`)

func firstAddress(s string) string { return lowerASCII(addressInText.FindString(s)) }
