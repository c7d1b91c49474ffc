package main

import (
	"errors"
	"io"
	"net/smtp"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"permanence/daemon/realmail"
)

// floorFetch reads a whole mailbox by one UID FETCH. It leaves all flags.
func floorFetch(addr, user string) (_ float64, err error) {
	c, err := imapclient.DialInsecure(addr, nil)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if err := c.Login(user, realmail.Password).Wait(); err != nil {
		return 0, err
	}
	if _, err := c.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		return 0, err
	}
	var all imap.UIDSet
	all.AddRange(1, 0)
	n, start := 0, time.Now()
	fetch := c.Fetch(all, &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}}})
	for m := fetch.Next(); m != nil; m = fetch.Next() {
		for item := m.Next(); item != nil; item = m.Next() {
			if body, ok := item.(imapclient.FetchItemDataBodySection); ok {
				if _, err := io.Copy(io.Discard, body.Literal); err != nil {
					return 0, err
				}
				n++
			}
		}
	}
	return perSecond(n, start), fetch.Close()
}

// floorLetterTime is how long letters are sent to measure their rate.
const floorLetterTime = 2 * time.Second

// floorLetters sends letters to a sink, one connection each.
func floorLetters() (_ float64, err error) {
	s, err := startSink()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	letter := []byte("From: support@desk.example\r\nTo: a@client.example\r\nSubject: [#1042-7QK4M2XH] recu\r\n\r\n" +
		strings.Repeat("Bonjour, votre demande est enregistree.\r\n", 40))
	n, start := 0, time.Now()
	for ; time.Since(start) < floorLetterTime; n++ {
		if err := smtp.SendMail(s.addr, nil, "support@desk.example", []string{"a@client.example"}, letter); err != nil {
			return 0, err
		}
	}
	return perSecond(n, start), nil
}
