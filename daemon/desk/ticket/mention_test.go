package ticket

import (
	"strings"
	"testing"

	"permanence/daemon/desk/people"
)

var mentioned = []people.Agent{
	{ID: 1, FirstName: "Alice", LastName: "Martin", Addresses: []string{"alice@firme.example"}},
	{ID: 2, FirstName: "Bruno", LastName: "Petit", Addresses: []string{"bruno@firme.example", "b.petit@firme.example"}},
	{ID: 3, FirstName: "Élodie", LastName: "Le Goff", Addresses: []string{"elodie@firme.example"}},
	{ID: 4, FirstName: "Jean-Paul", LastName: "Roux", Addresses: []string{"jp@firme.example"}},
	{ID: 5, FirstName: "Alice", LastName: "Vidal", Addresses: []string{"alice.vidal@firme.example"}},
}

func TestANoteNamesAgentsBehindAnAt(t *testing.T) {
	for text, want := range map[string]string{
		"@Bruno tu connais ?":                     "Bruno Petit",
		"vu avec @bruno, @élodie et @BRUNO.":      "Bruno Petit, Élodie Le Goff",
		"@elodie le goff, peux-tu":                "Élodie Le Goff",
		"(@Alice Martin)":                         "Alice Martin",
		"@Alice regarde":                          "Alice Martin, Alice Vidal",
		"@Jean-Paul":                              "Jean-Paul Roux",
		"@jean paul":                              "Jean-Paul Roux",
		"@alice@firme.example":                    "Alice Martin",
		"@b.petit@firme.example.":                 "Bruno Petit",
		"@alice@firme.example.org":                "Alice Martin, Alice Vidal",
		"bruno@firme.example m'a dit":             "",
		"@Brunoy est loin":                        "",
		"@personne, @, @@ et l'@":                 "",
		"@Bruno\nPetit détail":                    "Bruno Petit",
		"écrire à jp@firme.example ou @jean-paul": "Jean-Paul Roux",
	} {
		var names []string
		for _, a := range Mentions(text, mentioned) {
			names = append(names, a.Name())
		}
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

func FuzzMentions(f *testing.F) {
	for _, s := range []string{"@Bruno", "@@@", "é@É", "@\xff", "@alice@firme.example", "@ \u00a0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		seen := map[int64]bool{}
		for _, a := range Mentions(text, mentioned) {
			if seen[a.ID] || !strings.Contains(text, "@") {
				t.Errorf("%q names %s", text, a.Name())
			}
			seen[a.ID] = true
		}
	})
}
