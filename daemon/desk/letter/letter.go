// Package letter holds what we write to people: the kinds of mail and what
// each is told ([Kinds]), the words of a letter made from facts ([Compose]),
// and its bytes ([Render]). A letter's bytes and Message-ID are fixed once,
// before it is sent for the first time.
//
// The room is pure: facts, times and identifiers come in, bytes go out. Files
// that a letter carries stay where they were received; a [Rendered] letter
// only refers to them.
package letter

import (
	"fmt"
	"io/fs"
	"reflect"

	"permanence/templates"
)

// Body is what a letter says: its subject on one line, its text (LF line
// ends), and the same as an HTML document.
type Body struct {
	Subject string
	Text    string
	HTML    string
}

// Compose writes the letter of a kind in a language ("fr" or "en"; any other
// gives French) from its facts, which must be of the type that [Kinds] names.
func Compose(set *templates.Set, kind Kind, lang string, facts any) (Body, error) {
	about, ok := About(kind)
	if !ok {
		return Body{}, fmt.Errorf("letter: no kind %q", kind)
	}
	if have, want := reflect.TypeOf(facts), reflect.TypeOf(about.Facts); have != want {
		return Body{}, fmt.Errorf("letter %s: facts are %v, must be %v", kind, have, want)
	}
	l, err := set.Write(lang, string(kind), facts)
	if err != nil {
		return Body{}, fmt.Errorf("letter %s: %w", kind, err)
	}
	return Body(l), nil
}

// Check says everything that is wrong with a user's folder of templates: it
// parses every file and writes every letter with sample facts. Each error
// begins with the file's path and line. It is for `permanence config check`.
func Check(over fs.FS) []error {
	errs := templates.Check(over)
	if len(errs) > 0 {
		return errs
	}
	set, err := templates.Load(over)
	if err != nil {
		return []error{err}
	}
	for _, about := range Kinds() {
		for _, lang := range templates.Languages() {
			for _, facts := range Samples(about.Kind, lang) {
				if _, err := set.Write(lang, string(about.Kind), facts); err != nil {
					errs = append(errs, err)
					break
				}
			}
		}
	}
	return errs
}

// Preview writes a letter with the sample facts of its kind, for
// `permanence letter preview`.
func Preview(set *templates.Set, kind Kind, lang string) (Body, error) {
	samples := Samples(kind, lang)
	if len(samples) == 0 {
		return Body{}, fmt.Errorf("letter: no kind %q", kind)
	}
	return Compose(set, kind, lang, samples[0])
}
