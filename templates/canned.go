package templates

import (
	"embed"
	"fmt"

	"github.com/pelletier/go-toml/v2"
)

//go:embed canned
var suggested embed.FS

// Suggestion is a canned answer that is offered where a desk has none.
type Suggestion struct {
	Title string `toml:"title"`
	Text  string `toml:"text"` // with variables in braces
}

// Suggestions are the canned answers offered in a language of [Languages].
func Suggestions(lang string) ([]Suggestion, error) {
	b, err := suggested.ReadFile("canned/" + lang + ".toml")
	if err != nil {
		return nil, fmt.Errorf("suggested answers in %q: %w", lang, err)
	}
	var file struct {
		Answers []Suggestion `toml:"answer"`
	}
	if err := toml.Unmarshal(b, &file); err != nil {
		return nil, fmt.Errorf("suggested answers in %q: %w", lang, err)
	}
	return file.Answers, nil
}
