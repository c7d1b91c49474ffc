package reply

import "strings"

// greetings begin a letter, in lower case, French and English first.
var greetings = []string{
	"bonjour", "bonsoir", "madame", "monsieur", "mesdames", "cher", "chère", "chers", "chères", "salut", "coucou",
	"hello", "hi", "hey", "dear", "good morning", "good afternoon", "good evening", "greetings",
	"hallo", "guten tag", "guten morgen", "sehr geehrte", "sehr geehrter", "liebe", "lieber", "moin", "beste", "geachte", "goedemorgen", "goedemiddag", "goedendag",
	"hola", "buenos días", "buenas tardes", "estimado", "estimada", "buongiorno", "buonasera", "gentile", "salve", "ciao", "olá", "bom dia", "boa tarde", "prezado", "prezada", "caro", "cara",
	"hej", "hei", "dobrý den", "dzień dobry", "szanowni", "здравствуйте", "добрый день",
}

const (
	greetingMax   = 60 // bytes of a greeting
	greetingWords = 6
)

var knownGreetings = greetingTable()

func greetingTable() map[key][]string {
	table := map[key][]string{}
	for _, w := range greetings {
		table[firstKey(w)] = append(table[firstKey(w)], w)
	}
	return table
}

// isGreeting tells the first line of a letter.
func isGreeting(l *line) bool {
	if len(l.text) > greetingMax || len(strings.Fields(l.text)) > greetingWords {
		return false
	}
	text, _ := normal(l.text)
	for _, g := range knownGreetings[l.first] {
		if rest, ok := strings.CutPrefix(text, g); ok && (rest == "" || strings.IndexByte(" ,!:", rest[0]) >= 0) {
			return true
		}
	}
	return false
}

// letterBelow tells whether line i is what a phone signs with and another
// letter begins below it, or one that a name and a verb of writing introduce:
// history that nothing else does.
func (c *cutter) letterBelow(i int) (next int, rule string) {
	l := &c.lines[i]
	if !c.answer || !c.seen || l.long || len(c.programs.first[l.first]) == 0 || i == 0 || !c.lines[i-1].blank {
		return 0, ""
	}
	next = nextText(c.lines, i+1)
	if next == i+1 || next >= len(c.lines) || !isGreeting(&c.lines[next]) && !c.isNameWithVerb(&c.lines[next]) {
		return 0, ""
	}
	if rule = c.program(l); rule == "" {
		return 0, ""
	}
	return next, rule
}

// isNameWithVerb tells "Anne Petit a écrit :".
func (c *cutter) isNameWithVerb(l *line) bool {
	s := strings.TrimSpace(l.text)
	if !l.closes || len(s) > greetingMax || !hasColon(s) || c.tells(s) {
		return false
	}
	name, found := c.beforeVerb(strings.TrimRight(s, verbTail))
	return found && c.isName(name)
}
