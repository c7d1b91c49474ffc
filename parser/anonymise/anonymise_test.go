package anonymise

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"permanence/parser"
)

func keepNothing(string) bool { return false }

func TestWordsAreOthersAndTheSameForTheSame(t *testing.T) {
	w := newWords(func(word string) bool { return word == "bonjour" || word == "le" })
	got := w.text("Bonjour Élise,\n\nle poste 12 de Garnier plante. Garnier : 06 12 34 56 78, dossier 4481234, le 05/10/2026 à 17:22.\nelise.garnier@garnier.fr https://www.garnier.fr/compte?id=12")
	for _, gone := range []string{"poste", "plante", "Garnier", "garnier", "06 12", "4481234", ".fr", "compte"} {
		if strings.Contains(got, gone) {
			t.Errorf("%q stays in %q", gone, got)
		}
	}
	for _, stays := range []string{"Bonjour É", "\n\nle ", " 12 ", "05/10/2026 ", "17:22.\n", "@", ".example", "https://"} {
		if !strings.Contains(got, stays) {
			t.Errorf("%q is gone from %q", stays, got)
		}
	}
	if first := w.text("Garnier"); !strings.Contains(got, first+" : ") {
		t.Errorf("%q is not what stands for the name in %q", first, got)
	}
}

func TestOtherScriptsStayScripts(t *testing.T) {
	for _, s := range []string{"Привет", "客户", "안녕", "שלום", "Γειά"} {
		got := newWords(keepNothing).text(s)
		if got == s || len(got) != len(s) {
			t.Errorf("%q became %q", s, got)
		}
	}
}

// structure is what may not change: parts, files, kind and defects.
func structure(m *parser.Message) string {
	var files []string
	for _, a := range m.Attachments {
		files = append(files, a.ContentType)
	}
	lines := strings.Count(m.Text, "\n")
	return strings.Join([]string{string(m.Kind), m.Signal, strings.Join(files, ","), strings.Join(m.Defects, ","), strings.Repeat("|", lines)}, " ")
}

func TestStructureOfTheFixturesStays(t *testing.T) {
	for _, name := range []string{"gmail-web", "html-only", "iphone", "newsletter", "outlook-desktop", "thunderbird", "absent", "bounce", "forwarded"} {
		raw, err := os.ReadFile("../testdata/" + name + ".eml")
		if err != nil {
			t.Fatal(err)
		}
		before, err := parser.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		copied := Mail(raw, keepNothing)
		after, err := parser.Parse(copied)
		if err != nil {
			t.Fatal(err)
		}
		if structure(before) != structure(after) {
			t.Errorf("%s: %s became %s\n%s", name, structure(before), structure(after), copied)
		}
		for _, word := range strings.Fields(before.Text) {
			if len(word) > 6 && strings.IndexFunc(word, unicode.IsLetter) >= 0 && !strings.ContainsAny(word, "0123456789") && strings.Contains(after.Text, word) {
				t.Errorf("%s: %q stays", name, word)
			}
		}
		if before.From.Address != "" && strings.Contains(string(copied), before.From.Address) {
			t.Errorf("%s: the sender stays", name)
		}
	}
}
