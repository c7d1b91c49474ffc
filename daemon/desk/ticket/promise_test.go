package ticket

import "testing"

func TestATextThatPromisesAFileIsKnown(t *testing.T) {
	for text, want := range map[string]bool{
		"Vous trouverez ci-joint le relevé.":             true,
		"Ci-jointes, les deux factures":                  true,
		"Le plan est en pièce jointe.":                   true,
		"LES PIÈCES JOINTES sont là":                     true,
		"Je vous joins le fichier.":                      true,
		"Please find attached the report.":               true,
		"See the attachment.":                            true,
		"":                                               false,
		"Bonjour, c’est corrigé.":                        false,
		"Nous restons attachés à vous, je joindrai Luc.": false,
		"C’est fait.\n> Ci-joint le fichier.":            false,
		"unattached":                                     false,
	} {
		if got := PromisesFile(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
