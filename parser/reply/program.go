package reply

import "strings"

// programLines finds the lines that a program added near the end, with a dash
// above one, what was wrapped of it and a link that follows.
func (c *cutter) programLines(from, to int) (found []span) {
	last := 0
	for i := to - 1; i >= from && last < programEnd; i-- {
		l := &c.lines[i]
		if l.blank {
			continue
		}
		last++
		end, rule := c.wrappedProgram(i, to)
		if rule == "" {
			continue
		}
		if end < to && isLinkOnly(c.lines[end].text) {
			end++
		}
		begin := i
		if i > from && isDash(c.lines[i-1].text) {
			begin--
		}
		found = append(found, span{begin, end, rule})
	}
	return found
}

// wrappedProgram is program with the line after: the end of the paragraph may
// hold the last words, for which the line had no room.
func (c *cutter) wrappedProgram(i, to int) (end int, rule string) {
	l := &c.lines[i]
	if i+1 < to && !l.long && (i+2 == to || c.lines[i+2].blank) && len(c.programs.first[l.first]) > 0 {
		rest := strings.TrimSpace(c.lines[i+1].text)
		word, _, _ := strings.Cut(rest, " ")
		if n := len(strings.Fields(rest)); n > 0 && n <= wrappedWords && len(l.text)+len(word) >= wrapColumn {
			both := line{text: strings.TrimRight(l.text, " ") + " " + rest, first: l.first}
			if rule = c.program(&both); rule != "" {
				return i + 2, rule
			}
		}
	}
	return i + 1, c.program(l)
}

// program gives the rule that tells a line of a program from a sentence.
func (c *cutter) program(l *line) string {
	if l.long {
		return ""
	}
	text := withoutLink(withoutBracketedLinks(l.text))
	if len(text) > programMax {
		return ""
	}
	p := c.programs.find(strings.TrimSuffix(text, "."), l.first)
	if p == nil || !p.own && !p.ends() && isSentence(text) {
		return ""
	}
	return p.rule
}

// isDash tells a lone dash, which some programs put above their line.
func isDash(s string) bool {
	s = strings.TrimSpace(s)
	return s == "—" || s == "–"
}

// withoutBracketedLinks takes out the targets that HTML puts behind a name:
// "Sent with Proton Mail <https://proton.me/> secure email."
func withoutBracketedLinks(s string) string {
	for {
		open := strings.Index(s, "<http")
		if open < 0 {
			return s
		}
		end := strings.IndexByte(s[open:], '>')
		if end < 0 || !isLinkOnly(s[open:open+end]) {
			return s
		}
		s = strings.TrimRight(s[:open], " ") + s[open+end+1:]
	}
}

// withoutLink takes off a link at the end of a line, and that of Markdown.
func withoutLink(s string) string {
	s = strings.TrimRight(s, " \t\u00a0")
	if text, rest, ok := strings.Cut(s, "](http"); ok {
		before, linked, _ := strings.Cut(text, "[")
		_, after, _ := strings.Cut(rest, ")")
		return before + linked + after
	}
	if at := strings.LastIndex(s, "://"); at > 0 {
		if at = linkStart(s, at); at > 0 && isLinkOnly(s[at:]) {
			s = s[:at]
		}
	}
	return strings.TrimRight(s, " \t\u00a0")
}

// linkStart is where the link around byte at begins: behind a blank or a
// bracket, or right behind a word that lost its blank.
func linkStart(s string, at int) int {
	from := strings.LastIndexAny(s[:at], " \t<([")
	for _, scheme := range []string{"https", "http"} {
		if glued := at - len(scheme); glued > from+1 && strings.HasSuffix(s[:at], scheme) {
			return glued
		}
	}
	return from
}
