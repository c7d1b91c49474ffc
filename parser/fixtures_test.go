package parser

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
)

// fixture reads a mail of testdata with the line ends that mail has.
func fixture(t *testing.T, name string) *Message {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name + ".eml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMailOfUsualClients(t *testing.T) {
	tests := []struct {
		file, from, token, bare, reply, signature, language string
		kind                                                Kind
		files                                               []string
	}{
		{"outlook-desktop", "claire.vasseur@menuiserie-vasseur.example", "1042-7QK4M2XH", "Clôture impossible du mois de septembre",
			"Bonjour,\n\nLe journal des ventes est soldé, mais la clôture s'arrête à 80 % avec le message « période verrouillée ». Vous trouverez le journal en pièce jointe.\n\nCordialement,\nClaire Vasseur\nMenuiserie Vasseur",
			"", "fr", KindMessage, []string{"journal été.csv"}},
		{"gmail-web", "m.okafor@brightwell-joinery.example", "1077-0ZB9T3AA", "Stock figures differ after the update",
			"Hello Julien,\n\nthanks, the recount worked for warehouse A. Warehouse B still shows 12 pieces\ntoo many – should I run it there as well?\n\nBest regards,\nMaya",
			"", "en", KindMessage, nil},
		{"iphone", "cecile.morel@imprimerie-morel.example", "2003-AAAA2222", "Ticket de caisse",
			"Oui, c’est bon maintenant, merci beaucoup !\nCécile", "Envoyé de mon iPhone", "fr", KindMessage, nil},
		{"thunderbird", "hugo@cabinet-leroux.example", "1101-K0D3M1X9", "Droits de saisie",
			"Bonjour,\n\n> Quel utilisateur est concerné ?\n\nIl s'agit de « compta2 », créé la semaine dernière par mon prédécesseur.\n\n> Depuis quand ?\n\nDepuis lundi.",
			"--\nHugo Leroux\nCabinet Leroux, 12 rue des Lilas", "fr", KindMessage, nil},
		{"html-only", "chloe@fabre-optique.example", "1200-ABCDEFGH", "Étiquettes",
			"Bonjour,\n\nDeux points :\n\n- l'imprimante ZT-2 sort des étiquettes vides\n- voir notre page <https://fabre-optique.example/aide>\n\nMerci,\nChloé",
			"", "fr", KindMessage, []string{"capture.png"}},
		{"absent", "marc.dubreuil@garage-dubreuil.example", "1112-9X8Y7W6V", "Réponse automatique : [#1112-9X8Y7W6V] Mise à jour",
			"Bonjour, je suis absent jusqu'au 19 octobre.", "", "fr", KindAutoReply, nil},
		{"newsletter", "lettre@salon-logiciel.example", "", "Votre badge pour le salon",
			"Le salon ouvre ses portes\n\nRendez-vous le 3 novembre. Votre badge <https://salon-logiciel.example/badge>", "", "fr", KindList, nil},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			m := fixture(t, tt.file)
			equal(t, "from", m.From.Address, tt.from)
			equal(t, "token", m.Token, tt.token)
			if tt.file != "absent" {
				equal(t, "bare subject", m.BareSubject, tt.bare)
			}
			equal(t, "reply", m.Reply, tt.reply)
			equal(t, "signature", strings.TrimSpace(m.Signature), strings.TrimSpace(tt.signature))
			equal(t, "language", m.Language, tt.language)
			equal(t, "kind", m.Kind, tt.kind)
			var files []string
			for _, a := range m.Attachments {
				files = append(files, a.Filename)
			}
			equal(t, "files", strings.Join(files, ","), strings.Join(tt.files, ","))
			equal(t, "defects", strings.Join(m.Defects, ","), "")
		})
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %q\nwant %q", what, any(got), any(want))
	}
}

func TestForwardedRequestIsContent(t *testing.T) {
	m := fixture(t, "forwarded")
	if !strings.Contains(m.Reply, "pouvez-vous regarder") || !strings.Contains(m.Reply, "erreur 1603 depuis ce matin") {
		t.Errorf("the forwarded request is not in the reply: %q", m.Reply)
	}
	if !m.Forwarded {
		t.Error("not seen as forwarded")
	}
}

func TestBounceIsReadForTheLetterItSpeaksOf(t *testing.T) {
	m := fixture(t, "bounce")
	equal(t, "kind", m.Kind, KindBounce)
	equal(t, "signal", m.Signal, "delivery-status")
	want := Report{
		FinalRecipient: "ancien@menuiserie-vasseur.example", Status: "5.1.1", Action: "failed",
		Diagnostic:        "smtp; 550 5.1.1 <ancien@menuiserie-vasseur.example>: Recipient address rejected: User unknown",
		OriginalMessageID: "v1.301.Ym91@permanence.example", OriginalEnvelopeID: "v1-301", Hard: true,
	}
	equal(t, "report", *m.Report, want)
	equal(t, "attachments", len(m.Attachments), 2)
}

func TestAbsenceNoticeWithEmptyReturnPathIsNoBounce(t *testing.T) {
	m := fixture(t, "absent")
	equal(t, "kind", m.Kind, KindAutoReply)
	equal(t, "suppress", m.Suppress, true)
	if !strings.Contains(strings.Join(m.Signals, " "), "auto-submitted") {
		t.Errorf("signals: %v", m.Signals)
	}
}

func TestPartNumberFindsTheSameFileAgain(t *testing.T) {
	first, second := fixture(t, "html-only"), fixture(t, "html-only")
	equal(t, "part", first.Attachments[0].Part, second.Attachments[0].Part)
	equal(t, "hash", first.Attachments[0].SHA256, second.Attachments[0].SHA256)
	equal(t, "content", string(first.Attachments[0].Content), "\x89PNG\r\n\x1a\n")
	equal(t, "inline", first.Attachments[0].Inline, true)
}

func TestJSONHasEveryKeyAndNoNull(t *testing.T) {
	for _, raw := range []string{"Subject: x\r\n\r\nbody", "\x00", "From: a@b.example\r\n"} {
		m, _ := Parse([]byte(raw))
		out, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var keys map[string]any
		if err := json.Unmarshal(out, &keys); err != nil {
			t.Fatal(err)
		}
		for _, k := range strings.Fields("message_id in_reply_to references date from sender reply_to to cc subject text reply quoted signature html attachments kind language token defects") {
			if v, ok := keys[k]; !ok || v == nil {
				t.Errorf("%q: key %s is missing or null in %s", raw, k, out)
			}
		}
	}
}

func TestJSONShowsTheFirstOfTwoFromsWhichIsNotTheSender(t *testing.T) {
	m, err := Parse([]byte("From: Anna <anna@a.example>\r\nFrom: <bob@b.example>\r\n\r\nbody\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "sender", m.From, Address{})
	out, _ := json.Marshal(m)
	if !strings.Contains(string(out), `"from":{"name":"Anna","address":"anna@a.example"}`) || !strings.Contains(string(out), `"from-multiple"`) {
		t.Errorf("%s", out)
	}
}

func TestDateIsUTCAndRFC3339(t *testing.T) {
	m := fixture(t, "thunderbird")
	equal(t, "date", m.Date, time.Date(2026, 10, 9, 8, 2, 33, 0, time.UTC))
	out, _ := json.Marshal(m)
	if !strings.Contains(string(out), `"date":"2026-10-09T08:02:33Z"`) {
		t.Errorf("no RFC 3339 date in %s", out)
	}
}
