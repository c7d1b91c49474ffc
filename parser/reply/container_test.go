package reply

import (
	"strings"
	"testing"
)

// markedInput reads a text in which [kind: … ] stands around what is marked.
func markedInput(text string) Input {
	in := Input{Answer: true}
	for {
		open := strings.IndexByte(text, '[')
		if open < 0 {
			in.Text = text
			return in
		}
		colon := strings.IndexByte(text[open:], ':') + open
		end := strings.IndexByte(text, ']')
		kind, inside := text[open+1:colon], text[colon+1:end]
		in.Marks = append(in.Marks, Mark{open, open + len(inside), kind, "test"})
		text = text[:open] + inside + text[end+1:]
	}
}

func TestMarkedMailIsCut(t *testing.T) {
	tests := []struct{ name, text, reply, quoted, signature string }{
		{"history", "Bonjour\n\n[quotation:Bonjour Anne\nnon]", "Bonjour", "Bonjour Anne\nnon", ""},
		{"all that is marked, with nothing that introduces it", "[quotation:Bonjour Anne\n\nsi]\nEnvoyé de mon iPhone", "Bonjour Anne\n\nsi", "", "Envoyé de mon iPhone"},
		{"all that is marked below an attribution", "[quotation:Le 5 oct. 2026 à 10:00, Anne a écrit :\nnon]\nEnvoyé de mon iPhone", "", "Le 5 oct. 2026 à 10:00, Anne a écrit :\nnon", "Envoyé de mon iPhone"},
		{"all that is marked below a header", "[quotation:De : Anne <anne@a.example>\nEnvoyé : 5 octobre 2026 10:00\nObjet : accès\n\nnon]", "", "De : Anne <anne@a.example>\nEnvoyé : 5 octobre 2026 10:00\nObjet : accès\n\nnon", ""},
		{"all that is marked below a rule", "[quotation:-----Message d'origine-----\nAnne\nnon]", "", "-----Message d'origine-----\nAnne\nnon", ""},
		{"answer below the history", "[quotation:Bonjour Anne\n\nnon]\nSi !", "Si !", "Bonjour Anne\n\nnon", ""},
		{"attribution above the container", "Oui\n\nLe 5 oct. 2026 à 10:00, Anne a écrit :\n[quotation:non]\nSi !", "Oui\n\nSi !", "Le 5 oct. 2026 à 10:00, Anne a écrit :\nnon", ""},
		{"introduction above a quotation", "Oui\n[introduction:Anne, hier]\n> non\n\nSi !", "Oui\n\nSi !", "Anne, hier\n> non", ""},
		{"introduction above the rest", "Oui\n[introduction:Anne, hier]\nnon", "Oui", "Anne, hier\nnon", ""},
		{"container of a forwarded mail", "Voir ci-dessous.\n[quotation:---------- Forwarded message ---------\nDe : Anne\n\nnon]", "Voir ci-dessous.\n---------- Forwarded message ---------\nDe : Anne\n\nnon", "", ""},
		{"forward", "Voir ci-dessous.\n[forward:Message\nnon]", "Voir ci-dessous.\nMessage\nnon", "", ""},
		{"indented below an attribution", "Oui\nLe 5 oct. 2026 à 10:00, Anne a écrit :\n[indented:    non]\nSi !", "Oui\n\nSi !", "Le 5 oct. 2026 à 10:00, Anne a écrit :\n    non", ""},
		{"indented below an introduction", "Oui\n[introduction:Anne, hier]\n[indented:    non]\nSi !", "Oui\n\nSi !", "Anne, hier\n    non", ""},
		{"indented at the end of an answer", "Oui\n[indented last:    non]\nAvertissement", "Oui\n\nAvertissement", "    non", ""},
		{"announced", "Le message dit :\n[indented last:    non]", "Le message dit :\n    non", "", ""},
		{"indented amid the answer", "Oui\n[indented:    non]\nSi !", "Oui\n    non\nSi !", "", ""},
		{"indented alone", "[indented last:    non]", "    non", "", ""},
		{"attribution that begins an indented block", "Oui\n[indented:    Le 5 oct. 2026 à 10:00, Anne a écrit :\n    > non]\nSi !", "Oui\n\nSi !", "    Le 5 oct. 2026 à 10:00, Anne a écrit :\n    > non", ""},
		{"history in an indented block", "[indented:    Oui\n    Le 5 oct. 2026 à 10:00, Anne a écrit :\n    non]\nSi !", "    Oui\n\nSi !", "    Le 5 oct. 2026 à 10:00, Anne a écrit :\n    non", ""},
		{"header marked from its second line on", "Oui\n\nDe : Anne <anne@a.example>\n\n[quotation:Date : 5 octobre 2026 10:00\nÀ : Paul\nObjet : accès\n\nnon]", "Oui", "De : Anne <anne@a.example>\n\nDate : 5 octobre 2026 10:00\nÀ : Paul\nObjet : accès\n\nnon", ""},
		{"label of the sender's above the history", "Objet : oui\n\n[quotation:non]", "Objet : oui", "non", ""},
		{"answers between the quotations below a header", "[quotation:--------\nDe : Anne <anne@a.example>\nEnvoyé : 5 octobre 2026 10:00\nObjet : accès\n\nlequel ?]\nLe 4.\n> quand ?\nHier.", "lequel ?\nLe 4.\n> quand ?\nHier.", "--------\nDe : Anne <anne@a.example>\nEnvoyé : 5 octobre 2026 10:00\nObjet : accès", ""},
		{"indented introduction", "Oui\n[indented:    Le 5 oct. 2026 à 10:00, Anne a écrit :]\nnon", "Oui", "    Le 5 oct. 2026 à 10:00, Anne a écrit :\nnon", ""},
		{"new text between introduction and quotation", "[introduction:Anne, hier]\nOui\n> non", "Oui", "Anne, hier\n> non", ""},
		{"text below a marked signature", "Oui\n--\n[signature:Anne Martin\nDirectrice]\nPS : merci", "Oui\n\nPS : merci", "", "--\nAnne Martin\nDirectrice"},
		{"signature", "Oui\n\n[signature:Anne Martin\n01 02 03 04 05]", "Oui", "", "Anne Martin\n01 02 03 04 05"},
		{"closing and name in the signature", "Oui\n\n[signature:Cordialement,\n\nAnne Martin\n01 02 03 04 05]", "Oui\n\nCordialement,\n\nAnne Martin", "", "01 02 03 04 05"},
		{"name above a phone's line", "Oui\n\n[signature:Anne\nEnvoyé de mon iPhone]", "Oui\n\nAnne", "", "Envoyé de mon iPhone"},
		{"name alone", "Oui\n\n[signature:Anne]", "Oui\n\nAnne", "", ""},
		{"nothing but a signature", "[signature:Anne Martin\n01 02 03 04 05]", "Anne Martin\n01 02 03 04 05", "", ""},
		{"signature below the history", "Oui\n[quotation:non]\n[signature:anne@martin.example]", "Oui", "non", "anne@martin.example"},
		{"mark within a line", "Oui [quotation:non]\nSi", "Oui non\nSi", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := Cut(markedInput(tt.text))
			if r.New != tt.reply || r.Quoted != tt.quoted || r.Signature != tt.signature {
				t.Errorf("got reply %q, quoted %q, signature %q", r.New, r.Quoted, r.Signature)
			}
		})
	}
}

func TestMarksOfAMailThatAnswersNothingAreKept(t *testing.T) {
	in := markedInput("[quotation:Bonjour Anne\nnon]")
	in.Answer = false
	if r := Cut(in); r.New != in.Text || !r.Forwarded {
		t.Errorf("got %+v", r)
	}
	in.Text, in.Answer, in.Forward = "Voici\n"+in.Text, true, true
	in.Marks[0].From, in.Marks[0].To = 6, len(in.Text)
	if r := Cut(in); r.New != in.Text || !r.Forwarded {
		t.Errorf("got %+v", r)
	}
}

func TestMarksBeyondTheTextDoNoHarm(t *testing.T) {
	for _, m := range []Mark{{-1, 3, markQuotation, ""}, {0, 99, markQuotation, ""}, {50, 60, markQuotation, ""}, {2, 1, markQuotation, ""}} {
		if r := Cut(Input{Text: "Oui", Marks: []Mark{m}, Answer: true}); r.New != "Oui" {
			t.Errorf("%v gives %+v", m, r)
		}
	}
}
