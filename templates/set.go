package templates

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	texttemplate "text/template"
)

// Set is every letter in every language, parsed once. It is safe for use by
// several goroutines.
type Set struct {
	languages map[string]*texts
}

// texts are the letters of one language. Each letter's subject is a template
// of its own, so that what is in it cannot reach into the text.
type texts struct {
	language *Language
	subjects map[string]*texttemplate.Template
	text     *texttemplate.Template
	html     *template.Template
	personal map[string]bool // letters and pieces that name their reader
}

// readerNamed is a template that uses who reads the letter.
var readerNamed = regexp.MustCompile(`\.To\b`)

// note remembers whether a template names its reader.
func (t *texts) note(short, source string) {
	if readerNamed.MatchString(source) {
		t.personal[strings.TrimSuffix(strings.TrimSuffix(short, ".txt"), ".html")] = true
	}
}

// Personal says whether a letter may differ from one reader to another of the
// same language.
func (s *Set) Personal(lang, name string) bool {
	t := s.of(lang)
	for short := range t.personal {
		if short == name || strings.HasPrefix(short, "_") {
			return true
		}
	}
	return false
}

// Letter is one letter as its templates make it.
type Letter struct {
	Subject string // one line
	Text    string // LF line ends
	HTML    string // a whole document
}

// frame is what _layout.html is given.
type frame struct {
	Lang    string
	Subject string
	Content template.HTML
	Facts   any
}

// Load parses every letter: from over, a user's folder, where it has the file,
// else the embedded one. over may be nil.
func Load(over fs.FS) (*Set, error) {
	if err := there(over); err != nil {
		return nil, err
	}
	s, errs := load(over)
	return s, errors.Join(errs...)
}

// Check says everything that is wrong with a user's folder as far as parsing
// can show it; every error begins with file and line.
func Check(over fs.FS) []error {
	if err := there(over); err != nil {
		return []error{err}
	}
	_, errs := load(over)
	return append(errs, strangers(over)...)
}

func load(over fs.FS) (*Set, []error) {
	s := &Set{languages: map[string]*texts{}}
	var errs []error
	for _, lang := range Languages() {
		t, wrong := loadLanguage(over, lang)
		s.languages[lang] = t
		errs = append(errs, wrong...)
	}
	return s, errs
}

func loadLanguage(over fs.FS, lang string) (*texts, []error) {
	w, err := loadWords(over, lang)
	if err != nil {
		return nil, []error{err}
	}
	l := &Language{code: lang, words: w}
	t := &texts{
		language: l,
		subjects: map[string]*texttemplate.Template{},
		text:     texttemplate.New("").Option("missingkey=error").Funcs(l.funcs()),
		html:     template.New("").Option("missingkey=error").Funcs(l.funcs()),
		personal: map[string]bool{},
	}
	var errs []error
	for _, name := range files(lang, ".txt") {
		errs = append(errs, t.addText(over, name))
	}
	for _, name := range files(lang, ".html") {
		errs = append(errs, t.addHTML(over, name))
	}
	return t, kept(errs)
}

// kept drops the nils.
func kept(errs []error) []error {
	var out []error
	for _, err := range errs {
		if err != nil {
			out = append(out, err)
		}
	}
	return out
}

// addText parses one .txt file: a piece as it is, a letter in its two halves.
// A template bears the file's path, which is what errors show, and the short
// name by which other templates call it.
func (t *texts) addText(over fs.FS, name string) error {
	b, err := read(over, name)
	if err != nil {
		return err
	}
	source := strings.TrimPrefix(strings.ReplaceAll(string(b), "\r\n", "\n"), "\ufeff")
	short := path.Base(name)
	t.note(short, source)
	if !strings.HasPrefix(short, "_") {
		subject, body, err := halves(name, source)
		if err != nil {
			return err
		}
		head, err := texttemplate.New(name).Option("missingkey=error").Funcs(t.language.funcs()).Parse(subject)
		if err != nil {
			return located(err)
		}
		t.subjects[strings.TrimSuffix(short, ".txt")] = head
		source = body
	}
	parsed, err := t.text.New(name).Parse(source)
	if err != nil {
		return located(err)
	}
	_, err = t.text.AddParseTree(short, parsed.Tree)
	return err
}

// halves splits a letter's source into subject and text. The text keeps two
// lines of comment in front, so that an error's line is that of the file.
func halves(name, source string) (subject, body string, err error) {
	first, rest, _ := strings.Cut(source, "\n")
	subject, ok := strings.CutPrefix(first, "Subject:")
	if !ok {
		return "", "", fmt.Errorf("%s:1: the first line must begin with %q", name, "Subject:")
	}
	rest, ok = strings.CutPrefix(rest, "\n")
	if !ok {
		return "", "", fmt.Errorf("%s:2: an empty line must follow the subject", name)
	}
	return strings.TrimSpace(subject), "{{/*\n\n*/}}" + rest, nil
}

func (t *texts) addHTML(over fs.FS, name string) error {
	b, err := read(over, name)
	if err != nil {
		return err
	}
	t.note(path.Base(name), string(b))
	parsed, err := t.html.New(name).Parse(strings.TrimPrefix(string(b), "\ufeff"))
	if err != nil {
		return located(err)
	}
	_, err = t.html.AddParseTree(path.Base(name), parsed.Tree)
	return err
}

// located makes "mail/fr/ack.txt:3: …" of "template: mail/fr/ack.txt:3: …".
func located(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, prefix := range []string{"html/template:", "template:"} {
		if cut, ok := strings.CutPrefix(text, prefix); ok {
			return errors.New(strings.TrimSpace(cut))
		}
	}
	return err
}

// Language gives the typography of a language; an unknown one gets the first.
func (s *Set) Language(lang string) *Language { return s.of(lang).language }

func (s *Set) of(lang string) *texts {
	if t := s.languages[lang]; t != nil {
		return t
	}
	return s.languages[Languages()[0]]
}

// Write makes the letter of the given name in the given language from its
// facts. An error names file and line.
func (s *Set) Write(lang, name string, facts any) (Letter, error) {
	t := s.of(lang)
	subject, ok := t.subjects[name]
	if !ok {
		return Letter{}, fmt.Errorf("no letter is called %q", name)
	}
	var head, text, content, page bytes.Buffer
	if err := subject.Execute(&head, facts); err != nil {
		return Letter{}, located(err)
	}
	if err := t.text.ExecuteTemplate(&text, name+".txt", facts); err != nil {
		return Letter{}, located(err)
	}
	if err := t.html.ExecuteTemplate(&content, name+".html", facts); err != nil {
		return Letter{}, located(err)
	}
	one := OneLine(head.String())
	f := frame{Lang: t.language.code, Subject: one, Content: template.HTML(content.String()), Facts: facts}
	if err := t.html.ExecuteTemplate(&page, "_layout.html", f); err != nil {
		return Letter{}, located(err)
	}
	return Letter{Subject: one, Text: tidy(text.String()), HTML: page.String()}, nil
}

// Names lists the letters, sorted.
func Names() []string {
	var names []string
	for _, file := range files(Languages()[0], ".txt") {
		if name := strings.TrimSuffix(path.Base(file), ".txt"); !strings.HasPrefix(name, "_") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
