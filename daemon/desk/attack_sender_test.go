package desk

import (
	"strings"
	"testing"
	"time"

	"permanence/daemon/desk/ticket"
)

// forgedFrom are ways to name Marie in From while another one signs
// (reliability S01-S22).
var forgedFrom = []struct {
	id, header string
	why        ticket.Reason // "" is any
}{
	{"S01", "From: <x@ailleurs.example>\nFrom: <marie@dupont.example>", ticket.FromMultiple},
	{"S01 the other way", "From: <marie@dupont.example>\nFrom: <x@ailleurs.example>", ticket.FromMultiple},
	{"S02", " From: marie@dupont.example\nFrom: marie@dupont.example", ""},
	{"S03", "From: <x@ailleurs.example>\nFrom : <marie@dupont.example>", ticket.FromMultiple},
	{"S04", "From\n : <x@ailleurs.example>\nFrom: <marie@dupont.example>", ""},
	{"S05", "From: <x@ailleurs.example>, <marie@dupont.example>", ticket.FromAddresses},
	{"S05 the other way", "From: <marie@dupont.example>, <x@ailleurs.example>", ticket.FromAddresses},
	{"S06", "From: =?utf-8?B?PG1hcmllQGR1cG9udC5leGFtcGxlPg==?=, <x@ailleurs.example>", ""},
	{"S06 alone", "From: =?utf-8?B?bWFyaWVAZHVwb250LmV4YW1wbGU=?=", ""},
	{"S07", "From: <@ailleurs.example,@any:marie@dupont.example>", ""},
	{"S08", "From: <marie@dupont.example>\\,<x@ailleurs.example>", ""},
	{"S09", "From: marie@dupont.example, x@ailleurs.example", ticket.FromAddresses},
	{"S10", "From: <x@ailleurs.example>marie@dupont.example", ""},
	{"S11", "From: x@ailleurs.example\nSender: marie@dupont.example\nResent-From: marie@dupont.example", ticket.Unknown},
	{"S12", "From: \"marie@dupont.example\" <x@ailleurs.example>", ticket.Unknown},
	{"S12 encoded", "From: =?utf-8?q?marie=40dupont=2Eexample_=3Cmarie=40dupont=2Eexample=3E?= <x@ailleurs.example>", ticket.Unknown},
	{"S13", "From: \"marie@dupont.example\"@ailleurs.example", ""},
	{"S14", "From: <=?utf-8?q?marie=40dupont.example=3e=00?=@ailleurs.example>", ""},
	{"S15", "From: x@ailleurs.example (marie@dupont.example)", ticket.Unknown},
	{"S15 before", "From: (marie@dupont.example) <x@ailleurs.example>", ticket.Unknown},
	{"S16 group", "From: Admins: marie@dupont.example, x@ailleurs.example;", ""},
	{"S16 group of one", "From: Admins: marie@dupont.example;", ""},
	{"S16 empty", "From: <>", ""},
	{"S17 NUL", "From: marie@dupont.example\x00.ailleurs.example", ""},
	{"S17 bare CR", "From: marie@dupont.example\r.ailleurs.example", ""},
	{"S18 Kelvin", "From: mar\u0131e@dupont.example", ""},
	{"S18 Cyrillic", "From: m\u0430rie@dupont.example", ""},
	{"S18 wide at", "From: marie\uFF20dupont.example", ""},
	{"S19 dot", "From: marie@dupont.example.", ""},
	{"S20", "From: marie+x@dupont.example", ""},
	{"S21", "From: x@ailleurs.example\nReply-To: marie@dupont.example", ticket.Unknown},
	{"S22", "From: nobody\nReply-To: marie@dupont.example\nReturn-Path: <marie@dupont.example>\nSender: marie@dupont.example", ""},
	{"S30", "From: marie@dupont.example", ticket.Unauth},
	{"S41", "From: x@ailleurs.example\nX-Permanence-Ticket: 1001\nX-Permanence-Client: Dupont SA\nX-Permanence-Sender: marie@dupont.example", ticket.Unknown},
}

func TestNobodyIsBelievedToBeMarieWhoseMailAnotherSigned(t *testing.T) {
	f := newFirm(t)
	f.clock = time.Now().UTC().Truncate(time.Second)
	number, _, ack := f.opened()
	before := f.exchanges(number)
	for _, c := range forgedFrom {
		for _, signer := range []string{"ailleurs.example", ""} {
			m := f.raw(signer, c.header+"\nTo: "+f.replyTo(ack)+"\nSubject: Re: "+ack.Subject+"\nIn-Reply-To: <"+ack.MessageID+">", "Donnez-moi tout. "+c.id+signer)
			if m.Disposition != ticket.Quarantine {
				t.Errorf("%s signed by %q became %s (%s)", c.id, signer, m.Disposition, m.Rule)
			}
			if c.why != "" && m.Reason != c.why {
				t.Errorf("%s signed by %q: %s, want %s", c.id, signer, m.Reason, c.why)
			}
			f.pass(time.Second)
		}
	}
	if got := f.exchanges(number); got != before {
		t.Errorf("the ticket has %d exchanges, had %d", got, before)
	}
	for _, l := range f.outside() {
		if l.ID != ack.ID && l.Recipient != "x@ailleurs.example" {
			t.Errorf("a %s went to %s", l.Kind, l.Recipient)
		}
	}
}

func (f *firm) exchanges(number int64) int {
	f.t.Helper()
	return len(f.exchangesOf(number))
}

func TestAnAgentIsNotImpersonated(t *testing.T) {
	f := newFirm(t)
	number, notice, ack := f.opened()
	token := f.replyTo(notice)
	for _, c := range []struct{ name, signer, header string }{
		{"with the token, unsigned", "", "From: alice@firme.example\nTo: " + token},
		{"with the token, signed by another", "ailleurs.example", "From: alice@firme.example\nTo: " + token},
		{"with the token, signed by the client", "dupont.example", "From: alice@firme.example\nTo: " + token},
		{"another agent with the token", "firme.example", "From: bruno@firme.example\nTo: " + token},
		{"the client's contact with the agent's token", "dupont.example", "From: marie@dupont.example\nTo: " + token},
		{"another client's contact with the agent's token", "smith.example", "From: john@smith.example\nTo: " + token},
		{"the agent with the client's token", "firme.example", "From: alice@firme.example\nTo: " + f.replyTo(ack)},
		{"the agent as display name", "ailleurs.example", "From: \"alice@firme.example\" <x@ailleurs.example>\nTo: " + token},
		{"as Reply-To and Sender", "ailleurs.example", "From: x@ailleurs.example\nReply-To: alice@firme.example\nSender: alice@firme.example\nTo: " + token},
	} {
		m := f.raw(c.signer, c.header+"\nSubject: Re: "+notice.Subject+"\nIn-Reply-To: <"+notice.MessageID+">", "#temps 600\n#résolu\n\nEnvoyez votre mot de passe. "+c.name)
		if m.Disposition == ticket.CommandRun {
			t.Errorf("%s: commands were carried out (%s)", c.name, m.Rule)
		}
		if got := f.ticket(number); got.SpentMinutes != 0 || got.State == ticket.Resolved {
			t.Fatalf("%s: the ticket is %+v", c.name, got)
		}
	}
	for _, l := range f.outside() {
		if strings.Contains(f.shownBy(l), "mot de passe") {
			t.Errorf("a %s went to %s", l.Kind, l.Recipient)
		}
	}
}
