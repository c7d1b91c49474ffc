package letter

import "testing"

func TestAnAnswerIsSignedOnce(t *testing.T) {
	for text, want := range map[string]bool{
		"C'est corrigé.\n\nBien cordialement,\nClaire Moreau\n": true,
		"C'est corrigé.\n\nclaire":                              true,
		"C'est corrigé.":                                        false,
		"":                                                      false,
		"Claire m'a dit que\nc'était corrigé.\nVoyez\nvous-même\net dites-nous.": false,
	} {
		if got := (Answer{Text: text, Author: Person{First: "Claire", Last: "Moreau"}}).Signed(); got != want {
			t.Errorf("%q: signed %v, want %v", text, got, want)
		}
	}
}
