package main

import (
	"permanence/daemon/desk"
	"permanence/daemon/desk/ticket"
)

type fieldGroup struct {
	List   listFields  `cmd:"" help:"List the fields." example:"permanence field list --client 'Dubois SA'"`
	Add    addField    `cmd:"" help:"Add a field that agents fill in on tickets." example:"permanence field add Version; permanence field add Module --type choice --choice Compta --choice Paie --client 'Dubois SA'"`
	Retire retireField `cmd:"" help:"Ask a field no more; what it says on tickets stays." example:"permanence field retire 3"`
}

type listFields struct {
	asJSON
	Client string `help:"Only those of a client's tickets: name, domain or id."`
}

func (c listFields) Run(a *app) error {
	return a.with(toRead, func(o opened) error {
		rows, err := o.Fields(a.ctx, c.Client)
		if err != nil {
			return err
		}
		return printList(a, c.asJSON, rows, "id name type choices client", func(v desk.FieldView) []any {
			return []any{v.ID, v.Name, v.Type, list(v.Choices), v.Client}
		})
	})
}

type addField struct {
	Name   string   `arg:"" help:"What it is called."`
	Type   string   `enum:"text,number,date,choice" default:"text" help:"What it holds: text, number, date or choice."`
	Choice []string `placeholder:"TEXT" sep:"none" help:"One of the choices; given several times."`
	Client string   `help:"Only on the tickets of a client: name, domain or id."`
}

func (c addField) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		id, err := o.AddField(a.ctx, ticket.Field{Name: c.Name, Type: ticket.FieldType(c.Type), Choices: c.Choice}, c.Client, a.by())
		if err != nil {
			return err
		}
		return a.say("added the field %s (%d)", c.Name, id)
	})
}

type retireField struct {
	ID int64 `arg:"" help:"The field's id."`
}

func (c retireField) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.RetireField(a.ctx, c.ID, a.by()); err != nil {
			return err
		}
		return a.say("field %d is asked no more", c.ID)
	})
}

type setField struct {
	numbered
	Field string `arg:"" help:"The field's name or id."`
	Value string `arg:"" help:"What it says; '' takes it away."`
}

func (c setField) Run(a *app) error {
	return a.with(toWrite, func(o opened) error {
		if err := o.SetField(a.ctx, c.Number, c.Field, c.Value, a.by()); err != nil {
			return err
		}
		return a.say("%s of ticket %d is set", c.Field, c.Number)
	})
}
