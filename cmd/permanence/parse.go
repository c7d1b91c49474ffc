package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"permanence/parser"
)

type parseMail struct {
	asJSON
	File      string `arg:"" optional:"" help:"A mail, or - for standard input."`
	JSONL     string `name:"jsonl" placeholder:"DIR" help:"Read every *.eml below a folder, one object a line."`
	Explain   bool   `help:"Show of each line of the text what it is and which rule decided it."`
	Anonymise bool   `help:"Write the mail with the same structure and other words, fit to be shown to a stranger."`
}

func (c parseMail) Run(a *app) error {
	switch {
	case (c.File == "") == (c.JSONL == ""):
		return usage("give either a file, or a folder with --jsonl")
	case c.JSONL != "" && (c.Explain || c.Anonymise) || c.Explain && c.Anonymise:
		return usage("--explain and --anonymise take one mail, and one of them is enough")
	case c.JSONL != "":
		return c.walk(a)
	}
	raw, err := a.file(c.File)
	if err != nil {
		return err
	}
	m, err := parser.Parse(raw)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", c.File, err)
	case c.Anonymise:
		return c.anonymise(a, raw, m)
	case c.Explain:
		e := explain(c.File, m)
		return printOne(a, c.asJSON, e, e.print)
	}
	return printJSON(a.out, withFile{c.File, m})
}

// walk reads a folder; a mail that cannot be read is a line of its own.
func (c parseMail) walk(a *app) error {
	return filepath.WalkDir(c.JSONL, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && path == c.JSONL:
			return err
		case err != nil:
			return printJSON(a.out, unreadable{path, err.Error()})
		case entry.IsDir() || !strings.EqualFold(filepath.Ext(path), ".eml"):
			return nil
		case a.ctx.Err() != nil:
			return a.ctx.Err()
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return printJSON(a.out, unreadable{path, err.Error()})
		}
		m, err := parser.Parse(raw)
		if err != nil {
			return printJSON(a.out, unreadable{path, err.Error()})
		}
		return printJSON(a.out, withFile{path, m})
	})
}

type unreadable struct {
	File  string `json:"file"`
	Error string `json:"error"`
}

// withFile puts the file's name before the fields of a mail.
type withFile struct {
	file string
	*parser.Message
}

// MarshalJSON writes one object.
func (w withFile) MarshalJSON() ([]byte, error) {
	name, err := json.Marshal(w.file)
	if err != nil {
		return nil, err
	}
	mail, err := w.Message.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return append(append([]byte(`{"file":`), append(name, ',')...), mail[1:]...), nil
}
