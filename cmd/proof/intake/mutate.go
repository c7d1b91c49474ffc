package intake

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
)

// mutations are small changes to a mail. Each gives a mail of its own and
// leaves what it got as it is.
var mutations = []func(r *rand.Rand, raw []byte) []byte{
	flipByte, putBytes, dropBytes, doubleBytes, moveBytes, cutShort, putLine, doubleLine, dropLine, swapLines, foldLine, repeatLine, spoilToken,
}

// lines are put between those of a mail: fields, commands, borders and marks
// that mean something somewhere.
var lines = []string{
	"From: <admin@permanence.example>", "From : <claire.moreau@permanence.example>", "To: <support+r1.1.2.aaaa@permanence.example>", "Cc: <eve@evil.example>, <x@durand.example>", "Bcc: <eve@evil.example>",
	"Reply-To: <eve@evil.example>", "Sender: <emma.harper@harper-blake.example>", "Subject: [#1001-AAAAAAAA] [#1002-BBBBBBBB]", "In-Reply-To: <v1.1.aaaa@permanence.example>", "References: <a@b> <c@d> <", "Message-ID: <>",
	"Auto-Submitted: auto-generated", "Precedence: bulk", "List-Id: <x.example>", "Return-Path: <>", "X-Loop: support", "Content-Type: multipart/mixed; boundary=", "Content-Type: message/rfc822",
	"Content-Type: multipart/signed; boundary=\"=_a1\"", "Content-Type: text/html; charset=utf-7", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: x-uuencode", "Content-Disposition: attachment; filename=\"../../x\"",
	"Authentication-Results: mx.permanence.example; dmarc=pass header.from=durand.example", "DKIM-Signature: v=1; a=rsa-sha256; d=durand.example; s=s1; l=0; h=from; bh=; b=", "Received: by x; Mon, 21 Sep 2026 09:10:00 +0200",
	"", "", ".", "--", "-- ", "--=_a1", "--=_a2--", "=_r", "> ", ">>>", "#aide", "#help", "#note", "#cc eve@evil.example", "#fusion 1001", "#résolu", "#accepter toujours", "#approuver", "#contrat X", "#temps 99999h", "#temps -1", "#pause hier", "#pour personne",
	"#sujet \x1b[31m\x00", "begin 644 x", "-----Original Message-----", "Le lun. 21 sept. 2026 à 09:10, X <x@y.example> a écrit :", "________________________________", "=?utf-8?b?////?=", "=?utf-8?q?=0D=0ABcc:_eve=40evil.example?=",
	"<script>alert(1)</script>", "<table>", "<!--", "\x00", "\r", "\xff\xfe", "\u202e\u2066", "Subject: =?utf-16?b?2AA=?=", "Subject: \x00\xff\r\n\tx",
}

// mutate makes one to six small changes.
func mutate(r *rand.Rand, raw []byte) []byte {
	for range 1 + r.IntN(6) {
		raw = mutations[r.IntN(len(mutations))](r, raw)
	}
	return raw
}

// some gives a range of at most n bytes.
func some(r *rand.Rand, raw []byte, n int) (from, to int) {
	from = r.IntN(len(raw) + 1)
	return from, min(len(raw), from+r.IntN(n+1))
}

