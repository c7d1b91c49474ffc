package daemon_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// hold is how long answers wait in tests that wait for them.
const hold = 1200 * time.Millisecond

var picture = append([]byte("\x89PNG\r\n\x1a\n"), bytes.Repeat([]byte("screenshot"), 400)...)

var token = regexp.MustCompile(`\[#(\d+)-[0-9A-HJKMNP-TV-Z]{8}\]`)

// The main job, from a request with a screenshot to a resolved ticket.
func TestARequestIsAnsweredFromTheAgentsMailClientAndResolved(t *testing.T) {
	t.Parallel()
	h := open(t, hold)
	request := h.send(marie, mail{from: "Marie Durand <" + marie + ">", subject: "Étiquettes en double", html: true,
		text: "Bonjour,\n\nLes étiquettes sortent en double, voir la capture.\n\nMarie", files: []file{{"capture.png", "image/png", "cap1@durand", picture}}})
	number := *h.becomes(request, "new", "").Ticket

	ack := h.expect(marie, "Étiquettes en double")
	checkAck(t, ack, request, number)
	notice := h.expect(claire, "Étiquettes en double")
	other := h.expect(karim, "Étiquettes en double")
	checkNotices(t, notice, other)

	answer := h.send(claire, mail{answers: &notice, html: true,
		text:  "#temps 25\nBonjour Madame,\n\nUne seule étiquette sort maintenant : le pilote était installé deux fois.",
		files: []file{{"pilote.pdf", "application/pdf", "", []byte("%PDF-1.4 mode d'emploi")}, {"capture.png", "image/png", "cap1@durand", picture}}})
	h.becomes(answer, "append", "")
	h.nothing(marie)
	reply := h.expect(marie, "Étiquettes en double")
	checkAnswer(t, reply, request, ack, "Claire Moreau", claire, karim, "claire.moreau", "Équipe Nord")
	if left := reply.Date.Sub(h.fate(answer).Handled.UTC()); left < -2*time.Second {
		t.Errorf("the answer is dated %v before it was received", left)
	}
	checkTime(t, h, number, 25, 2)

	phone := h.send(marie, mail{answers: &reply, bare: true, text: "Parfait, merci !\n\nEnvoyé de mon iPhone"})
	if f := h.becomes(phone, "append", ""); *f.Ticket != number {
		t.Errorf("the answer went to ticket %d", *f.Ticket)
	}
	last := h.expect(claire, "Étiquettes en double")
	if !strings.Contains(last.Text, "Parfait, merci !") || strings.Contains(last.Text, "iPhone") {
		t.Errorf("the notice says %s", last.Text)
	}
	h.nothing(karim) // the ticket is Claire's now

	h.send(claire, mail{answers: &last, text: "#résolu"})
	h.settled(4)
	if v := h.ticket(number); v.State != "resolved" || v.Agent != "Claire Moreau" || len(v.Exchanges) != 3 {
		t.Errorf("%+v", v)
	}
	h.nothing(marie, claire, karim, julie, lucas, sophie)
}

func checkAck(t *testing.T, ack got, request mail, number int64) {
	t.Helper()
	m := token.FindStringSubmatch(ack.Subject)
	if m == nil || !strings.HasPrefix(ack.Subject, "Re: Étiquettes en double [#") {
		t.Errorf("subject %q", ack.Subject)
	}
	if ack.field("Auto-Submitted") == "" || ack.From.Address != support || !strings.Contains(ack.Text, m[1]) {
		t.Errorf("%s", ack.raw)
	}
	if !slices.Contains(ack.InReplyTo, request.id) || !slices.Contains(ack.References, request.id) {
		t.Errorf("threaded behind %v, %v, not %s", ack.InReplyTo, ack.References, request.id)
	}
	if strings.Contains(ack.Text, "fermé") {
		t.Errorf("the desk is open: %s", ack.Text)
	}
}

// checkNotices: full text, files, the state of the package, a personal reply
// address each, one line on commands.
func checkNotices(t *testing.T, one, two got) {
	t.Helper()
	if replyTo(one) == replyTo(two) || !strings.HasPrefix(replyTo(one), "support+r") {
		t.Errorf("reply addresses %s and %s", replyTo(one), replyTo(two))
	}
	for _, n := range []got{one, two} {
		for _, want := range []string{"voir la capture", durand, "Marie Durand", "Forfait", "#temps", "#aide"} {
			if !strings.Contains(n.Text, want) {
				t.Errorf("no %q in %s", want, n.Text)
			}
		}
		if f := n.attachment("capture.png"); f == nil || !bytes.Equal(f.Content, picture) {
			t.Error("the screenshot is missing or changed")
		}
	}
}

