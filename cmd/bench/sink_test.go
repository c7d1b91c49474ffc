package main

import (
	"net/smtp"
	"strings"
	"testing"
	"time"
)

func startTestSink(t *testing.T) *sink {
	t.Helper()
	s, err := startSink()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close() })
	return s
}

func send(t *testing.T, s *sink, to, subject, body string) {
	t.Helper()
	text := "From: <support@desk.example>\r\nMessage-ID: <m@desk.example>\r\nReply-To: <support+x@desk.example>\r\nSubject: " + subject + "\r\n\r\n" + body
	if err := smtp.SendMail(s.addr, nil, "support@desk.example", []string{to}, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

func TestTheSinkNotesTheFirstLetterToAClientAboutEachTicket(t *testing.T) {
	s, before := startTestSink(t), time.Now()
	send(t, s, "anne.leroy@desk.example", "[#7-AAAAAAAA] for the team", "Bonjour.\r\n")
	send(t, s, "a@client001.example", "=?utf-8?q?Re=C3=A7u?= [#7-AAAAAAAA]", "Bonjour.\r\n")
	send(t, s, "a@client001.example", "[#7-AAAAAAAA] again", "Bonjour.\r\n")
	send(t, s, "b@client002.example", "no ticket", "Bonjour.\r\n")
	letters, tickets := s.counts()
	if letters != 4 || tickets != 1 {
		t.Fatalf("%d letters, %d tickets", letters, tickets)
	}
	l := s.acknowledged()[7]
	if l.subject != "Reçu [#7-AAAAAAAA]" || l.messageID != "<m@desk.example>" || l.replyTo != "<support+x@desk.example>" || l.at.Before(before) {
		t.Fatalf("%+v", l)
	}
	if s.forget(); len(s.acknowledged()) != 0 {
		t.Fatal("a new desk has acknowledged tickets")
	}
}

func TestTheSinkTakesDotsLongLinesAndLargeLetters(t *testing.T) {
	s := startTestSink(t)
	send(t, s, "a@client001.example", "[#1-AAAAAAAA]", ".\r\n..\r\n"+strings.Repeat("x", 200<<10)+"\r\n"+strings.Repeat("a line\r\n", 10000))
	send(t, s, "a@client001.example", "[#2-AAAAAAAA]", "short\r\n")
	if letters, tickets := s.counts(); letters != 2 || tickets != 2 {
		t.Fatalf("%d letters, %d tickets", letters, tickets)
	}
	if n := s.acknowledged()[1].bytes; n < 284_000 {
		t.Fatalf("%d bytes of the large one", n)
	}
}
