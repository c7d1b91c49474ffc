package desk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAListOfClientsIsReadAsSpreadsheetsWriteIt(t *testing.T) {
	want := []ClientRow{
		{Line: 2, Name: "Élan, Nord", Domains: []string{"elan.example", "elan.test"}, Language: "fr", Contact: "Zoé <zoe@elan.example>"},
		{Line: 4, Name: "Deux"},
	}
	for name, text := range map[string]string{
		"commas":               "name,domains,language,contact\n\"Élan, Nord\",elan.example elan.test,fr,Zoé <zoe@elan.example>\n,,,\nDeux,,,\n",
		"semicolons and BOM":   "\xef\xbb\xbfNom;Domaines;Langue;Contact;\r\nÉlan, Nord;elan.example,elan.test;FR;Zoé <zoe@elan.example>;\r\n;;;;\r\nDeux;;;;\r\n",
		"tabs":                 "name\tdomains\tlanguage\tcontact\nÉlan, Nord\telan.example|elan.test\tfr\tZoé <zoe@elan.example>\n\t\t\t\nDeux\n",
		"Windows-1252":         "nom;domaines;langue;contact\n\xc9lan, Nord;elan.example;fr;Zo\xe9 <zoe@elan.example>\n",
		"columns in any order": "contact,language,domains,name\nZoé <zoe@elan.example>,fr,elan.example elan.test,\"Élan, Nord\"\n,,,\n,,,Deux\n",
	} {
		rows, err := ReadClients([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		expected := want
		if name == "Windows-1252" {
			expected = []ClientRow{{Line: 2, Name: "Élan, Nord", Domains: []string{"elan.example"}, Language: "fr", Contact: "Zoé <zoe@elan.example>"}}
		}
		if diff := cmp.Diff(expected, rows, cmp.Transformer("nil", func(d []string) []string { return append([]string{}, d...) })); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestAListOfClientsThatIsWrongIsRefusedWithASentence(t *testing.T) {
	for text, want := range map[string]string{
		"":                     "no heading",
		"domains\nx.example\n": "no column “name”",
		"name,color\nA,red\n":  "the heading “color” is none of",
		"name\n\"A\nB,C\n":     "cannot be read",
	} {
		_, err := ReadClients([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want a sentence with %q", text, err, want)
		}
	}
}

func TestTheContactOfAListHasANameInAnyCase(t *testing.T) {
	for text, want := range map[string][3]string{
		"Zoé Noir <zoe@elan.example>":    {"Zoé", "Noir", "zoe@elan.example"},
		"Noir <zoe@elan.example>":        {"", "Noir", "zoe@elan.example"},
		"zoe.noir@elan.example":          {"", "zoe.noir", "zoe.noir@elan.example"},
		" Jean de La Tour <j@x.example>": {"Jean", "de La Tour", "j@x.example"},
	} {
		c := contactOf(text)
		if got := [3]string{c.FirstName, c.LastName, c.Address()}; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTheNameThatWasMeantIsSuggested(t *testing.T) {
	names := []string{"Dubois SA", "Harbour Ltd", "Élan"}
	for text, want := range map[string]string{"Dubos": "Dubois SA", "harbor": "Harbour Ltd", "Elan": "Élan", "Zzzzzz": "", "dubois s.a.": "Dubois SA"} {
		got := maybe(text, names)
		if want == "" && got != "" || want != "" && !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
