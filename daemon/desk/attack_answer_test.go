package desk

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// asQuoted are the ways in which mail programs put the answered notice below
// (or between) an answer. %[1]s is the notice's text, %[2]s its reply address.
func asQuoted(program, text, address string) string {
	marked := "> " + strings.ReplaceAll(text, "\n", "\n> ")
	return map[string]string{
		"gmail":               "\n\nLe lun. 21 sept. 2026 à 09:10, Assistance Exemple <" + address + "> a écrit :\n\n" + marked,
		"gmail in two lines":  "\n\nLe lun. 21 sept. 2026 à 09:10, Assistance Exemple <\n" + address + "> a écrit :\n\n" + marked,
		"thunderbird":         "\n\nLe 21/09/2026 à 09:10, Assistance Exemple a écrit :\n" + marked,
		"outlook fr":          "\n\n\nDe : Assistance Exemple <" + address + ">\nEnvoyé : lundi 21 septembre 2026 09:10\nÀ : Alice Martin <alice@firme.example>; Bruno Petit <bruno@firme.example>\nObjet : [#1001] Dupont SA\n\n" + text,
		"outlook en":          "\n\nFrom: Assistance Exemple <" + address + ">\nSent: Monday, September 21, 2026 9:10 AM\nTo: Alice Martin <alice@firme.example>\nCc: Bruno <bruno@firme.example>\nSubject: x\n\n" + text,
		"outlook stars":       "\n\n*De :* Assistance Exemple <" + address + ">\n*Envoyé :* lundi 21 septembre 2026 09:10\n*À :* Alice Martin <alice@firme.example>\n*Objet :* x\n\n" + text,
		"outlook original":    "\n\n-----Message d'origine-----\nDe : Assistance Exemple <" + address + ">\nEnvoyé : lundi 21 septembre 2026 09:10\nÀ : Alice Martin <alice@firme.example>\nObjet : x\n\n" + text,
		"outlook mobile":      "\n\nObtenir Outlook pour iOS\n________________________________\nDe : Assistance Exemple <" + address + ">\nEnvoyé : Monday, September 21, 2026 9:10:00 AM\nÀ : Alice Martin <alice@firme.example>\nObjet : x\n\n" + text,
		"outlook short":       "\n\nDe: Assistance Exemple <" + address + ">\nDate: lundi, 21 septembre 2026 à 09:10\nÀ: Alice Martin <alice@firme.example>\nObjet: x\n\n" + text,
		"iphone":              "\n\nEnvoyé de mon iPhone\n\n> Le 21 sept. 2026 à 09:10, Assistance Exemple <" + address + "> a écrit :\n> \n" + marked,
		"apple en":            "\n\n> On 21 Sep 2026, at 09:10, Assistance Exemple <" + address + "> wrote:\n>\n" + marked,
		"proton":              "\n\nEnvoyé avec la messagerie sécurisée Proton Mail.\n\nLe lundi 21 septembre 2026 à 09:10, Assistance Exemple <" + address + "> a écrit :\n\n" + marked,
		"zimbra":              "\n\n----- Mail original -----\nDe: \"Assistance Exemple\" <" + address + ">\nÀ: \"Alice Martin\" <alice@firme.example>\nEnvoyé: Lundi 21 Septembre 2026 09:10:00\nObjet: x\n\n" + text,
		"notes":               "\n\n\n\nDe :    Assistance Exemple <" + address + ">\nA :     alice@firme.example\nDate :  21/09/2026 09:10\nObjet : x\n\n\n\n" + text,
		"mobile without mark": "\n\n-------- Message d'origine --------\nDe : Assistance Exemple <" + address + ">\nDate : 21/09/2026 09:10 (GMT+01:00)\nÀ : alice@firme.example\nObjet : x\n\n" + text,
		"nothing above it":    "\n\n" + text,
		"rule only":           "\n\n---\n\n" + text,
		"samsung":             "\n\n\nEnvoyé depuis mon appareil Galaxy\n\n\n-------- Message d'origine --------\nDe : Assistance Exemple <" + address + "> \nDate : 21/09/2026 09:10 (GMT+01:00) \nÀ : alice@firme.example \nObjet : x \n\n" + text,
		"between":             "\n\n" + interleaved(text),
		"between, introduced": "\n\nLe 21/09/2026 à 09:10, Assistance Exemple <" + address + "> a écrit :\n" + interleaved(text),
	}[program]
}

