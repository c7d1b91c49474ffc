package parser

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// mixed makes a multipart/mixed of parts, each with its header.
func mixed(parts ...string) []byte {
	return mailOf("Content-Type: multipart/mixed; boundary=frontiere", "--frontiere\r\n"+strings.Join(parts, "\r\n--frontiere\r\n")+"\r\n--frontiere--\r\n")
}

func sum(content string) string {
	s := sha256.Sum256([]byte(content))
	return hex.EncodeToString(s[:])
}

func TestFilesInsideATextAreTakenOut(t *testing.T) {
	tests := []struct{ name, head, body, text, files, content, defects string }{
		{"uuencoded", "X: y", "Bonjour,\r\n\r\nbegin 644 note.txt\r\n%8V]U8V\\`\r\n`\r\nend\r\nMerci\r\n", "Bonjour, Merci", "note.txt", "couco", ""},
		{"uuencoded, no end", "X: y", "Bonjour,\r\nbegin 644 note.txt\r\n%8V]U8V\\`\r\nMerci à vous\r\n", "Bonjour, Merci à vous", "note.txt", "couco", "encoding-damaged"},
		{"two of them", "X: y", "a\r\nbegin 644 un\r\n%8V]U8V\\`\r\nend\r\nb\r\nbegin 600 deux\r\n%8V]U8V\\`\r\nend\r\nc\r\n", "a b c", "un,deux", "couco", ""},
		{"in base64", "X: y", "a\r\nbegin-base64 644 note.txt\r\nY291Y28=\r\n====\r\nb\r\n", "a b", "note.txt", "couco", ""},
		{"yEnc", "X: y", "a\r\n=ybegin line=128 size=5 name=note.txt\r\n\x8d\x99\x9f\x8d\x99\r\n=yend size=5\r\nb\r\n", "a b", "note.txt", "couco", ""},
		{"yEnc of a wrong size", "X: y", "a\r\n=ybegin line=128 size=5 name=n\r\nbcd\r\n=yend size=5\r\nb\r\n", "a =ybegin line=128 size=5 name=n bcd =yend size=5 b", "", "", ""},
		{"words that begin so", "X: y", "begin 644 pages of text\r\nand go on\r\n", "begin 644 pages of text and go on", "", "", ""},
		{"quoted", "X: y", "> begin 644 note.txt\r\n> %8V]U8V\\`\r\n> end\r\n", "> begin 644 note.txt > %8V]U8V\\` > end", "", "", ""},
		{"a part of its own", "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: x-uuencode", "begin 644 note.txt\r\n%8V]U8V\\`\r\nend\r\n", "", "note.txt", "couco", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Parse(mailOf(tt.head, tt.body))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "text", texts(m), tt.text)
			equal(t, "files", fileNames(m), tt.files)
			for _, a := range m.Attachments {
				equal(t, "content", string(a.Content), tt.content)
				equal(t, "hash", a.SHA256, sum(tt.content))
			}
			equal(t, "defects", strings.Join(m.Defects, ","), tt.defects)
		})
	}
}

func TestFilesWithoutANameGetTheUsualOne(t *testing.T) {
	tests := []struct{ head, content, want string }{
		{"Content-Type: message/rfc822", "From: a@b.example\r\nSubject: =?utf-8?q?Facture_=C3=A9t=C3=A9?= 5/6\r\n\r\nx", "Facture été 5-6.eml"},
		{"Content-Type: message/rfc822", "From: a@b.example\r\n\r\nx", ""},
		{"Content-Type: message/rfc822; name=copie.eml", "Subject: y\r\n\r\nx", "copie.eml"},
		{"Content-Type: application/ms-tnef", "x", "winmail.dat"},
		{"Content-Type: application/pkcs7-signature", "x", "smime.p7s"},
		{"Content-Type: text/calendar; method=REQUEST", "BEGIN:VCALENDAR", "invite.ics"},
		{"Content-Type: image/png\r\nContent-Description: plan du magasin.png", "x", "plan du magasin.png"},
		{"Content-Type: image/png\r\nContent-Description: le plan, 1. version", "x", ""},
		{"Content-Type: image/png\r\nContent-Location: http://a.example/img/logo.png", "x", "logo.png"},
		{"Content-Type: image/png", "x", ""},
	}
	for _, tt := range tests {
		m, _ := Parse(mixed("\r\nBonjour", tt.head+"\r\n\r\n"+tt.content))
		equal(t, tt.head, fileNames(m), tt.want)
		equal(t, tt.head+" text", texts(m), "Bonjour")
	}
}

