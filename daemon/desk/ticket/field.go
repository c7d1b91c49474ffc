package ticket

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// FieldType is what a field holds.
type FieldType string

// The types of fields.
const (
	FieldText   FieldType = "text"   // one line
	FieldNumber FieldType = "number" // kept with a dot before decimals
	FieldDate   FieldType = "date"   // kept as 2006-01-02
	FieldChoice FieldType = "choice" // one of the field's choices
)

// FieldTypes lists the types.
func FieldTypes() []FieldType { return []FieldType{FieldText, FieldNumber, FieldDate, FieldChoice} }

// Field is what a desk wants to know of each ticket beside what every ticket
// has: of all clients, or of one.
type Field struct {
	ID       int64
	Name     string
	Type     FieldType
	Choices  []string // of a FieldChoice
	ClientID int64    // 0: of all clients
}

// ErrField says that a field cannot be, or that a value does not fit it.
var ErrField = errors.New("no such field or value")

const (
	maxFieldName  = 40
	maxFieldValue = 500
	maxChoices    = 100
)

// Check says what is wrong with a field, an ErrField; nil if nothing is.
func (f Field) Check() error {
	switch {
	case !oneLineOf(f.Name, maxFieldName):
		return fmt.Errorf("a field's name is one line of at most %d characters: %w", maxFieldName, ErrField)
	case !slices.Contains(FieldTypes(), f.Type):
		return fmt.Errorf("“%s” is no type: text, number, date or choice: %w", f.Type, ErrField)
	case f.Type != FieldChoice && len(f.Choices) > 0:
		return fmt.Errorf("only a choice has choices: %w", ErrField)
	case f.Type == FieldChoice && (len(f.Choices) < 2 || len(f.Choices) > maxChoices):
		return fmt.Errorf("a choice has two to %d choices: %w", maxChoices, ErrField)
	}
	seen := map[string]bool{}
	for _, c := range f.Choices {
		if !oneLineOf(c, maxFieldName) || seen[strings.ToLower(c)] {
			return fmt.Errorf("the choice “%s” is empty, too long or there twice: %w", c, ErrField)
		}
		seen[strings.ToLower(c)] = true
	}
	return nil
}

func oneLineOf(text string, most int) bool {
	return strings.TrimSpace(text) != "" && len([]rune(text)) <= most && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 127 })
}

var numberForm = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,6})?$`)

// Read gives a value as it is kept; "" takes it away. The error is an ErrField
// that says what would fit.
func (f Field) Read(value string) (string, error) {
	value = strings.TrimSpace(value)
	if value == "" {
		return "", nil
	}
	switch f.Type {
	case FieldNumber:
		number := strings.Map(withoutBlanks, strings.Replace(value, ",", ".", 1))
		if numberForm.MatchString(number) {
			return number, nil
		}
		return "", fmt.Errorf("“%s” is no number for “%s”: write for example 12 or 12,5: %w", value, f.Name, ErrField)
	case FieldDate:
		return f.readDate(value)
	case FieldChoice:
		for _, c := range f.Choices {
			if strings.EqualFold(c, value) {
				return c, nil
			}
		}
		return "", fmt.Errorf("“%s” is no choice of “%s”: %s: %w", value, f.Name, strings.Join(f.Choices, ", "), ErrField)
	}
	if !oneLineOf(value, maxFieldValue) {
		return "", fmt.Errorf("“%s” holds one line of at most %d characters: %w", f.Name, maxFieldValue, ErrField)
	}
	return value, nil
}

// readDate reads a date as French and English forms of pages write it.
func (f Field) readDate(value string) (string, error) {
	for _, layout := range []string{time.DateOnly, "02/01/2006", "2/1/2006", "02.01.2006"} {
		if day, err := time.Parse(layout, value); err == nil {
			return day.Format(time.DateOnly), nil
		}
	}
	return "", fmt.Errorf("“%s” is no date for “%s”: write for example 2026-07-01 or 01/07/2026: %w", value, f.Name, ErrField)
}

// withoutBlanks drops the blanks by which people part thousands.
func withoutBlanks(r rune) rune {
	if r == ' ' || r == '\u00a0' || r == '\u202f' {
		return -1
	}
	return r
}
