package reply

// segment is a run of lines of one kind, blank lines at its ends included.
type segment struct {
	from, to int
	quote    bool
	intro    bool // a quotation that something introduces
	quoted   bool // holds more than an introduction
	text     bool // holds more than blank lines
}

func (c *cutter) segments() []segment {
	var list []segment
	for i := range c.lines {
		quote := c.parts[i].history()
		begins := c.parts[i] == PartIntroduction && i > 0 && c.parts[i-1] == PartQuoted
		if n := len(list); n == 0 || list[n-1].quote != quote || begins {
			list = append(list, segment{from: i, quote: quote})
		}
		last := &list[len(list)-1]
		last.to = i + 1
		last.intro = last.intro || c.parts[i] == PartIntroduction
		last.quoted = last.quoted || c.parts[i] == PartQuoted
		last.text = last.text || !c.lines[i].blank
	}
	return list
}

// keepAnswered keeps the quotations of an answer that is written between them:
// two or more, each followed by new text. Without them it makes no sense.
func (c *cutter) keepAnswered() {
	list := c.segments()
	var answered []segment
	for i, s := range list {
		if s.quoted && c.answered(list, i) {
			answered = append(answered, s)
		}
	}
	if len(answered) < 2 {
		return
	}
	for _, s := range answered {
		c.keepQuotes(s, ruleAnswered)
	}
}

// answered tells whether new text follows the quotation i.
func (c *cutter) answered(list []segment, i int) bool {
	return i+1 < len(list) && list[i+1].text && !list[i+1].quote && !c.onlySignature(list[i+1])
}

// keepOwnQuotes keeps a quotation that nothing introduces and that new text
// follows: the sender quotes something to make a point. Nothing need follow in a
// mail that shows no sign of answering, or below a line that leads over to it.
func (c *cutter) keepOwnQuotes() {
	list := c.segments()
	for i, s := range list {
		if s.quote && !s.intro && i > 0 && (!c.answer && !c.introduced || c.continues(list, i) || c.announced(s.from)) {
			c.keepQuotes(s, ruleOwn)
		}
	}
}

// continues tells whether text follows the quotation i, be it history.
func (c *cutter) continues(list []segment, i int) bool {
	return i+1 < len(list) && list[i+1].text && (list[i+1].quote || !c.onlySignature(list[i+1]))
}

// keepLone keeps a quotation that nothing introduces in a mail that holds
// nothing else but a signature: it is what the sender wanted to be read.
func (c *cutter) keepLone() {
	list := c.segments()
	for _, s := range list {
		if c.introduced || !s.quote && s.text && !c.onlySignature(s) {
			return
		}
	}
	for _, s := range list {
		if s.quote {
			c.set(s.from, s.to, PartKept, ruleLone)
		}
	}
}

func (c *cutter) keepQuotes(s segment, rule string) {
	for j := s.from; j < s.to; j++ {
		if c.parts[j] == PartQuoted {
			c.set(j, j+1, PartKept, rule)
		}
	}
}
