package reply

import "testing"

// flats are histories whose lines were run together, whole or in part.
var flats = map[string]string{
	"French":                      "De : Assistance <support@desk.example>Envoyé : lundi 5 octobre 2026 17:22À : Anne Petit <anne@petit.example>Objet : Re: Poste 4Bonjour, quel poste ?",
	"English":                     "From: Support <support@desk.example>Sent: Monday, October 5, 2026 5:22 PMTo: Anne Petit <anne@petit.example>Subject: Re: Poste 4  Which one?",
	"German":                      "Von: Support <support@desk.example>Gesendet: Montag, 5. Oktober 2026 17:22An: Anne Petit <anne@petit.example>Betreff: AW: Platz 4",
	"Polish, subject first":       "Temat: RE: Stanowisko 4Data: 2026-10-05 13:46Nadawca: \"desk\" support@desk.example Adresat:",
	"reply address":               "From: Support <support@desk.example>Reply-To: <support@desk.example>Date: 5 Oct 2026 17:22To: Anne Petit <anne@petit.example>Subject: x",
	"blanks between":              "De : Assistance <support@desk.example> Envoyé : lundi 5 octobre 2026 17:22 À : Anne Petit Objet : Poste 4",
	"below a title":               "-------- Message d'origine --------De : Assistance <support@desk.example> Date : 05/10/2026  17:22  (GMT+01:00) À : anne@petit.example Objet : Poste 4",
	"below a title, no address":   "-------- Ursprüngliche Nachricht --------Von: \"Desk\"  Datum: 05.10.26  17:22  (GMT+01:00) An: Betreff: Platz 4",
	"tags":                        "<div>-------- Message d'origine --------</div><div>De : Assistance <support@desk.example> </div><div>Date :05/10/2026  17:22  (GMT+01:00) </div><div>À : anne@petit.example </div><div>Objet : Poste 4 </div><div>",
	"only the title run together": "---- Message d'origine ----De : Assistance <support@desk.example>\nDate : 05/10/2026  17:22\nÀ : anne@petit.example\nObjet : Poste 4",
}

func TestHeadersWithoutLineBreaksAreCut(t *testing.T) {
	for name, header := range flats {
		t.Run(name, func(t *testing.T) {
			equal(t, "below", answer(written+"\n\n"+header+"\n\nAncien texte"), written)
			if header[0] != '-' && header[0] != '<' {
				equal(t, "glued", answer("C'est le poste 4."+header+"\n\nAncien texte"), "C'est le poste 4.")
			}
		})
	}
}

func TestLinesWithLabelsAreKept(t *testing.T) {
	for _, text := range []string{
		"Trajet. De : Lyon À : Paris Date : 12/10/2026 Heure : 10:04 Contact : anne@petit.example",
		"Les en-têtes sont : From: a@b.example Date: 5 Oct 2026 17:22 To: c@d.example Subject: facture",
		"Rappel. Objet : relance. Date : 12/10. À : voir avec Paul : anne@petit.example",
		"Nom : Petit Prénom : Anne Mail : anne@petit.example Date : 12/10/2026 10:04 Objet : accès",
	} {
		equal(t, "reply", answer("Bonjour,\n\n"+text+"\n\nMerci"), "Bonjour,\n\n"+text+"\n\nMerci")
	}
}

func TestALineThatWasSplitAndIsKeptIsWholeAgain(t *testing.T) {
	text := "Bonjour,\n\nvoir  De : Anne <anne@petit.example>Envoyé : 10:00Objet : Poste 4"
	equal(t, "reply", Cut(Input{Text: text}).New, text)
}