func TestPartsThatAreFilesAndNotText(t *testing.T) {
	tests := []struct{ name, part, defect string }{
		{"mail as a file", "Content-Type: message/rfc822\r\n\r\nSubject: a\r\nContent-Type: multipart/mixed; boundary=frontiere2\r\n\r\n--frontiere2\r\n\r\nx\r\n--frontiere2--", ""},
		{"delivery status", "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example", ""},
		{"file that lies elsewhere", "Content-Type: message/external-body; access-type=URL; URL=\"http://a.example/x\"\r\n\r\nContent-Type: image/png", "external-body"},
		{"piece of a mail", "Content-Type: message/partial; number=1; total=2; id=x\r\n\r\nx", "partial"},
		{"resource fork", "Content-Type: application/applefile; name=a\r\n\r\nx", ""},
		{"BinHex", "Content-Type: application/mac-binhex40; name=a.hqx\r\nContent-Transfer-Encoding: binhex\r\n\r\n(This file must be converted with BinHex 4.0)", ""},
		{"S/MIME, encrypted", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx", "encrypted"},
		{"S/MIME, certificates", "Content-Type: application/pkcs7-mime; name=a.p7c\r\n\r\nx", ""},
		{"S/MIME, signed", "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nx", "signed-opaque"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := Parse(mixed("\r\nBonjour", tt.part))
			equal(t, "text", texts(m), "Bonjour")
			equal(t, "files", len(m.Attachments), 1)
			equal(t, "defects", strings.Join(m.Defects, ","), tt.defect)
		})
	}
}

func TestMailsInADigestAreFiles(t *testing.T) {
	m, _ := Parse(mailOf("Content-Type: multipart/digest; boundary=b", "--b\r\n\r\nSubject: un\r\n\r\na\r\n--b\r\n\r\nSubject: deux\r\n\r\nb\r\n--b--\r\n"))
	equal(t, "files", fileNames(m), "un.eml,deux.eml")
}

func TestSignedMailShowsItsTextAndKeepsTheSignature(t *testing.T) {
	m, _ := Parse(mailOf("Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"", "--b\r\n\r\nBonjour\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n"))
	equal(t, "text", texts(m), "Bonjour")
	equal(t, "files", fileNames(m), "signature.asc")
	equal(t, "defects", strings.Join(m.Defects, ","), "")
}

func TestEncryptedMailIsSaidToBe(t *testing.T) {
	m, _ := Parse(mailOf("Content-Type: multipart/encrypted; boundary=b", "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream; name=a.asc\r\n\r\nx\r\n--b--\r\n"))
	equal(t, "defects", strings.Join(m.Defects, ","), "encrypted")
	m, _ = Parse(mailOf("X: y", "Bonjour\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----\r\n"))
	equal(t, "defects", strings.Join(m.Defects, ","), "pgp-inline")
	if !strings.Contains(m.Text, "abc") {
		t.Errorf("the text was lost: %q", m.Text)
	}
}

func TestPictureIsInlineWhereTheTextShowsIt(t *testing.T) {
	tests := []struct {
		name, html, disposition string
		want                    bool
	}{
		{"shown", `<img src="cid:a@b">`, "", true},
		{"shown, though said to be attached", `<img src="cid:a@b">`, "Content-Disposition: attachment\r\n", true},
		{"not shown", `<p>x</p>`, "", false},
		{"said to be inline", `<p>x</p>`, "Content-Disposition: inline\r\n", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := Parse(mailOf("Content-Type: multipart/related; boundary=b", fmt.Sprintf("--b\r\nContent-Type: text/html\r\n\r\n%s\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <a@b>\r\n%s\r\nx\r\n--b--\r\n", tt.html, tt.disposition)))
			equal(t, "files", len(m.Attachments), 1)
			equal(t, "inline", m.Attachments[0].Inline, tt.want)
		})
	}
}
