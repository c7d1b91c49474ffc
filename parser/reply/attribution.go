package reply

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	attributionLines = 5     // an attribution may be wrapped over so many lines
	attributionMax   = 500   // bytes of one
	attributionTries = 2000  // candidates weighed in one mail, so that none is slow
	shortAttribution = 120   // bytes of one that lacks a date
	wrapColumn       = 60    // programs break no shorter lines
	firstForeign     = 0x660 // the first digit of another script
)

var dateFirst = regexp.MustCompile(`^\W{0,3}(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2} \pL+\.? \d{4}|\pL{2,4}\.?, \d{1,2} \pL+\.? \d{4})`)

// attributionAt tells whether lines from i on introduce a quotation ("On …
// wrote:"), and gives the line after them with the rule; 0 if not.
func (c *cutter) attributionAt(i int) (end int, rule string) {
	lines := c.lines
	if lines[i].long || isBareDelimiter(lines[i].text) || !mayOpen(lines[i].text) && len(c.attributions.first[lines[i].first]) == 0 {
		return 0, ""
	}
	blanks := 0
	var text strings.Builder
	for j := i; j < len(lines) && j < i+attributionLines+blanks; j++ {
		l := &lines[j]
		if l.blank {
			if blanks++; blanks > 2 || j == i+1 && !c.opensLine(i) {
				return 0, ""
			}
			continue
		}
		if l.long || text.Len() > attributionMax || l.quoted && !openAngle(text.String()) {
			return 0, ""
		}
		text.WriteByte(' ')
		text.WriteString(withoutMarks(strings.TrimSpace(l.text)))
		if quoted := c.quoteFollows(j + 1); quoted || l.closes {
			if rule := c.weigh(text.String(), quoted); rule != "" {
				if j > i && c.beginsLater(i, j, text.String(), quoted) {
					return 0, ""
				}
				return c.pastColon(j + 1), rule
			}
		}
		if blanks > 0 && !strings.ContainsAny(l.text, "<>@") {
			return 0, ""
		}
	}
	return 0, ""
}

// pastColon passes a colon that was wrapped onto a line of its own.
func (c *cutter) pastColon(i int) int {
	if i < len(c.lines) {
		if s := strings.TrimSpace(c.lines[i].text); s == ":" || s == "：" {
			return i + 1
		}
	}
	return i
}

// weigh is attribution, within the number of tries that a mail may cost.
func (c *cutter) weigh(text string, quoted bool) (rule string) {
	if c.tries++; c.tries > attributionTries {
		return ""
	}
	return c.attribution(text, quoted)
}

// wrapped tells whether lines from i to end were one: on none was room for the
// first word of the next, and only together they say who and when.
func (c *cutter) wrapped(i, end int, text string) bool {
	if !strings.Contains(text, "@") || !hasTime(text) {
		return false
	}
	var last string
	for ; i < end; i++ {
		if c.lines[i].blank || c.lines[i+1].blank {
			return false
		}
		word, _, _ := strings.Cut(strings.TrimSpace(c.lines[i+1].text), " ")
		if utf8.RuneCountInString(c.lines[i].text)+utf8.RuneCountInString(word) < wrapColumn {
			return false
		}
		last = c.lines[i+1].text
	}
	return !(strings.Contains(last, "@") && hasTime(last))
}

// beginsLater tells whether an attribution that ends at line end begins below
// line i: then the lines before it are the sender's. What opens as one does,
// or was wrapped, is taken whole, but for a paragraph or a sentence above that
// lacks the time, or where the rest has a time or an opener of its own.
func (c *cutter) beginsLater(i, end int, text string, quoted bool) bool {
	opened := c.opensLine(i) || c.wrapped(i, end, text)
	timed := hasClock(c.lines[i].text)
	text = ""
	for k := end; k > i; k-- {
		text = withoutMarks(strings.TrimSpace(c.lines[k].text)) + " " + text
		if c.lines[k].blank || opened && strings.HasPrefix(text, "<") || opened && !(c.sentenceEnds(k-1) && (!timed || hasTime(text) || c.opensLine(k))) {
			continue
		}
		if c.weigh(text, quoted) != "" {
			return true
		}
	}
	return false
}

// sentenceEnds tells whether line i is blank or ends as a sentence does.
func (c *cutter) sentenceEnds(i int) bool {
	s := strings.TrimRight(c.lines[i].text, invisible)
	return s == "" || strings.IndexByte(".!?)", s[len(s)-1]) >= 0
}

func (c *cutter) opensLine(i int) bool {
	return c.opens(trimAttribution(strings.ToLower(c.lines[i].text)))
}

// openAngle tells whether an address was begun and not ended: a > at the
// beginning of the next line then is no quotation mark.
func openAngle(s string) bool { return strings.Count(s, "<") > strings.Count(s, ">") }

// withoutMarks takes the marks of direction out and writes digits of other
// scripts in ASCII.
func withoutMarks(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= firstForeign }) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(directions, r) {
			return -1
		}
		return digit(r)
	}, s)
}

// trimAttribution takes the decoration off.
func trimAttribution(s string) string {
	return strings.Trim(strings.Trim(s, " \t\u00a0"), "-_*=[]\"« »\u00a0")
}

