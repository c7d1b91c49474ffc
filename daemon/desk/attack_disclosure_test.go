package desk

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"permanence/daemon/desk/letter"
	"permanence/daemon/desk/ticket"
	"permanence/daemon/store"
)

// html is the HTML body of a letter.
func (f *firm) html(l store.Letter) string {
	f.t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(f.bytes(l)))
	if err != nil {
		f.t.Fatal(err)
	}
	return htmlPart(m.Header.Get("Content-Type"), m.Body)
}

func htmlPart(contentType string, body io.Reader) string {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	if kind == "text/html" {
		text, err := io.ReadAll(quotedprintable.NewReader(body))
		if err != nil {
			return ""
		}
		return string(text)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		return ""
	}
	parts := multipart.NewReader(body, params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err != nil {
			return ""
		}
		if text := htmlPart(p.Header.Get("Content-Type"), p); text != "" {
			return text
		}
	}
}

func TestAnAnswerInHTMLAloneShowsNothingOfTheNotice(t *testing.T) {
	for program, layout := range map[string]string{
		"outlook":         `<html><body>%s<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>De&nbsp;:</b> Assistance Exemple &lt;%s&gt;<br><b>Envoyé&nbsp;:</b> lundi 21 septembre 2026 09:10<br><b>À&nbsp;:</b> Alice Martin &lt;alice@firme.example&gt;<br><b>Cc&nbsp;:</b> bruno@firme.example<br><b>Objet&nbsp;:</b> x</p></div></div>%s</body></html>`,
		"outlook web":     `<div>%s</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font><b>De :</b> Assistance Exemple &lt;%s&gt;<br><b>Envoyé :</b> lundi<br><b>À :</b> Alice Martin &lt;alice@firme.example&gt;<br><b>Objet :</b> x</font></div>%s`,
		"gmail":           `<div dir="ltr">%s</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Le lun. 21 sept. 2026 à 09:10, Assistance Exemple &lt;<a href="mailto:x">%s</a>&gt; a écrit :<br></div><blockquote class="gmail_quote">%s</blockquote></div>`,
		"apple":           `<html><body>%s<div><br><blockquote type="cite"><div>Le 21 sept. 2026 à 09:10, Assistance Exemple &lt;%s&gt; a écrit :</div><br><div>%s</div></blockquote></div></body></html>`,
		"no mark at all":  `<html><body>%s<br><br><!-- %s -->%s</body></html>`,
		"a table":         `<table><tr><td>%s</td></tr><tr><td>%s</td></tr><tr><td>%s</td></tr></table>`,
		"a plain divider": `<p>%s</p><hr><p>De : %s</p>%s`,
	} {
		for _, above := range []string{"<p>Bonjour Marie,</p><p>C'est corrigé.</p>", ""} {
			f := newFirm(t)
			_, notice, _ := f.opened()
			whole := f.html(notice)
			if !strings.Contains(whole, "Nouvelle demande") {
				t.Fatal("the notice has no HTML")
			}
			m := f.raw("firme.example", "From: alice@firme.example\nTo: "+f.replyTo(notice)+"\nSubject: Re: "+notice.Subject+"\nIn-Reply-To: <"+notice.MessageID+">\nContent-Type: text/html; charset=utf-8",
				fmt.Sprintf(layout, above, f.replyTo(notice), whole))
			for _, l := range f.letters(letter.KindAnswer) {
				if found := f.leaks(l, f.secrets(notice)); len(found) > 0 {
					t.Errorf("%s: the client is shown %q:\n%s", program, found, f.words(l))
				}
				if above == "" {
					t.Errorf("%s: left without a new word:\n%s", program, f.words(l))
				}
			}
			if above != "" && program != "no mark at all" && program != "a table" && program != "a plain divider" && len(f.letters(letter.KindAnswer)) != 1 {
				t.Errorf("%s: the answer became %s %s %s", program, m.Disposition, m.Reason, m.Proof)
			}
		}
	}
}

