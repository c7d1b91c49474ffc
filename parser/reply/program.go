package reply

import "strings"

// programLines finds the lines that a program added near the end, with what was
// wrapped of one and the links and dashes beside it.
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
		found = append(found, span{c.withPicture(from, i), c.withLinks(end, to), rule})
	}
	return found
}

// withLinks is behind the links right below a program's line.
func (c *cutter) withLinks(i, to int) int {
	for i < to && (isLinkOnly(c.lines[i].text) || isAnchor(c.lines[i].text)) {
		i++
	}
	return i
}

// withPicture is where a program's line begins with what stands right above it:
// the link of its picture, or a dash.
func (c *cutter) withPicture(from, i int) int {
	if i == from {
		return i
	}
	if above := strings.TrimSpace(c.lines[i-1].text); isDash(above) || isBracketedLink(above) {
		return i - 1
	}
	return i
}

func isBracketedLink(s string) bool {
	return strings.HasPrefix(s, "<http") && strings.HasSuffix(s, ">") && isLinkOnly(s)
}

// isAnchor tells the target of a picture that is no address.
func isAnchor(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "<#") && strings.HasSuffix(s, ">")
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
func isDash(s string) bool { return s == "—" || s == "–" }

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
