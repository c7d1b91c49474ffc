package ticket

import (
	"errors"
	"strings"
	"testing"
)

func TestAFieldKeepsWhatFitsItsType(t *testing.T) {
	choice := []string{"Compta", "Paie"}
	for _, c := range []struct {
		kind        FieldType
		value, want string
		refused     bool
	}{
		{FieldText, "  12.4.1 ", "12.4.1", false},
		{FieldText, "", "", false},
		{FieldText, "a\nb", "", true},
		{FieldText, strings.Repeat("é", maxFieldValue+1), "", true},
		{FieldNumber, "1 234,5", "1234.5", false},
		{FieldNumber, "-3", "-3", false},
		{FieldNumber, "1,2,3", "", true},
		{FieldNumber, "douze", "", true},
		{FieldNumber, "1e9", "", true},
		{FieldDate, "2026-07-01", "2026-07-01", false},
		{FieldDate, "01/07/2026", "2026-07-01", false},
		{FieldDate, "31/02/2026", "", true},
		{FieldChoice, "paie", "Paie", false},
		{FieldChoice, "stock", "", true},
		{FieldChoice, " ", "", false},
	} {
		f := Field{Name: "Champ", Type: c.kind}
		if c.kind == FieldChoice {
			f.Choices = choice
		}
		got, err := f.Read(c.value)
		if got != c.want || errors.Is(err, ErrField) != c.refused {
			t.Errorf("%s %q is %q (%v), want %q", c.kind, c.value, got, err, c.want)
		}
	}
}

func TestAFieldIsChecked(t *testing.T) {
	for _, f := range []Field{{Name: "Version", Type: FieldText}, {Name: "Module", Type: FieldChoice, Choices: []string{"a", "b"}}} {
		if err := f.Check(); err != nil {
			t.Errorf("%+v: %v", f, err)
		}
	}
	for _, f := range []Field{{}, {Name: " ", Type: FieldText}, {Name: "a\nb", Type: FieldText}, {Name: "Version", Type: "file"},
		{Name: "Module", Type: FieldChoice, Choices: []string{"a"}}, {Name: "Module", Type: FieldChoice, Choices: []string{"a", "A"}},
		{Name: "Module", Type: FieldChoice, Choices: []string{"a", ""}}, {Name: "Version", Type: FieldText, Choices: []string{"a", "b"}}} {
		if err := f.Check(); !errors.Is(err, ErrField) {
			t.Errorf("%+v: %v", f, err)
		}
	}
}
