package reply

import (
	"regexp"
	"strings"
)

// attributionWords are how mail programs introduce a quotation: the words that
// open the line and the verbs that close it, in lower case. French and English
// first, then the languages of our neighbours and the rest.
var attributionWords = []struct {
	language string
	openers  []string
	verbs    []string
}{
	{"fr", []string{"le", "en date du", "à", "message du"}, []string{"a écrit", "à écrit", "a ecrit", "écrivait", "a répondu", "ont écrit", "avez écrit"}},
	{"en", []string{"on", "at", "in message", "quoting"}, []string{"wrote", "writes", "sent", "said", "responded", "replied"}},
	{"de", []string{"am", "um"}, []string{"schrieb", "geschrieben", "schreibt"}},
	{"nl", []string{"op"}, []string{"schreef", "geschreven", "heeft geschreven"}},
	{"es", []string{"el", "en"}, []string{"escribió", "escribio", "escribiste"}},
	{"it", []string{"il", "in data"}, []string{"ha scritto", "scrive", "scritto"}},
	{"pt", []string{"em", "a", "no dia"}, []string{"escreveu", "escrito"}},
	{"da", []string{"den", "på"}, []string{"skrev", "skrev følgende"}},
	{"sv", []string{"den", "på"}, []string{"skrev"}},
	{"fi", []string{}, []string{"kirjoitti"}},
	{"pl", []string{"w dniu", "dnia"}, []string{"napisał", "napisała", "napisał(a)", "pisze"}},
	{"cs", []string{"dne"}, []string{"napsal", "napsala", "napsal(a)", "napísal", "napísala"}},
	{"hu", []string{}, []string{"írta", "ezt írta", "irta"}},
	{"ro", []string{"în data de", "pe"}, []string{"a scris"}},
	{"hr", []string{"dana"}, []string{"napisao je", "je napisao", "napisala", "je napisal"}},
	{"tr", []string{}, []string{"yazdı", "şunu yazdı", "tarihinde şunu"}},
	{"el", []string{"στις"}, []string{"έγραψε"}},
	{"ru", []string{}, []string{"написал", "написала", "написал(а)", "пишет", "писал"}},
	{"uk", []string{}, []string{"написав", "написала", "пише"}},
	{"vi", []string{"vào"}, []string{"đã viết"}},
	{"zh", []string{"在", "於"}, []string{"写道", "寫道", "编写", "写入"}},
	{"ja", []string{}, []string{"書きました", "のメール", "のメッセージ"}},
	{"ko", []string{}, []string{"작성", "님이 작성", "썼습니다"}},
}

const (
	attributionLines = 5    // an attribution may be wrapped over so many lines
	sharedLineMax    = 400  // bytes of a line that an attribution may share with new text
	attributionTries = 2000 // candidates weighed in one mail, so that none is slow
)

var (
	dateFirst  = regexp.MustCompile(`^\W{0,3}(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2} \pL+ \d{4}|\pL{2,4}\.?, \d{1,2} \pL+\.? \d{4})`)
	sharedLine = regexp.MustCompile(`(?:^|\S)(?:\s*-{2,}\s*|\s+)(On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, [^:]{3,40}\d{1,2}:\d\d.{0,200}wrote:|Le (?:lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.? \d{1,2} .{3,250}a écrit\s*:)\s*$`)
)

// attributionAt tells whether lines from i on introduce a quotation ("On …
// wrote:"), and gives the line after them; 0 if not.
func (c *cutter) attributionAt(i int) int {
	lines := c.lines
	if lines[i].long || !mayOpen(lines[i].text) {
		return 0
	}
	blanks := 0
	var text strings.Builder
	for j := i; j < len(lines) && j < i+attributionLines+blanks; j++ {
		l := &lines[j]
		if l.blank {
			if blanks++; blanks > 2 {
				return 0
			}
			continue
		}
		if l.long || text.Len() > 500 || l.quoted && !openAngle(text.String()) {
			return 0
		}
		text.WriteByte(' ')
		text.WriteString(strings.TrimSpace(l.text))
		quoted := quoteFollows(lines, j+1)
		if (quoted || l.closes) && c.weigh(text.String(), quoted) {
			if j > i && !opensAttribution(normalAttribution(text.String())) && c.attributionWithin(i+1, j, quoted) {
				return 0
			}
			return j + 1
		}
		if blanks > 0 && !strings.ContainsAny(l.text, "<>@") {
			return 0
		}
	}
	return 0
}

// weigh is isAttribution, within the number of tries that a mail may cost.
func (c *cutter) weigh(text string, quoted bool) bool {
	c.tries++
	return c.tries <= attributionTries && isAttribution(text, quoted)
}

// attributionWithin tells whether one begins later and ends at line end: then
// the lines before it are the sender's.
func (c *cutter) attributionWithin(from, end int, quoted bool) bool {
	text := ""
	for k := end; k >= from; k-- {
		text = strings.TrimSpace(c.lines[k].text) + " " + text
		if c.weigh(text, quoted) {
			return true
		}
	}
	return false
}

