package ticket

import (
	"strings"
	"testing"
)

// BenchmarkIsChangeOfAnOrdinaryMail: every mail pays for this.
func BenchmarkIsChangeOfAnOrdinaryMail(b *testing.B) {
	text := strings.Repeat("Bonjour, depuis lundi l'écran des commandes reste bloqué après la validation ; le journal contient une erreur 403, merci de me contacter.\n\n", 45)
	for b.Loop() {
		IsChange("Import des factures", text)
	}
}
