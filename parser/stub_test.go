package parser

import "testing"

// twoForms is a mail with a plain and an HTML form.
func twoForms(plain, html string) *Message {
	m, _ := Parse(mailOf("Content-Type: multipart/alternative; boundary=b",
		"--b\nContent-Type: text/plain; charset=utf-8\n\n"+plain+"\n--b\nContent-Type: text/html; charset=utf-8\n\n"+html+"\n--b--\n"))
	return m
}

func TestPlainFormIsTheTextUnlessItIsAStub(t *testing.T) {
	const page = "<p>Bonjour,</p><p>la sauvegarde de nuit a échoué sur le disque D.</p>"
	const text = "Bonjour,\n\nla sauvegarde de nuit a échoué sur le disque D."
	tests := []struct{ name, plain, html, want string }{
		{"plain form", "Bonjour, la sauvegarde a échoué.", page, "Bonjour, la sauvegarde a échoué."},
		{"empty", "", page, text},
		{"blank", " \n\n \u00a0", page, text},
		{"stub", "Votre messagerie n'affiche pas le HTML.", page, text},
		{"stub in English", "To view this email, use a browser.", page, text},
		{"client who speaks of HTML", "Bonjour, le HTML de la page de connexion ne s'affiche plus du tout.", "<img src=x>", "Bonjour, le HTML de la page de connexion ne s'affiche plus du tout."},
		{"both empty", "", "<br>", ""},
	}
	for _, tt := range tests {
		equal(t, tt.name, twoForms(tt.plain, tt.html).Text, tt.want)
	}
}

func TestHTMLThatShowsOtherWordsIsNamed(t *testing.T) {
	const plain = "Bonjour,\nvoici la facture du mois de septembre, merci de la valider avant vendredi prochain."
	same := twoForms(plain, "<p>Bonjour,<br>voici la facture du mois de <b>septembre</b>, merci de la valider avant vendredi prochain.</p>")
	equal(t, "same", same.Defect("text-html-differ"), false)
	other := twoForms(plain, "<p>Votre compte bancaire sera bloqué. Confirmez votre identité immédiatement avec votre code secret sur notre page sécurisée.</p>")
	equal(t, "other", other.Defect("text-html-differ"), true)
	equal(t, "text", other.Text, plain)
}
