package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// determiners stand before who is spoken of, and before no name that a program
// writes: "the customer wrote" is a sentence of the sender's.
var determiners = wordSet("le la les l' un une mon ma mes notre nos votre vos ce cet cette son sa leur il elle on " +
	"the a an my our your his her its their this that he she they we i " +
	"der die das ein eine mein meine unser unsere ihr ihre er sie " +
	"el los las una mi mis su sus nuestro nuestra")

// germanDeterminers stand before nouns, which German writes large as names.
var germanDeterminers = wordSet("der die das ein eine mein meine unser unsere ihr ihre")

// pronouns before a verb of writing say to whom.
var pronouns = []string{" m'a ", " nous a ", " vous a ", " lui a ", " t'a ", " me ", " nos ", " mir ", " uns "}

// tells tells the sender's own sentence above a quotation ("Notre client a
// écrit :", "Le 5 octobre le fournisseur m'a écrit :") from a line that a
// program wrote with a name. One with an address is a program's.
func (x *index) tells(text string) bool {
	text = strings.ReplaceAll(strings.TrimSpace(text), "’", "'")
	lower := strings.ToLower(text)
	if strings.Contains(lower, "@") {
		return false
	}
	for _, p := range pronouns {
		if strings.Contains(lower, p) {
			return true
		}
	}
	if at := strings.LastIndexAny(text, digits); at >= 0 {
		_, rest, _ := strings.Cut(text[at:], " ")
		first, _, _ := strings.Cut(strings.TrimLeft(rest, ", "), " ")
		return determiners[first]
	}
	return x.describes(strings.Fields(text))
}

// describes tells whether words without a date speak of somebody: small words
// stand among them after a large one, or the noun behind a determiner.
func (x *index) describes(words []string) bool {
	if len(words) < 3 {
		return len(words) > 0 && germanDeterminers[strings.ToLower(words[0])]
	}
	first := strings.ToLower(words[0])
	if germanDeterminers[first] || determiners[words[0]] {
		return true
	}
	return beginsUpper(words[0]) && !beginsUpper(words[1]) && !smallWords[words[1]] && !x.isVerb(words[1:])
}

func beginsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.Trim(s, "\"'«»(„“"))
	return !unicode.IsLower(r)
}

// isVerb tells whether words are a verb of writing and nothing else.
func (x *index) isVerb(words []string) bool {
	s := strings.TrimRight(strings.ToLower(strings.Join(words, " ")), verbTail)
	for _, v := range x.verbs[lastKey(s)] {
		if s == v.text {
			return true
		}
	}
	return false
}
