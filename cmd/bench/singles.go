package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// written is a plain mail of a technical contact, as the box's mail server
// would hand it over: it says in its own header that the sender is proven.
type written struct {
	who       person
	to        string
	subject   string
	text      string
	id        string
	inReplyTo string // with angle brackets; "" for a first mail
	at        time.Time
}

func (w written) bytes(authserv string) []byte {
	from := w.who.Addresses[0]
	domain := domainOf(from)
	thread := ""
	if w.inReplyTo != "" {
		thread = "In-Reply-To: " + w.inReplyTo + "\nReferences: " + w.inReplyTo + "\n"
	}
	return fmt.Appendf(nil, `Return-Path: <%[1]s>
Authentication-Results: %[2]s; spf=pass smtp.mailfrom=%[3]s; dkim=pass header.d=%[3]s; dmarc=pass header.from=%[3]s
Received: from mail.%[3]s (mail.%[3]s [192.0.2.7]) by %[2]s with ESMTPS id %[4]s; %[5]s
From: <%[1]s>
To: <%[6]s>
Subject: %[7]s
Date: %[5]s
Message-ID: <%[4]s@%[3]s>
%[8]sMIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

%[9]s
`, from, authserv, domain, w.id, w.at.Format(time.RFC1123Z), w.to, w.subject, thread, w.text)
}

func domainOf(address string) string { return address[strings.LastIndex(address, "@")+1:] }

// singles times the acknowledgement of mails that come one by one.
func (r *round) singles(ctx context.Context) error {
	var took []float64
	for i := range r.b.singles {
		if err := pause(ctx, time.Duration(200+rand.IntN(400))*time.Millisecond); err != nil { // no rhythm that a poll could share
			return err
		}
		one, err := r.single(ctx, i)
		if err != nil {
			return fmt.Errorf("mail %d: %w", i+1, err)
		}
		took = append(took, one.Seconds())
	}
	if len(took) > 0 {
		r.add("acknowledged", median(took))
		r.add("acknowledged_slowest", slices.Max(took))
	}
	return nil
}

func (r *round) single(ctx context.Context, i int) (time.Duration, error) {
	who := r.b.box.contacts.Clients[i%len(r.b.box.contacts.Clients)].Technical
	w := written{who: who, to: r.b.box.contacts.Mailbox, at: time.Now(), id: fmt.Sprintf("single.%d", i), subject: fmt.Sprintf("Question %d", i),
		text: fmt.Sprintf("Bonjour,\n\nl'export numéro %d s'arrête au milieu. Pouvez-vous regarder ?\n\nCordialement", i)}
	name, err := r.mail.lay(w.bytes(r.b.box.contacts.Authserv), w.at)
	if err != nil {
		return 0, err
	}
	known := r.b.sink.acknowledged()
	delivered, err := r.mail.deliver(name)
	if err != nil {
		return 0, err
	}
	for ctx.Err() == nil && time.Since(delivered) < patience {
		for n, l := range r.b.sink.acknowledged() {
			if _, old := known[n]; !old {
				return l.at.Sub(delivered), nil
			}
		}
		time.Sleep(look)
	}
	return 0, fmt.Errorf("no acknowledgement within %s: %w", patience, ctx.Err())
}
