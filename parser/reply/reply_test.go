package reply

import (
	"strings"
	"testing"
)

const written = "Bonjour,\n\nle poste 4 redémarre seul.\n\nCordialement,\nAnne Petit"

// histories are earlier mail as programs append it.
var histories = map[string]string{
	"Outlook, French":              "De : Assistance <support@desk.example>\nEnvoyé : lundi 5 octobre 2026 17:22\nÀ : Anne Petit\nObjet : [#1-AAAAAAAA] Poste 4\n\nAncien texte",
	"Outlook, English":             "From: Support <support@desk.example>\nSent: Monday, October 5, 2026 5:22 PM\nTo: Anne Petit\nSubject: Poste 4\n\nold text",
	"Outlook, rule above":          "________________________________\nDe : Assistance <support@desk.example>\nEnvoyé : lundi 5 octobre 2026 17:22\nÀ : Anne Petit\nObjet : Poste 4\n\nAncien texte",
	"Outlook, bold":                "*De :* Assistance [mailto:support@desk.example]\n*Envoyé :* lundi 5 octobre 2026 17:22\n*À :* Anne Petit\n*Objet :* Poste 4\n\nAncien texte",
	"Outlook, blank lines between": "De : Assistance <support@desk.example>\n\nEnvoyé : lundi 5 octobre 2026 17:22\n\nÀ : Anne Petit\n\nObjet : Poste 4\n\nAncien texte",
	"old Outlook":                  "-----Message d'origine-----\nDe : Assistance [mailto:support@desk.example]\nEnvoyé : lundi 5 octobre 2026 17:22\nÀ : Anne Petit\nObjet : Poste 4\n\nAncien texte",
	"old Outlook, English":         "-----Original Message-----\nFrom: Support\n\nold text",
	"old Proton Mail":              "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nSupport\n\nold text",
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
	"bars":                         "Le 05/10/2026 à 17:22, Assistance a écrit :\n| Ancien texte\n| suite\n",
	"braces":                       "On Mon, 5 Oct 2026 17:22:00 +0200, support@desk.example wrote:\n} old text\n} more\n",
	"brackets":                     "On Mon, 5 Oct 2026 17:22:00 +0200, support@desk.example wrote:\n] old text\n] more\n",
	"initials":                     "Le 05/10/2026 à 17:22, Assistance <support@desk.example> a écrit :\nAS> Ancien texte\nAS> suite\n",
	"one line":                     "De : Assistance <support@desk.example> Envoyé : lundi 5 octobre 2026 17:22 À : Anne Petit Objet : Poste 4\n\nAncien texte",
	"one line en":                  "From: Support [mailto:support@desk.example] Sent: Monday, October 5, 2026 5:22 PM To: Anne Petit Subject: Poste 4\n\nold text",
	"two lines":                    "De : Assistance Envoyé : lundi 5 octobre 2026 17:22\nÀ : Anne Petit Objet : Poste 4\n\nAncien texte",
	"indented":                     "    De : Assistance <support@desk.example>\n    Envoyé : lundi 5 octobre 2026 17:22\n    À : Anne Petit\n    Objet : Poste 4\n\n    Ancien texte",
	"wrapped to":                   "De : Assistance <support@desk.example>\nEnvoyé : lundi 5 octobre 2026 17:22\nÀ : Anne Petit <anne@petit.example>; Paul Petit\n<paul@petit.example>; Jean Petit <jean@petit.example>;\nMarie Petit <marie@petit.example>\nCc : Zoé\nObjet : Poste 4\n\nAncien texte",
	"small labels":                 "envoyé : 5 octobre 2026 à 17:22\nde : Assistance <support@desk.example>\nà : anne@petit.example\nobjet : Poste 4\n\nAncien texte",
	"stars labels":                 "**De :** Assistance <support@desk.example>\n**Envoyé :** lundi 5 octobre 2026 17:22\n**À :** Anne Petit\n**Objet :** Poste 4\n\nAncien texte",
	"name first":                   "Assistance <support@desk.example> a écrit le 05/10/2026 à 17:22 :\n> Ancien texte",
	"name first unmarked":          "Assistance <support@desk.example> a écrit le 05/10/2026 à 17:22 :\n\nAncien texte",
	"name first, no address":       "Assistance a écrit le 05/10/2026 17:22 :\n> Ancien texte",
	"name first en":                "Support <support@desk.example> wrote on 5 Oct 2026 at 17:22:\n> old",
	"no date":                      "Assistance <support@desk.example> a écrit :\n> Ancien texte",
	"no date no address":           "Assistance Permanence a écrit :\n> Ancien texte",
	"mixed rule":                   "-----Message d'origine-----\n\nDe : Assistance\nEnvoyé : lundi\nÀ : Anne\nObjet : x\n\nAncien",
	"mac outlook":                  "De : Assistance <support@desk.example>\nDate : lundi 5 octobre 2026 à 17:22\nÀ : Anne Petit <anne@petit.example>\nObjet : Poste 4\n\nAncien texte",
	"shared line fr":               "Le 05/10/2026 à 17:22, Assistance <support@desk.example> a écrit : Ancien texte qui suit sur la même ligne\net continue",
	"blank between":                "Le lun. 5 oct. 2026 à 17:22, Assistance\n\n<support@desk.example>\n\na écrit :\n\nAncien texte",
	"reply above":                  "##- Veuillez saisir votre réponse au-dessus de cette ligne -##\n\nAncien texte",
	"reply above en":               "--- Please reply above this line ---\n\nold text",
	"mailto":                       "On Mon, Oct 5, 2026 at 5:22 PM, Support <mailto:support@desk.example>\nwrote:\n\n> old text",
	"stars attribution":            "*Le lundi 5 octobre 2026 à 17:22, Assistance <support@desk.example> a écrit :*\n\nAncien texte",
	"quoted nested intro":          "> Le 5 oct. 2026 à 17:22, Assistance a écrit :\n>> Ancien\n> texte",
	"quote only sig":               "> Ancien texte\n> suite\n\n-- \nAnne Petit\nPetit SARL",
	"quote only phone":             "> Ancien texte\n> suite\n\nEnvoyé de mon iPhone",
}

