package parser

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/emersion/go-message"
)

// sampleMail is a client's answer with a screenshot, about 63 KB as most are.
func sampleMail() []byte {
	text := strings.Repeat("Bonjour, l'export des écritures s'arrête à la ligne 4 812 avec le message « période close ».\n", 12)
	quoted := strings.Repeat("> Pouvez-vous nous envoyer une copie d'écran du journal, s'il vous plaît ?\n", 30)
	plain := text + "\nCordialement,\nÉlise Garnier\n\nLe lun. 5 oct. 2026 à 09:12, Assistance <support@permanence.example> a écrit :\n\n" + quoted
	page := "<html><head><meta charset=\"utf-8\"></head><body><div>" + strings.ReplaceAll(text, "\n", "<br>") + "</div><blockquote type=\"cite\">" + strings.ReplaceAll(quoted, "> ", "<p>") + "</blockquote><img src=\"cid:ecran@garnier.example\"></body></html>"
	picture := make([]byte, 38_000)
	for i := range picture {
		picture[i] = byte(i * 7919 >> 3)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "Return-Path: <elise@garnier.example>\r\n")
	for i := range 6 {
		fmt.Fprintf(&b, "Received: from mx%d.garnier.example (mx%d.garnier.example [192.0.2.%d])\r\n\tby mx.permanence.example with ESMTPS id 4Xk%d; Mon, 5 Oct 2026 10:0%d:00 +0200\r\n", i, i, i+1, i, i)
	}
	b.WriteString("From: =?utf-8?q?=C3=89lise_Garnier?= <elise@garnier.example>\r\nTo: Assistance <support@permanence.example>\r\nSubject: =?utf-8?q?RE=3A_Export_des_=C3=A9critures_=5B=231042-7QK4M2XH=5D?=\r\n" +
		"Message-ID: <a1@garnier.example>\r\nIn-Reply-To: <v1.7.x@permanence.example>\r\nReferences: <v1.5.y@permanence.example> <v1.7.x@permanence.example>\r\nDate: Mon, 5 Oct 2026 10:05:12 +0200\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=\"mixed\"\r\n\r\n--mixed\r\nContent-Type: multipart/alternative; boundary=\"alt\"\r\n\r\n--alt\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
	b.WriteString(strings.ReplaceAll(plain, "\n", "\r\n"))
	b.WriteString("\r\n--alt\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
	b.WriteString(strings.ReplaceAll(page, "\n", "\r\n"))
	b.WriteString("\r\n--alt--\r\n--mixed\r\nContent-Type: image/png; name=\"ecran.png\"\r\nContent-Disposition: inline; filename=\"ecran.png\"\r\nContent-ID: <ecran@garnier.example>\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	for encoded := base64.StdEncoding.EncodeToString(picture); len(encoded) > 0; {
		n := min(76, len(encoded))
		b.WriteString(encoded[:n] + "\r\n")
		encoded = encoded[n:]
	}
	b.WriteString("--mixed--\r\n")
	return b.Bytes()
}

// BenchmarkParse is what intake pays for a mail.
func BenchmarkParse(b *testing.B) {
	raw := sampleMail()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if m, err := Parse(raw); err != nil || m.Reply == "" {
			b.Fatal(err)
		}
	}
}

// BenchmarkLibraryAlone is the floor beside it: go-message walks the same mail
// and the parts are hashed; nothing is read from them.
func BenchmarkLibraryAlone(b *testing.B) {
	raw := sampleMail()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		e, err := message.Read(bytes.NewReader(raw))
		if err != nil {
			b.Fatal(err)
		}
		err = e.Walk(func(_ []int, part *message.Entity, _ error) error {
			if part.MultipartReader() != nil {
				return nil
			}
			content, err := io.ReadAll(part.Body)
			sha256.Sum256(content)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSafeHTML is what a page pays on top, once per mail shown.
func BenchmarkSafeHTML(b *testing.B) {
	m, _ := Parse(sampleMail())
	b.ReportAllocs()
	for b.Loop() {
		if m.SafeHTML() == "" {
			b.Fatal("no HTML")
		}
	}
}

// BenchmarkRead is structure and text without the rules.
func BenchmarkRead(b *testing.B) {
	raw := sampleMail()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if m, err := Read(raw); err != nil || m.Text == "" {
			b.Fatal(err)
		}
	}
}
