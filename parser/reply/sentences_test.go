package reply

import "testing"

// lookalikes are sentences of clients that resemble what mail programs write.
var lookalikes = map[string][]string{
	"fr": {
		"Le client nous a écrit :\n\nla caisse ne répond plus.",
		"Le 5 octobre le fournisseur a écrit : « la pièce part demain ».\nElle n'est pas arrivée.",
		"Voici ce que Paul a écrit hier à 10h :\nl'écran reste noir après la mise à jour.",
		"Le 5 octobre 2026 à 10:04, le journal affiche :\nERREUR 4812 période close",
		"Le lundi 5 octobre à 10:04 la sauvegarde a échoué.\nLe mardi aussi.",
		"Virement\nDe : compte courant\nÀ : livret\nMontant : 100 €\nOù le saisir ?",
		"Réunion du 5 octobre 2026\nDe : 9 h\nÀ : 11 h\nObjet : inventaire\nMerci de confirmer.",
		"Trajet\nDe : Rennes\nÀ : Brest\nDate : 12/10/2026\nQuel est le tarif ?",
		"Objet : relance impayée\nBonjour, le modèle de lettre commence par « Objet : » en double.",
		"Le message d'origine a disparu de la boîte.\nPouvez-vous le retrouver ?",
		"Envoyé de mon côté le 3 octobre, toujours rien reçu du vôtre.",
		"Les courriers envoyés depuis Outlook partent deux fois.\nQue faire ?",
		"Télécharger Outlook pour Android ne marche pas sur la tablette de l'atelier, avez-vous une autre adresse ?",
		"Message transféré au comptable ce matin, il répond que tout est bon.",
		"À 10:04 le serveur a répondu :\n503 Service Unavailable",
		"Voir la ligne 12 du fichier :\nDe;A;Date\nrennes;brest;12/10/2026",
		"Le 05/10/2026 : appel du client\nLe 06/10/2026 : deuxième appel\nLe 07/10/2026 : toujours rien",
		"Écrire à anne@petit.example le lundi à 10:04 :\nest-ce possible automatiquement ?",
		"Notre client Jean Blanc <jean@blanc.example> a écrit deux fois le 05/10/2026, sans réponse.\nMerci de le rappeler.",
		"Champs du formulaire\nNom : Petit\nPour : la compta\nDate : demain\nMerci",
	},
	"en": {
		"The customer wrote:\n\nthe till does not answer any more.",
		"On Monday the supplier wrote: \"the part leaves tomorrow\".\nIt never came.",
		"On 5 October at 10:04 the log says:\nERROR 4812 period closed",
		"On Mon, 5 Oct 2026 at 10:04 the backup failed.\nOn Tuesday as well.",
		"As Tom said yesterday at 10:04:\nthe screen stays black.",
		"From: 9 am\nTo: 11 am\nSubject: stock taking\nPlease confirm the meeting.",
		"Transfer\nFrom: current account\nTo: savings\nDate: 12/10/2026\nWhere do I enter it?",
		"The original message is gone.\nCan you find it?",
		"Sent from our side on Monday, nothing came from yours.",
		"Get Outlook for the new tablet please, the old one cannot send.",
		"Forwarded message to the accountant this morning, he agrees.",
		"We get \"From: unknown\" in the list since Monday.\nIs that normal?",
		"Write to anne@petit.example on Monday at 10:04:\ncan it be automatic?",
		"Jean Blanc <jean@blanc.example> wrote twice on 10/05/2026 without an answer.\nPlease call him.",
		"05/10/2026 10:04: first call\n06/10/2026 10:10: second call\n07/10/2026: nothing",
		"Steps:\n> open the menu\nwas what the manual says.",
		"2026-10-05 10:04:12 mailer[412]: from=<anne@petit.example>:\nqueue is full",
	},
	"de": {
		"Der Kunde schrieb:\n\ndie Kasse antwortet nicht mehr.",
		"Am Montag schrieb der Lieferant: „das Teil geht morgen raus“.\nEs kam nie an.",
		"Am 05.10.2026 um 10:04 meldet das Protokoll:\nFEHLER 4812 Periode geschlossen",
		"Am Montag, 5. Oktober 2026 um 10:04 Uhr brach die Sicherung ab.\nAm Dienstag auch.",
		"Besprechung\nVon: 9 Uhr\nAn: alle\nBetreff: Inventur\nBitte bestätigen.",
		"Die ursprüngliche Nachricht ist weg.\nKönnen Sie sie finden?",
		"Gesendet von uns am Montag, von Ihnen kam leider nichts zurück bisher.",
		"Von meinem Kollegen gesendet am Montag, bitte prüfen Sie das noch einmal.",
		"Von: München\nNach: Berlin\nDatum: 12.10.2026\nWas kostet das?",
		"Am 05.10.2026: erster Anruf\nAm 06.10.2026: zweiter Anruf",
	},
	"es": {
		"El cliente escribió:\n\nla caja ya no responde.",
		"El lunes el proveedor escribió: «la pieza sale mañana».\nNo ha llegado.",
		"El 05/10/2026 a las 10:04 el registro dice:\nERROR 4812 periodo cerrado",
		"El lunes 5 de octubre de 2026 a las 10:04 falló la copia.\nEl martes también.",
		"Viaje\nDe: Madrid\nPara: Sevilla\nFecha: 12/10/2026\n¿Cuánto cuesta?",
		"El mensaje original ha desaparecido.\n¿Pueden encontrarlo?",
		"Enviado desde nuestra oficina el lunes pasado, todavía no ha llegado nada aquí.",
		"Para: todos\nDe: dirección\nHola, ¿dónde se imprime esta carta?",
	},
}