func TestHistoryIsCutWithTheLineThatIntroducesIt(t *testing.T) {
	for name, history := range histories {
		t.Run(name, func(t *testing.T) {
			equal(t, "reply", answer(written+"\n\n"+history+"\n"), written)
		})
	}
}

func TestLastLineAboveHistoryIsKept(t *testing.T) {
	lines := []string{"Le 4.", "Le poste 4", "On Monday", "Am Montag", "A Lyon, Anne", "À 10:00 demain", "Voir les 3 lignes", "Le 12/10/2026", "12/10/2026",
		"anne@petit.example", "Anne Petit <anne@petit.example>", "Tél : 04 00 00 00 00", "Date : 12/10/2026", "Objet : relance", "-----", "*****", "Bien à vous", "1) oui",
		"Le 12 à 10h, Paul a écrit que oui", "https://atelier.example/4812", "Réponse 1: oui", "Merci !", "Le client écrit", "En date du 12, rien", "Paul", "Mon-Fri 9:00 - 17:00", "Dr. Le Goff", "SIRET 000 000 000"}
	for _, last := range lines {
		for name, history := range histories {
			text := written + "\n" + last
			want := text
			if strings.Trim(last, "-*") == "" { // a rule above history belongs to it
				want = written
			}
			if got := answer(text + "\n\n" + history + "\n"); got != want && got != text {
				t.Errorf("%q above %s: got %q", last, name, strings.TrimPrefix(got, written))
			}
		}
	}
}

