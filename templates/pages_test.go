package templates

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// pageSources are the screens and their pieces.
func pageSources(t *testing.T) map[string]string {
	t.Helper()
	names, err := fs.Glob(embedded, "web/*.html")
	if err != nil || len(names) == 0 {
		t.Fatal(len(names), err)
	}
	all := map[string]string{}
	for _, name := range names {
		b, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(b)
	}
	return all
}

func TestScreensHoldNoScriptAndNoStyle(t *testing.T) {
	bad := regexp.MustCompile(`(?i)<style|<script>|\son[a-z]+=|\sstyle=|javascript:|https?://`)
	for name, text := range pageSources(t) {
		if found := bad.FindString(text); found != "" {
			t.Errorf("%s has %q", name, found)
		}
	}
}

func TestScreensHoldNoWordsOfTheirOwn(t *testing.T) {
	action, tag := regexp.MustCompile(`(?s)\{\{.*?\}\}`), regexp.MustCompile(`(?s)<kbd>.*?</kbd>|<[^>]*>`)
	letters := regexp.MustCompile(`\p{L}{2,}`)
	for name, text := range pageSources(t) {
		rest := tag.ReplaceAllString(action.ReplaceAllString(text, ""), "")
		if found := letters.FindString(rest); found != "" {
			t.Errorf("%s says %q: it belongs in the catalogue", name, found)
		}
	}
}

// wordKey is a word that a screen asks the catalogue for by a constant key.
var wordKey = regexp.MustCompile(`\b(word|say|plural) ((?:"[^"]*" ?)+)([^)}]*)`)

func TestEveryWordOfAScreenIsInBothLanguages(t *testing.T) {
	for _, lang := range Languages() {
		w, err := loadWords(nil, lang)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range pageSources(t) {
			for _, m := range wordKey.FindAllStringSubmatch(text, -1) {
				key := strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(m[2]), `" "`, "."), `"`, "")
				if m[1] == "word" && strings.TrimSpace(m[3]) != "" && !strings.HasPrefix(strings.TrimSpace(m[3]), "|") {
					if !slices.ContainsFunc(keysOf(w), func(k string) bool { return strings.HasPrefix(k, key+".") }) {
						t.Errorf("%s: %s has nothing below %q", name, lang, key)
					}
					continue
				}
				if _, ok := w.plain[key]; !ok && !w.counted[key] {
					t.Errorf("%s: %s has no %q", name, lang, key)
				}
			}
		}
	}
}

func keysOf(w *words) []string {
	var keys []string
	for k := range w.plain {
		keys = append(keys, k)
	}
	for k := range w.counted {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func TestBothLanguagesHaveTheSameWordsWithTheSameBlanks(t *testing.T) {
	blank := regexp.MustCompile(`\{\d\}`)
	fr, err := loadWords(nil, "fr")
	if err != nil {
		t.Fatal(err)
	}
	en, err := loadWords(nil, "en")
	if err != nil {
		t.Fatal(err)
	}
	if f, e := keysOf(fr), keysOf(en); !slices.Equal(f, e) {
		for _, k := range f {
			if !slices.Contains(e, k) {
				t.Errorf("en lacks %q", k)
			}
		}
		for _, k := range e {
			if !slices.Contains(f, k) {
				t.Errorf("fr lacks %q", k)
			}
		}
	}
	for key, text := range fr.plain {
		a, b := blank.FindAllString(text, -1), blank.FindAllString(en.plain[key], -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(slices.Compact(a), slices.Compact(b)) {
			t.Errorf("%s: blanks %v and %v", key, a, b)
		}
	}
}

func TestAScreenCanBeReplaced(t *testing.T) {
	over := fstest.MapFS{"web/missing.html": {Data: []byte(`{{define "title"}}x{{end}}{{define "content"}}notre page{{end}}`)}}
	p, err := LoadPages(over)
	if err != nil {
		t.Fatal(err)
	}
	b, err := p.Piece("fr", "missing", "content", nil)
	if err != nil || string(b) != "notre page" {
		t.Errorf("%q, %v", b, err)
	}
	_, err = LoadPages(fstest.MapFS{"web/missing.html": {Data: []byte("\n{{if}}")}})
	if err == nil || !strings.HasPrefix(err.Error(), "web/missing.html:2:") {
		t.Errorf("a broken screen: %v", err)
	}
}

func TestStaticFilesAreFoundByTheirContent(t *testing.T) {
	p, err := LoadPages(nil)
	if err != nil {
		t.Fatal(err)
	}
	at, err := p.StaticPath("permanence.css")
	if err != nil {
		t.Fatal(err)
	}
	short := strings.TrimPrefix(at, "/static/")
	if s, ok := p.Static(short); !ok || len(s.Content) == 0 {
		t.Error("not found at its own path")
	}
	for _, other := range []string{path.Base(short), "000000000000/permanence.css", "../" + short, ""} {
		if _, ok := p.Static(other); ok {
			t.Errorf("found at %q", other)
		}
	}
}