// checkAnswer: the agent's name under our address, the client's subject and one
// token, the right thread, only the new text and its files, no secret of ours.
func checkAnswer(t *testing.T, reply got, request mail, ack got, agent string, secrets ...string) {
	t.Helper()
	if reply.From.Name != agent+" - Assistance Exemple" || reply.From.Address != support {
		t.Errorf("from %+v", reply.From)
	}
	if n := len(token.FindAllString(reply.Subject, -1)); n != 1 || reply.Subject != ack.Subject {
		t.Errorf("subject %q", reply.Subject)
	}
	if !slices.Contains(reply.References, request.id) || !slices.Contains(reply.InReplyTo, ack.MessageID) && !slices.Contains(reply.InReplyTo, request.id) {
		t.Errorf("threaded behind %v, %v", reply.InReplyTo, reply.References)
	}
	for _, text := range append(reply.parts("text/html"), reply.Text) {
		if !strings.Contains(text, "Une seule étiquette sort maintenant") {
			t.Errorf("the answer is not in %s", text)
		}
	}
	if f := reply.attachment("pilote.pdf"); f == nil || string(f.Content) != "%PDF-1.4 mode d'emploi" {
		t.Error("the agent's file was not carried along")
	}
	if reply.attachment("capture.png") != nil {
		t.Error("the client's own picture came back")
	}
	all := reply.everything()
	for _, leak := range append(secrets, "#temps", ".a1.", "+r1.1007.a", "SecretMailer", "10.1.2.3", "Répondez à ce message : ce que", "a écrit") {
		if strings.Contains(all, leak) {
			t.Errorf("the client sees %q in\n%s", leak, all)
		}
	}
}

func checkTime(t *testing.T, h *house, number int64, minutes, quarters int) {
	t.Helper()
	if v := h.ticket(number); v.SpentMinutes != minutes || v.CountedQuarters != quarters {
		t.Errorf("%d minutes, %d quarters", v.SpentMinutes, v.CountedQuarters)
	}
	packages, err := h.desk.Packages(t.Context(), durand, "")
	if err != nil || len(packages) != 1 || packages[0].ConsumedQuarters != quarters {
		t.Errorf("%+v %v", packages, err)
	}
}

// A stop between any two steps loses nothing and repeats nothing.
func TestARestartInTheMiddleLosesNothingAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	h := open(t, hold)
	h.send(marie, mail{subject: "Panne", text: "Plus rien ne s'affiche."})
	h.halt()
	h.start()
	h.expect(marie, "Panne")
	notice := h.expect(claire, "Panne")
	h.expect(karim, "Panne")

	h.send(claire, mail{answers: &notice, text: "#temps 10\nJe regarde."})
	h.settledButAnswer(2)
	h.halt() // within the hold
	h.send(marie, mail{subject: "Encore une question", text: "Et l'imprimante ?"})
	time.Sleep(hold)
	h.nothing(marie)
	h.start()
	h.expect(marie, "")
	h.expect(marie, "")
	h.expect(claire, "Encore une question")
	h.expect(karim, "Encore une question")
	h.halt()
	h.start()
	h.settled(3)
	time.Sleep(300 * time.Millisecond)
	h.nothing(marie, claire, karim, julie, lucas, sophie)
	count, err := h.desk.CountMail(t.Context())
	if err != nil || count.Missing != 0 || count.Letters["uncertain"] != 0 || count.Dispositions["new"] != 2 || count.Dispositions["append"] != 1 {
		t.Errorf("%+v %v", count, err)
	}
}

// settledButAnswer waits until every mail is decided on; an answer may wait.
func (h *house) settledButAnswer(mails int) {
	h.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		c, err := h.desk.CountMail(h.t.Context())
		if err != nil {
			h.t.Fatal(err)
		}
		if c.Stored == int64(mails) && c.Dispositions["pending"] == 0 {
			return
		}
	}
	h.t.Fatalf("not settled after %d mails\n%s", mails, h.fates())
}
