package ticket

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheFourFieldsAreRead(t *testing.T) {
	petit := Contact{"Petit", "Claire", "responsable informatique", "claire.petit@x.example"}
	for name, c := range map[string]struct {
		text string
		want Contact
	}{
		"labels": {"Bonjour,\n\nNom : Petit\nPrénom : Claire\nFonction : responsable informatique\nCourriel : claire.petit@x.example\n\nCordialement\nJean Durand", petit},
		"English labels": {"Surname: Petit\nFirst name: Claire\nPosition: IT manager\nE-mail: Claire.Petit@X.example\n\nRegards",
			Contact{"Petit", "Claire", "IT manager", "claire.petit@x.example"}},
		"labels in one line":          {"Nom : Petit, Prénom : Claire, Fonction : responsable informatique, Mail : claire.petit@x.example", petit},
		"labels with dashes between":  {"Nom : Petit - Prénom : Claire - Poste : responsable informatique - E-mail : claire.petit@x.example", petit},
		"a list":                      {"- Nom: Petit\n- Prénom: Claire\n- Fonction: responsable informatique\n- Email: <claire.petit@x.example>", petit},
		"values below":                {"Nom :\nPetit\nPrénom :\nClaire\nFonction :\nresponsable informatique\nAdresse e-mail :\nclaire.petit@x.example", petit},
		"a table":                     {"Nom\tPetit\nPrénom\tClaire\nFonction\tresponsable informatique\nCourriel\tclaire.petit@x.example", petit},
		"name in one field":           {"Nom et prénom : PETIT Claire\nFonction : responsable informatique\nAdresse mail : claire.petit@x.example", Contact{"PETIT", "Claire", "responsable informatique", "claire.petit@x.example"}},
		"name in one English field":   {"Name: Claire Petit\nJob title: IT manager\nEmail address: claire.petit@x.example", Contact{"Petit", "Claire", "IT manager", "claire.petit@x.example"}},
		"the address tells the order": {"Nom : Petit Claire\nFonction : responsable informatique\nMail : claire.petit@x.example", petit},
		"labels of the new contact":   {"Nom du nouveau contact : Petit\nPrénom du nouveau contact : Claire\nFonction : responsable informatique\nAdresse e-mail du nouveau contact : claire.petit@x.example", petit},
		"old and new":                 {"Ancien contact :\nNom : Durand\nPrénom : Jean\nCourriel : jean.durand@x.example\n\nNouveau contact :\nNom : Petit\nPrénom : Claire\nFonction : responsable informatique\nCourriel : claire.petit@x.example", petit},
		"a sentence":                  {"Merci de remplacer M. Durand par Mme Claire Petit, responsable informatique, claire.petit@x.example.", petit},
		"a sentence over two lines":   {"Bonjour,\n\nMerci de remplacer M. Durand par Mme Claire\nPetit, responsable informatique,\nclaire.petit@x.example.\n\nJean", petit},
		"a sentence with brackets":    {"Notre nouveau contact technique est Claire Petit (responsable informatique), claire.petit@x.example.", petit},
		"who takes over":              {"Claire Petit, responsable informatique (claire.petit@x.example), remplace Jean Durand à compter du 1er mars.", petit},
		"an English sentence": {"Please replace Mr Durand with Ms Claire Petit, IT manager, claire.petit@x.example, from Monday.",
			Contact{"Petit", "Claire", "IT manager", "claire.petit@x.example"}},
		"our new technical contact is": {"Our new technical contact is Claire Petit, IT manager: claire.petit@x.example",
			Contact{"Petit", "Claire", "", "claire.petit@x.example"}},
		"capitals for the last name": {"Notre contact technique sera désormais Anne-Marie DE LA TOUR, DSI, am.delatour@x.example", Contact{"DE LA TOUR", "Anne-Marie", "DSI", "am.delatour@x.example"}},
		"no position":                {"Nom : Petit\nPrénom : Claire\nMail : claire.petit@x.example", Contact{"Petit", "Claire", "", "claire.petit@x.example"}},
		"only a name":                {"Merci de remplacer M. Durand par Mme Petit.", Contact{"Petit", "", "", ""}},
		"nothing":                    {"Bonjour, l'import des factures échoue depuis lundi.", Contact{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, ReadContact(c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMissingFieldsAreListed(t *testing.T) {
	got := Contact{LastName: "Petit", Address: "p@x.example"}.Missing()
	if diff := cmp.Diff([]ContactField{FirstNameField, PositionField}, got); diff != "" {
		t.Error(diff)
	}
}

const fourFields = "Nom : Petit\nPrénom : Claire\nFonction : DSI\nCourriel : claire.petit@x.example"

func TestARequestForAnotherContactIsRecognised(t *testing.T) {
	for _, c := range [][2]string{
		{"Changement de contact technique", fourFields},
		{"Changement de contact technique", "Bonjour, M. Durand est parti. À qui donner les coordonnées ?"},
		{"New technical contact", "Surname: Petit\nFirst name: Claire\nPosition: IT manager\nE-mail: claire.petit@x.example"},
		{"Nouveau contact technique chez Dupont SA", fourFields},
		{"NOUVEAU CONTACT TECHNIQUE", "voir ci-dessous"},
		{"Remplacement de notre contact technique", fourFields},
		{"Change of technical contact", "Details below."},
		{"Technical contact change", "Details below."},
		{"Nouvelle interlocutrice technique", fourFields},
		{"Désignation d'un nouveau référent technique", fourFields},
		{"Changement de contact", fourFields},
		{"Changement d'interlocuteur", fourFields},
		{"Contrat d'assistance", "Merci de remplacer M. Durand par Mme Claire Petit, responsable informatique, claire.petit@x.example."},
		{"Départ de Jean Durand", "Jean Durand n'est plus notre contact technique.\n\n" + fourFields},
		{"Information", "Bonjour,\n\nNotre nouveau contact technique est Claire Petit, DSI, claire.petit@x.example.\n\nMerci"},
		{"Staff news", "Please note that Claire Petit, IT manager (claire.petit@x.example), will be our technical contact. She replaces Jean Durand as technical contact."},
		{"Support", "Claire Petit (claire.petit@x.example) remplace Jean Durand comme contact technique à partir du 1er mars."},
		{"Re: Votre contrat", "Bonjour,\nmerci de remplacer Mme Martin par M. Paul Roux, DSI, paul.roux@x.example."},
		{"Re: Changement de contact technique", "Notre nouveau contact technique :\n\n" + fourFields},
	} {
		if !IsChange(c[0], c[1]) {
			t.Errorf("not recognised: %q, %q", c[0], c[1])
		}
	}
}

func TestAnOrdinaryRequestIsNotTakenForAChange(t *testing.T) {
	for _, c := range [][2]string{
		{"Import des factures", "Bonjour, l'import échoue depuis lundi. Cordialement, Jean Durand"},
		{"Impossible de créer un nouveau contact", "Le bouton « nouveau contact » ne fait rien."},
		{"Nouveau contact technique impossible à enregistrer dans le logiciel", "L'écran reste blanc."},
		{"Erreur au changement de contact", fourFields},
		{"Changement de contact", "Quand je change le contact d'une fiche, rien n'est enregistré."},
		{"Nouveau contact", "Le nouveau contact n'apparaît pas dans le CRM."},
		{"New contact form", "The new contact form shows an error."},
		{"Re: Changement de contact technique", "Bonjour, merci, c'est parfait."},
		{"TR: Changement de contact technique", "Pour information."},
		{"Remplacement d'une imprimante", "Merci de remplacer l'imprimante du bureau 2 par celle du stock, contact : paul@x.example."},
		{"Utilisateurs", "Merci de remplacer M. Durand par Mme Claire Petit dans la liste des utilisateurs, claire.petit@x.example."},
		{"Factures", "Merci de remplacer M. Durand par Mme Petit comme destinataire des factures : claire.petit@x.example."},
		{"Hébergement", "Le nouveau contact technique de notre hébergeur est Paul Roux, paul.roux@h.example ; il demande l'accès."},
		{"Question", "Qui est notre contact technique chez vous ?"},
		{"Technical question", "I tried to contact your technical team. A new error shows: contact support at help@x.example."},
		{"Nouvel utilisateur à créer", "Nom : Petit\nPrénom : Claire\nFonction : comptable\nCourriel : claire.petit@x.example"},
		{"New user", "Please create a new user.\nSurname: Petit\nFirst name: Claire\nPosition: clerk\nE-mail: c@x.example"},
		{"Changement de mot de passe", "Je voudrais changer mon mot de passe."},
		{"Changement de serveur", "Nous changeons de serveur lundi ; Claire Petit, claire.petit@x.example, sera sur place."},
		{"", ""},
	} {
		if IsChange(c[0], c[1]) {
			t.Errorf("taken for a change: %q, %q", c[0], c[1])
		}
	}
}

func FuzzReadContact(f *testing.F) {
	f.Add("Changement de contact technique", fourFields)
	f.Add("", "Merci de remplacer M. Durand par Mme Claire Petit, DSI, c@x.example")
	f.Fuzz(func(t *testing.T, subject, text string) {
		IsChange(subject, text)
		if c := ReadContact(text); len(c.Missing()) == 4 && c != (Contact{}) {
			t.Fatal(c)
		}
	})
}