func TestNewTextIsKept(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"below the quotation", "Le 05/10/2026 à 17:22, Assistance a écrit :\n> Quel poste ?\n\nLe poste 4.", "Le poste 4."},
		{"around the quotation", "Oui.\n\nLe 05/10/2026 à 17:22, Assistance a écrit :\n> Quel poste ?\n\nLe poste 4.", "Oui.\n\nLe poste 4."},
		{"between two questions", "Le 05/10/2026 à 17:22, Assistance a écrit :\n> Quel poste ?\n\nLe 4.\n\n> Depuis quand ?\n\nLundi.\n\n> Merci", "> Quel poste ?\n\nLe 4.\n\n> Depuis quand ?\n\nLundi."},
		{"below bars", "Le 05/10/2026 à 17:22, Assistance a écrit :\n| Quel poste ?\n| Et depuis quand ?\n\nLe poste 4, depuis lundi.", "Le poste 4, depuis lundi."},
		{"below initials", "Le 05/10/2026 à 17:22, Assistance a écrit :\nAP> Quel poste ?\n\nLe 4.\n\nAP> Depuis quand ?\n\nLundi.", "AP> Quel poste ?\n\nLe 4.\n\nAP> Depuis quand ?\n\nLundi."},
		{"two quotations introduced apart", "Le 05/10/2026 à 17:22, Assistance a écrit :\n> Quel poste ?\n\nLe 4.\n\nLe 05/10/2026 à 18:22, Assistance a écrit :\n> Depuis quand ?\n\nLundi.", "> Quel poste ?\n\nLe 4.\n\n> Depuis quand ?\n\nLundi."},
		{"a signature above the quotation, an answer below", "Voir plus bas.\n\n-- \nAnne\n\nLe 05/10/2026 à 17:22, Assistance a écrit :\n> Quel poste ?\n\nLe poste 4.", "Voir plus bas.\n\nLe poste 4."},
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
		{"link in the line", "Hello\n\nSent with ProtonMail <https://mail.example/?" + strings.Repeat("utm=x&", 40) + "> Secure Email.", "Hello", "Sent with ProtonMail <https://mail.example/?" + strings.Repeat("utm=x&", 40) + "> Secure Email."},
		{"sentence with a link", "Sent with care <https://mail.example/x> by all of us in the shop to you.", "Sent with care <https://mail.example/x> by all of us in the shop to you.", ""},
		{"link within the line", "Bonjour\n\nProvenance : Courrier<https://go.example/?id=1> pour Windows", "Bonjour", "Provenance : Courrier<https://go.example/?id=1> pour Windows"},
		{"link without its blank", "Bonjour\n\nTélécharger Outlook pour Androidhttps://aka.ms/x", "Bonjour", "Télécharger Outlook pour Androidhttps://aka.ms/x"},
		{"wrapped", "Bonjour\n\nProvenance : Courrier<https://go.example/fwlink/?LinkId=550986> pour\nWindows 10", "Bonjour", "Provenance : Courrier<https://go.example/fwlink/?LinkId=550986> pour\nWindows 10"},
		{"wrapped before the number", "Hello\n\nSent from Mail <https://go.example/fwlink/?LinkId=550986> for Windows\n10", "Hello", "Sent from Mail <https://go.example/fwlink/?LinkId=550986> for Windows\n10"},
		{"a name below a phone's line", "Bonjour\n\nEnvoyé de mon iPhone\nAnne", "Bonjour\n\nAnne", "Envoyé de mon iPhone"},
		{"a dash above", "Hello\n\n—\nSent from Mailbox", "Hello", "—\nSent from Mailbox"},
		{"links around a scanner's line", "Bonjour\n\n<https://www.avast.example/sig>\nGaranti sans virus. www.avast.com\n<https://www.avast.example/sig>\n<#A1B2>", "Bonjour", "<https://www.avast.example/sig>\nGaranti sans virus. www.avast.com\n<https://www.avast.example/sig>\n<#A1B2>"},
		{"the dot of a tracker", "Bonjour\nᐧ", "Bonjour", ""},
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

func TestLetterBelowWhatAPhoneSignsWithIsHistory(t *testing.T) {
	const text = "C'est fait.\n\nEnvoyé de mon iPhone\n\nBonjour Anne,\n\npouvez-vous relancer l'export ?\n\nPaul"
	r := Cut(Input{Text: text, Answer: true})
	equal(t, "reply", r.New, "C'est fait.")
	equal(t, "signature", r.Signature, "Envoyé de mon iPhone")
	below := strings.Replace(text, "Bonjour Anne,", "PS : et l'import", 1)
	equal(t, "reply", strings.Contains(answer(below), "PS : et l'import"), true)
}

func TestAnswerBelowMarkedHistoryIsKept(t *testing.T) {
	for name, history := range histories {
		lines := strings.Split(history, "\n")
		if !strings.HasPrefix(lines[len(lines)-1], ">") {
			continue
		}
		equal(t, "below "+name, answer(history+"\n\n"+written), written)
		if name == "only marked" {
			continue // what nothing introduces may be the sender's own
		}
		equal(t, "around "+name, answer("Oui.\n\n"+history+"\n\n"+written), "Oui.\n\n"+written)
		equal(t, "right below "+name, answer(history+"\nC'est le 4."), "C'est le 4.")
	}
}

