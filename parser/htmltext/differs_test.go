package htmltext

import (
	"strings"
	"testing"
)

func TestHTMLWithOtherWordsDiffers(t *testing.T) {
	const (
		plain = "Bonjour,\n\nl'export des écritures s'arrête à la ligne 4812 avec le message « période close ».\n\nCordialement,\nÉlise Garnier\n"
		other = "<p>Votre compte sera fermé demain. Confirmez votre identité avec votre mot de passe sur la page sécurisée du service clients, sans attendre la relance.</p>"
	)
	same := "<style>p{margin:0}</style><p>" + strings.ReplaceAll(plain, "\n", "<br>") + "</p><!-- rien de plus -->"
	tests := []struct {
		name, source, plain string
		want                bool
	}{
		{"same words", same, plain, false},
		{"same words with entities", strings.ReplaceAll(same, "é", "&eacute;"), plain, false},
		{"same words and a signature", same + "<p>Garnier SARL, 12 rue des Lilas</p>", plain, false},
		{"HTML holds less", "<p>Bonjour, l'export des écritures s'arrête</p>", plain, false},
		{"other words", other, plain, true},
		{"same words below others", other + other + same, plain, true},
		{"too few words to say", "<p>Votre compte sera fermé</p>", plain, false},
		{"pictures alone", "<img src=x>", plain, false},
		{"nothing", "", "", false},
	}
	for _, tt := range tests {
		if got := Differs(tt.source, tt.plain); got != tt.want {
			t.Errorf("%s: got %v", tt.name, got)
		}
	}
}