// mayOpen is the cheap test that most lines fail: an attribution begins with
// a digit or a letter that is not ASCII, holds a digit or an address, or ends
// with a colon.
func mayOpen(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return false
	}
	switch s[len(s)-1] {
	case ':', '-', '<':
		return true
	}
	if strings.ContainsAny(s, "@<0123456789") {
		return true
	}
	s = strings.TrimLeft(s, "-*_ \t[")
	return s != "" && s[0] >= 0x80
}

// quoteFollows tells whether the next line with text is a quoted one.
func (c *cutter) quoteFollows(i int) bool {
	i = nextText(c.lines, i)
	return i < len(c.lines) && c.lines[i].quoted
}

// attribution weighs what a text holds: who (an address), when, a verb of
// writing, a colon, and whether a quotation follows. It gives the rule, empty
// for a text that is none.
func (c *cutter) attribution(text string, quoted bool) (rule string) {
	if p := c.attributions.find(text, firstKey(text)); p != nil {
		return p.rule
	}
	a := c.evidence(text)
	a.quoted = quoted
	if a.verb == "" && a.last == "" {
		if a.undated() {
			return "attribution by its date"
		}
		return ""
	}
	if a.convinces() && !(quoted && c.tells(text)) {
		return a.rule()
	}
	return ""
}

// evidence is what a text holds that may be an attribution.
type evidence struct {
	text   string // lower case
	bare   string // without decoration
	last   string // the rule of the verb that ends it
	verb   string // the rule of a verb anywhere
	opens  bool   // it begins as one does
	when   bool
	who    bool // an address
	colon  bool
	ruled  bool // after dashes
	quoted bool // a quotation follows
	length int  // up to the colon
	named  bool // a name follows the time, or nothing tells it from one
	dated  bool // it has the grammar of one: time, name, address
	// a name, a verb, and a full date with its weekday shortened, as no person
	// writes it
	weekday bool
}

func (c *cutter) evidence(text string) (a evidence) {
	text = strings.Trim(text, " \t\u00a0")
	a.text = strings.ToLower(text)
	a.bare = trimAttribution(a.text)
	end := strings.TrimRight(a.bare, ":： \u00a0*_-")
	a.length = len(end)
	a.colon = len(end) < len(a.bare) || len(end) < len(a.text) && strings.HasSuffix(a.text, "-")
	a.last = c.verbAtEnd(end)
	if a.verb = a.last; a.verb == "" && a.colon {
		a.verb = c.verbWithin(end)
	}
	a.opens = c.opens(a.bare)
	a.when = hasTime(a.bare)
	a.who = strings.Contains(a.bare, "@")
	a.ruled = strings.HasPrefix(a.text, "--")
	a.named = !c.writesSmall(text)
	a.dated, _ = c.datedAddress(text)
	a.weekday = a.colon && c.namedWithWeekday(text)
	return a
}

// convinces weighs an attribution with a verb.
func (a *evidence) convinces() bool {
	follows := a.colon || a.quoted
	if a.last != "" {
		switch {
		case a.opens && a.when && a.who:
			return true
		case a.opens && a.when && follows:
			return a.quoted || a.named
		case a.who && a.when && follows, a.who && a.colon && (a.quoted || a.length < shortAttribution):
			return true
		case a.ruled && follows, a.colon && a.quoted && a.length < shortAttribution:
			return true
		}
	}
	if a.verb != "" && a.colon && a.weekday {
		return true
	}
	return a.verb != "" && a.when && a.who && a.colon && (a.opens || a.ruled || enclosed(a.bare) && len(a.bare) < holeMax) || a.undated()
}

// undated weighs one without a verb: a date and an address in the order of
// some programs.
func (a *evidence) undated() bool {
	if strings.Contains(a.bare[:a.length], ": ") {
		return false // a line of a log
	}
	if a.dated && a.colon {
		return true
	}
	return a.who && (a.quoted || a.colon && (a.named || enclosed(a.bare))) && dateFirst.MatchString(a.bare)
}

// enclosed tells whether an address stands in brackets, as programs write it
// and persons seldom do.
func enclosed(s string) bool {
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return false
	}
	from := strings.LastIndexAny(s[:at], " <([;") // ; of an entity written out
	return from >= 0 && s[from] != ' '
}

func (a *evidence) rule() string {
	if a.last != "" {
		return a.last
	}
	if a.verb != "" {
		return a.verb
	}
	return "attribution by its date"
}

// hourWords stand between a time and a name.
var hourWords = map[string]bool{"am": true, "pm": true, "a.m.": true, "p.m.": true, "uhr": true, "h": true, "hrs": true, "utc": true, "gmt": true}

// writesSmall tells whether the words after the last time begin small: "à
// 10:00 le client a écrit" is a sentence, "à 10:00, Anne a écrit" none.
func (x *index) writesSmall(text string) bool {
	at := strings.LastIndexAny(text, "0123456789")
	if at < 0 {
		return false
	}
	_, rest, _ := strings.Cut(text[at:], " ")
	first, more, _ := strings.Cut(strings.TrimLeft(rest, " \t\u00a0,;"), " ")
	if hourWords[strings.Trim(strings.ToLower(first), ",()")] {
		first = strings.TrimLeft(more, " \t\u00a0,;")
	}
	return first != "" && 'a' <= first[0] && first[0] <= 'z' && x.verbAtEnd(first) == ""
}
