package ticket

import (
	"regexp"
	"strings"
	"unicode"
)

const (
	titleWords = `(?:M\.|MM\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle|Mrs\.?|Ms\.?|Miss|Dr\.?)`
	nameWord   = `\p{Lu}[\p{L}'’.-]*[\p{L}]`
	personName = `(?:` + titleWords + ` )?` + nameWord + `(?: (?:(?:de|du|des|le|la|van|von|der|den|da|di|el) ){0,2}` + nameWord + `){0,3}`
)

var (
	titled = regexp.MustCompile(`\b` + titleWords + ` ?` + nameWord)
	// newPerson are the ways to say who comes, the surest first. Group 1 is the name.
	newPerson = []*regexp.Regexp{
		regexp.MustCompile(`(?:[Rr]emplac|[Rr]eplac)[^@]*?\b(?:par|by|with) (?:notre |our |new |nouveau |nouvelle )*(` + personName + `)`),
		regexp.MustCompile(`(?:contact technique|interlocuteur technique|interlocutrice technique|technical contact|nouveau contact|new contact)(?: person)?(?: de notre société| pour [^,.]{0,40}| for [^,.]{0,40})?,? ?(?:est|sera|devient|is|will be|becomes|to be|to)?(?: désormais| dorénavant| now| maintenant)? ?:? ?(` + personName + `)`),
		regexp.MustCompile(`(?:[Dd]ésign(?:er|ons|é)|[Nn]omm(?:er|ons|é)|[Aa]ppoint(?:ed|ing)?|[Nn]ame) (` + personName + `)`),
		regexp.MustCompile(`(` + personName + `)[^.@]{0,80}?(?:[ ,(][^ ]*@[^ ]+)?[),]{0,2} (?:remplace|remplacera|succède|succédera|prend la suite|prendra la suite|prend la relève|devient|sera|est désormais|est dorénavant|est maintenant|est notre nouve|replaces|will replace|is replacing|succeeds|takes over|will take over|becomes|will be|is now|is our new)`),
	}
	behindName = regexp.MustCompile(`^ ?[,(–-] ?((?:\p{L}|\d)[^,;()@\n]{1,60}?) ?(?:[,;()\n–]|\.(?:\s|$)|$| [-–] )`)
	noPosition = regexp.MustCompile(`(?i)^(?:qui|dont|joignable|à|au|comme|en|dès|depuis|avec|pour|par|mail|email|e-mail|courriel|adresse|tél|tel|who|whose|as|from|at|with|starting|reachable|son|sa|his|her|remplace\w*|replac\w*|est|is|sera|will|et|and)\b`)
)

// readSentence reads the new person from running text.
func readSentence(text string) Contact {
	flat := strings.Join(strings.Fields(text), " ")
	for _, form := range newPerson {
		at := form.FindStringSubmatchIndex(flat)
		if at == nil {
			continue
		}
		return personAt(flat, at[2], at[3])
	}
	return Contact{Address: onlyAddress(flat)}
}

// personAt reads the person whose name stands at start:end; position and
// address follow it.
func personAt(flat string, start, end int) Contact {
	var c Contact
	behind := flat[end:]
	c.Address = firstAddress(behind)
	if c.Address == "" {
		c.Address = onlyAddress(flat)
	}
	c.FirstName, c.LastName = splitName(flat[start:end], c.Address, false)
	if m := behindName.FindStringSubmatch(behind); m != nil && !noPosition.MatchString(m[1]) {
		c.Position = strings.TrimSpace(m[1])
	}
	return c
}

// onlyAddress gives the address of a text that names just one.
func onlyAddress(s string) string {
	found := ""
	for _, a := range addressInText.FindAllString(s, -1) {
		a = lowerASCII(strings.TrimRight(a, "."))
		if found != "" && a != found {
			return ""
		}
		found = a
	}
	return found
}

var leadingTitle = regexp.MustCompile(`^` + titleWords + ` ?`)

func untitled(name string) string { return strings.TrimSpace(leadingTitle.ReplaceAllString(name, "")) }

// splitName tells first from last name: a word in capitals is a last name;
// claire.petit@ says that Claire comes first; otherwise the order that the
// label named. A single word is a last name.
func splitName(name, address string, lastFirst bool) (first, last string) {
	words := strings.Fields(strings.NewReplacer(",", " ").Replace(untitled(name)))
	if len(words) < 2 {
		return "", strings.Join(words, "")
	}
	if f, l, ok := byCapitals(words); ok {
		return f, l
	}
	local, _, _ := strings.Cut(address, "@")
	head, _, dotted := strings.Cut(local, ".")
	switch {
	case dotted && head == Fold(words[0]):
		lastFirst = false
	case dotted && head == Fold(words[len(words)-1]):
		lastFirst = true
	}
	if lastFirst {
		return words[len(words)-1], strings.Join(words[:len(words)-1], " ")
	}
	return words[0], strings.Join(words[1:], " ")
}

func byCapitals(words []string) (first, last string, ok bool) {
	var small, capitals []string
	for _, w := range words {
		if isCapitals(w) {
			capitals = append(capitals, w)
		} else {
			small = append(small, w)
		}
	}
	return strings.Join(small, " "), strings.Join(capitals, " "), len(small) > 0 && len(capitals) > 0
}

func isCapitals(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}
