package reply

import "testing"

func TestNameVerbAndFullDateMakeAnAttribution(t *testing.T) {
	for _, line := range []string{
		"Support DE  schrieb am Do. 16. Mai 2024 um 00:02:",
		"Support DE &lt;support@desk.example&gt; schrieb am Do. 16. Mai 2024 um 00:02:",
		"Hélène Caron a écrit le lun. 5 oct. 2026 à 17:22 :",
		"Helen Carter wrote on Mon., Oct 5, 2026 at 5:22 PM:",
	} {
		equal(t, "unmarked", answer(written+"\n\n"+line+"\n\nAncien texte"), written)
	}
	for _, text := range []string{
		"Notre client Paul a écrit le lun. 5 oct. 2026 à 17:22 :\nla caisse est bloquée.",
		"Paul a écrit le lundi 5 octobre 2026 à 17:22 :\nla caisse est bloquée.",
		"Unser Kunde schrieb am Do. 16. Mai 2024 um 10:02:\ndie Kasse klemmt.",
	} {
		equal(t, "a sentence", answer("Bonjour,\n\n"+text), "Bonjour,\n\n"+text)
	}
}

func TestADateAloneIntroducesAQuotation(t *testing.T) {
	for _, line := range []string{"On Mon, 5 Oct 2026 17:22:19 +0000", "Le lun. 5 oct. 2026 à 17:22"} {
		equal(t, "reply", answer(written+"\n\n"+line+"\n> Ancien texte\n> suite"), written)
	}
	const text = "Le poste 4 s'est arrêté le 5 oct. 2026 à 17:22"
	equal(t, "a sentence", answer(text+"\n> Ancien texte"), text)
}

func TestNameAndVerbBelowAPhonesLineIntroduceHistory(t *testing.T) {
	for _, line := range []string{"Hélène Caron a écrit :", "Helen Carter  wrote:"} {
		equal(t, "reply", answer("C'est fait.\n\nEnvoyé de mon mobile Samsung\n\n"+line+"\n\nAncien texte"), "C'est fait.")
		equal(t, "with no phone above", answer("C'est fait.\n\n"+line+"\n\nça marche"), "C'est fait.\n\n"+line+"\n\nça marche")
	}
	const told = "C'est fait.\n\nEnvoyé de mon mobile\n\nLe client a écrit :\n\nça marche"
	equal(t, "a sentence", answer(told), "C'est fait.\n\nLe client a écrit :\n\nça marche")
}

func TestTextRightBehindAnAttributionIsHistory(t *testing.T) {
	for _, text := range []string{
		"Oui.\n\nLe lun. 5 oct. 2026 à 17:22, Assistance <support@desk.example> a écrit :Bonjour\nAncien texte",
		"Oui.\n\nOn 10/05/2026 at 5:22 PM, \"Support\" wrote:Good morning\nold text",
		"Oui. Le lun. 5 oct. 2026 à 17:22, Assistance <support@desk.example> a écrit : Bonjour, quel poste ?",
		"Oui. On 10/05/26, Support <support@desk.example> wrote: -- REPLY ABOVE THIS LINE -- or visit us.",
	} {
		equal(t, "reply", answer(text), "Oui.")
	}
}
