package parser

import (
	"strings"
	"testing"
)

func TestMailWithoutTextIsReadFromWhatItHas(t *testing.T) {
	const event = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nDTSTART:19700101T000000\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Europe/Paris:20261005T100000\r\nDTEND:20261005T090000Z\r\nSUMMARY:Point caisse\\, suite\r\n de lundi\r\nLOCATION:Salle 2\r\nBEGIN:VALARM\r\nDESCRIPTION:Rappel\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	tests := []struct {
		name, head, body, text string
		files                  int
	}{
		{"invitation", "Content-Type: text/calendar; method=REQUEST", event, "Point caisse, suitede lundi\n2026-10-05 10:00\n2026-10-05 09:00 UTC\nSalle 2", 1},
		{"enriched", "Content-Type: text/enriched", "<bold>Bonjour</bold>,\r\n\r\nla <color><param>red</param>caisse</color>\r\nest << vide", "Bonjour,\nla caisse est < vide", 1},
		{"rich text", "Content-Type: text/rtf", `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 La caisse est ferm\'e9e.\par Merci \u8364?}`, "La caisse est fermée.\nMerci €", 1},
		{"unknown text", "Content-Type: text/x-web-note", "Bonjour", "Bonjour", 1},
		{"header of a mail", "Content-Type: text/rfc822-headers", "Subject: x", "", 1},
		{"file with a name", "Content-Type: text/csv; name=x.csv", "a;b", "", 1},
		{"plain file with a name", "Content-Type: text/plain; name=x.txt\r\nContent-Disposition: attachment", "Bonjour", "Bonjour", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Parse(mailOf(tt.head, tt.body))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "text", strings.TrimSpace(m.Text), tt.text)
			equal(t, "files", len(m.Attachments), tt.files)
			with, _ := Parse(mixed("\r\nVoir ci-joint", tt.head+"\r\n\r\n"+tt.body))
			equal(t, "text beside it", texts(with), "Voir ci-joint")
			equal(t, "files beside it", len(with.Attachments), tt.files)
		})
	}
}

func TestEmptyPageIsNoText(t *testing.T) {
	m, _ := Parse(mixed("Content-Type: text/html\r\n\r\n<p>&nbsp;</p>", "Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nSUMMARY:Point caisse\r\nEND:VEVENT"))
	equal(t, "text", texts(m), "Point caisse")
}

func TestRootOfRelatedPartsMayStandAnywhere(t *testing.T) {
	m, _ := Parse(mailOf("Content-Type: multipart/related; boundary=b; start=\"<racine>\"", "--b\r\nContent-Type: image/png\r\nContent-ID: <a@b>\r\n\r\nx\r\n--b\r\nContent-Type: text/html; name=message.html\r\nContent-ID: <racine>\r\n\r\n<p>Bonjour <img src=\"cid:a@b\"></p>\r\n--b--\r\n"))
	equal(t, "page", m.HasHTML(), true)
	equal(t, "files", len(m.Attachments), 1)
	equal(t, "inline", m.Attachments[0].Inline, true)
}

func TestOddAlternativesAreFiles(t *testing.T) {
	for _, odd := range []string{"text/calendar", "text/x-amp-html", "text/enriched", "text/rtf", "application/pdf"} {
		m, _ := Parse(mailOf("Content-Type: multipart/alternative; boundary=b", "--b\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n--b\r\nContent-Type: "+odd+"\r\n\r\nBEGIN\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Bonjour</p>\r\n--b--\r\n"))
		equal(t, odd+" text", texts(m), "Bonjour")
		equal(t, odd+" files", len(m.Attachments), 1)
		equal(t, odd+" page", m.HasHTML(), true)
	}
}

func TestTextsInARowAreOneText(t *testing.T) {
	m, _ := Parse(mixed("Content-Type: text/plain\r\n\r\nVoici l'écran :", "Content-Type: image/png; name=a.png\r\nContent-Disposition: inline\r\n\r\nx", "Content-Type: text/plain\r\n\r\net la suite."))
	equal(t, "text", texts(m), "Voici l'écran : et la suite.")
	equal(t, "files", fileNames(m), "a.png")
}

func TestSameTextInTwoFormsIsReadOnce(t *testing.T) {
	tests := []struct{ plain, page, want string }{
		{"Bonjour,\r\nvoir http://a.example/", "<p>Bonjour,</p><p><a href=\"http://a.example/\">voir</a></p>", "Bonjour, voir http://a.example/"},
		{"Bonjour", "<p>Autre chose</p>", "Bonjour Autre chose"},
	}
	for _, tt := range tests {
		m, _ := Parse(mixed("Content-Type: text/plain\r\n\r\n"+tt.plain, "Content-Type: text/html\r\n\r\n"+tt.page))
		equal(t, "text", texts(m), tt.want)
		equal(t, "page", m.HasHTML(), true)
	}
}

func TestTextIsReadInSpiteOfItsLabel(t *testing.T) {
	m, _ := Parse(mailOf("Content-Type: text/plain", "<!DOCTYPE html>\r\n<html><body><p>Bonjour <b>vous</b></p></body></html>\r\n"))
	equal(t, "page labelled plain", texts(m), "Bonjour vous")
	m, _ = Parse(mailOf("Content-Type: text/plain", "<html> est la première balise.\r\n"))
	equal(t, "words about a page", texts(m), "<html> est la première balise.")
	m, _ = Parse(mailOf("Content-Type: text/html", "Bonjour,\r\nd&eacute;sol&eacute;"))
	equal(t, "plain labelled page", m.Text, "Bonjour,\ndésolé")
}