func TestNoFieldIsInjected(t *testing.T) {
	f := newFirm(t)
	for i, c := range []struct{ header, body string }{
		{"From: marie@dupont.example\nTo: support@firme.example\nSubject: =?utf-8?q?Panne=0D=0ABcc:_eve@evil.example=0D=0AX-Injected:_1?=", "Un."},
		{"From: =?utf-8?q?Marie=0D=0ABcc:_eve@evil.example?= <marie@dupont.example>\nTo: support@firme.example\nSubject: Panne 2", "Deux."},
		{"From: \"x>, eve@evil.example <eve@evil.example\" <marie@dupont.example>\nTo: support@firme.example\nSubject: Panne\u2028Bcc: eve@evil.example", "Trois."},
		{"From: marie@dupont.example\nTo: support@firme.example\nSubject: {{.Config}} ${x} %{y} #{z} =?utf-8?q?=00=0A?=", "Quatre {{.Desk.Secret}} <script>alert(1)</script>"},
		{"From: marie@dupont.example\nTo: support@firme.example\nCc: =?utf-8?q?Paul=0ABcc:_eve@evil.example?= <paul@dupont.example>\nSubject: Panne 5", "Cinq."},
		{"From: marie@dupont.example\nTo: support@firme.example\nSubject: Panne 6\nReferences: <a@b>\n\t<c\u0001d@e> <v1.1.x@y>,Bcc:eve@evil.example\nContent-Type: multipart/mixed; boundary=zz",
			"--zz\nContent-Type: text/plain\n\nSix.\n--zz\nContent-Type: image/png; name=\"=?utf-8?q?a=0D=0AX-Injected:_1=0D=0A.png?=\"\nContent-ID: <x\"; filename=y@z>\nContent-Disposition: attachment; filename*=utf-8''..%2F..%2Fetc%0D%0AX-Injected%3A%201.png\n\nPNG\n--zz--"},
		{"From: marie@dupont.example\nTo: support@firme.example\nSubject: Panne 7", "Avant\n.\nMAIL FROM:<eve@evil.example>\n..\n\r.\r\nAprès " + strings.Repeat("long ", 400)},
	} {
		f.pass(time.Hour)
		m := f.raw("dupont.example", c.header, c.body)
		if m.Disposition != ticket.New {
			t.Logf("%d became %s %s", i, m.Disposition, m.Reason)
			continue
		}
		f.answers("alice@firme.example", f.noticeOf(m.TicketNumber, "alice@firme.example"), fmt.Sprint("Réponse ", i))
	}
	if n := len(f.letters(letter.KindAnswer)); n < 5 {
		t.Errorf("only %d of the mails were answered", n)
	}
	for _, l := range f.letters("") {
		raw := f.bytes(l)
		head, _, _ := strings.Cut(raw, "\r\n\r\n")
		for _, line := range strings.Split(strings.ReplaceAll(raw, "\r\n", "\n"), "\n") {
			if strings.ContainsAny(line, "\r\x00") || len(line) > 998 {
				t.Errorf("a %s has the line %.80q", l.Kind, line)
			}
			if strings.HasPrefix(line, "X-Injected") || strings.HasPrefix(line, "Bcc") {
				t.Errorf("a %s has the field %q", l.Kind, line)
			}
		}
		m, err := mail.ReadMessage(strings.NewReader(raw))
		if err != nil {
			t.Errorf("%s: %v\n%s", l.Kind, err, head)
			continue
		}
		if to, err := mail.ParseAddressList(m.Header.Get("To")); err != nil || len(to) != 1 || to[0].Address != l.Recipient {
			t.Errorf("a %s to %s has To %q", l.Kind, l.Recipient, m.Header.Get("To"))
		}
		if strings.Contains(f.html(l), "<script") {
			t.Errorf("a %s carries a script", l.Kind)
		}
	}
}

func TestAThousandStrangersGetNoMail(t *testing.T) {
	t.Parallel()
	f := newFirm(t)
	for i := range 1000 {
		f.raw("", fmt.Sprintf("From: victim%d@opfer%d.example\nTo: support@firme.example\nSubject: Buy %d", i, i%50, i), fmt.Sprint("Verify at http://evil.example/", i))
	}
	if l := f.letters(""); len(l) != 0 {
		t.Errorf("%d letters, the first a %s to %s", len(l), l[0].Kind, l[0].Recipient)
	}
}

