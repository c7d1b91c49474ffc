package reply

import (
	"slices"
	"strings"
)

const (
	programEnd     = 10 // a program signs among the last lines of a run
	programWords   = 9  // more make a sentence
	shortWords     = 5  // more that end as a sentence do are one
	wrappedWords   = 2  // that a program's line left for the next
	programMax     = 160
	signatureLines = 60 // lines below "-- "
	bareLines      = 40 // lines below a "--" without its blank
	listFooterMax  = 8  // lines below the rule of a list's footer
)

// span is a run of lines that one rule takes.
type span struct {
	from, to int
	rule     string
}

// markSignatures takes the signatures off each run of new lines: what is below
// "-- " (RFC 3676 4.3), lines that a program signs with, and what lists and
// gateways add at the end. Closing and name stay.
func (c *cutter) markSignatures() {
	for i := 0; i < len(c.lines); {
		to := i
		for to < len(c.lines) && c.parts[to] == PartNew {
			to++
		}
		for _, s := range c.signaturesIn(i, to) {
			c.set(s.from, s.to, PartSignature, s.rule)
		}
		i = to + 1
	}
}

// signaturesIn finds the signatures of a run of new lines.
func (c *cutter) signaturesIn(from, to int) (found []span) {
	if s := c.delimited(from, to); s.to > 0 {
		found = append(found, s)
		to = s.from
	}
	if footers := c.footersAt(from, to); len(footers) > 0 {
		found = append(found, footers...)
		to = footers[len(footers)-1].from
	}
	found = append(found, c.programLines(from, to)...)
	return append(found, c.markedSignatures(from, to)...)
}

// delimited finds what stands below "-- ".
func (c *cutter) delimited(from, to int) (s span) {
	below, bare := 0, c.bareDelimiters(from, to)
	for i := to - 1; i >= from && below <= signatureLines; i-- {
		l := &c.lines[i]
		switch {
		case l.blank:
			continue
		case l.text == "-- " || l.text == "--\u00a0":
			if !c.amongComments(i) {
				return span{i, c.signatureEnd(i, to), ruleDelimiter}
			}
		case below > 0 && below <= bareLines && isBareDelimiter(l.text) && c.standsAlone(i, from, bare) && !c.amongComments(i):
			s = span{i, c.signatureEnd(i, to), ruleDelimiter}
		case below <= listFooterMax && isFooterRule(l.text) && c.namesList(i+1, to):
			s = span{i, to, "lists/footer"}
		}
		below++
	}
	return s
}

// isBareDelimiter tells a "--" whose blank was lost on the way.
func isBareDelimiter(s string) bool {
	switch strings.TrimRight(s, " \t\u00a0") {
	case "--", "- -":
		return true
	}
	return false
}

func (c *cutter) bareDelimiters(from, to int) (n int) {
	for _, l := range c.lines[from:to] {
		if isBareDelimiter(l.text) {
			n++
		}
	}
	return n
}

// standsAlone tells a bare delimiter from dashes between paragraphs: it is the
// only one, or a blank line stands above and text follows at once.
func (c *cutter) standsAlone(i, from, all int) bool {
	return all == 1 || !c.lines[i+1].blank && (i == from || c.lines[i-1].blank)
}

// amongComments tells a "--" that stands in SQL or Lua, where comments begin
// with it.
func (c *cutter) amongComments(i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(c.lines) && len(c.lines[j].text) > 2 && strings.HasPrefix(c.lines[j].text, "--") && !c.lines[j].rule {
			return true
		}
	}
	return false
}

// isFooterRule tells the line of underscores above a list's footer.
func isFooterRule(s string) bool {
	s = strings.TrimRight(s, " \t\u00a0")
	return len(s) >= 2 && strings.Trim(s, "_") == ""
}

// listSigns are in a list's footer, in lower case.
var listSigns = []string{"mailing list", "listinfo", "mailman", "unsubscribe", "liste de diffusion", "désabonn", "désinscri", "groups.google", "sympa", "yahoogroups"}

func (c *cutter) namesList(from, to int) bool {
	for _, l := range c.lines[from:to] {
		text := strings.ToLower(l.text)
		for _, sign := range listSigns {
			if strings.Contains(text, sign) {
				return true
			}
		}
	}
	return false
}

// devices are in the lines of phones and programs, in lower case.
var devices = []string{"iphon", "ipad", "android", "samsung", "galaxy", "huawei", "xiaomi", "outlook", "windows", "yahoo", "gmail", "blackberry", "smartphone"}

func namesDevice(s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(devices, func(d string) bool { return strings.Contains(s, d) })
}

// isSentence tells "Sent from our warehouse to the client yesterday." from what
// a program writes: it is long, or less long and ends as a sentence.
func isSentence(s string) bool {
	s = strings.TrimRight(s, " \t\u00a0")
	n := len(strings.Fields(s))
	return n > programWords || n > shortWords && strings.IndexByte(".,;?!:", s[len(s)-1]) >= 0 && !namesDevice(s)
}

func isLinkOnly(s string) bool {
	s = strings.Trim(strings.TrimSpace(s), "<>()[]")
	return strings.Contains(s, "://") && !strings.ContainsAny(s, " \t")
}

// onlySignature tells whether a run of new lines holds nothing but a
// signature: below a quotation it does not make an answer.
func (c *cutter) onlySignature(s segment) bool {
	taken := c.signaturesIn(s.from, s.to)
	for i := s.from; i < s.to; i++ {
		inside := c.lines[i].blank
		for _, t := range taken {
			inside = inside || t.from <= i && i < t.to
		}
		if !inside {
			return false
		}
	}
	return true
}
