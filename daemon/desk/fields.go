package desk

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// FieldView is a field, and on a ticket what it says there.
type FieldView struct {
	ID      int64    `json:"id"`
	Name    string   `json:"name"`
	Type    string   `json:"type"` // text, number, date or choice
	Choices []string `json:"choices,omitempty"`
	Client  string   `json:"client,omitempty"` // "" is all clients
	Value   string   `json:"value"`            // of a ticket, "" where it says nothing
}

// AddField adds a field that agents fill in on tickets: of all clients, or of
// one, by its name, domain or id. It gives the field's id.
func (d *Desk) AddField(ctx context.Context, f ticket.Field, client, by string) (id int64, err error) {
	f.Name = strings.TrimSpace(f.Name)
	if err := f.Check(); err != nil {
		return 0, unfit(err)
	}
	err = d.change(ctx, func(tx *store.Tx) error {
		if client != "" {
			c, err := clientNamed(tx, client)
			if err != nil {
				return err
			}
			f.ClientID = c.ID
		}
		if err := freeField(tx, f); err != nil {
			return err
		}
		if id, err = tx.AddField(f, d.now()); err != nil {
			return fmt.Errorf("adding the field %s: %w", f.Name, err)
		}
		return d.audit(tx, by, "add-field", objectField(id), f.Name)
	})
	return id, err
}

// freeField refuses a name that another field of the same tickets has.
func freeField(tx *store.Tx, f ticket.Field) error {
	all, err := tx.Fields(0)
	for _, have := range all {
		shared := have.ClientID == 0 || f.ClientID == 0 || have.ClientID == f.ClientID
		if shared && strings.EqualFold(have.Name, f.Name) {
			return refused("there is a field “%s” already", have.Name)
		}
	}
	return err
}

// RetireField has a field asked no more; what it says on tickets stays.
func (d *Desk) RetireField(ctx context.Context, id int64, by string) error {
	return d.change(ctx, func(tx *store.Tx) error {
		retired, err := tx.RetireField(id, d.now())
		if err == nil && !retired {
			err = fmt.Errorf("there is no field %d: %w", id, ErrNotFound)
		}
		if err != nil {
			return err
		}
		return d.audit(tx, by, "retire-field", objectField(id), "")
	})
}

// Fields lists the fields that are asked of a client's tickets, or all with "".
func (d *Desk) Fields(ctx context.Context, client string) (views []FieldView, err error) {
	err = d.store.Read(ctx, func(tx *store.Tx) error {
		id, err := clientOrAll(tx, client)
		if err != nil {
			return err
		}
		names, err := clientNames(tx)
		if err != nil {
			return err
		}
		all, err := tx.Fields(id)
		for _, f := range all {
			views = append(views, fieldView(store.FieldValue{Field: f}, names))
		}
		return err
	})
	return views, err
}

func fieldView(v store.FieldValue, clients map[int64]string) FieldView {
	return FieldView{ID: v.ID, Name: v.Name, Type: string(v.Type), Choices: v.Choices, Client: clients[v.ClientID], Value: v.Value}
}

// SetField says what a field, by its name or id, says on a ticket; "" takes it
// away. The error is an ErrRefused where the value does not fit.
func (d *Desk) SetField(ctx context.Context, number int64, field, value, by string) error {
	return d.onOpen(ctx, number, by, "field", func(tx *store.Tx, t *ticket.Ticket) (string, error) {
		f, err := fieldNamed(tx, *t, field)
		if err != nil {
			return "", err
		}
		kept, err := f.Read(value)
		if err != nil {
			return "", unfit(err)
		}
		return f.Name + ": " + kept, tx.SetFieldValue(number, f.ID, kept)
	})
}

// fieldNamed finds a field that is asked of a ticket.
func fieldNamed(tx *store.Tx, t ticket.Ticket, text string) (ticket.Field, error) {
	all, err := tx.Fields(t.ClientID)
	if err != nil {
		return ticket.Field{}, err
	}
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.Name
		if strings.EqualFold(f.Name, strings.TrimSpace(text)) || strconv.FormatInt(f.ID, 10) == text {
			return f, nil
		}
	}
	return ticket.Field{}, fmt.Errorf("ticket %d has no field “%s”%s: %w", t.Number, text, maybe(text, names), ErrNotFound)
}

// unfit makes a refusal of what a field or its value cannot be.
func unfit(err error) error {
	return refused("%s", strings.TrimSuffix(err.Error(), ": "+ticket.ErrField.Error()))
}

func objectField(id int64) string { return fmt.Sprintf("field:%d", id) }
