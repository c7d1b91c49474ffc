package reply

// Line is a line of the text, what it is, and the rule that decided it. The
// rule is empty where none asked to cut the line.
type Line struct {
	Text string
	Part Part
	Rule string
}

// Explain tells of each line what Cut makes of it.
func Explain(in Input) []Line {
	c := newCutter(in)
	c.rules = make([]string, len(c.lines))
	c.run()
	out := make([]Line, len(c.lines))
	for i := range c.lines {
		out[i] = Line{c.lines[i].raw, c.parts[i], c.rules[i]}
	}
	return out
}
