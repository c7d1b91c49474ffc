package daemon_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"permanence/daemon/desk"
	"permanence/daemon/realmail"
)

// The main loop on real servers: mail comes in through Postfix, is read from
// Dovecot and goes out through Postfix, with a stop in the middle and a folder
// that is made anew.
func TestTheLoopRunsOnDovecotAndPostfix(t *testing.T) {
	t.Parallel()
	s := startReal(t)
	h := settle(t, s, s.settings(t, s.postfix.SMTPAddr), time.Now)
	on, off := h.onDuty()
	agent, other := on[0], on[1]

	request := h.send(marie, mail{from: "Marie Durand <" + marie + ">", subject: "Étiquettes en double", html: true,
		text: "Bonjour,\n\nLes étiquettes sortent en double, voir la capture.", files: []file{{"capture.png", "image/png", "cap1@durand", picture}}})
	number := *h.becomes(request, "new", "").Ticket
	ack := h.expect(marie, "Étiquettes en double")
	notice := h.expect(agent.Address, "Étiquettes en double")
	checkNotices(t, notice, h.expect(other.Address, "Étiquettes en double"))
	h.becomes(h.forge(marie, mail{answers: &ack, text: "Mon nouveau mot de passe ?"}), "quarantine", "unauth")
	h.expect(agent.Address, "Retenu")
	h.expect(other.Address, "Retenu")
	h.becomes(h.forge("mallory@elsewhere.test", mail{subject: "Offre", text: "Achetez."}), "quarantine", "unknown")

	answer := h.send(agent.Address, mail{answers: &notice, html: true,
		text:  "#temps 25\nBonjour Madame,\n\nUne seule étiquette sort maintenant.",
		files: []file{{"pilote.pdf", "application/pdf", "", []byte("%PDF-1.4 mode d'emploi")}, {"capture.png", "image/png", "cap1@durand", picture}}})
	h.becomes(answer, "append", "")
	h.halt() // within the hold
	h.start()
	reply := h.expect(marie, "Étiquettes en double")
	checkAnswer(t, reply, request, ack, agent.Name(), agent.Address, other.Address, agent.Team)
	checkTime(t, h, number, 25, 2)

	phone := h.send(marie, mail{answers: &reply, bare: true, text: "Parfait, merci !\n\nEnvoyé de mon iPhone"})
	h.becomes(phone, "append", "")
	last := h.expect(agent.Address, "Étiquettes en double")
	h.send(agent.Address, mail{answers: &last, text: "#résolu"})
	h.settled(6)

	before := h.count()
	s.renew(t, h)
	again := h.send(marie, mail{answers: &reply, bare: true, text: "Encore une chose : bravo."})
	if f := h.becomes(again, "append", ""); *f.Ticket != number {
		t.Errorf("the mail after the change of the folder went to %d", *f.Ticket)
	}
	h.expect(agent.Address, "Étiquettes en double")
	h.settled(7)
	if after := h.count(); after.Stored != before.Stored+1 || after.Dispositions["new"] != 1 || after.Dispositions["duplicate"] != 0 || after.Missing != 0 {
		t.Errorf("%+v, before %+v", after, before)
	}
	if v := h.ticket(number); v.State != "open" || len(v.Exchanges) != 4 {
		t.Errorf("%+v", v)
	}
	h.nothing(marie, lucas, agent.Address, other.Address, off[0].Address, off[1].Address)
}

