package reply

import "strings"

const (
	footerLines = 60 // lines at the end among which footers are looked for
	footerApart = 1  // paragraphs between two footers that belong to them
)

// footersAt finds the paragraphs at the end of a run that a list, a scanner or
// a firm's gateway added, the last one first. A paragraph between two of them
// belongs to them; what stands below the last one stays.
func (c *cutter) footersAt(from, to int) (found []span) {
	seen, apart := 0, 0
	for end := to; end > from && seen < footerLines; {
		begin := c.paragraphBefore(from, end)
		seen += end - begin
		if rule := c.footer(begin, end); rule != "" && nextText(c.lines, 0) < begin {
			if n := len(found); n > 0 && apart <= footerApart {
				end = found[n-1].from
			}
			found = append(found, span{c.withRule(from, begin), end, rule})
			apart = 0
		} else if begin < end && !c.lines[begin].blank {
			apart++
		}
		end = begin
	}
	return found
}

// paragraphBefore gives the first line of the paragraph that ends before line
// end: blank lines below it belong to it, a rule above is one of its own.
func (c *cutter) paragraphBefore(from, end int) int {
	i := end - 1
	for i > from && c.lines[i].blank {
		i--
	}
	if c.lines[i].rule {
		return i
	}
	for i > from && !c.lines[i-1].blank && !c.lines[i-1].rule {
		i--
	}
	return i
}

// withRule is line i or that of a rule drawn right above it.
func (c *cutter) withRule(from, i int) int {
	if i > from && c.lines[i-1].rule {
		return i - 1
	}
	return i
}

// footer gives the rule by which a paragraph is one, "" for none.
func (c *cutter) footer(from, to int) string {
	l := &c.lines[from]
	if l.blank || len(c.footers.first[l.first]) == 0 {
		return ""
	}
	var text strings.Builder
	for j := from; j < to && text.Len() < normalMax; j++ {
		text.WriteString(c.lines[j].text[:min(len(c.lines[j].text), normalMax)])
		text.WriteByte(' ')
	}
	s := text.String()
	if strings.Contains(s, "?") { // none asks
		return ""
	}
	if p := c.footers.find(s[:min(len(s), normalMax)], l.first); p != nil {
		return p.rule
	}
	return ""
}
