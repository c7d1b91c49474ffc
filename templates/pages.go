package templates

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Pages is every screen of the web pages in every language, parsed once. It is
// safe for use by several goroutines.
//
//	web/_layout.html   the frame of all screens
//	web/_gauge.html    a piece that several screens share
//	web/tickets.html   a screen: it defines "title" and "content"
//	web/fr/space.toml  words of the screens, one table a screen
//	web/static/        style sheets and scripts, as they are
//
// A screen exists once: its words come from the catalogue.
type Pages struct {
	languages map[string]*screens
	statics   map[string]Static
}

type screens struct {
	language *Language
	set      *template.Template
	names    []string // of the screens
	frame    string   // source of what all screens stand in
}

const layout = "_layout.html"

// Static is a file that browsers keep: its path changes with its content.
type Static struct {
	Path    string // below /static/
	Content []byte
}

// LoadPages parses every screen: from over, a user's folder, where it has the
// file, else the embedded one. over may be nil.
func LoadPages(over fs.FS) (*Pages, error) {
	if err := there(over); err != nil {
		return nil, err
	}
	p := &Pages{languages: map[string]*screens{}, statics: map[string]Static{}}
	if err := p.loadStatics(over); err != nil {
		return nil, err
	}
	for _, lang := range Languages() {
		s, err := p.loadScreens(over, lang)
		if err != nil {
			return nil, err
		}
		p.languages[lang] = s
	}
	return p, nil
}

func (p *Pages) loadStatics(over fs.FS) error {
	names, err := fs.Glob(embedded, "web/static/*")
	if err != nil {
		return err
	}
	for _, name := range names {
		b, err := read(over, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(b)
		short := path.Base(name)
		p.statics[short] = Static{Path: hex.EncodeToString(sum[:6]) + "/" + short, Content: b}
	}
	return nil
}

func (p *Pages) loadScreens(over fs.FS, lang string) (*screens, error) {
	w, err := loadWords(over, lang)
	if err != nil {
		return nil, err
	}
	l := &Language{code: lang, words: w}
	set := template.New("").Option("missingkey=error").Funcs(l.funcs()).Funcs(p.funcs(l))
	names, err := fs.Glob(embedded, "web/*.html")
	if err != nil {
		return nil, err
	}
	s := &screens{language: l, set: set}
	for _, pieces := range []bool{true, false} {
		for _, name := range names {
			if strings.HasPrefix(path.Base(name), "_") != pieces {
				continue
			}
			if err := s.add(over, name); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

// funcs are what screens may call besides what letters may.
func (p *Pages) funcs(l *Language) template.FuncMap {
	return template.FuncMap{
		"static": p.StaticPath, "say": l.Say, "prose": PageHTML, "dict": dict, "within": within,
		"int": func(n int64) int { return int(n) }, "ago": l.Ago,
		"bytes": func(n int64) string { return l.Size(int(n)) },
	}
}

// dict gives a piece several facts by name: {{template "x" dict "Rows" .Rows}}.
func dict(pairs ...any) (map[string]any, error) {
	m := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is no name", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: %v has no fact", pairs[len(pairs)-1])
	}
	return m, nil
}

// within tells whether a page is below another one in the navigation.
func within(here, place string) bool {
	if place == "/" {
		return here == "/"
	}
	return here == place || strings.HasPrefix(here, place+"/")
}

// parts are what each screen defines: in the one set of a language they bear
// the screen's name, as does its copy of the frame, which uses them. A set for
// each screen would hold every piece anew, megabytes in all.
var parts = regexp.MustCompile(`\{\{(-? *)(define|template) "(title|content)"`)

// scoped gives a source's parts the name of a screen.
func scoped(source, screen string) string {
	return parts.ReplaceAllString(source, `{{${1}${2} "`+screen+`/${3}"`)
}

// add parses a piece that all screens share, or a screen and its frame.
func (s *screens) add(over fs.FS, name string) error {
	b, err := read(over, name)
	if err != nil {
		return err
	}
	source, short := strings.TrimPrefix(string(b), "\ufeff"), path.Base(name)
	screen := strings.TrimSuffix(short, ".html")
	if short == layout {
		s.frame = source
	}
	if !strings.HasPrefix(short, "_") {
		s.names = append(s.names, screen)
		if _, err := s.set.New(screen + "/" + layout).Parse(scoped(s.frame, screen)); err != nil {
			return located(err)
		}
		source = scoped(source, screen)
	}
	parsed, err := s.set.New(name).Parse(source)
	if err != nil {
		return located(err)
	}
	_, err = s.set.AddParseTree(short, parsed.Tree)
	return err
}

// StaticPath is the address of a static file, which changes with its content.
func (p *Pages) StaticPath(name string) (string, error) {
	s, ok := p.statics[name]
	if !ok {
		return "", fmt.Errorf("web/static has no %q", name)
	}
	return "/static/" + s.Path, nil
}

// Static finds a static file by its path below /static/.
func (p *Pages) Static(at string) (Static, bool) {
	s, ok := p.statics[path.Base(at)]
	return s, ok && s.Path == at
}

// Language gives the typography of a language; an unknown one gets the first.
func (p *Pages) Language(lang string) *Language { return p.of(lang).language }

func (p *Pages) of(lang string) *screens {
	if s := p.languages[lang]; s != nil {
		return s
	}
	return p.languages[Languages()[0]]
}

// Names lists the screens.
func (p *Pages) Names() []string { return slices.Clone(p.of("").names) }

// Write makes a screen in a language. An error names file and line.
func (p *Pages) Write(lang, screen string, view any) ([]byte, error) {
	return p.write(lang, screen, screen+"/"+layout, view)
}

// Piece makes one named piece, for a page that has the rest; "title" and
// "content" are those of the screen.
func (p *Pages) Piece(lang, screen, piece string, view any) ([]byte, error) {
	if piece == "title" || piece == "content" {
		piece = screen + "/" + piece
	}
	return p.write(lang, screen, piece, view)
}

func (p *Pages) write(lang, screen, name string, view any) ([]byte, error) {
	s := p.of(lang)
	if !slices.Contains(s.names, screen) {
		return nil, fmt.Errorf("no screen is called %q", screen)
	}
	var b bytes.Buffer
	if err := s.set.ExecuteTemplate(&b, name, view); err != nil {
		return nil, located(err)
	}
	return []byte(turns.Replace(b.String())), nil
}

// turns drops the marks that turn the direction of writing, wherever they stand
// on a page: by them a name or a subject could change how all that follows in
// the line is read. Letters of every script keep their own direction.
var turns = strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "",
	"\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "")
