package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// commandsPage is docs/commands.md.
func commandsPage(app *kong.Application) string {
	var b strings.Builder
	b.WriteString(`# Commands

Written from the program's own table; ` + "`permanence COMMAND --help`" + ` says the same.

A command ends with 0 when it did what it says, 1 when it could not, 2 when it was called wrongly.
With ` + "`--json`" + ` it prints facts: one object, or one object a line; times are RFC 3339 with their zone, and minutes, quarters, cents and bytes are whole numbers.
Every command but serve, demo and restore works beside the running daemon, which notices a change within a second.

Flags of every command:

`)
	for _, f := range app.Flags {
		if f.Name != "help" {
			fmt.Fprintf(&b, "- `--%s=%s` %s\n", f.Name, f.FormatPlaceHolder(), f.Help)
		}
	}
	for _, group := range app.Children {
		fmt.Fprintf(&b, "\n## permanence %s\n\n%s\n", group.Name, group.Help)
		if group.Leaf() {
			writeCommand(&b, group, false)
			continue
		}
		for _, leaf := range group.Leaves(true) {
			writeCommand(&b, leaf, true)
		}
	}
	return b.String()
}

func writeCommand(b *strings.Builder, leaf *kong.Node, sub bool) {
	if sub {
		fmt.Fprintf(b, "\n### %s\n\n%s\n", leaf.FullPath(), leaf.Help)
	}
	fmt.Fprintf(b, "\n```\n%s\n```\n", strings.Join(examplesOf(leaf), "\n"))
	if len(leaf.Positional)+len(leaf.Flags) > 0 {
		b.WriteString("\n")
	}
	for _, p := range leaf.Positional {
		fmt.Fprintf(b, "- `%s` %s\n", p.Summary(), p.Help)
	}
	for _, f := range leaf.Flags {
		name := "--" + f.Name
		if !f.IsBool() {
			name += "=" + f.FormatPlaceHolder()
		}
		help := f.Help
		if f.Required {
			help += " Required."
		}
		fmt.Fprintf(b, "- `%s` %s\n", name, help)
	}
}
