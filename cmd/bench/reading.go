package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"time"

	"permanence/parser"
)

// reading times the reader of mail beside go-message alone, mail by mail in
// turn, so that whatever else the machine does meets all three alike; then it
// times it on mails that are made to be slow.
func (r *round) reading(ctx context.Context) error {
	raws, err := r.b.raws()
	if err != nil {
		return err
	}
	var library, structure, whole time.Duration
	for i, raw := range raws {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, one := range []struct {
			spent *time.Duration
			read  func([]byte) error
		}{
			{&library, hashParts},
			{&structure, func(b []byte) error { _, err := parser.Read(b); return err }},
			{&whole, func(b []byte) error { _, err := parser.Parse(b); return err }},
		} {
			start := time.Now()
			if err := one.read(raw); err != nil {
				return fmt.Errorf("mail %d: %w", i, err)
			}
			*one.spent += time.Since(start)
		}
	}
	r.add("read_library", float64(len(raws))/library.Seconds())
	r.add("read_share_of_library", library.Seconds()/structure.Seconds())
	r.add("parse_share_of_library", library.Seconds()/whole.Seconds())
	return r.hostile(ctx)
}

// raws are the mails of the box that are counted, as IMAP gives them.
func (b *bench) raws() ([][]byte, error) {
	raws := make([][]byte, len(b.counted()))
	for i, m := range b.counted() {
		var err error
		if raws[i], err = m.crlf(); err != nil {
			return nil, err
		}
	}
	return raws, nil
}

// hostileBytes is the size of a mail that is made to be slow.
const hostileBytes = 1<<20 - 4096

// hostile reads the mails that are made to be slow and adds the slowest one's
// time and the greediest one's memory, in bytes a byte.
func (r *round) hostile(ctx context.Context) error {
	slowest, greediest := 0.0, 0.0
	for _, h := range hostileMails {
		if err := ctx.Err(); err != nil {
			return err
		}
		raw := h.mail(hostileBytes)
		start := time.Now()
		if _, err := parser.Parse(raw); err != nil {
			return fmt.Errorf("%s: %w", h.name, err)
		}
		spent := time.Since(start).Seconds()
		memory := peakOf(func() { parser.Parse(raw) }) / float64(len(raw)) //nolint:errcheck // it was read without one just now
		if spent > slowest || memory > greediest {
			r.b.say("  %s: %.3f s, %.1f bytes a byte", h.name, spent, memory)
		}
		slowest, greediest = max(slowest, spent), max(greediest, memory)
	}
	r.add("parse_hostile", slowest)
	r.add("parse_memory", greediest)
	return nil
}

// hostileMail is a mail of one thing repeated.
type hostileMail struct {
	name, head, repeated, tail string
}

func (h hostileMail) mail(size int) []byte {
	n := max(1, (size-len(h.head)-len(h.tail))/len(h.repeated))
	return []byte(h.head + strings.Repeat(h.repeated, n) + h.tail)
}

const (
	plainHead = "From: a@client.example\r\nSubject: Re: x\r\n\r\n"
	htmlHead  = "From: a@client.example\r\nSubject: Re: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
	mixedHead = "From: a@client.example\r\nSubject: Re: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
)

// hostileMails are the shapes that readers of mail are slow on (reliability
// P01-P12).
var hostileMails = []hostileMail{
	{"fields", "From: a@client.example\r\n", "X-Field: value of it\r\n", "\r\nx"},
	{"one long field", "From: a@client.example\r\nSubject: ", "x ", "\r\n\r\nx"},
	{"folded field", "From: a@client.example\r\nReferences:", "\r\n <a1@client.example>", "\r\n\r\nx"},
	{"encoded words", "From: a@client.example\r\nSubject:", " =?utf-8?q?=C3=A9?=", "\r\n\r\nx"},
	{"addresses", "From: a@client.example\r\nTo: ", "\"A, B\" <a@client.example>, ", "\r\n\r\nx"},
	{"comments", "From: ", "(", "a@client.example\r\n\r\nx"},
	{"parameters", "From: a@client.example\r\nContent-Type: text/plain", "; name*1*=%C3%A9", "\r\n\r\nx"},
	{"parts", mixedHead, "--b\r\n\r\nx\r\n", "--b--\r\n"},
	{"nested parts", "From: a@client.example\r\n", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", "x"},
	{"nested mails", "From: a@client.example\r\n", "Content-Type: message/rfc822\r\n\r\n", "x"},
	{"boundaries that are none", mixedHead, "--bb\r\n--b x\r\n", ""},
	{"one line", plainHead, "a b ", ""},
	{"short lines", plainHead, "a\r\n", ""},
	{"blank lines", plainHead, "\r\n", "x"},
	{"quoted lines", plainHead, "> a\r\nb\r\n", ""},
	{"quotation marks", plainHead, ">", " x"},
	{"attributions", plainHead, "On Mon, 5 Oct 2026 at 10:00 A <a@client.example> wrote:\r\n", ""},
	{"half attributions", plainHead, "On Mon, 5 Oct 2026 at 10:00 A <a@client.example\r\n", ""},
	{"header blocks", plainHead, "From: a@client.example\r\nSent: x\r\nTo: y\r\n", ""},
	{"rules", plainHead, "-----\r\n", ""},
	{"separators", plainHead, "-----Original Message-----\r\n", ""},
	{"signatures", plainHead, "-- \r\nA\r\n", ""},
	{"uuencoded files", plainHead, "begin 644 a\r\n", ""},
	{"flowed text", "From: a@client.example\r\nContent-Type: text/plain; format=flowed\r\n\r\n", "a \r\n", ""},
	{"damaged base64", "From: a@client.example\r\nContent-Transfer-Encoding: base64\r\n\r\n", "YQ==!\r\n", ""},
	{"damaged quoted-printable", "From: a@client.example\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", "=ZZ=\r\n", ""},
	{"blockquotes", htmlHead, "<blockquote>", "x"},
	{"divs", htmlHead, "<div>a", ""},
	{"cells", htmlHead, "<table><tr><td>a", ""},
	{"links", htmlHead, "<a href=https://a.example/>a</a>", ""},
	{"open tags", htmlHead, "<a ", ""},
	{"attributes", htmlHead + "<a", " b=c", ">x"},
	{"hidden text", htmlHead, "<div style=display:none>a", ""},
	{"entities", htmlHead, "&eacute;", ""},
}

// heapBytes is the metric of the objects on the heap, dead ones that were not
// swept yet included.
const heapBytes = "/memory/classes/heap/objects:bytes"

// peakOf is the most that the heap grew by while work ran, in bytes. The
// collector is made to run often, so that little of it is dead.
func peakOf(work func()) float64 {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	runtime.GC()
	before, done, peak := heapNow(), make(chan struct{}), make(chan float64)
	go func() {
		top := 0.0
		for {
			select {
			case <-done:
				peak <- top
				return
			default:
				top = max(top, heapNow()-before)
				time.Sleep(100 * time.Microsecond)
			}
		}
	}()
	work()
	last := heapNow() - before
	close(done)
	return max(<-peak, last)
}

func heapNow() float64 {
	sample := []metrics.Sample{{Name: heapBytes}}
	metrics.Read(sample)
	return float64(sample[0].Value.Uint64())
}