func (h *house) count() desk.MailCount {
	h.t.Helper()
	c, err := h.desk.CountMail(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

// renew makes the folder anew under another UIDVALIDITY, with its mails, as a
// server does that lost its index.
func (s realServers) renew(t *testing.T, h *house) {
	t.Helper()
	old := s.uidValidity(t)
	h.halt()
	s.dovecot.Stop()
	for _, pattern := range []string{"dovecot*", ".dovecot*"} {
		files, err := filepath.Glob(filepath.Join(s.dovecot.Maildir(support), pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if err := os.Remove(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	time.Sleep(1100 * time.Millisecond) // Dovecot takes the time in seconds
	s.dovecot.Start()
	if s.uidValidity(t) == old {
		t.Fatal("the folder kept its UIDVALIDITY")
	}
	h.start()
}

func (s realServers) uidValidity(t *testing.T) uint32 {
	t.Helper()
	c, err := imapclient.DialInsecure(s.dovecot.IMAPAddr, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login(support, realmail.Password).Wait(); err != nil {
		t.Fatal(err)
	}
	data, err := c.Select("INBOX", nil).Wait()
	if err != nil {
		t.Fatal(err)
	}
	return data.UIDValidity
}

// What cannot be delivered is shown on its ticket and told to its author:
// refused by the relay at once, or come back as a report.
func TestLettersThatPostfixRefusesOrReturnsAreTold(t *testing.T) {
	t.Parallel()
	s := startReal(t)
	h := settle(t, s, s.settings(t, s.postfix.SMTPAddr), time.Now)
	on, _ := h.onDuty()
	agent, other := on[0], on[1]
	number := *h.becomes(h.send(marie, mail{subject: "Formation", text: "Qui peut former l'équipe ?"}), "new", "").Ticket
	h.expect(marie, "Formation")
	notice := h.expect(agent.Address, "Formation")
	h.expect(other.Address, "Formation")

	h.becomes(h.send(agent.Address, mail{answers: &notice, text: "#cc compta@" + full + "\n#cc perdu@nulle-part.example"}), "command", "")
	h.becomes(h.send(agent.Address, mail{answers: &notice, text: "Karim passera jeudi."}), "append", "")
	h.expect(marie, "Formation")
	var told []string
	for range 2 {
		m := h.expect(agent.Address, "")
		told = append(told, m.Subject+"\n"+m.Text)
	}
	for _, want := range []string{"perdu@nulle-part.example", "compta@" + full, "pleine", "no outside mail here", "Karim passera jeudi"} {
		if !strings.Contains(strings.Join(told, "\n"), want) {
			t.Errorf("the author is not told %q but\n%s", want, strings.Join(told, "\n---\n"))
		}
	}
	until(t, "the reports to be decided on", func() bool { return h.count().Dispositions["dsn"] == 2 })
	v := h.ticket(number)
	failed := 0
	for _, e := range v.Exchanges {
		if e.Way == "out" && e.State != "failed" && e.State != "sent" {
			t.Errorf("the answer is %s", e.State)
		}
		if e.Way == "note" && strings.Contains(e.Text, full) {
			failed++
		}
	}
	if failed == 0 {
		t.Errorf("the ticket does not show what came back: %+v", v.Exchanges)
	}
	h.nothing(marie, other.Address)
}

// A relay that goes deaf: before the end of a mail it is tried again, after it
// never blindly; the client's own answer settles the doubt.
func TestADeafRelayLosesNothingAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	s := startReal(t)
	e := newEar(t, s.postfix.SMTPAddr)
	e.deaf.Store(deaf)
	var ahead atomic.Int64
	h := settle(t, s, s.settings(t, e.Addr().String()), func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })
	on, _ := h.onDuty()
	agent := on[0].Address
	h.becomes(h.send(marie, mail{subject: "Lenteur", text: "Tout est lent."}), "new", "")
	until(t, "an attempt", func() bool {
		letters, err := h.desk.Letters(t.Context(), "")
		return err == nil && len(letters) == 3 && letters[0].Attempts > 0
	})
	h.nothing(marie, agent)
	e.deaf.Store(hears)
	ahead.Store(int64(5 * time.Minute))
	h.expect(marie, "Lenteur")
	notice := h.expect(agent, "Lenteur")
	h.settled(1)

	e.deaf.Store(deafLate)
	h.becomes(h.send(agent, mail{answers: &notice, text: "Je redémarre le serveur."}), "append", "")
	reply := h.expect(marie, "Lenteur")
	until(t, "the doubt", func() bool { return h.count().Letters["uncertain"] == 1 })
	e.deaf.Store(hears)
	ahead.Add(int64(2 * time.Minute))
	h.becomes(h.send(marie, mail{answers: &reply, text: "C'est mieux."}), "append", "")
	until(t, "the doubt to be settled", func() bool { return h.count().Letters["uncertain"] == 0 })
	h.expect(agent, "Lenteur")
	h.settled(3)
	h.nothing(marie)
}