// interleaved writes an answer below each paragraph of a quotation.
func interleaved(text string) string {
	var out []string
	for i, p := range strings.Split(text, "\n\n") {
		out = append(out, "> "+strings.ReplaceAll(p, "\n", "\n> "), fmt.Sprintf("Ma réponse %d.", i))
	}
	return strings.Join(out, "\n\n")
}

var programs = []string{"gmail", "gmail in two lines", "thunderbird", "outlook fr", "outlook en", "outlook stars", "outlook original", "outlook mobile", "outlook short",
	"iphone", "apple en", "proton", "zimbra", "notes", "mobile without mark", "nothing above it", "rule only", "samsung", "between", "between, introduced"}

// secret are words that stand in a notice to Alice and for no client to see.
func (f *firm) secrets(notice store.Letter) []string {
	return []string{notice.MessageID, f.replyTo(notice), "+r1.", "alice@firme.example", "bruno@firme.example", "Nouvelle demande n°", "#aide", "Équipe de permanence", "NOTESECRETE"}
}

func (f *firm) leaks(l store.Letter, secrets []string) (found []string) {
	f.t.Helper()
	all := f.shownBy(l)
	for _, s := range secrets {
		// The client's own personal address is the client's.
		if strings.Contains(strings.ReplaceAll(all, f.replyTo(l), ""), s) {
			found = append(found, s)
		}
	}
	return found
}

func TestNothingOfTheNoticeReachesTheClientHoweverItIsQuoted(t *testing.T) {
	t.Parallel()
	for _, program := range programs {
		f := newFirm(t)
		for _, above := range []string{"Bonjour Marie,\n\nC'est corrigé.\n\nAlice", ""} {
			for _, header := range [][]string{{"In-Reply-To"}, nil} {
				f.pass(2 * time.Hour)
				_, notice, _ := f.opened()
				subject := "Votre import" // some programs leave nothing that tells an answer
				if header != nil {
					subject, header = "Re: "+notice.Subject, answering(notice)
				}
				f.send(post{from: "alice@firme.example", to: f.replyTo(notice), subject: subject, header: header,
					text: above + asQuoted(program, f.text(notice), f.replyTo(notice))})
				for _, l := range f.letters(letter.KindAnswer) {
					if l.TicketNumber != notice.TicketNumber {
						continue
					}
					if found := f.leaks(l, f.secrets(notice)); len(found) > 0 {
						t.Errorf("%s, above it %q: the client is shown %q:\n%s", program, above, found, f.words(l))
					}
					if above == "" && !strings.HasPrefix(program, "between") {
						t.Errorf("%s: an answer left although nothing new was written:\n%s", program, f.words(l))
					}
				}
			}
		}
	}
}

func TestAHeldAnswerThatQuotesANoteDoesNotShowItToTheClient(t *testing.T) {
	t.Parallel()
	for _, program := range programs {
		f := newFirm(t)
		number, notice, ack := f.opened()
		f.send(post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: answering(ack), text: "En fait c'est le fichier du 12."})
		f.want(f.answers("bruno@firme.example", f.noticeOf(number, "bruno@firme.example"), "#note NOTESECRETE : ce client est en retard de paiement."), ticket.NoteOnly, "")
		f.answers("alice@firme.example", notice, "Envoyez le fichier.")
		held := f.letters(letter.KindAnswerHeld)[0]
		if !strings.Contains(f.words(held), "NOTESECRETE") {
			t.Fatal("Alice is not shown the note")
		}
		f.answers("alice@firme.example", held, "Je regarde."+asQuoted(program, f.text(held), f.replyTo(held)))
		for _, l := range f.letters(letter.KindAnswer) {
			if found := f.leaks(l, f.secrets(held)); len(found) > 0 {
				t.Errorf("%s: the client is shown %q:\n%s", program, found, f.words(l))
			}
		}
	}
}

func (f *firm) noticeOf(number int64, recipient string) (found store.Letter) {
	f.t.Helper()
	for _, l := range f.letters("") {
		if l.TicketNumber == number && l.Recipient == recipient && strings.HasPrefix(l.Kind, "notice") {
			found = l
		}
	}
	return found
}