func TestSentencesLikeThoseOfMailProgramsAreKept(t *testing.T) {
	for language, texts := range lookalikes {
		for _, text := range texts {
			t.Run(language+"/"+text, func(t *testing.T) {
				equal(t, "alone", answer(text), text)
				long := written + "\n\n" + text + "\n\n" + written
				equal(t, "within a mail", answer(long), long)
			})
		}
	}
}

// told are sentences that lead over to what the sender quotes.
var told = []string{
	"Le client a écrit :\n\n> la caisse est bloquée\n\nQue faire ?",
	"Notre client nous a écrit :\n> la caisse est bloquée\n\nQue faire ?",
	"La comptable a répondu :\n> c'est payé\n\nPourtant la facture reste ouverte.",
	"Voici ce que Paul a écrit :\n> c'est payé\n\nPourtant la facture reste ouverte.",
	"Ce matin le fournisseur m'a écrit :\n> livraison vendredi\n\nPouvez-vous le noter ?",
	"Le 5 octobre à 10:04 le fournisseur m'a écrit :\n> livraison vendredi\n\nPouvez-vous le noter ?",
	"Le 5 octobre à 10:04 notre fournisseur a écrit :\n> livraison vendredi\n\nPouvez-vous le noter ?",
	"Sur l'écran il est écrit :\n> période close\n\nQue faire ?",
	"The customer replied:\n\n> I never got it\n\nWhat should I do?",
	"Our supplier wrote:\n> it is on its way\n\nIs that visible for you?",
	"Someone once said:\n> never on a Monday\n\nIs that so?",
	"Der Kunde schrieb:\n> bezahlt\n\nDie Rechnung bleibt offen.",
	"El cliente escribió:\n> pagado\n\nLa factura sigue abierta.",
	"Le message affiché est :\n\n> période close",
	"The screen says:\n> period closed",
}

// named are lines of programs that a name alone tells from those.
var named = []string{
	"Assistance a écrit :", "Hélène Caron a écrit :", "Garage du Port a écrit :", "Le Goff Yann a écrit :", "hélène caron a écrit :", "La Poste a écrit :",
	"Le 05/10/2026 à 10:04, hélène caron a écrit :", "Le 05/10/2026 à 10:04, contact a écrit :", "Jean de la Tour a écrit :",
	"Helen Carter wrote:", "Support wrote:", "On 10/5/26 10:04 AM, helen carter wrote:", "The Bakery wrote:",
	"Jörg Weiß schrieb:", "Lucía Peña escribió:", "Łukasz pisze:", "Иван Орлов пишет:", "Kåre Moen skrev:", "Luca Bianchi ha scritto:",
}

func TestWhatTheSenderLeadsOverToIsKept(t *testing.T) {
	for _, text := range told {
		t.Run(text, func(t *testing.T) {
			equal(t, "alone", answer(text), text)
			equal(t, "below a greeting", answer("Bonjour,\n\n"+text), "Bonjour,\n\n"+text)
		})
	}
	for _, line := range named {
		t.Run(line, func(t *testing.T) {
			equal(t, "answer below", answer(line+"\n> ancien texte\n\nC'est fait."), "C'est fait.")
			equal(t, "answer above", answer("C'est fait.\n\n"+line+"\n> ancien texte"), "C'est fait.")
		})
	}
}
