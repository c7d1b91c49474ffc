package reply

import "testing"

func TestOpenersAreWholeWords(t *testing.T) {
	for text, want := range map[string]bool{
		"le lun. 5 oct.": true, "le\u00a0lundi": true, "on mon, 5": true, "在 2026": true, "在2026年": true,
		"elédov": false, "lecteur": false, "onze": false, "amélie": false,
	} {
		equal(t, text, known.opens(text), want)
	}
}

func TestSignatureAboveAnAttributionIsASignature(t *testing.T) {
	for _, name := range []string{"Noémie Valette", "Éléonore Valette", "Elévine Amadou"} {
		r := Cut(Input{Text: "Bonjour\n\n-- \n" + name + "\nResponsable\n\nLe lun. 5 oct. 2026 à 17:22, Assistance <support@desk.example> a écrit :\n\n> Ancien", Answer: true})
		equal(t, name, r.Signature, "--\n"+name+"\nResponsable")
	}
}