func TestANoticeThatIsAttachedToAnAnswerDoesNotGoOut(t *testing.T) {
	for name, part := range map[string]func(notice string) string{
		"as a mail": func(notice string) string {
			return "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=\"avis.eml\"\n\n" + notice
		},
		"as a file": func(notice string) string {
			return "Content-Type: application/octet-stream; name=\"avis.eml\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"avis.eml\"\n\n" + base64.StdEncoding.EncodeToString([]byte(notice))
		},
		"as inline mail": func(notice string) string { return "Content-Type: message/rfc822\n\n" + notice },
	} {
		f := newFirm(t)
		_, notice, _ := f.opened()
		whole := strings.ReplaceAll(f.bytes(notice), "\r\n", "\n")
		m := f.raw("firme.example", "From: alice@firme.example\nTo: "+f.replyTo(notice)+"\nSubject: Re: "+notice.Subject+"\nIn-Reply-To: <"+notice.MessageID+">\nContent-Type: multipart/mixed; boundary=zz",
			"--zz\nContent-Type: text/plain; charset=utf-8\n\nBonjour Marie, voici.\n--zz\n"+part(whole)+"\n--zz--")
		f.want(m, ticket.Append, "")
		for _, l := range f.letters(letter.KindAnswer) {
			if found := f.leaks(l, f.secrets(notice)); len(found) > 0 || strings.Contains(f.bytes(l), base64.StdEncoding.EncodeToString([]byte(whole))[:200]) {
				t.Errorf("%s: the client is shown %q", name, found)
			}
			if !strings.Contains(f.shownBy(l), "Bonjour Marie, voici.") {
				t.Errorf("%s: the answer is gone", name)
			}
		}
	}
}

// ofAgentsMail is the Message-ID of a mail that an agent of the test wrote.
var ofAgentsMail = regexp.MustCompile(`<[mr]\d+@firme\.example>`)

func TestReferencesOfALetterToAClientNameNoMailOfAnAgent(t *testing.T) {
	f := newFirm(t)
	_, notice, ack := f.opened()
	f.answers("alice@firme.example", notice, "Voilà.")
	f.send(post{from: "marie@dupont.example", subject: "Re: " + ack.Subject, header: answering(ack), text: "Merci, et ensuite ?"})
	f.answers("alice@firme.example", f.noticeOf(1001, "alice@firme.example"), "Ensuite, redémarrez.")
	answers := f.letters(letter.KindAnswer)
	if len(answers) != 2 {
		t.Fatalf("%d answers", len(answers))
	}
	head, _, _ := strings.Cut(f.bytes(answers[1]), "\r\n\r\n")
	if id := ofAgentsMail.FindString(head); id != "" {
		t.Errorf("the client is shown the Message-ID of Alice's own mail, %s:\n%s", id, head)
	}
}

func TestAnAbsentAgentsAnswerIsNotTheClients(t *testing.T) {
	for _, subject := range []string{"Réponse automatique : x", "Absence du bureau", "Automatic reply: x", "Out of office: x", "Absent : x"} {
		f := newFirm(t)
		_, notice, _ := f.opened()
		m := f.send(post{from: "alice@firme.example", to: f.replyTo(notice), subject: subject, header: answering(notice), text: "Je suis absente jusqu'au 30. Urgences : Bruno, 06 11 22 33 44."})
		if n := len(f.letters(letter.KindAnswer)); n != 0 {
			t.Errorf("%q became %s (%s) and went to the client", subject, m.Disposition, m.Rule)
		}
	}
}

func TestAnAgentsOwnAddressIsTakenOutAndNobodyElses(t *testing.T) {
	f := newFirm(t)
	_, notice, _ := f.opened()
	f.answers("alice@firme.example", notice, "alice@firme.example, <Alice@Firme.example>, mailto:alice@firme.example, 'alice@firme.example', ?to=alice@firme.example; mais malice@firme.example et m.alice@firme.example restent.")
	got := f.words(f.letters(letter.KindAnswer)[0])
	if strings.Count(got, "malice@firme.example")+strings.Count(got, "m.alice@firme.example") != 2 || strings.Count(strings.ToLower(got), "alice@firme.example") != 2 {
		t.Error(got)
	}
}
