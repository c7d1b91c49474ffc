package main

import (
	"context"
	"fmt"
	"time"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/testhouse"
)

// writer is a sample person whose mail the servers sign.
const writer = "marie.durand@durand.example"

// addWriter makes the writer a technical contact of a client.
func addWriter(ctx context.Context, d *desk.Desk) error {
	const client = "Menuiserie Durand"
	if _, err := d.AddClient(ctx, people.Client{Name: client, Language: "fr", Domains: []string{"durand.example"}}, "bench"); err != nil {
		return err
	}
	c := people.Contact{FirstName: "Marie", LastName: "Durand", Addresses: []string{writer}, Active: true}
	if _, err := d.AddContact(ctx, client, c, "bench"); err != nil {
		return err
	}
	_, err := d.AddContract(ctx, desk.NewContract{Client: client, Technical: writer, PackageQuarters: 40, RateCents: 9500}, "bench")
	return err
}

// pour sends so many mails a second until ctx ends, and tells how many.
func pour(ctx context.Context, h *testhouse.House, perSecond int) <-chan int {
	done := make(chan int, 1)
	go func() {
		sent := 0
		defer func() { done <- sent }()
		if perSecond <= 0 {
			return
		}
		ticker := time.NewTicker(time.Second / time.Duration(perSecond))
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
			raw := fmt.Sprintf("From: Marie Durand <%s>\r\nTo: support@permanence.example\r\nSubject: Demande %d\r\nMessage-ID: <%d@durand.example>\r\nDate: %s\r\n\r\nBonjour,\r\n\r\nLa demande numéro %d.\r\n",
				writer, sent, sent, h.Now().Format(time.RFC1123Z), sent)
			if h.Post(writer, true, []string{"support@permanence.example"}, raw) == nil {
				sent++
			}
		}
	}()
	return done
}
