package templates

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

// words is the catalogue of one language: plain words by key, and messages
// that depend on a number.
type words struct {
	plain   map[string]string
	plurals *i18n.Localizer
	counted map[string]bool
}

// forms are the plural forms that a language's messages must all have
// (French asks for "many" from a million on).
func forms(lang string) []string {
	if lang == "fr" {
		return []string{"one", "many", "other"}
	}
	return []string{"one", "other"}
}

// loadWords reads the embedded catalogue and, over it, a user's: keys that the
// user's file does not have stay as they are.
func loadWords(over fs.FS, lang string) (*words, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("language %q: %w", lang, err)
	}
	bundle := i18n.NewBundle(tag)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	w := &words{plain: map[string]string{}, counted: map[string]bool{}}
	for _, name := range catalogues(lang) {
		for _, from := range []fs.FS{embedded, over} {
			if err := w.add(bundle, from, name, lang); err != nil {
				return nil, err
			}
		}
	}
	w.plurals = i18n.NewLocalizer(bundle, lang)
	return w, nil
}

// catalogues are the files of a language's words: that of the mails, and those
// of the screens.
func catalogues(lang string) []string {
	names, err := fs.Glob(embedded, path.Join("web", lang, "*.toml"))
	if err != nil {
		return nil
	}
	return append([]string{path.Join("mail", lang, "words.toml")}, names...)
}

// add reads one catalogue file into the bundle; a user's folder need not have one.
func (w *words) add(bundle *i18n.Bundle, from fs.FS, name, lang string) error {
	if from == nil {
		return nil
	}
	b, err := fs.ReadFile(from, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	read, err := bundle.ParseMessageFileBytes(b, "words."+lang+".toml")
	if err != nil {
		return tomlError(name, err)
	}
	for _, m := range read.Messages {
		if m.One == "" && m.Many == "" {
			w.plain[m.ID] = m.Other
			continue
		}
		w.counted[m.ID] = true
		if missing := missingForms(m, lang); len(missing) > 0 {
			return fmt.Errorf("%s: %s lacks the form %s", name, m.ID, strings.Join(missing, ", "))
		}
	}
	return nil
}

// missingForms lists the plural forms that m should have and has not.
func missingForms(m *i18n.Message, lang string) []string {
	have := map[string]string{"one": m.One, "many": m.Many, "other": m.Other}
	var missing []string
	for _, f := range forms(lang) {
		if have[f] == "" {
			missing = append(missing, f)
		}
	}
	return missing
}

// tomlError puts the file and, where known, the line in front.
func tomlError(name string, err error) error {
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		line, column := bad.Position()
		return fmt.Errorf("%s:%d:%d: %w", name, line, column, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// word is the plain word of a key; the parts are joined by dots.
func (w *words) word(parts ...any) (string, error) {
	key := joinKey(parts)
	s, ok := w.plain[key]
	if !ok {
		return "", fmt.Errorf("no catalogue has %q", key)
	}
	return s, nil
}

// say is the plain word of a key with its blanks filled in: {0}, {1} and so
// on, in the order that the language wants.
func (w *words) say(key string, blanks ...any) (string, error) {
	s, err := w.word(key)
	if err != nil {
		return "", err
	}
	return fill(s, blanks), nil
}

func fill(s string, blanks []any) string {
	pairs := make([]string, 0, 2*len(blanks))
	for i, b := range blanks {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), fmt.Sprint(b))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// wordOr is [words.word], and the last part itself where there is no word: for
// codes that come from outside the program.
func (w *words) wordOr(parts ...any) string {
	if s, ok := w.plain[joinKey(parts)]; ok {
		return s
	}
	return fmt.Sprint(parts[len(parts)-1])
}

// plural is the message of a key for n things, with its blanks filled in.
func (w *words) plural(key string, n int, blanks ...any) (string, error) {
	if !w.counted[key] {
		return "", fmt.Errorf("no catalogue has plural forms for %q", key)
	}
	s, err := w.plurals.Localize(&i18n.LocalizeConfig{MessageID: key, PluralCount: n})
	return fill(s, blanks), err
}

func joinKey(parts []any) string {
	s := make([]string, len(parts))
	for i, p := range parts {
		s[i] = fmt.Sprint(p)
	}
	return strings.Join(s, ".")
}
