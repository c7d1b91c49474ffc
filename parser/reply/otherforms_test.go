package reply

import "testing"

// otherForms are histories of old and less used versions of programs: AOL,
// Hotmail, Yahoo, Outlook for phones, Entourage, GMX, Exchange.
var otherForms = []string{
	"El El lun, 5 de oct. de 2026 a la(s) 10:04, Lucía Peña <lucia@desk.example> escribió:\n\n> x",
	"El lun., 5 de octubre de 2026 10:04 a. m., Lucía Peña <lucia@desk.example> escribió:\n\nx",
	"On Mon, 5 Oct, 2026, 10:04 am Helen Carter, <helen@desk.example> wrote:\n\nx",
	"Den mån 5 okt. 2026 10:04Åsa Lind <asa@desk.example> skrev:\n\n> x",
	"Op ma 5 okt. 2026 10:04 schreef Sanne Visser <sanne@desk.example>:\n\nx",
	"On Mon, Oct 5, 2026 at 10:04 AM +0200, \"Helen Carter\" <helen@desk.example> wrote:\n\n\n\n\n\n\n\nx",
	"_____________________________\nFrom: Helen Carter <helen@desk.example>\nSent: Monday, October 5, 2026 10:04 AM\nSubject: Re: x\nTo: Anne Petit <anne@petit.example>\n\n\nx",
	"_____________________________\nDe : Assistance <helen@desk.example>\nEnvoyé : lundi, octobre 5, 2026 10:04 AM\nObjet : Re: x\nÀ : Anne Petit <anne@petit.example>\n\n\nx",
	"From: Helen Carter \nSent: Monday, October 05, 2026 10:04 AM\nTo: anne@petit.example \nSubject: Re: x\n\nx",
	"On 10/5/26 10:04 AM, \"Helen Carter\" <helen@desk.example> wrote:\n\nx",
	"--- En date de : Lun 5.10.26, Assistance <helen@desk.example> a écrit :\n\n\nDe: Assistance <helen@desk.example>\nObjet: x\nÀ: anne@petit.example\nDate: Lundi 5 octobre 2026, 10h04\n\n\nx",
	"--- On Mon, 10/5/26, Helen Carter <helen@desk.example> wrote:\n\nFrom: Helen Carter <helen@desk.example>\nSubject: x\nTo: anne@petit.example\nDate: Monday, October 5, 2026, 10:04 AM\n\nx",
	"________________________________\n De : Assistance <helen@desk.example>\nÀ : Anne Petit <anne@petit.example> \nEnvoyé le : Lundi 5 octobre 2026 10h04\nObjet : Re: x\n \n\nx",
	"In a message dated 10/5/2026 10:04:12 A.M. Eastern Daylight Time, helen@desk.example writes:\n\nx",
	"In a message dated 10/5/2026 10:04:12 AM Romance Daylight Time, \nhelen@desk.example writes:\n\n> x",
	"Dans un e-mail daté du 05/10/2026 10:04:12 Romance Daylight Time, helen@desk.example a écrit :\n\nx",
	"Date: Mon, 5 Oct 2026 10:04:12 +0200\nFrom: helen@desk.example\nTo: anne@petit.example\nSubject: x\n\nx",
	"Subject: RE: x\nDate: Mon, 5 Oct 2026 10:04:12 +0200\nFrom: helen@desk.example\nTo: anne@petit.example\nCC: y@petit.example\n\nx",
	"> From: helen@desk.example\n> To: anne@petit.example\n> Subject: x\n> Date: Mon, 5 Oct 2026 10:04:12 +0200\n> \n> x\n \t\t \t   \t\t",
	"________________________________\n> From: helen@desk.example\n> To: anne@petit.example\n> Subject: x\n> Date: Mon, 5 Oct 2026 10:04:12 +0200\n> \n> x",
	"Le lundi 5 octobre 2026 à 10:04:07, Assistance a écrit :\n> x",
	"On Monday 05 October 2026 10:04 AM, Helen Carter wrote:\n> x",
	"Le 5 oct. 2026 à 10:04, \"Assistance\" <helen@desk.example> a écrit :\n\n\u00a0\n\nx",
	"Le lun. 5 oct. 2026 à 10:04, Assistance <helen@desk.example>\na écrit :\n\nx",
	"De : Assistance [mailto:helen@desk.example]\nEnvoyé : lundi 5 octobre 2026 10:04\nÀ : Anne Petit\nCc : Paul\nObjet : x\nPièces jointes : a.pdf; b.pdf\nImportance : Haute\n\nx",
	"De : helen@desk.example De la part de Assistance\nEnvoyé : lundi 5 octobre 2026 10:04\nÀ : Anne Petit\nObjet : x\n\nx",
	"From: helen@desk.example On Behalf Of Helen Carter\nSent: Monday, October 5, 2026 10:04 AM\nTo: Anne Petit\nSubject: x\n\nx",
	"From: Helen Carter <helen@desk.example> on behalf of Support\nDate: Monday, October 5, 2026 at 10:04 AM\nTo: Anne Petit\nSubject: x\n\nx",
	"De: Assistance <helen@desk.example>\nRépondre à: Assistance <helen@desk.example>\nDate: lundi 5 octobre 2026 10:04\nÀ: Anne Petit <anne@petit.example>\nObjet: x\n\nx",
	"De : Assistance <helen@desk.example>\nRépondre à : <helen@desk.example>\nDate : lundi 5 octobre 2026 à 10:04\nÀ : Anne Petit <anne@petit.example>\nCc : Paul <p@petit.example>, Marie <m@petit.example>, Un Autre\n\t<a@petit.example>\nObjet : x\n\nx",
	"Am 05.10.2026 10:04, schrieb Jörg Weiß:\n> x",
	"Gesendet: Montag, 05. Oktober 2026 um 10:04 Uhr\nVon: \"Jörg Weiß\" <joerg@desk.example>\nAn: anne@petit.example\nBetreff: x\n\nx",
	"Von: Jörg Weiß <joerg@desk.example>\nGesendet: Mo 05.10.2026 10:04\nBetreff: x\nAn: Anne Petit <anne@petit.example>\n\nx",
	"On Mon, Oct 5, 2026, 10:04 Helen Carter <helen@desk.example> wrote:\n\nx",
	"On Mon, Oct 5, 2026 at 10:04 AM Helen Carter <helen@desk.example>\nwrote:\n\nx\n\n--\nHelen",
	"On Monday, October 5, 2026 10:04 AM, Helen Carter <helen@desk.example> wrote:\n\nx",
	"On Monday, October 5, 2026 at 10:04:12 AM UTC+2 helen@desk.example wrote:\n\n> x",
	"Le lundi 5 octobre 2026 à 10:04:12 UTC+2, helen@desk.example a écrit :\n\n> x",
	"Le lundi 5 octobre 2026 à 10:04:12 UTC+2, helen@desk.example a écrit :\n\nx",
	"Sent: Monday, October 5, 2026 at 10:04 AM\nFrom: \"Helen Carter\" <helen@desk.example>\nTo: anne@petit.example\nSubject: x\n\nx",
	"Envoyé: lundi 5 octobre 2026 à 10:04\nDe: \"Assistance\" <helen@desk.example>\nÀ: anne@petit.example\nObjet: x\n\nx",
	"-----Message d'origine-----\nDe : Assistance <helen@desk.example>\nÀ : anne <anne@petit.example>\nEnvoyé le : Lu, 5 Oct 2026 10:04\nSujet : x\n\nx",
	"Le 05/10/2026 à 10:04, « Assistance » <helen@desk.example> a écrit :\n\n    x",
	"Le 5 octobre 2026 à 10:04, Assistance <helen@desk.example> a écrit :\n\n\n\n\u00a0\n\n\nx",
}

func TestOtherFormsAreCut(t *testing.T) {
	for _, history := range otherForms {
		t.Run(history, func(t *testing.T) {
			equal(t, "below an answer", answer(written+"\n\n"+history+"\n"), written)
			equal(t, "below a phone's line", answer("Oui\n\nEnvoyé de mon iPhone\n\n"+history+"\n"), "Oui")
		})
	}
}
