package desk

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"permanence/daemon/desk/ticket"
)

func TestFieldsOfAllClientsAndOfOneAreFilledInOnTickets(t *testing.T) {
	f := newFirm(t)
	ctx, by := t.Context(), "Anne Admin"
	version, err := f.d.AddField(ctx, ticket.Field{Name: " Version ", Type: ticket.FieldText}, "", by)
	if err != nil {
		t.Fatal(err)
	}
	module, err := f.d.AddField(ctx, ticket.Field{Name: "Module", Type: ticket.FieldChoice, Choices: []string{"Compta", "Paie"}}, "Dupont SA", by)
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := f.opens(f.dupont), f.opens(f.smith)
	if err := errors.Join(f.d.SetField(ctx, ours, "version", "12.4", by), f.d.SetField(ctx, ours, "Module", "paie", by)); err != nil {
		t.Fatal(err)
	}
	choices := []string{"Compta", "Paie"}
	want := []FieldView{{ID: version, Name: "Version", Type: "text", Value: "12.4"}, {ID: module, Name: "Module", Type: "choice", Choices: choices, Client: "Dupont SA", Value: "Paie"}}
	if diff := cmp.Diff(want, f.whole(ours).Fields); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]FieldView{{ID: version, Name: "Version", Type: "text"}}, f.whole(theirs).Fields); diff != "" {
		t.Errorf("another client's ticket: %s", diff)
	}
	if got, err := f.d.ClientTicket(ctx, f.dupont.ClientID, ours); err != nil || len(got.Fields) != 0 {
		t.Errorf("the client sees %v (%v)", got.Fields, err)
	}
	for what, err := range map[string]error{
		"a value that does not fit": f.d.SetField(ctx, ours, "Module", "stock", by),
		"another client's field":    f.d.SetField(ctx, theirs, "Module", "Paie", by),
		"a ticket that is not":      f.d.SetField(ctx, 4711, "Version", "1", by),
		"a field that is not":       f.d.RetireField(ctx, 99, by),
	} {
		if !errors.Is(err, ErrRefused) && !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := errors.Join(f.d.SetField(ctx, ours, "Module", "", by), f.d.RetireField(ctx, module, by), f.d.RetireField(ctx, version, by)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[:1], f.whole(ours).Fields); diff != "" {
		t.Errorf("of retired fields what was said stays: %s", diff)
	}
	if got := f.whole(theirs).Fields; len(got) != 0 {
		t.Errorf("retired fields are asked: %v", got)
	}
}

func TestAFieldsNameIsGivenOnceAmongTheSameTickets(t *testing.T) {
	f := newFirm(t)
	add := func(name, client string) error {
		_, err := f.d.AddField(t.Context(), ticket.Field{Name: name, Type: ticket.FieldText}, client, "Anne Admin")
		return err
	}
	if err := errors.Join(add("Version", "Dupont SA"), add("Version", "Smith Ltd")); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{"the same client": add("version", "Dupont SA"), "all clients": add("Version", ""), "no client": add("Autre", "Personne"),
		"no name": add("", "")} {
		if !errors.Is(err, ErrRefused) && !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
