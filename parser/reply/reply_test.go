package reply

import (
	"strings"
	"testing"
)

const written = "Bonjour,\n\nle poste 4 redémarre seul.\n\nCordialement,\nAnne Petit"

func TestHistoryIsCutWithTheLineThatIntroducesIt(t *testing.T) {
	tests := map[string]string{
		"Outlook, French":              "De : Assistance <support@desk.example>\nEnvoyé : lundi 5 octobre 2026 17:22\nÀ : Anne Petit\nObjet : [#1-AAAAAAAA] Poste 4\n\nAncien texte",
		"Outlook, English":             "From: Support <support@desk.example>\nSent: Monday, October 5, 2026 5:22 PM\nTo: Anne Petit\nSubject: Poste 4\n\nold text",
		"Outlook, rule above":          "________________________________\nDe : Assistance <support@desk.example>\nEnvoyé : lundi 5 octobre 2026 17:22\nÀ : Anne Petit\nObjet : Poste 4\n\nAncien texte",
		"Outlook, bold":                "*De :* Assistance [mailto:support@desk.example]\n*Envoyé :* lundi 5 octobre 2026 17:22\n*À :* Anne Petit\n*Objet :* Poste 4\n\nAncien texte",
		"Outlook, blank lines between": "De : Assistance <support@desk.example>\n\nEnvoyé : lundi 5 octobre 2026 17:22\n\nÀ : Anne Petit\n\nObjet : Poste 4\n\nAncien texte",
		"old Outlook":                  "-----Message d'origine-----\nDe : Assistance [mailto:support@desk.example]\nEnvoyé : lundi 5 octobre 2026 17:22\nÀ : Anne Petit\nObjet : Poste 4\n\nAncien texte",
		"old Outlook, English":         "-----Original Message-----\nFrom: Support\n\nold text",
		"Gmail, French":                "Le lun. 5 oct. 2026 à 17:22, Assistance <support@desk.example> a écrit :\n\n> Ancien texte\n> suite",
		"Gmail, wrapped":               "Le lun. 5 oct. 2026 à 17:22, Assistance Permanence <\nsupport@desk.example> a écrit :\n\n> Ancien texte",
		"Gmail, wrapped in three":      "Le lundi 5 octobre 2026 à 17:22, Assistance Permanence de la maison\n<support@desk.example>\na écrit :\n\n> Ancien texte",
		"Gmail, English":               "On Mon, Oct 5, 2026 at 5:22 PM Support <support@desk.example> wrote:\n\n> old text",
		"Gmail without marks":          "Le lun. 5 oct. 2026 à 17:22, Assistance <support@desk.example> a écrit :\n\nAncien texte",
		"Apple Mail":                   "> Le 5 oct. 2026 à 17:22, Assistance <support@desk.example> a écrit :\n> \n> Ancien texte",
		"Thunderbird":                  "Le 05/10/2026 à 17:22, Assistance a écrit :\n> Ancien texte",
		"Orange":                       "> Message du 05/10/26 17:22\n> De : \"Assistance\" <support@desk.example>\n> A : anne@petit.example\n> Objet : Poste 4\n>\n> Ancien texte",
		"Free":                         "----- Mail original -----\nDe: \"Assistance\" <support@desk.example>\nÀ: \"Anne Petit\" <anne@petit.example>\nEnvoyé: Lundi 5 Octobre 2026 17:22:00\nObjet: Poste 4\n\nAncien texte",
		"Yahoo":                        "Le lundi 5 octobre 2026 à 17:22:10 UTC+2, Assistance <support@desk.example> a écrit :\n\nAncien texte",
		"phone":                        "-------- Message d'origine --------\nDe : Assistance <support@desk.example>\nDate : 05/10/2026 17:22 (GMT+01:00)\nÀ : anne@petit.example\nObjet : Poste 4\n\nAncien texte",
		"date first":                   "2026-10-05 17:22 GMT+02:00 Assistance <support@desk.example>:\n\n> Ancien texte",
		"German":                       "Am 05.10.2026 um 17:22 schrieb Support <support@desk.example>:\n> alter Text",
		"German Outlook":               "Von: Support <support@desk.example>\nGesendet: Montag, 5. Oktober 2026 17:22\nAn: Anne Petit\nBetreff: Poste 4\n\nalter Text",
		"Dutch":                        "Op ma 5 okt 2026 om 17:22 schreef Support <support@desk.example>:\n\n> oude tekst",
		"Spanish":                      "El lun, 5 oct 2026 a las 17:22, Support (<support@desk.example>) escribió:\n\n> texto",
		"Italian":                      "Il giorno lun 5 ott 2026 alle ore 17:22 Support <support@desk.example> ha scritto:\n\n> testo",
		"Portuguese":                   "Em seg., 5 de out. de 2026 às 17:22, Support <support@desk.example> escreveu:\n\n> texto",
		"unknown language":             "Ar Luan 5 DFómh 2026 ag 17:22, Support <support@desk.example>:\n\n> téacs",
		"only marked":                  "> Ancien texte\n> suite",
	}
	for name, history := range tests {
		t.Run(name, func(t *testing.T) {
			equal(t, "reply", answer(written+"\n\n"+history+"\n"), written)
		})
	}
}

