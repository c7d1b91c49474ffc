package reply

import "testing"

// kept are requests that hold something like history, a signature or a
// separator: nothing of them may be cut, in a first mail or in an answer.
var kept = map[string]string{
	"a log with From and To":     "Voici le journal :\n\n2026-10-05 10:00:01 INFO smtp From: erp@atelier.example\n2026-10-05 10:00:01 INFO smtp To: compta@atelier.example\n2026-10-05 10:00:02 ERROR smtp Subject: refused\n\nQue faire ?",
	"a log of deliveries":        "Les envois échouent :\n\n05/10/2026 10:00:01 a@atelier.example -> b@atelier.example: 550 refused\n05/10/2026 10:00:04 a@atelier.example -> c@atelier.example: 550 refused\n\nMerci d'avance",
	"an itinerary":               "Trajet demandé :\n\nDe : Lyon Part-Dieu\nÀ : Paris Gare de Lyon\nDate : 12/10/2026\nHeure : 8 h 04\n\nMerci de réserver.",
	"an itinerary on a line":     "De : Lyon À : Paris Date : 12/10/2026\nMerci de réserver.",
	"a transfer between stores":  "Mouvement de stock\nDe : dépôt A\nÀ : dépôt B\nObjet : inventaire\nQuantité : 12\n\nLe total est faux.",
	"minutes of a meeting":       "Compte rendu\n\nLe 5 octobre à 10:00 le client a écrit :\nla commande 4812 est partie deux fois.\n\nNous avons vérifié.",
	"minutes with a full date":   "Le 05/10/2026 à 10h le client a écrit :\nla commande 4812 est partie deux fois.\n\nNous avons vérifié.",
	"who wrote what":             "Paul a écrit :\nla commande est partie.\n\nMarie a répondu :\nnon.\n\nQui croire ?",
	"what a supplier wrote":      "Notre fournisseur a écrit hier :\n« livraison vendredi ».\nC'est trop tard.",
	"what the manual says":       "On page 12 the manual says:\npress F5 twice\nThat does nothing here.",
	"on a date he said":          "On Monday 5 October 2026 at 10:00 the customer said:\nthe invoice was wrong.\nCan you check?",
	"a German report":            "Am 05.10.2026 um 10:00 hat der Kunde geschrieben:\ndie Rechnung ist falsch.\nBitte prüfen.",
	"a Spanish report":           "El 5 de octubre de 2026 a las 10:00 el cliente escribió:\nla factura es incorrecta.\n¿Pueden revisarla?",
	"shell prompts":              "Voici ce que je tape :\n\n> cd /opt/atelier\n> ./relance.sh\nPermission denied\n\nQue faire ?",
	"prompts at the end":         "Quand je lance :\n\nC:\\> dir\nC:\\> relance.exe\nErreur 5",
	"a diff":                     "--- a/config.ini\n+++ b/config.ini\n@@ -1,2 +1,2 @@\n-port=25\n+port=587\n\nEst-ce correct ?",
	"SQL comments":               "Le script échoue :\n\n--\n-- Table des articles\n--\nCREATE TABLE article (id INT);\n-- fin\nERROR 1050\n\nMerci",
	"a SQL comment of its own":   "SELECT *\n--\n-- jointure\nFROM article;\n\nrend zéro ligne.",
	"a table of dashes":          "article   stock\n--------  -----\nvis 4     12\nécrou     3\n\nLe total est faux.",
	"a table of bars":            "| article | stock |\n|---------|-------|\n| vis 4   | 12    |\n| écrou   | 3     |\n\nLe total est faux.",
	"a table at the end":         "Voici la liste :\n\n| article | stock |\n|---------|-------|\n| vis 4   | 12    |",
	"a framed table":             "+---------+-------+\n| article | stock |\n+---------+-------+\n| vis 4   | 12    |\n+---------+-------+",
	"markdown":                   "# Export\n\n---\n\n* un\n* deux\n\n---\n\n**Objet :** export\n\nMerci",
	"front matter":               "---\ntitle: export\ndate: 2026-10-05\n---\nLe fichier est refusé.",
	"YAML":                       "mail:\n  from: erp@atelier.example\n  to: compta@atelier.example\n  subject: facture\n  port: 587\n\nLe port est bon ?",
	"an ini file":                "[smtp]\nfrom = erp@atelier.example\nto = compta@atelier.example\n\n[date]\nformat = jj/mm\n\nEst-ce juste ?",
	"mail settings":              "Nos réglages :\n\nServeur : mail.atelier.example\nPort : 587\nExpéditeur : erp@atelier.example\nMot de passe : (en interne)\n\nRien ne part.",
	"a stack trace":              "Exception in thread \"main\" java.lang.NullPointerException\n\tat example.Export.run(Export.java:42)\n\tat example.Main.main(Main.java:7)\nCaused by: java.io.IOException: closed\n\nMerci",
	"a Python trace":             "Traceback (most recent call last):\n  File \"export.py\", line 12, in <module>\n    run()\nValueError: bad date\n\n>>> run('2026-10-05')\nNone",
	"sent from in a sentence":    "The invoice was lost.\nSent from our warehouse to the client last week, it never arrived.\nPlease check.",
	"sent by in a sentence":      "Bonjour,\nEnvoyé de notre dépôt lundi, le colis n'est pas arrivé chez le client.\nMerci",
	"sent via, with a reason":    "La facture n'est pas arrivée.\nEnvoyé via le portail hier soir, sans accusé.",
	"lines of underscores":       "Formulaire\n\nNom : ______\n______________\nDate : ______\n\nÀ remplir comment ?",
	"a rule between paragraphs":  "Premier point : l'export.\n\n-----\n\nDeuxième point : l'import.\n\n-----\n\nMerci",
	"stars between paragraphs":   "Premier point.\n\n*****\n\nDeuxième point.",
	"two dashes as a list":       "Il manque :\n-- la vis 4\n-- l'écrou\nMerci",
	"two dashes between":         "Premier point : l'export s'arrête.\n--\nDeuxième point : l'import aussi, et le stock.\n--\nTroisième point : rien ne s'imprime plus.",
	"a form":                     "Demande d'accès\n\nNom : Petit\nPrénom : Anne\nDate : 05/10/2026\nObjet : compte de stagiaire\n\nMerci",
	"a request form with a mail": "Nom : Anne Petit\nEmail : anne@atelier.example\nObjet : compte bloqué\nDate : 05/10/2026\nMessage : bonjour, mon compte est bloqué.",
	"subject and date":           "Objet : relance\nDate : 05/10/2026\n\nBonjour, où en est-on ?",
	"a letter":                   "Lyon, le 5 octobre 2026\n\nObjet : résiliation\n\nMadame, Monsieur,\n\nje résilie le contrat 4812.\n\nAnne Petit",
	"a reference":                "Votre mail du 05/10/2026 à 17:22 :\nnous n'avons rien reçu.\nMerci de renvoyer.",
	"an appointment":             "Rendez-vous : le 12/10/2026 à 9:00, atelier de Lyon :\n- apporter la clé\n- et le badge",
	"an address then a colon":    "Le compte anne@atelier.example a été bloqué le 05/10/2026 à 10:00 :\nmot de passe refusé.\nPouvez-vous le rouvrir ?",
	"two accounts":               "Comptes à fermer :\nanne@atelier.example\npaul@atelier.example\nle 12/10/2026.",
	"a message on the screen":    "Le message à l'écran dit :\n\n> période close\n\nQue faire ?",
	"a quotation inside":         "On lit dans la notice :\n> appuyer deux fois\nmais rien ne se passe.",
	"HTML code":                  "Notre page :\n\n<form method=\"post\">\n<input name=\"date\">\n</form>\n>\n\nLe bouton manque.",
	"greater than":               "Si le total\n> 100 alors la remise est de 5 %\nsinon rien. Or on a zéro.",
	"original message in a text": "Le message d'origine est joint.\nOriginal message: voir la pièce.\nMerci",
	"forwarded in a text":        "J'ai transféré le message.\nMessage transmis hier au comptable.\nMerci",
	"a confidential file":        "Ce message concerne un dossier confidentiel.\nMerci de le traiter vite.\nAnne",
	"a parcel by mistake":        "Bonjour,\n\nSi vous avez reçu ce colis par erreur, merci de le rendre.\n\nAnne",
	"confidential information":   "The information in this report is confidential, can it be hidden?\n\nThe information contained in this file is wrong.",
	"before printing":            "Avant d'imprimer l'étiquette, pensez à vérifier le lot.\n\nN'imprimez ce ticket que demain.",
	"a confidential message":     "Ce message est confidentiel, merci de ne pas le montrer à Paul.",
	"a notice quoted above":      "Confidentiality notice: is it necessary in all our letters, and who decides on its words?\n\nWe would like to leave it out.\n\nThank you,\nMaya\n\nLyon\n\nFrance",
	"unsubscribe in a question":  "Comment puis-je me désabonner ?\nLe lien de désabonnement ne marche pas.",
	"a calendar":                 "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261012T090000\nSUMMARY:Inventaire\nEND:VEVENT\nEND:VCALENDAR",
	"an invitation":              "Réunion d'inventaire\n\nQuand : lundi 12 octobre 2026 9:00-10:00\nOù : atelier\nParticipants : anne@atelier.example; paul@atelier.example\n\nMerci de confirmer.",
	"a video meeting":            "________________________________________________________________________________\nRéunion en ligne\nRejoindre : https://visio.example/4812\nN° de réunion : 481 200\n________________________________________________________________________________",
	"a chat":                     "[05/10/2026 10:00] Paul : ça marche ?\n[05/10/2026 10:02] Anne : non\n\nOn en est là.",
	"a chat with times":          "10:00 Paul a écrit : ça marche ?\n10:02 Anne a écrit : non\n\nOn en est là.",
	"a ticket list":              "#4812 05/10/2026 anne@atelier.example:\n#4813 06/10/2026 paul@atelier.example:\nmerci de les fermer.",
	"git log":                    "commit 4f2a\nAuthor: Anne <anne@atelier.example>\nDate:   Mon Oct 5 10:00:00 2026 +0200\n\n    export corrigé\n\nC'est ce commit.",
	"headers of a mail":          "Les en-têtes du message reçu :\n\nFrom: erp@atelier.example\nTo: compta@atelier.example\nSubject: facture 4812\nDate: Mon, 5 Oct 2026 10:00:00 +0200\n\nIl arrive dans les indésirables.",
	"labels of a bug":            "Produit : Atelier\nVersion : 4.2\nDe : écran de saisie\nDate : 05/10/2026\nSujet : total faux\n\nOn attend.",
	"English labels":             "From: warehouse A\nTo: warehouse B\nDate: 12 October\nPlease move 12 screws.",
	"numbered questions":         "1) Quand ?\n2) Par qui ?\n\n----------\n\nMerci de répondre aux deux.",
	"an arrow":                   "Menu > Outils > Options\n> Avancé\nLa case manque.",
}

func TestWhatLooksLikeHistoryIsKept(t *testing.T) {
	for name, text := range kept {
		for _, answers := range []bool{false, true} {
			r := Cut(Input{Text: text, Answer: answers})
			if r.New != text {
				t.Errorf("%s (answer %v): lost\nquoted %q\nsignature %q", name, answers, r.Quoted, r.Signature)
				for _, l := range Explain(Input{Text: text, Answer: answers}) {
					t.Logf("%-12s %-24s %s", l.Part, l.Rule, l.Text)
				}
			}
		}
	}
}

func TestArrowsAtTheEndOfAFirstMailAreKept(t *testing.T) {
	const text = "Étapes :\n> ouvrir le menu\n> choisir export\n> valider"
	equal(t, "reply", Cut(Input{Text: text}).New, text)
}
