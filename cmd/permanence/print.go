package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"permanence/daemon/desk/contract"
	"permanence/daemon/desk/ticket"
)

// asJSON is the flag of the commands that print facts.
type asJSON struct {
	JSON bool `name:"json" help:"Print JSON: one object a line."`
}

// printOne prints an object: as JSON, or as text for a person.
func printOne(a *app, f asJSON, facts any, text func(w io.Writer)) error {
	if f.JSON {
		return printJSON(a.out, facts)
	}
	text(a.out)
	return nil
}

// printList prints rows: as JSON one a line, or as a table with a heading.
func printList[T any](a *app, f asJSON, rows []T, heading string, cells func(T) []any) error {
	if f.JSON {
		for _, row := range rows {
			if err := printJSON(a.out, row); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, strings.ReplaceAll(strings.ToUpper(heading), " ", "\t"))
	for _, row := range rows {
		for i, cell := range cells(row) {
			if i > 0 {
				fmt.Fprint(w, "\t")
			}
			fmt.Fprint(w, oneLine(fmt.Sprint(cell)))
		}
		fmt.Fprintln(w)
	}
	return w.Flush()
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// printFields prints names and values in two columns; empty values are left
// out.
func printFields(w io.Writer, fields ...any) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for i := 0; i+1 < len(fields); i += 2 {
		if text := oneLine(fmt.Sprint(fields[i+1])); text != "" {
			fmt.Fprintf(t, "%s\t%s\n", fields[i], text)
		}
	}
	t.Flush() //nolint:errcheck // to a terminal
}

// oneLine makes a text of a stranger's safe for one line of a terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u202e' || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
}

// manyLines does the same for a text with lines.
func manyLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = oneLine(lines[i])
	}
	return strings.Join(lines, "\n")
}

// moment writes an instant for a table; the desk has put it in its zone.
func moment(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format("2006-01-02 15:04")
}

// hours writes quarters as people say them: 2 h 15.
func hours(quarters int) string { return ticket.FormatDuration(contract.MinutesOf(quarters)) }

// euros writes cents with two decimals.
func euros(cents int) string { return fmt.Sprintf("%d.%02d €", cents/100, cents%100) }

// number writes the number of a ticket, nothing for none.
func number(n *int64) string {
	if n == nil {
		return ""
	}
	return fmt.Sprint(*n)
}

// list writes several names on one line.
func list(items []string) string { return strings.Join(items, ", ") }

// say prints one sentence about what was done.
func (a *app) say(format string, args ...any) error {
	_, err := fmt.Fprintf(a.out, format+"\n", args...)
	return err
}
