package reply

import "strings"

// insides say, in lower case, that the answers stand inside the earlier mail.
// There they are told by a colour, which a text does not show.
var insides = []struct {
	language string
	phrases  []string
}{
	{"fr", []string{"réponses ci-dessous", "réponse ci-dessous", "réponses ci-après", "réponses en rouge", "réponses en bleu", "réponses en vert", "réponse en rouge", "réponse en bleu", "réponses en gras", "réponses en couleur",
		"réponses dans le", "réponses dans votre", "réponses directement dans", "répondu en rouge", "répondu en bleu", "répondu dans le corps", "répondu dans votre", "répondu directement dans", "répondu ci-dessous",
		"commentaires ci-dessous", "commentaires en rouge", "commentaires en bleu", "commentaires dans le", "remarques ci-dessous", "remarques en rouge", "remarques en bleu",
		"ci-dessous en rouge", "ci-dessous en bleu", "ci-dessous en vert", "en rouge ci-dessous", "en bleu ci-dessous", "en rouge dans", "en bleu dans"}},
	{"en", []string{"answers below", "answer below", "replies below", "reply below", "responses below", "comments below", "answers inline", "replies inline", "responses inline", "comments inline", "answered inline", "replied inline", "see inline",
		"answers in red", "answers in blue", "comments in red", "comments in blue", "below in red", "below in blue", "below in green", "in red below", "in blue below", "inline below"}},
	{"de", []string{"antworten unten", "antwort unten", "antworten im text", "antworten in rot", "antworten in blau", "antworten direkt im", "kommentare unten", "kommentare im text", "kommentare in rot", "unten in rot", "unten in blau", "rot im text"}},
	{"nl", []string{"antwoorden hieronder", "antwoord hieronder", "antwoorden in het rood", "hieronder in het rood", "antwoorden in rood"}},
	{"es", []string{"respuestas abajo", "respuestas debajo", "respuestas en rojo", "respuestas en azul", "comentarios en rojo", "abajo en rojo"}},
	{"it", []string{"risposte sotto", "risposte di seguito", "risposte in rosso", "risposte in blu", "commenti in rosso", "sotto in rosso"}},
}

// insideMax are the bytes of new text that are searched for such a phrase. More
// text is an answer by itself.
const insideMax = 600

// keepInside keeps the earlier mail where the sender says that the answers
// stand in it, and wrote nothing below.
func (c *cutter) keepInside() {
	list := c.segments()
	if len(list) < 2 || list[0].quote || len(list) > 2 && c.answered(list, 1) {
		return
	}
	if rule := c.inside(list[0]); rule != "" {
		for _, s := range list[1:] {
			c.keepQuotes(s, rule)
		}
	}
}

// inside gives the rule of the phrase in a run of new lines, or "".
func (c *cutter) inside(s segment) string {
	var text strings.Builder
	for _, l := range c.lines[s.from:s.to] {
		if text.Len()+len(l.text) > insideMax {
			return ""
		}
		text.WriteString(strings.TrimSpace(l.text))
		text.WriteByte(' ')
	}
	lower := strings.ToLower(text.String())
	for _, language := range insides {
		for _, p := range language.phrases {
			if strings.Contains(lower, p) {
				return "answered inside " + language.language
			}
		}
	}
	return ""
}
