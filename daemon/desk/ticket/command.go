package ticket

import "strings"

// Order is one mail command, read.
type Order struct {
	Name      CommandName
	Line      string // as it was written
	Minutes   int    // of a duration or a package
	Text      string // of a time entry, an agent, a team, a contract, a subject
	Priority  Priority
	When      When
	Addresses []string // ASCII lower case
	Ticket    int64
	Always    bool
}

// Parsed is an agent's text, its commands taken out.
type Parsed struct {
	Orders []Order // empty if there is any error: all or nothing
	Text   string  // what is for the reader
	Errors []CommandError
	// Internal: #note is among the commands, even where an error elsewhere
	// leaves no order at all. The text is for no client then.
	Internal bool
}

// Facts is what Route asks of the commands. files tells whether the mail
// carries files: then it holds more than commands.
func (p Parsed) Facts(files bool) Orders {
	o := Orders{Any: len(p.Orders) > 0, Error: len(p.Errors) > 0}
	o.Only = o.Any && p.Text == "" && !files
	o.Note, o.Help = p.Has(CommandNote), p.Has(CommandHelp)
	return o
}

// Has tells whether the command is among the orders.
func (p Parsed) Has(name CommandName) bool {
	for _, o := range p.Orders {
		if o.Name == name {
			return true
		}
	}
	return false
}

// ParseCommands reads the commands at the very top of what an agent newly
// wrote (ux.md 2.10): lines that start with #, whatever their case, accents and
// spaces, before any other text. A line with # there that is no command is an
// error unless an empty line precedes it; a command below the text is one too,
// so that none is ever sent to the client or silently without effect. If there
// is an error no order is given at all.
func ParseCommands(text string) Parsed {
	var p Parsed
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	body, noted := p.readTop(lines)
	p.readBody(body)
	p.checkGroups()
	p.Text = strings.Trim(strings.TrimRight(joinText(noted, StripCommands(strings.Join(body, "\n"))), " \t\n"), "\n")
	if len(p.Errors) > 0 {
		p.Orders = nil
	}
	return p
}

// readTop reads the block of commands and gives the lines after it, and what
// stood behind #note.
func (p *Parsed) readTop(lines []string) (body []string, noted string) {
	blank := false
	for i, raw := range lines {
		line := trimLine(raw)
		content, marked := commandLine(line)
		switch {
		case line == "":
			blank = true
			continue
		case !marked:
			return lines[i:], noted
		}
		order, fault := readOrder(content, line)
		if fault != nil && fault.kind == faultUnknown && blank {
			return lines[i:], noted
		}
		blank = false
		if fault != nil {
			p.Errors = append(p.Errors, *fault)
			continue
		}
		if order.Name == CommandNote {
			noted, p.Internal = joinText(noted, order.Text), true
		}
		p.Orders = append(p.Orders, order)
	}
	return nil, noted
}

// readBody looks for commands that came too late. "# Note" with a space is a
// heading there, and a line with > is somebody else's.
func (p *Parsed) readBody(body []string) {
	for _, raw := range body {
		line := trimLine(raw)
		content, marked := commandLine(line)
		if !marked || content == "" || content[0] == ' ' {
			continue
		}
		if _, fault := readOrder(content, line); fault == nil {
			p.Errors = append(p.Errors, CommandError{Line: line, kind: faultMisplaced})
		}
	}
}

func (p *Parsed) checkGroups() {
	seen := map[string]string{}
	for _, o := range p.Orders {
		c, _ := commandNamed(string(o.Name))
		if c.Group == "" {
			continue
		}
		if first, twice := seen[c.Group]; twice {
			p.Errors = append(p.Errors, CommandError{Line: o.Line, kind: faultConflict, hint: first})
		}
		seen[c.Group] = o.Line
	}
}

// StripCommands removes command lines from quoted text, where they have no
// effect and are nobody's business (T21): any line that, behind its quote
// marks, is # and the name of a command. Other lines with # stay.
func StripCommands(text string) string {
	var kept []string
	for _, raw := range strings.Split(text, "\n") {
		line := trimLine(raw)
		unquoted := strings.TrimLeft(line, "> |")
		content, marked := commandLine(unquoted)
		if marked && unquoted != line {
			if _, _, known := cutName(content); known {
				continue
			}
		}
		kept = append(kept, raw)
	}
	return strings.Join(kept, "\n")
}

// trimLine removes what mail programs leave around a line: no-break and
// zero-width spaces, a byte-order mark.
func trimLine(s string) string {
	return strings.TrimSpace(strings.Trim(spaces.Replace(s), " \t\r\ufeff\u200b\u200e"))
}

// commandLine cuts the # off. A backslash before it comes from programs that
// turn HTML into Markdown.
func commandLine(line string) (content string, ok bool) {
	line = strings.TrimPrefix(line, `\`)
	return strings.CutPrefix(line, "#")
}

func joinText(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}