// TestNoClientReadsWhatIsNotTheirs lets people write what comes to their mind
// and looks for marks of what each may not read.
func TestNoClientReadsWhatIsNotTheirs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		f := newFirm(t)
		f.d.cfg.Limits.SenderHour, f.d.cfg.Limits.SenderDay = 1000, 10000
		marks := map[string]string{} // of a text: who may not read it ("" is any outsider)
		mark := func(kind string) string { m := fmt.Sprintf("MARQUE%s%dX", kind, len(marks)); marks[m] = kind; return m }
		f.send(post{from: "marie@dupont.example", subject: "Import", text: mark("dupont"), header: []string{"Cc: paul@dupont.example"}})
		f.send(post{from: "john@smith.example", subject: "Printer", text: mark("smith")})
		for range rapid.IntRange(2, 8).Draw(rt, "steps") {
			f.pass(time.Duration(rapid.SampledFrom([]int{0, 1, 90, 1500}).Draw(rt, "minutes")) * time.Minute)
			all := f.letters("")
			answers := rapid.SampledFrom(all).Draw(rt, "letter")
			p := post{from: answers.Recipient, text: mark("held")}
			switch rapid.IntRange(0, 7).Draw(rt, "who") {
			case 0:
				p = post{from: "marie@dupont.example", text: mark("dupont")}
			case 1:
				p = post{from: "john@smith.example", text: mark("smith")}
			case 2:
				p.from = rapid.SampledFrom([]string{"x@ailleurs.example", "paul@dupont.example", "alice@firme.example", "carole@firme.example"}).Draw(rt, "other")
			}
			switch kind := map[string]string{"marie@dupont.example": "dupont", "john@smith.example": "smith"}[p.from]; {
			case kind != "":
				p.text = mark(kind)
			case strings.HasSuffix(p.from, "@firme.example"):
				p.text = rapid.SampledFrom([]string{"", "", "", "#note ", "#note\n#temps 5\n", "#temps xx\n#note\n", "#temps 5\n", "#envoyer", "#accepter", "#résolu\n", "#annuler", "#verbose\n#prendre\n"}).Draw(rt, "command")
				switch {
				case strings.Contains(p.text, "#note"):
					p.text += mark("note")
				case p.text == "" || strings.HasSuffix(p.text, "\n"):
					p.text += mark("agent")
				}
			}
			p.subject = fmt.Sprint("Demande ", len(marks))
			if rapid.IntRange(0, 4).Draw(rt, "answers") > 0 {
				p.subject, p.header = "Re: "+answers.Subject, answering(answers)
				if to := f.replyTo(answers); to != "" {
					p.to = to
				}
				if strings.HasSuffix(p.from, "@firme.example") {
					p.text += asQuoted(rapid.SampledFrom(programs).Draw(rt, "program"), f.text(answers), f.replyTo(answers))
				}
			}
			p.unsigned = rapid.IntRange(0, 19).Draw(rt, "unsigned") == 0
			f.send(p)
		}
		f.judge(rt, marks)
	})
}

// judge looks for what an outsider's letters must not show.
func (f *firm) judge(rt *rapid.T, marks map[string]string) {
	tickets := map[int64]string{}
	for _, l := range f.outside() {
		seen := strings.ReplaceAll(f.shownBy(l), f.replyTo(l), "")
		for m, kind := range marks {
			foreign := kind == "note" || kind == "dupont" && strings.HasSuffix(l.Recipient, "@smith.example") || kind == "smith" && strings.HasSuffix(l.Recipient, "@dupont.example")
			if foreign && strings.Contains(seen, m) {
				rt.Errorf("a %s to %s shows %s", l.Kind, l.Recipient, m)
			}
		}
		for _, secret := range []string{"alice@firme", "bruno@firme", "carole@firme", ".a1.", ".a2.", ".a3.", "#aide", "Équipe de permanence"} {
			if strings.Contains(seen, secret) {
				rt.Errorf("a %s to %s shows %q:\n%s", l.Kind, l.Recipient, secret, seen)
			}
		}
		for _, other := range f.letters("") {
			if strings.HasSuffix(other.Recipient, "@firme.example") && strings.Contains(seen, other.MessageID) {
				rt.Errorf("a %s to %s names the notice %s", l.Kind, l.Recipient, other.MessageID)
			}
		}
		if id := ofAgentsMail.FindString(seen); id != "" {
			rt.Errorf("a %s to %s names the mail %s of an agent", l.Kind, l.Recipient, id)
		}
		domain := l.Recipient[strings.Index(l.Recipient, "@"):]
		if had, ok := tickets[l.TicketNumber]; ok && l.TicketNumber != 0 && had != domain {
			rt.Errorf("ticket %d is told to %s and %s", l.TicketNumber, had, domain)
		}
		tickets[l.TicketNumber] = domain
	}
}
