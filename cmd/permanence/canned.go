package main

import (
	"fmt"
	"strings"

	"permanence/daemon/desk"
)

type cannedGroup struct {
	List    listCanned    `cmd:"" help:"List the canned answers; --suggested shows those that are offered where there are none." example:"permanence canned list --as alice@permanence.example; permanence canned list --suggested"`
	Save    saveCanned    `cmd:"" help:"Add a canned answer, or change one by its id. {contact}, {client}, {ticket}, {subject}, {agent}, {desk}, {left} and {spent} are filled in." example:"permanence canned save 'Prise en charge' --language fr 'Bonjour {contact}, la demande {ticket} est prise en charge.'"`
	Remove  removeCanned  `cmd:"" help:"Take a canned answer away." example:"permanence canned remove 3"`
	Fill    fillCanned    `cmd:"" help:"Show a canned answer as it would be sent on a ticket." example:"permanence canned fill 3 1042 --as alice@permanence.example"`
	Suggest suggestCanned `cmd:"" help:"Take over the suggested answers where there are none." example:"permanence canned suggest --language fr"`
}

type listCanned struct {
	asJSON
	As        string `placeholder:"AGENT" help:"Only those that this agent may use."`
	Suggested bool   `help:"Those that are offered where there are none."`
}

func (c listCanned) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.CannedAnswers(a.ctx, c.As)
		if c.Suggested {
			rows, err = o.SuggestedCanned(a.ctx)
		}
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id language title team uses", func(v desk.CannedView) []any {
			return []any{v.ID, v.Language, v.Title, v.Team, v.Uses}
		})
	})
}

type saveCanned struct {
	Title    string `arg:"" help:"What agents choose it by."`
	Text     string `arg:"" help:"What the client reads, or - for standard input."`
	ID       int64  `placeholder:"N" help:"The one to change; a new one where it is not given."`
	Language string `required:"" placeholder:"LANG" help:"fr or en."`
	Team     string `placeholder:"NAME" help:"Only for one team."`
}

func (c saveCanned) Run(a *app) error {
	text, err := a.text(c.Text)
	if err != nil {
		return err
	}
	return a.with(toWrite, func(o opened) error {
		id, err := o.SaveCanned(a.ctx, desk.CannedView{ID: c.ID, Title: c.Title, Language: c.Language, Team: c.Team, Text: text}, a.by())
		if err != nil {
			return err
		}
		return a.say("kept the canned answer “%s” (%d)", c.Title, id)
	})
}

type removeCanned struct {
	ID int64 `arg:"" help:"Its id."`
}

func (c removeCanned) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.RemoveCanned(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("took the canned answer %d away", c.ID)
	})
}

type fillCanned struct {
	ID     int64  `arg:"" help:"Its id."`
	Ticket int64  `arg:"" help:"The ticket's number."`
	As     string `required:"" placeholder:"AGENT" help:"Name or address of who would answer."`
}

func (c fillCanned) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		text, empty, err := o.FilledCanned(a.ctx, c.ID, c.Ticket, c.As)
		if err != nil {
			return err
		}
		if len(empty) > 0 {
			names := make([]string, len(empty))
			for i, v := range empty {
				names[i] = "{" + string(v) + "}"
			}
			fmt.Fprintf(a.errs, "permanence: nothing to put in the place of %s\n", strings.Join(names, ", "))
		}
		_, err = fmt.Fprintln(a.out, manyLines(text))
		return err
	})
}

type suggestCanned struct {
	Language string `enum:"fr,en," default:"" help:"Only those in one language: fr or en."`
}

func (c suggestCanned) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		n, err := o.AddSuggestedCanned(a.ctx, c.Language, a.by())
		if err != nil {
			return err
		}
		return a.say("took over %d canned answers", n)
	})
}
