package config

import (
	"reflect"
	"strings"
	"testing"
)

func TestEverySettingHasASentenceADefaultThatIsRightAndASampleThatIsRight(t *testing.T) {
	for _, s := range Settings() {
		if !strings.HasSuffix(s.Sentence, ".") || strings.ContainsAny(s.Sentence, "|\n") {
			t.Errorf("%s: %q is not one sentence for a table", s.Name(), s.Sentence)
		}
		for _, text := range []string{s.Default, s.Example} {
			field := s.blank()
			if err := setText(field, text); err != nil && text != "" {
				t.Errorf("%s = %q: %v", s.Name(), text, err)
			} else if err := s.judge(field); err != nil && text != "" {
				t.Errorf("%s = %q: %v", s.Name(), text, err)
			}
		}
	}
}

func TestNoTwoSettingsShareANameAVariableOrASection(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Settings() {
		for _, name := range []string{s.Name(), s.Env("")} {
			if seen[name] {
				t.Errorf("%s is there twice", name)
			}
			seen[name] = true
		}
	}
	sections := map[string]bool{}
	for _, s := range Sections() {
		sections[s.Name] = true
	}
	for _, s := range Settings() {
		if !sections[s.Section] {
			t.Errorf("%s stands in a section that no list names", s.Name())
		}
	}
}

// Every field of Config must be filled by a row, or be known as derived.
func TestEveryFieldOfConfigHasARow(t *testing.T) {
	derived := map[string]bool{"Desk.Location": true}
	c := &Config{Mailboxes: make([]Mailbox, 1)}
	filled := map[uintptr]bool{}
	for _, target := range targetsOf(c) {
		filled[reflect.ValueOf(target.field).Pointer()] = true
	}
	root := reflect.ValueOf(c).Elem()
	for i := range root.NumField() {
		part, name := root.Field(i), root.Type().Field(i).Name
		if part.Kind() == reflect.Slice {
			part = part.Index(0)
		}
		for j := range part.NumField() {
			field := name + "." + part.Type().Field(j).Name
			if !filled[part.Field(j).Addr().Pointer()] && !derived[field] {
				t.Errorf("no setting fills %s", field)
			}
		}
	}
}

func TestHelpNamesEverySetting(t *testing.T) {
	help := Help()
	for _, s := range Settings() {
		if !strings.Contains(help, "  "+s.Name()+" ") {
			t.Errorf("--help does not name %s", s.Name())
		}
	}
}
