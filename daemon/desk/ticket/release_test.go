package ticket

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHeldMailIsLetInByAPerson(t *testing.T) {
	for name, c := range map[string]struct {
		facts Facts
		want  Decision
	}{
		"a colleague": {Facts{Sender: aldo, Trust: proven}, Decision{Disposition: New, Acknowledge: true, Rule: "released-client-request"}},
		"unsigned mail of the contact": {Facts{Sender: alice, Trust: Trust{Verdict: Hold}},
			Decision{Disposition: New, Acknowledge: true, Unverified: true, Rule: "released-client-request"}},
		"on its ticket": {Facts{Sender: aldo, Trust: proven, Subject: toTen}, Decision{Disposition: Append, Ticket: 10, Rule: "released-client-answer"}},
		"on a ticket long closed": {Facts{Sender: aldo, Trust: proven, Subject: subject(13)},
			Decision{Disposition: New, Parent: 13, Acknowledge: true, Rule: "released-client-answer-too-late"}},
		"it named another client's ticket": {Facts{Sender: aldo, Trust: proven, Subject: subject(20)},
			Decision{Disposition: New, Acknowledge: true, Rule: "released-client-request"}},
		"it named two": {Facts{Sender: alice, Trust: proven, Subject: subject(10, 20)},
			Decision{Disposition: New, Acknowledge: true, Rule: "released-client-request"}},
		"nobody known, of a client's domain": {Facts{Sender: near}, Decision{Disposition: New, Acknowledge: true, Unverified: true, Rule: "released-client-request"}},
		"a list is not answered":             {Facts{Sender: near, Class: Bulk}, Decision{Disposition: New, Unverified: true, Rule: "released-client-request"}},
		"a request for another contact":      {Facts{Sender: aldo, Trust: proven, Change: true}, Decision{Disposition: New, Change: true, Acknowledge: true, Rule: "released-client-request"}},
		"a storm":                            {Facts{Sender: alice, Trust: proven, Storm: true, Subject: toTen}, Decision{Disposition: Append, Ticket: 10, Rule: "released-client-answer"}},
		"an agent who confirmed":             {Facts{Sender: agent, Trust: Trust{Verdict: Confirm}, Answered: own}, Decision{Disposition: Append, Ticket: 10, Public: true, Obey: true, Unverified: true, Rule: "released-agent-answer"}},
		"a stranger of no client":            {Facts{Sender: eve, Trust: proven}, Decision{Disposition: Quarantine, Reason: Unknown, Rule: "released-stranger"}},
		"no readable sender":                 {Facts{Sender: alice, Defects: []Reason{FromNone}}, Decision{Disposition: Quarantine, Reason: FromNone, Rule: "released-broken-identity"}},
		"our own address":                    {Facts{Sender: Sender{Kind: FromOurselves}}, Decision{Disposition: Quarantine, Reason: FromSelf, Rule: "released-claims-to-be-us"}},
	} {
		c.facts.Received, c.facts.Tickets = noon, tickets
		if diff := cmp.Diff(c.want, Release(c.facts)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