func TestMailOfATicketSystemIsHistory(t *testing.T) {
	for _, line := range []string{"-- Répondre au-dessus de cette ligne --", "-- REPLY ABOVE THIS LINE --", "  <https://desk.example/a.png> -- REPLY ABOVE THIS LINE --  <https://desk.example/a.png>"} {
		text := written + "\n\n" + copied + "\n\n" + line + "\n\nTicket 4812"
		equal(t, "reply", Cut(Input{Text: text}).New, written)
		equal(t, "reply", Cut(Input{Text: text, Forward: true}).New, text)
	}
}

func TestQuotedMailOfATicketSystemIsHistory(t *testing.T) {
	const text = "C'est fait.\n\n> -- Répondre au-dessus de cette ligne --\n>\n> Ticket 4812\n\nEt merci."
	equal(t, "reply", answer(text), "C'est fait.\n\nEt merci.")
}

const copied = "De : Paul <paul@petit.example>\nEnvoyé : lundi 5 octobre 2026 13:55\nÀ : Anne Petit\nObjet : Erreur"

func TestAnswerWithNothingButMarkedHistoryIsEmpty(t *testing.T) {
	equal(t, "reply", answer("Le 05/10/2026 à 17:22, Assistance a écrit :\n> Quel poste ?\n> Depuis quand ?"), "")
	equal(t, "reply", answer(quote(copied+"\n\nL'écran est noir.")), "")
}

func TestAnswerWithNothingAboveUnmarkedHistoryStandsBelow(t *testing.T) {
	tests := []struct{ name, text, reply string }{
		{"below a header", copied + "\n\nL'écran est noir.", "L'écran est noir."},
		{"below a header with blank lines between", strings.ReplaceAll(copied, "\n", "\n\n") + "\n\nL'écran est noir.", "L'écran est noir."},
		{"date first, blank lines between", "**Envoyé :** lundi 5 octobre 2026 13:55\n\n**De :** \"Paul\" <paul@petit.example>\n\n**À :** Anne Petit\n\n**Objet :** Erreur\n\nL'écran est noir.", "L'écran est noir."},
		{"below an attribution", "Le 05/10/2026 à 17:22, Paul <paul@petit.example> a écrit :\n\nL'écran est noir.", "L'écran est noir."},
		{"below an attribution and a header", "Le 05/10/2026 à 17:22, Paul <paul@petit.example> a écrit :\n\n" + copied + "\n\nL'écran est noir.", "L'écran est noir."},
		{"below a title and a header", "Message d'origine\n" + copied + "\n\nL'écran est noir.", "L'écran est noir."},
		{"older history amid it", copied + "\n\nL'écran est noir.\n\n" + copied + "\n\nLa caisse aussi.\n\nC'est le poste 4.", "L'écran est noir.\n\n" + copied + "\n\nLa caisse aussi.\n\nC'est le poste 4."},
		{"marked history below", copied + "\n\nL'écran est noir.\n\nLe 04/10/2026 à 17:22, Anne a écrit :\n> Quel poste ?\n\nMerci", "L'écran est noir.\n\nMerci"},
		{"below a titled rule", "-----Message d'origine-----\n" + copied + "\n\nL'écran est noir.", ""},
		{"a phone's line above", "Envoyé de mon iPhone\n\n" + copied + "\n\nL'écran est noir.", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { equal(t, "reply", answer(tt.text), tt.reply) })
	}
}

func TestQuotationWithNothingBesideItIsKept(t *testing.T) {
	for _, text := range []string{"> Bonjour,\n> le poste 4 redémarre seul.", "> Bonjour,\n>\n>> ancien\n\n> merci"} {
		equal(t, "reply", answer(text), text)
		equal(t, "reply to nothing", Cut(Input{Text: text}).New, text)
		m := Cut(Input{Text: text + "\n\nEnvoyé de mon iPhone", Answer: true})
		equal(t, "reply above a signature", m.New, text)
		equal(t, "signature", m.Signature, "Envoyé de mon iPhone")
	}
	equal(t, "reply with more", answer("> Ancien\n\nOui."), "Oui.")
	equal(t, "reply of introduced history", answer("Le 5 oct. 2026 à 10:00, Anne a écrit :\n> Ancien"), "")
	equal(t, "reply of history with its introduction in it", answer("> Le 5 oct. 2026 à 10:00, Anne a écrit :\n> Ancien"), "")
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
