package templates

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"text/template/parse"

	"github.com/google/go-cmp/cmp"
)

func load1(t *testing.T) *Set {
	t.Helper()
	s, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestBothLanguagesHaveTheSameFiles(t *testing.T) {
	list := func(lang string) []string {
		entries, err := fs.ReadDir(embedded, path.Join("mail", lang))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	if diff := cmp.Diff(list("fr"), list("en")); diff != "" {
		t.Error(diff)
	}
}

func TestEveryLetterHasTextAndHTML(t *testing.T) {
	for _, lang := range Languages() {
		for _, name := range Names() {
			if _, err := fs.Stat(embedded, path.Join("mail", lang, name+".html")); err != nil {
				t.Error(err)
			}
		}
	}
}

// used lists the variables, functions' arguments and pieces that a template uses.
func used(tree *parse.Tree) []string {
	if tree == nil || tree.Root == nil {
		return nil
	}
	var out []string
	var walk func(n parse.Node)
	list := func(l *parse.ListNode) {
		if l != nil {
			for _, n := range l.Nodes {
				walk(n)
			}
		}
	}
	pipe := func(p *parse.PipeNode) {
		if p != nil {
			for _, c := range p.Cmds {
				walk(c)
			}
		}
	}
	branch := func(b *parse.BranchNode) { pipe(b.Pipe); list(b.List); list(b.ElseList) }
	walk = func(n parse.Node) {
		switch n := n.(type) {
		case *parse.ListNode:
			list(n)
		case *parse.ActionNode:
			pipe(n.Pipe)
		case *parse.PipeNode:
			pipe(n)
		case *parse.CommandNode:
			for _, a := range n.Args {
				walk(a)
			}
		case *parse.IfNode:
			branch(&n.BranchNode)
		case *parse.RangeNode:
			branch(&n.BranchNode)
		case *parse.WithNode:
			branch(&n.BranchNode)
		case *parse.TemplateNode:
			out = append(out, "template "+n.Name)
			pipe(n.Pipe)
		case *parse.FieldNode, *parse.VariableNode, *parse.IdentifierNode:
			out = append(out, n.String())
		}
	}
	list(tree.Root)
	slices.Sort(out)
	return slices.Compact(out)
}

func TestBothLanguagesUseTheSameVariables(t *testing.T) {
	s := load1(t)
	fr, en := s.languages["fr"], s.languages["en"]
	for _, file := range files("fr", ".txt") {
		base := path.Base(file)
		if diff := cmp.Diff(used(fr.text.Lookup(base).Tree), used(en.text.Lookup(base).Tree)); diff != "" {
			t.Errorf("%s (-fr +en):\n%s", base, diff)
		}
	}
	for _, file := range files("fr", ".html") {
		base := path.Base(file)
		if diff := cmp.Diff(used(fr.html.Lookup(base).Tree), used(en.html.Lookup(base).Tree)); diff != "" {
			t.Errorf("%s (-fr +en):\n%s", base, diff)
		}
	}
	for _, name := range Names() {
		if diff := cmp.Diff(used(fr.subjects[name].Tree), used(en.subjects[name].Tree)); diff != "" {
			t.Errorf("subject of %s (-fr +en):\n%s", name, diff)
		}
	}
}

func TestBothLanguagesHaveTheSameWords(t *testing.T) {
	s := load1(t)
	keys := func(lang string) []string {
		var out []string
		for k := range s.languages[lang].language.words.plain {
			out = append(out, k)
		}
		for k := range s.languages[lang].language.words.counted {
			out = append(out, "plural "+k)
		}
		slices.Sort(out)
		return out
	}
	if diff := cmp.Diff(keys("fr"), keys("en")); diff != "" {
		t.Error(diff)
	}
}

// sources are all embedded texts.
func sources(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(embedded, "mail", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(embedded, name)
		out[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// promise finds what R8 forbids: that something will be done by a time, or soon.
var promise = regexp.MustCompile(`(?i)\bsous \d|dans les \S+ (heures|minutes|jours|délais)|dans l.heure|d.ici (à )?\d|meilleurs délais|bref délai|rapidement|au plus (vite|tôt)|dès que possible|prochainement|sans tarder|sous peu|délai|\bwithin (a|an|one|two|the|\d)|as soon as (possible|we can)|\bshortly\b|\bsoon\b|promptly|quickly|in (a few|\d+) (hours|minutes|days)|response time|next business day`)

func TestNoLetterPromisesADelay(t *testing.T) {
	for _, bad := range []string{"Nous répondons sous 24 heures.", "Réponse dans les meilleurs délais", "We will answer within one day", "as soon as possible", "dans les deux heures"} {
		if !promise.MatchString(bad) {
			t.Errorf("the test does not see %q", bad)
		}
	}
	for name, text := range sources(t) {
		if found := promise.FindString(text); found != "" {
			t.Errorf("%s promises: %q (R8)", name, found)
		}
	}
}

// spoken is what a reader sees of a template: no actions, tags or comments.
var unspoken = regexp.MustCompile(`(?s)\{\{.*?\}\}|<[^>]*>|(?m)^#.*$|&[a-z]+;`)

func TestFrenchKeepsItsSpacesAndTone(t *testing.T) {
	loose := regexp.MustCompile(`[^\s\x{00a0}\x{202f}]? [:;?!»%€]|« |n° |\d (h|min|%|€)\b|'`)
	for name, text := range sources(t) {
		text = unspoken.ReplaceAllString(text, "X")
		if strings.ContainsAny(text, "!\U0001f600") {
			t.Errorf("%s raises its voice", name)
		}
		if !strings.HasPrefix(name, "mail/fr/") || strings.HasSuffix(name, ".toml") {
			continue
		}
		if found := loose.FindString(text); found != "" {
			t.Errorf("%s: %q needs a space that does not break, or a French apostrophe", name, found)
		}
		if found := regexp.MustCompile(`(?i)(^|\s)(tu|ton|tes|cdt)\s`).FindString(text); found != "" {
			t.Errorf("%s: %q is not how we speak to clients", name, found)
		}
	}
}

func TestHTMLLoadsNothingFromOutside(t *testing.T) {
	bad := regexp.MustCompile(`(?i)<(img|link|script|svg|style|progress|meter|video|iframe|form)|src=|url\(|@import|data:|border-radius|class=`)
	for name, text := range sources(t) {
		if found := bad.FindString(text); found != "" && strings.HasSuffix(name, ".html") {
			t.Errorf("%s has %q", name, found)
		}
	}
}

func TestABrokenReplacementNamesFileAndLine(t *testing.T) {
	for want, over := range map[string]fstest.MapFS{
		"mail/fr/ack.txt:4: ":                                              {"mail/fr/ack.txt": {Data: []byte("Subject: x\n\nBonjour\n{{if}}\n")}},
		"mail/fr/ack.txt:1: the first line must begin":                     {"mail/fr/ack.txt": {Data: []byte("Bonjour\n")}},
		"mail/fr/ack.txt:2: an empty line must follow":                     {"mail/fr/ack.txt": {Data: []byte("Subject: x\nBonjour\n")}},
		"mail/en/ack.html:2: function":                                     {"mail/en/ack.html": {Data: []byte("<p>\n{{hoursago 3}}")}},
		"mail/fr/words.toml:3:":                                            {"mail/fr/words.toml": {Data: []byte("at = \"à\"\n\nand = et\n")}},
		"mail/fr/words.toml: client lacks the form many":                   {"mail/fr/words.toml": {Data: []byte("[client]\none = \"x\"\nother = \"x\"\n")}},
		"fr/ack.txt: replaces nothing; did you mean mail/fr/ack.txt?":      {"fr/ack.txt": {Data: []byte("x")}},
		"web/hom.html: replaces nothing; did you mean web/home.html?":      {"web/hom.html": {Data: []byte("x")}},
		"mail/fr/akc.txt: replaces nothing; did you mean mail/fr/ack.txt?": {"mail/fr/akc.txt": {Data: []byte("x")}},
	} {
		errs := Check(over)
		if len(errs) == 0 || !strings.HasPrefix(errs[0].Error(), want) {
			t.Errorf("%v\nwant %q", errs, want)
		}
	}
	if errs := Check(fstest.MapFS{"web/_layout.html": {Data: []byte("x")}, "mail/fr/.swp": {Data: []byte("x")}}); len(errs) > 0 {
		t.Error(errs)
	}
}

func TestAReplacementIsUsedAndTheRestStays(t *testing.T) {
	over := fstest.MapFS{
		"mail/fr/ack.txt":      {Data: []byte("\ufeffSubject: À nous\r\n\r\n{{word \"state\" \"open\"}}, {{word \"state\" \"closed\"}}\r\n")},
		"mail/fr/words.toml":   {Data: []byte("[state]\nopen = \"ouverte\"\n")},
		"mail/fr/_layout.html": {Data: []byte("<html>{{.Content}}</html>")},
		"mail/fr/ack.html":     {Data: []byte("<p>{{.X}}</p>")},
	}
	set, err := Load(over)
	if err != nil {
		t.Fatal(err)
	}
	have, err := set.Write("fr", "ack", map[string]string{"X": "<&>"})
	want := Letter{Subject: "À nous", Text: "ouverte, close\n", HTML: "<html><p>&lt;&amp;&gt;</p></html>"}
	if err != nil || have != want {
		t.Errorf("%+v, %v", have, err)
	}
	if _, err := set.Write("fr", "ack", map[string]string{}); err == nil || !strings.HasPrefix(err.Error(), "mail/fr/ack.html:1:") {
		t.Errorf("a missing variable gives %v", err)
	}
	if _, err := set.Write("fr", "nothing", nil); err == nil {
		t.Error("an unknown letter gives no error")
	}
	if set.Language("de").Code() != "fr" {
		t.Error("an unknown language is not French")
	}
}
