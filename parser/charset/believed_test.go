package charset

import (
	"strings"
	"testing"
)

// marked are texts in which marks stand where a table of letters has others.
var marked = []string{
	"le client—celui de Lyon—attend la réponse", "le client–celui de Lyon", "pages 3–5", "suite…et fin", "l’été", "«été»", "a·b", "10 €/mois", "15°C", "n°4",
	"Œuvre", "œuf–à–la–coque", "ÉTÉ", "À LYON", "AÉRÉ", "—", "——————", "• un\n• deux", "½ journée", "cœur…", "déjà—vu", "‰ et †", "™©®", "5 × 3", "Ÿ", "½¼¾", "ªº", "µm", "client½ relancé", "problème»voilà l'été", "reçu£ déjà", "clôture³ à août",
}

// TestRightLabelIsBelieved holds whatever stands in the text.
func TestRightLabelIsBelieved(t *testing.T) {
	for _, text := range marked {
		b := encode(t, "windows-1252", text)
		for _, label := range []string{"windows-1252", "iso-8859-1", "latin1"} {
			if got, defects := Decode(label, b); got != text || len(defects) > 0 {
				t.Errorf("%s: %q became %q %v", label, text, got, defects)
			}
		}
		if got, _ := Decode("utf-8", []byte(text)); got != text {
			t.Errorf("utf-8: %q became %q", text, got)
		}
	}
}

func TestDashesBetweenLettersWithoutLabel(t *testing.T) {
	for _, text := range []string{marked[0], marked[1], "café—crème", strings.Repeat("déjà–vu ", 20)} {
		if got := Unlabelled(string(encode(t, "windows-1252", text))); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}
