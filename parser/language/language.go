// Package language tells which language a text is written in.
package language

import (
	"strings"
	"unicode"
)

// languageWords are short words that a mail in the language cannot do without
// and the other language does not have.
var languageWords = []struct{ language, words string }{
	{"fr", `le la les des du un une au aux et est sont nous vous je il elle ils mon ma mes notre nos votre vos
		que qui quoi dans pour avec sur pas ne ce cette ces cet mais donc car bonjour bonsoir merci cordialement salutations
		être avoir fait faire peut peux pouvez voici ci joint jointe svp depuis lors après avant très bien aussi chez sans
		erreur facture demande problème impossible toujours encore été suis sommes avez avons ont même quand
		bonne journée madame monsieur logiciel écran l d j c n qu s y`},
	{"en", `the an of to and is are was were we you he she it they my our your their that which who what in for with
		this these those but so because if hello hi dear thanks thank regards sincerely please have has had do does can could would
		should will here attached since after before very well also without invoice request problem when how still
		again been am cannot don doesn from by at be or as there not`},
}

var languageOf = languageTable()

func languageTable() map[string]string {
	table := make(map[string]string, 256)
	for _, l := range languageWords {
		for _, w := range strings.Fields(l.words) {
			table[w] = l.language
		}
	}
	return table
}

const (
	languageMinWords = 2    // fewer known words leave a text unsure
	languageTextCap  = 4000 // bytes that are looked at
)

// Of gives fr or en, or nothing when the text does not tell.
func Of(text string) string {
	if len(text) > languageTextCap {
		text = strings.ToValidUTF8(text[:languageTextCap], "")
	}
	fr, en, all := 0, 0, 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		all++
		switch languageOf[w] {
		case "fr":
			fr++
		case "en":
			en++
		}
	}
	short := all <= 4
	switch {
	case fr >= 2*en && (fr >= languageMinWords || fr == 1 && short):
		return "fr"
	case en >= 2*fr && (en >= languageMinWords || en == 1 && short):
		return "en"
	}
	return ""
}
