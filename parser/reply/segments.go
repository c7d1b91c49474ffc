package reply

// segment is a run of lines of one role, blank lines at its ends included.
type segment struct {
	from, to int
	quote    bool
	intro    bool // a quotation that something introduces
	text     bool // holds more than blank lines
}

func (c *cutter) segments() []segment {
	var list []segment
	for i := range c.lines {
		quote := c.roles[i] != roleNew
		begins := c.roles[i] == roleIntro && i > 0 && c.roles[i-1] == roleQuote
		if n := len(list); n == 0 || list[n-1].quote != quote || begins {
			list = append(list, segment{from: i, quote: quote})
		}
		last := &list[len(list)-1]
		last.to = i + 1
		last.intro = last.intro || c.roles[i] == roleIntro
		last.text = last.text || !c.lines[i].blank
	}
	return list
}

// keepBetween keeps the quotations of an answer that is written between them:
// two or more, each followed by new text. Without them it makes no sense.
func (c *cutter) keepBetween() {
	list := c.segments()
	answered := 0
	for i, s := range list {
		if s.quote && c.answered(list, i) {
			answered++
		}
	}
	if answered < 2 {
		return
	}
	for i, s := range list {
		if s.quote && c.answered(list, i) {
			c.keepQuotes(s)
		}
	}
}

// answered tells whether new text follows the quotation i.
func (c *cutter) answered(list []segment, i int) bool {
	return i+1 < len(list) && list[i+1].text && !list[i+1].quote && !c.onlySignature(list[i+1])
}

// keepLoneQuotes keeps a quotation that nothing introduces and that new text
// follows: the sender quotes something to make a point.
func (c *cutter) keepLoneQuotes() {
	list := c.segments()
	for i, s := range list {
		if s.quote && !s.intro && i > 0 && i+1 < len(list) && list[i+1].text && (list[i+1].quote || !c.onlySignature(list[i+1])) {
			c.keepQuotes(s)
		}
	}
}

func (c *cutter) keepQuotes(s segment) {
	for j := s.from; j < s.to; j++ {
		if c.roles[j] == roleQuote {
			c.roles[j] = roleNew
		}
	}
}

// newText gives the new lines. Quotations that end the text are gone already;
// a gap leaves one blank line.
func (c *cutter) newText() []string {
	var out []string
	for i, l := range c.lines {
		if c.roles[i] == roleNew {
			out = append(out, l.text)
		} else if n := len(out); n > 0 && out[n-1] != "" {
			out = append(out, "")
		}
	}
	return out
}

func (c *cutter) quotedText() []string {
	var out []string
	for i, l := range c.lines {
		if c.roles[i] != roleNew {
			out = append(out, l.text)
		}
	}
	return out
}
