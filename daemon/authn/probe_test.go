package authn

import (
	"context"
	"fmt"
	"testing"
)

func TestProbeSaysWhomEachSettingWouldBelieve(t *testing.T) {
	a := keyOf("a.test")
	passB := ar("mx.desk.test; spf=pass smtp.mailfrom=b.test; dmarc=none") + hopIn
	forged := ar("mx.desk.test; dmarc=none") + hopIn + hopBefore + ar("mx.desk.test; dmarc=pass header.from=c.test")
	foreign := hopIn + hopBefore + ar("mx.attack.test; dmarc=pass header.from=c.test")
	stranger := mailOf(passB+plainMail, "x@b.test")
	stranger.Registered = false
	mails := []Mail{
		mailOf(signedBy(t, plainMail, a, at(arrival)), "alice@a.test"),
		mailOf(plainMail, "Alice@a.test"),
		mailOf(passB+plainMail, "bob@b.test"),
		mailOf(forged+plainMail, "carol@c.test"),
		mailOf(foreign+plainMail, "carol@c.test"),
		stranger,
	}
	got := ""
	for _, p := range checkerOf(newZone(a)).Probe(context.Background(), mails) {
		got += fmt.Sprintf("%s %s:", p.Mode, p.AuthservID)
		for _, s := range p.Senders {
			got += fmt.Sprintf(" %s %d/%d", s.Address, s.Believed, s.Mails)
			if s.Believed < s.Mails && s.Why == "" {
				t.Errorf("%s: no reason", s.Address)
			}
		}
		got += fmt.Sprint(" ", p.Alarms, "\n")
	}
	want := "none : alice@a.test 1/2 bob@b.test 0/1 carol@c.test 0/2 []\n" +
		"rfc8601 mx.desk.test: alice@a.test 1/2 bob@b.test 1/1 carol@c.test 0/2 [ar-not-stripped]\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestProbeOffersMicrosoftsFormWhereItIsSeen(t *testing.T) {
	raw := ar("spf=pass smtp.mailfrom=a.test; dmarc=pass header.from=a.test; compauth=pass reason=100") + hopIn + plainMail
	got := checkerOf(newZone()).Probe(context.Background(), []Mail{mailOf(raw, "alice@a.test")})
	if len(got) != 2 || got[1].Mode != ModeM365 || len(got[1].Senders) != 1 || got[1].Senders[0].Believed != 1 {
		t.Errorf("%+v", got)
	}
}
