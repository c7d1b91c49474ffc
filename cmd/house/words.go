package main

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The words that mails to a support desk are full of, then parts from which
// rarer ones are made up. Nothing is copied from a text.
const french = `le la les de des un une et à est pas nous vous pour que dans avec sur je merci bonjour cordialement depuis plus tout
	client facture devis imprimante écran compte accès mot passe erreur message serveur fichier dossier commande livraison import export
	tableau impression réseau sauvegarde mise jour version module écriture banque relevé tiers contact société adresse bouton page liste
	recherche filtre droit utilisateur connexion session blocage lenteur panne poste atelier comptable exercice clôture journal montant
	ligne colonne quantité prix remise taxe échéance règlement relance contrat forfait ticket réponse question problème solution étape
	capture copie pièce jointe envoyé reçu ouvert fermé lundi mardi mercredi jeudi vendredi matin soir demain hier toujours encore parfois
	après avant pendant lorsque car donc mais ainsi afin votre notre cette celui aussi bien fait faire voir vu peut pouvez avez sommes`

const english = `the a of to and is not we you for that in with on i thanks hello regards since more all client invoice quote printer screen
	account access password error message server file folder order delivery import export table print network backup update version module
	entry bank statement third contact company address button page list search filter right user login session lock slow failure desk
	workshop accountant year closing journal amount line column quantity price discount tax due payment reminder contract package ticket
	answer question problem solution step capture copy attached sent received open closed monday tuesday wednesday thursday friday morning
	evening tomorrow yesterday always still sometimes after before while because so but thus your our this also well done make see seen can`

var (
	frenchParts  = strings.Fields("ba bi bo bon ca cha ché co da dé di dre fa fè fi fo ga gra i jo la lé li lon ma mé mi mon na né ni o pa pré pi por ra ré ri ron sa sé si ta té ti tion tu va vé vi")
	englishParts = strings.Fields("ba be bi bor ca che co da der di dow fa fer fi for ga gra he ing ja la ler li lo ma mer mi mon na ner ni o pa per pi por ra rer ri sa ser shi ta ter thi tion tow va ver vi")
)

// language is a vocabulary in which few words are frequent and most are rare.
type language struct {
	words []string
	parts []string
	zipf  *rand.Zipf
}

const vocabulary = 30_000

func newLanguage(r *rand.Rand, known string, parts []string) *language {
	l := &language{words: strings.Fields(known), parts: parts}
	for len(l.words) < vocabulary {
		l.words = append(l.words, l.invented(r))
	}
	l.zipf = rand.NewZipf(r, 1.15, 8, vocabulary-1)
	return l
}

// invented is a word made of two to five parts.
func (l *language) invented(r *rand.Rand) string {
	var b strings.Builder
	for range 2 + r.IntN(4) {
		b.WriteString(l.parts[r.IntN(len(l.parts))])
	}
	return b.String()
}

// text is that many words, in sentences and paragraphs.
func (l *language) text(r *rand.Rand, words int) string {
	var b strings.Builder
	first := true
	for i := range words {
		w := l.words[l.zipf.Uint64()]
		if first {
			w = capital(w)
		}
		b.WriteString(w)
		switch first = i%12 == 11 || i == words-1; {
		case first && r.IntN(3) == 0:
			b.WriteString(".\n\n")
		case first:
			b.WriteString(". ")
		default:
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// capital begins a word with a capital letter.
func capital(w string) string {
	r, size := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[size:]
}
