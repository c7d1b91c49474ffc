package main

import (
	"fmt"
	"mime"
	"os"
	"path/filepath"

	"permanence/daemon/desk"
	"permanence/daemon/desk/contract"
)

// withFiles is the flag of the commands that take files along.
type withFiles struct {
	File []string `placeholder:"PATH" help:"A file to go along; may be given several times."`
}

// uploads reads the files.
func (w withFiles) uploads() (all []desk.Upload, err error) {
	for _, path := range w.File {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading a file to go along: %w", err)
		}
		all = append(all, desk.Upload{Filename: filepath.Base(path), ContentType: mime.TypeByExtension(filepath.Ext(path)), Content: content})
	}
	return all, nil
}

type openTicket struct {
	withFiles
	Contact  string  `arg:"" help:"Address of a contact whom a contract that runs names."`
	Text     string  `arg:"" optional:"" help:"What the caller said, or - for standard input; the client reads it."`
	As       string  `required:"" placeholder:"AGENT" help:"Name or address of the agent who took the call."`
	Subject  string  `help:"Its subject; without it the first line of the text."`
	Note     string  `help:"What only the desk reads."`
	Contract string  `placeholder:"REF" help:"The contract; without it the newest that names the contact."`
	Time     minutes `placeholder:"DURATION" help:"Time of the call: 25 (minutes), 1h15."`
	Take     bool    `help:"The agent has the ticket; without it the team on duty is notified."`
	Resolve  bool    `help:"The call was all it took."`
}

func (c openTicket) Run(a *app) error {
	text, err := a.text(c.Text)
	if err != nil {
		return err
	}
	files, err := c.uploads()
	if err != nil {
		return err
	}
	return a.with(toSend, func(o opened) error {
		number, err := o.OpenForClient(a.ctx, desk.Call{Agent: c.As, Contact: c.Contact, Contract: c.Contract, Subject: c.Subject, Text: text, Note: c.Note,
			Files: files, Time: desk.Booking{Minutes: int(c.Time), Kind: contract.TimeCounted}, Take: c.Take, Resolve: c.Resolve}, a.by())
		if err != nil {
			return err
		}
		return a.say("opened ticket %d", number)
	})
}

type fileOf struct {
	ID int64 `arg:"" help:"The file's id, as ticket show prints it."`
}

func (c fileOf) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		f, err := o.File(a.ctx, desk.Scope{}, c.ID)
		if err != nil {
			return err
		}
		_, err = a.out.Write(f.Bytes)
		return err
	})
}