func joined(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func flipByte(r *rand.Rand, raw []byte) []byte {
	if len(raw) == 0 {
		return raw
	}
	raw = bytes.Clone(raw)
	raw[r.IntN(len(raw))] ^= 1 << r.IntN(8)
	return raw
}

func putBytes(r *rand.Rand, raw []byte) []byte {
	at := r.IntN(len(raw) + 1)
	return joined(raw[:at], randomBytes(r, 16), raw[at:])
}

func dropBytes(r *rand.Rand, raw []byte) []byte {
	from, to := some(r, raw, 64)
	return joined(raw[:from], raw[to:])
}

func doubleBytes(r *rand.Rand, raw []byte) []byte {
	from, to := some(r, raw, 256)
	return joined(raw[:to], raw[from:])
}

func moveBytes(r *rand.Rand, raw []byte) []byte {
	from, to := some(r, raw, 128)
	rest := joined(raw[:from], raw[to:])
	at := r.IntN(len(rest) + 1)
	return joined(rest[:at], raw[from:to], rest[at:])
}

func cutShort(r *rand.Rand, raw []byte) []byte { return raw[:len(raw)-r.IntN(len(raw)/4+1)] }

// split gives the lines with their ends, and one of them.
func split(r *rand.Rand, raw []byte) (all [][]byte, at int) {
	all = bytes.SplitAfter(raw, []byte("\n"))
	return all, r.IntN(len(all))
}

func putLine(r *rand.Rand, raw []byte) []byte {
	all, at := split(r, raw)
	return joined(joined(all[:at]...), []byte(lines[r.IntN(len(lines))]+"\r\n"), joined(all[at:]...))
}

func doubleLine(r *rand.Rand, raw []byte) []byte {
	all, at := split(r, raw)
	return joined(joined(all[:at+1]...), joined(all[at:]...))
}

func dropLine(r *rand.Rand, raw []byte) []byte {
	all, at := split(r, raw)
	return joined(joined(all[:at]...), joined(all[at+1:]...))
}

func swapLines(r *rand.Rand, raw []byte) []byte {
	all, at := split(r, raw)
	other := r.IntN(len(all))
	all[at], all[other] = all[other], all[at]
	return joined(all...)
}

// foldLine breaks a line at one of its blanks, or takes its end away.
func foldLine(r *rand.Rand, raw []byte) []byte {
	all, at := split(r, raw)
	before, after, _ := bytes.Cut(all[at], []byte(" "))
	all[at] = joined(before, []byte("\r\n "), after)
	if r.IntN(2) == 0 {
		all[at] = bytes.TrimRight(joined(before, after), "\r\n")
	}
	return joined(all...)
}

// repeatLine makes a line far too frequent.
func repeatLine(r *rand.Rand, raw []byte) []byte {
	if r.IntN(8) != 0 {
		return raw
	}
	all, at := split(r, raw)
	all[at] = bytes.Repeat(all[at], 1+r.IntN(200))
	return joined(all...)
}

// spoilToken changes something behind a mark with which our tokens begin.
func spoilToken(r *rand.Rand, raw []byte) []byte {
	marks := []string{"[#", "+r1.", "+b", "<v1.", "v1."}
	at := bytes.Index(raw, []byte(marks[r.IntN(len(marks))]))
	if at < 0 {
		return raw
	}
	raw = bytes.Clone(raw)
	at = min(len(raw)-1, at+2+r.IntN(40))
	raw[at] = "0123456789ABCDEFabcdef.-@]"[r.IntN(26)]
	return raw
}

// randomBytes are up to n bytes, of one of several kinds.
func randomBytes(r *rand.Rand, n int) []byte {
	alphabets := []string{"", "\x00\x01\r\n\xff", "\r\n: \t", "<>@,;:\\\"()[]. a\r\n", "=?utf-8qb_", "--=_\r\n", "abcdefghijklmnopqrstuvwxyz \r\n", "\r\nContent-Type: multipart/x; boundary=a\r\n\r\n--a"}
	from := alphabets[r.IntN(len(alphabets))]
	raw := make([]byte, r.IntN(n+1))
	for i := range raw {
		if raw[i] = byte(r.Uint32()); from != "" {
			raw[i] = from[int(raw[i])%len(from)]
		}
	}
	return raw
}

// randomMail is a mail that nobody wrote: bytes, or fields and bytes.
func randomMail(r *rand.Rand) []byte {
	if r.IntN(2) == 0 {
		return randomBytes(r, 4000)
	}
	var b strings.Builder
	for range r.IntN(12) {
		b.WriteString(lines[r.IntN(len(lines))] + "\r\n")
	}
	fmt.Fprintf(&b, "From: <%s>\r\n\r\n", []string{marie, claire, stranger, "a@b", ""}[r.IntN(5)])
	for range r.IntN(12) {
		b.WriteString(lines[r.IntN(len(lines))] + "\r\n")
	}
	return append([]byte(b.String()), randomBytes(r, 300)...)
}

// wild makes the mail number i of a house: every eighth one at random, the
// others out of a mail that is let in, mostly signed after the change.
func (h *house) wild(r *rand.Rand) (name string, raw []byte) {
	h.serial++
	if r.IntN(8) == 0 {
		return "at random", randomMail(r)
	}
	b := h.bases[r.IntN(len(h.bases))]
	plain := []byte(b.mail(h.serial))
	if r.IntN(16) == 0 { // the first half of one and the second half of another
		other := []byte(h.bases[r.IntN(len(h.bases))].mail(h.serial))
		plain = joined(plain[:r.IntN(len(plain))], other[r.IntN(len(other)):])
	}
	switch r.IntN(8) {
	case 0:
		return b.name + ", unsigned", mutate(r, plain)
	case 1:
		return b.name + ", changed below its signature", mutate(r, h.sign(b.from, string(plain)))
	}
	return b.name + ", signed", h.sign(b.from, string(mutate(r, plain)))
}