func TestNewTextIsKept(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"below the quotation", "Le 05/10/2026 à 17:22, Assistance a écrit :\n> Quel poste ?\n\nLe poste 4.", "Le poste 4."},
		{"around the quotation", "Oui.\n\nLe 05/10/2026 à 17:22, Assistance a écrit :\n> Quel poste ?\n\nLe poste 4.", "Oui.\n\nLe poste 4."},
		{"between two questions", "Le 05/10/2026 à 17:22, Assistance a écrit :\n> Quel poste ?\n\nLe 4.\n\n> Depuis quand ?\n\nLundi.\n\n> Merci", "> Quel poste ?\n\nLe 4.\n\n> Depuis quand ?\n\nLundi."},
		{"a quotation of one's own", "Le message dit :\n\n> période close\n\nQue faire ?", "Le message dit :\n\n> période close\n\nQue faire ?"},
		{"labels that are no mail", "De : Paris\nÀ : Lyon\nvoilà le trajet", "De : Paris\nÀ : Lyon\nvoilà le trajet"},
		{"from whom to whom", "Transférer le contrat\nDe : Martin\nÀ : jean.dupont@petit.example\nMerci", "Transférer le contrat\nDe : Martin\nÀ : jean.dupont@petit.example\nMerci"},
		{"a new contact", "Nom : Dupont\nPrénom : Jean\nFonction : comptable\nAdresse : jean@petit.example", "Nom : Dupont\nPrénom : Jean\nFonction : comptable\nAdresse : jean@petit.example"},
		{"appointment", "Rendez-vous :\n\nDate : mardi 6 octobre\nHeure : 9 h\nLieu : atelier", "Rendez-vous :\n\nDate : mardi 6 octobre\nHeure : 9 h\nLieu : atelier"},
		{"a sentence that begins like one", "Le client a écrit :\nça ne marche pas", "Le client a écrit :\nça ne marche pas"},
		{"on a date", "On Monday the export failed again.\nPlease call:", "On Monday the export failed again.\nPlease call:"},
		{"numbers before an attribution", "Voir les 3 lignes\nLe 05/10/2026 à 17:22, Assistance <s@desk.example> a écrit :\n> x", "Voir les 3 lignes"},
		{"greater than", "Si total\n>= 100 alors erreur", "Si total\n>= 100 alors erreur"},
		{"sent from in a sentence", "La facture\nSent from our other office last week, it never reached the client here.", "La facture\nSent from our other office last week, it never reached the client here."},
		{"closing and name", "Merci\n\nBien à vous,\nAnne", "Merci\n\nBien à vous,\nAnne"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Cut(Input{Text: tt.text})
			equal(t, "reply", m.New, tt.want)
		})
	}
}

func TestSignaturesAreCut(t *testing.T) {
	tests := []struct{ name, text, reply, signature string }{
		{"delimiter", "Bonjour\n\n-- \nAnne Petit\nPetit SARL", "Bonjour", "--\nAnne Petit\nPetit SARL"},
		{"delimiter without its blank", "Bonjour\n\n--\nAnne Petit", "Bonjour", "--\nAnne Petit"},
		{"phone", "Bonjour\n\nEnvoyé de mon iPhone", "Bonjour", "Envoyé de mon iPhone"},
		{"phone, English", "Hello\n\nSent from my Pixel", "Hello", "Sent from my Pixel"},
		{"Outlook for phones", "Bonjour\n\nTélécharger Outlook pour Android<https://aka.ms/x>", "Bonjour", "Télécharger Outlook pour Android<https://aka.ms/x>"},
		{"Outlook for phones, link below", "Bonjour\n\nObtenir Outlook pour iOS\n<https://aka.ms/x>", "Bonjour", "Obtenir Outlook pour iOS\n<https://aka.ms/x>"},
		{"dashes inside a sentence", "Le -- reste", "Le -- reste", ""},
		{"table", "a\n---\nb", "a\n---\nb", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Cut(Input{Text: tt.text})
			equal(t, "reply", m.New, tt.reply)
			equal(t, "signature", m.Signature, tt.signature)
		})
	}
}

func TestForwardedMailIsKept(t *testing.T) {
	const inner = "De : Paul <paul@petit.example>\nEnvoyé : lundi 5 octobre 2026 13:55\nÀ : Anne Petit\nObjet : Erreur\n\nL'écran est noir."
	tests := []struct {
		name    string
		forward bool
		text    string
	}{
		{"marker", false, "Voir ci-dessous\n\n---------- Forwarded message ---------\n" + inner},
		{"French marker", false, "Voir ci-dessous\n\n-------- Message transféré --------\n" + inner},
		{"Apple's marker", false, "Voir ci-dessous\n\nDébut du message réexpédié :\n\n" + inner},
		{"subject", true, "Voir ci-dessous\n\n" + inner},
		{"nothing above", false, inner},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Cut(Input{Text: tt.text, Forward: tt.forward})
			equal(t, "reply", m.New, tt.text)
			equal(t, "forwarded", m.Forwarded, true)
		})
	}
}

func TestAnswerWithoutNewTextIsEmpty(t *testing.T) {
	equal(t, "reply", answer("De : Paul <paul@petit.example>\nEnvoyé : lundi 5 octobre 2026 13:55\nÀ : Anne Petit\nObjet : Erreur\n\nL'écran est noir."), "")
}

func TestCutLosesNoLine(t *testing.T) {
	text := written + "\n\nLe 05/10/2026 à 17:22, Assistance a écrit :\n> Ancien texte\n\n-- \nAnne"
	m := Cut(Input{Text: text, Answer: true})
	all := m.New + "\n" + m.Quoted + "\n" + m.Signature
	for _, l := range strings.Fields(text) {
		if !strings.Contains(all, l) {
			t.Errorf("%q is in no part", l)
		}
	}
}

func TestLinesBeyondTheLimitAreKept(t *testing.T) {
	text := strings.Repeat("ligne\n", maxCutLines+5) + "la fin"
	m := Cut(Input{Text: text})
	equal(t, "the reply is the text", m.New == text, true)
	equal(t, "limited", m.Limited, true)
}

// answer gives the new text of a mail that answers another.
func answer(text string) string { return Cut(Input{Text: text, Answer: true}).New }

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %q\nwant %q", what, any(got), any(want))
	}
}
