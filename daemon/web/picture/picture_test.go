package picture

import (
	"html/template"
	"sync"
	"testing"

	"permanence/templates"
)

// drawn is every picture: it draws itself under an id.
type drawn interface {
	HTML(id string, l *templates.Language) (template.HTML, error)
}

// texts are read once for all tests.
var texts = sync.OnceValues(func() (*templates.Set, error) { return templates.Load(nil) })

func language(t testing.TB, code string) *templates.Language {
	t.Helper()
	set, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	return set.Language(code)
}
