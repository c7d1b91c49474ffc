package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"permanence/parser"
	"permanence/parser/anonymise"
)

// explained is how a mail was read, and why.
type explained struct {
	File     string          `json:"file"`
	Kind     parser.Kind     `json:"kind"`
	Signal   string          `json:"signal"` // what decided the kind
	Signals  []string        `json:"signals"`
	Language string          `json:"language"`
	Token    string          `json:"token"`
	Defects  []string        `json:"defects"`
	Lines    []explainedLine `json:"lines"`
}

// explainedLine is one line of the text.
type explainedLine struct {
	Part string `json:"part"`
	Rule string `json:"rule"` // that decided it; none for new text
	Text string `json:"text"`
}

func explain(file string, m *parser.Message) explained {
	e := explained{
		File: file, Kind: m.Kind, Signal: m.Signal, Signals: append([]string{}, m.Signals...),
		Language: m.Language, Token: m.Token, Defects: append([]string{}, m.Defects...), Lines: []explainedLine{},
	}
	for _, l := range m.Explain() {
		e.Lines = append(e.Lines, explainedLine{l.Part.String(), l.Rule, l.Text})
	}
	return e
}

func (e explained) print(w io.Writer) {
	printFields(w, "kind", fmt.Sprintf("%s (%s)", e.Kind, cmp.Or(e.Signal, "no sign of a machine")), "signs", list(e.Signals),
		"language", cmp.Or(e.Language, "not sure"), "token", e.Token, "defects", list(e.Defects))
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for _, l := range e.Lines {
		fmt.Fprintf(t, "%s\t%s\t| %s\n", l.Part, l.Rule, oneLine(l.Text))
	}
	t.Flush() //nolint:errcheck // to a terminal
}

// anonymise writes the mail with other words, and says where the copy is read
// differently: then it does not show what the mail shows.
func (c parseMail) anonymise(a *app, raw []byte, m *parser.Message) error {
	copied := anonymise.Mail(raw, parser.RuleWord)
	if _, err := a.out.Write(copied); err != nil {
		return err
	}
	other, err := parser.Parse(copied)
	if err != nil {
		return fmt.Errorf("reading the copy: %w", err)
	}
	if differs := difference(explain("", m), explain("", other)); differs != "" {
		fmt.Fprintf(a.errs, "the copy is read differently from the mail: %s\n", differs)
	}
	fmt.Fprintln(a.errs, "read the copy before you send it: a word that rules know stays, and so do times and dates")
	return nil
}

// difference tells what of two readings is not the same, nothing where all is
// but the words.
func difference(one, other explained) string {
	switch {
	case one.Kind != other.Kind || one.Signal != other.Signal:
		return fmt.Sprintf("%s (%s) became %s (%s)", one.Kind, one.Signal, other.Kind, other.Signal)
	case strings.Join(one.Defects, " ") != strings.Join(other.Defects, " "):
		return fmt.Sprintf("defects “%s” became “%s”", list(one.Defects), list(other.Defects))
	case len(one.Lines) != len(other.Lines):
		return fmt.Sprintf("%d lines became %d", len(one.Lines), len(other.Lines))
	}
	for i, l := range one.Lines {
		if o := other.Lines[i]; l.Part != o.Part || l.Rule != o.Rule {
			return fmt.Sprintf("line %d is %s by “%s”, was %s by “%s”", i+1, o.Part, o.Rule, l.Part, l.Rule)
		}
	}
	return ""
}