// openAngle tells whether an address was begun and not ended: a > at the
// beginning of the next line then is no quotation mark.
func openAngle(s string) bool { return strings.Count(s, "<") > strings.Count(s, ">") }

// normalAttribution is what the rules compare: lower case, without decoration.
func normalAttribution(text string) string {
	return strings.Trim(strings.Trim(strings.ToLower(text), " \t\u00a0"), "-_*=[]\"« »\u00a0")
}

// mayOpen is the cheap test that most lines fail: an attribution begins with
// one of the openers, a date, or ends with a colon or the verb.
func mayOpen(s string) bool {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, ":") || strings.HasSuffix(s, "-") || strings.HasSuffix(s, "<") || strings.ContainsAny(s, "@<") {
		return true
	}
	s = strings.TrimLeft(s, "-*_ \t[")
	if s == "" {
		return false
	}
	if s[0] >= '0' && s[0] <= '9' || s[0] >= 0x80 {
		return true
	}
	return strings.IndexAny(s, "0123456789") >= 0
}

// quoteFollows tells whether the next line with text is a quoted one.
func quoteFollows(lines []line, i int) bool {
	for i < len(lines) && lines[i].blank {
		i++
	}
	return i < len(lines) && lines[i].quoted
}

// isAttribution weighs what a line holds: who (an address), when, a verb of
// writing, a colon, and whether a quotation follows.
func isAttribution(text string, quoted bool) bool {
	text = strings.Trim(strings.ToLower(text), " \t\u00a0")
	bare := strings.Trim(text, "-_*=[]\"« »\u00a0")
	end := strings.TrimRight(bare, ":： \u00a0*_-")
	colon := len(end) < len(bare) || len(end) < len(text) && strings.HasSuffix(text, "-")
	verbLast, verb := findVerb(end)
	when, who := hasTime(bare), strings.Contains(bare, "@")
	switch {
	case verbLast && opensAttribution(bare) && when && (colon || quoted):
		return true
	case verbLast && who && when && (colon || quoted), verbLast && who && (colon && quoted):
		return true
	case verbLast && (colon || quoted) && strings.HasPrefix(text, "--"):
		return true
	case verbLast && colon && quoted && len(end) < 120:
		return true
	case verb && opensAttribution(bare) && when && who && colon:
		return true
	case verb && when && who && colon && strings.Contains(bare, "<") && len(bare) < 250:
		return true
	case verbLast && opensAttribution(bare) && when && who:
		return true
	case hasYear(bare) && hasClock(bare) && colon && strings.HasSuffix(end, ">") && len(bare) < 250:
		return true
	case dateFirst.MatchString(bare) && who && (colon || quoted):
		return true
	case verbLast && who && colon && len(end) < 120:
		return true
	}
	return false
}

// closesAttribution is the cheap test for a last line: a colon or dashes at
// its end, or the last word of a verb of writing.
func closesAttribution(s string) bool {
	s = strings.TrimRight(s, " \t\u00a0*_")
	if s == "" {
		return false
	}
	if c := s[len(s)-1]; c == ':' || c == '-' || strings.HasSuffix(s, "：") {
		return true
	}
	if len(s) > 400 {
		return false
	}
	return verbEndings[strings.ToLower(s[strings.LastIndexAny(s, " >\t")+1:])]
}

var verbEndings = verbEndingTable()

// verbEndingTable holds the last word of each verb.
func verbEndingTable() map[string]bool {
	table := map[string]bool{}
	for _, l := range attributionWords {
		for _, v := range l.verbs {
			table[v[strings.LastIndexByte(v, ' ')+1:]] = true
		}
	}
	return table
}

// findVerb looks for a verb of writing, at the end and anywhere.
func findVerb(s string) (last, any bool) {
	for _, l := range attributionWords {
		for _, v := range l.verbs {
			if strings.HasSuffix(s, v) {
				return true, true
			}
			any = any || strings.Contains(s, v)
		}
	}
	return false, any
}

func opensAttribution(s string) bool {
	for _, l := range attributionWords {
		for _, o := range l.openers {
			if rest, ok := strings.CutPrefix(s, o); ok && (rest == "" || rest[0] == ' ' || rest[0] == ':' || rest[0] >= 0x80) {
				return true
			}
		}
	}
	return dateFirst.MatchString(s)
}

// sharedAttribution finds an attribution at the end of a line of new text, and
// gives where it begins.
func (c *cutter) sharedAttribution(s string) (head int, ok bool) {
	if len(s) > sharedLineMax || !strings.HasSuffix(strings.TrimRight(s, " "), ":") || !strings.Contains(s, "On ") && !strings.Contains(s, "Le ") {
		return 0, false
	}
	if c.tries++; c.tries > attributionTries {
		return 0, false
	}
	found := sharedLine.FindStringSubmatchIndex(s)
	if found == nil || strings.TrimSpace(s[:found[2]]) == "" {
		return 0, false
	}
	return found[2], true
}
