package ticket

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The people and tickets of reliability.md 1.0: alice and aldo are of client 1,
// bob of client 2; ticket 10 is client 1's, 20 client 2's.
var (
	noon   = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	proven = Trust{Verdict: Accept, Authenticated: true}
	forged = Trust{Verdict: Refuse}

	alice = Sender{Kind: FromContact, ID: 1, ClientID: 1, Active: true, Technical: true}
	aldo  = Sender{Kind: FromContact, ID: 2, ClientID: 1, Active: true}
	bob   = Sender{Kind: FromContact, ID: 3, ClientID: 2, Active: true, Technical: true}
	gone  = Sender{Kind: FromContact, ID: 4, ClientID: 1}
	ended = Sender{Kind: FromContact, ID: 5, ClientID: 1, Active: true, Ended: true}
	eve   = Sender{}
	near  = Sender{ClientID: 1} // nobody known, of client 1's domain
	agent = Sender{Kind: FromAgent, ID: 1, Active: true}

	own     = Answered{Found: true, Valid: true, Person: Person{AgentPerson, 1}, Ticket: 10}
	toTen   = []SubjectToken{{Valid: true, Ticket: 10}}
	tickets = map[int64]About{
		10: {Number: 10, ClientID: 1, State: Open},
		11: {Number: 11, ClientID: 1, State: Waiting},
		12: {Number: 12, ClientID: 1, State: Resolved, Resolved: noon.AddDate(0, 0, -10)},
		13: {Number: 13, ClientID: 1, State: Closed, Resolved: noon.AddDate(0, -3, 0)},
		14: {Number: 14, ClientID: 1, State: Closed, MergedInto: 10},
		15: {Number: 15, ClientID: 1, State: Closed, MergedInto: 20},
		16: {Number: 16, ClientID: 1, State: Open, MergedInto: 17},
		17: {Number: 17, ClientID: 1, State: Open, MergedInto: 16},
		18: {Number: 18, ClientID: 1, State: Open, Observer: true},
		19: {Number: 19, ClientID: 1, State: Closed, Resolved: noon.AddDate(0, -3, 0), Observer: true},
		20: {Number: 20, ClientID: 2, State: Open},
	}
)

func subject(numbers ...int64) (list []SubjectToken) {
	for _, n := range numbers {
		list = append(list, SubjectToken{Valid: true, Ticket: n})
	}
	return list
}

// routeCase: what is set in want is compared, and Held, Explain and Tell too.
type routeCase struct {
	name  string
	facts Facts
	rule  string
	want  Decision
}

func run(t *testing.T, cases []routeCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.facts.Received, c.facts.Tickets = noon, tickets
			c.want.Rule = c.rule
			if diff := cmp.Diff(c.want, Route(c.facts)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func held(why Reason) Decision {
	return Decision{Disposition: Quarantine, Reason: why, Held: true}
}

func out(why Reason) Decision { return Decision{Disposition: Quarantine, Reason: why} }

func casesOfAnyMail() []routeCase {
	return []routeCase{
		{"could not be read", Facts{ParseFailed: true, Sender: alice, Trust: proven}, "unreadable", held(ParseFailed)},
		{"seen before", Facts{DuplicateOf: 7, Sender: alice, Trust: proven}, "same-mail-again", Decision{Disposition: Duplicate, DuplicateOf: 7}},
		{"our own letter", Facts{Class: OwnLetter, Sender: Sender{Kind: FromOurselves}}, "our-own-letter", Decision{Disposition: Self}},
		{"too large", Facts{Oversize: true, Sender: alice, Trust: proven}, "too-large", held(Oversize)},
		{"S23 our mailbox in From", Facts{Sender: Sender{Kind: FromOurselves}}, "claims-to-be-us", out(FromSelf)},
		{"a bounce of a letter of ours", Facts{Class: Bounce}, "bounce-of-our-letter", Decision{Disposition: DSN}},
		{"bench bounce: of a letter never sent", Facts{Class: BounceUnbound}, "bounce-of-nothing", out(BounceUnknown)},
		{"a receipt", Facts{Class: Report, Sender: alice, Trust: proven}, "report", Decision{Disposition: Auto}},
		{"S01 two From fields", Facts{Defects: []Reason{FromMultiple, HeaderMalformed}}, "broken-identity", out(FromMultiple)},
		{"in circles by our hops", Facts{Hops: 4, Sender: alice, Trust: proven}, "circle", out(Hops)},
		{"in circles by Received", Facts{ReceivedBy: 51, Sender: alice, Trust: proven}, "circle", out(Hops)},
		{"a long but straight way", Facts{Hops: 3, ReceivedBy: 50, Sender: alice, Trust: proven}, "client-request", Decision{Disposition: New, Acknowledge: true}},
		{"a storm", Facts{Storm: true, Sender: alice, Trust: proven}, "storm", out(Storm)},
		{"T10 two tokens in the subject", Facts{Sender: alice, Trust: proven, Subject: subject(10, 11)}, "two-places", held(Ambiguous)},
		{"T11 token and reference of two clients", Facts{Sender: alice, Trust: proven, Subject: toTen, References: []int64{20}}, "two-places", held(Ambiguous)},
		{"T15 merged out of the client", Facts{Sender: alice, Trust: proven, Subject: subject(15)}, "two-places", held(Ambiguous)},
	}
}

func casesOfAutomaticMail() []routeCase {
	folded := Decision{Disposition: Auto, Ticket: 10, Automatic: true}
	return []routeCase{
		{"bench auto: from a technical contact without token", Facts{Class: Automatic, Sender: alice, Trust: proven}, "automatic", Decision{Disposition: Auto}},
		{"with the ticket's token it is kept, folded", Facts{Class: Automatic, Sender: alice, Trust: proven, Subject: toTen}, "automatic-to-ticket", folded},
		{"a reference is no token", Facts{Class: Automatic, Sender: alice, Trust: proven, References: []int64{10}}, "automatic", Decision{Disposition: Auto}},
		{"it reopens nothing", Facts{Class: Automatic, Sender: alice, Trust: proven, Subject: subject(12)}, "automatic-to-ticket", Decision{Disposition: Auto, Ticket: 12, Automatic: true}},
		{"not proven", Facts{Class: Automatic, Sender: alice, Trust: forged, Subject: toTen}, "automatic", Decision{Disposition: Auto}},
		{"another client's", Facts{Class: Automatic, Sender: bob, Trust: proven, Subject: toTen}, "automatic", Decision{Disposition: Auto}},
		{"T08 an agent's out-of-office", Facts{Class: Automatic, Sender: agent, Trust: proven, Answered: own}, "automatic", Decision{Disposition: Auto}},
		{"T19 a third party's sign-up mail", Facts{Class: Automatic, Sender: eve, Trust: Trust{Authenticated: true}, Subject: toTen}, "automatic-stranger", out(Unknown)},
		{"bench list: from a stranger", Facts{Class: Bulk, Sender: eve, Trust: Trust{Authenticated: true}}, "stranger", out(Unknown)},
		{"a newsletter of a client's domain is not shown at once", Facts{Class: Bulk, Sender: near, Trust: Trust{Authenticated: true}}, "stranger", out(Unknown)},
		{"a contact behind a list gets no letter", Facts{Class: Bulk, Sender: alice, Trust: proven}, "client-request", Decision{Disposition: New}},
	}
}

func casesOfClients() []routeCase {
	known := Trust{Authenticated: true}
	explain := func(d Decision) Decision { d.Explain = true; return d }
	return []routeCase{
		{"bench new", Facts{Sender: alice, Trust: proven}, "client-request", Decision{Disposition: New, Acknowledge: true}},
		{"bench reply", Facts{Sender: alice, Trust: proven, References: []int64{10}}, "client-answer", Decision{Disposition: Append, Ticket: 10}},
		{"bench change: from the technical contact", Facts{Sender: alice, Trust: proven, Change: true}, "client-request", Decision{Disposition: New, Change: true, Acknowledge: true}},
		{"bench colleague", Facts{Sender: aldo, Trust: proven}, "not-authorised", explain(held(NotAuthorised))},
		{"a colleague whose domain does not sign", Facts{Sender: aldo, Trust: Trust{Verdict: Hold}}, "not-authorised", held(NotAuthorised)},
		{"bench stranger", Facts{Sender: eve, Trust: known}, "stranger", explain(out(Unknown))},
		{"D01 a stranger without proof gets no word", Facts{Sender: eve}, "stranger", out(Unknown)},
		{"a stranger who asks for silence", Facts{Sender: eve, Trust: known, Suppress: true}, "stranger", out(Unknown)},
		{"nobody known, of a client's domain", Facts{Sender: near, Trust: known}, "stranger", explain(held(Unknown))},
		{"bench intruder", Facts{Sender: eve, Trust: known, References: []int64{10}}, "stranger", explain(out(Unknown))},
		{"bench forged", Facts{Sender: alice, Trust: forged}, "contact-not-proven", held(Unauth)},
		{"S38 with a right token", Facts{Sender: alice, Trust: forged, Subject: toTen}, "contact-not-proven", held(Unauth)},
		{"our check against the provider's", Facts{Sender: alice, Trust: Trust{Verdict: Refuse, Reason: AuthConflict}}, "contact-not-proven", held(AuthConflict)},
		{"S34 an old signature", Facts{Sender: alice, Trust: Trust{Verdict: Refuse, Reason: StaleSignature}}, "contact-not-proven", held(StaleSignature)},
		{"unsigned mail is held", Facts{Sender: alice, Trust: Trust{Verdict: Hold, Reason: Unauth}}, "contact-not-proven", held(Unauth)},
		{"accepted, but by nothing", Facts{Sender: alice, Trust: Trust{Verdict: Accept}}, "contact-not-proven", held(Unauth)},
		{"the switch cannot sign", Facts{Sender: alice, Trust: Trust{Verdict: AcceptUnverified}}, "client-request", Decision{Disposition: New, Unverified: true, Acknowledge: true}},
		{"the switch is not a colleague's", Facts{Sender: aldo, Trust: Trust{Verdict: AcceptUnverified}}, "contact-not-proven", held(Unauth)},
		{"S36 DNS does not answer", Facts{Sender: alice, Trust: Trust{Pending: true}}, "sender-not-checked-yet", Decision{Disposition: Pending, Reason: AuthPending}},
		{"DNS of a stranger is not waited for", Facts{Sender: eve, Trust: Trust{Pending: true}}, "stranger", out(Unknown)},
		{"T01 a guessed number", Facts{Sender: eve, Subject: []SubjectToken{{Ticket: 10}}}, "stranger", Decision{Disposition: Quarantine, Reason: Unknown, Flags: []Flag{FlagToken}}},
		{"T03 a stranger with token and reference", Facts{Sender: eve, Trust: known, Subject: toTen, References: []int64{10}}, "stranger", explain(out(Unknown))},
		{"T02 T04 another client with the token", Facts{Sender: bob, Trust: proven, Subject: toTen}, "ticket-of-another-client", held(OtherClient)},
		{"T07 a contact with an agent's reply address", Facts{Sender: bob, Trust: proven, Answered: own}, "ticket-of-another-client", held(OtherClient)},
		{"T11 token and reference of one client", Facts{Sender: alice, Trust: proven, Subject: toTen, References: []int64{11}}, "client-answer", Decision{Disposition: Append, Ticket: 10, Flags: []Flag{FlagConflict}}},
		{"T13 a token that is none of ours", Facts{Sender: alice, Trust: proven, Subject: []SubjectToken{{Ticket: 10}}}, "client-request", Decision{Disposition: New, Acknowledge: true, Flags: []Flag{FlagToken}}},
		{"a foreign token beside ours", Facts{Sender: alice, Trust: proven, Subject: []SubjectToken{{Ticket: 99}, {Valid: true, Ticket: 10}}}, "client-answer", Decision{Disposition: Append, Ticket: 10, Flags: []Flag{FlagToken}}},
		{"T15 resolved, within the month", Facts{Sender: alice, Trust: proven, Subject: subject(12)}, "client-answer", Decision{Disposition: Append, Ticket: 12, Reopen: true}},
		{"T15 closed: a linked ticket", Facts{Sender: alice, Trust: proven, Subject: subject(13)}, "client-answer-too-late", Decision{Disposition: New, Parent: 13, Acknowledge: true}},
		{"T15 merged inside the client", Facts{Sender: alice, Trust: proven, Subject: subject(14)}, "client-answer", Decision{Disposition: Append, Ticket: 10}},
		{"T15 merged tokens of one ticket", Facts{Sender: alice, Trust: proven, Subject: subject(14, 10)}, "client-answer", Decision{Disposition: Append, Ticket: 10}},
		{"T15 deleted", Facts{Sender: alice, Trust: proven, Subject: subject(99)}, "client-request", Decision{Disposition: New, Acknowledge: true}},
		{"merged in a circle", Facts{Sender: alice, Trust: proven, Subject: subject(16)}, "client-request", Decision{Disposition: New, Acknowledge: true}},
		{"T16 a deactivated contact", Facts{Sender: gone, Trust: proven, Subject: toTen}, "contact-inactive", explain(held(ContactInactive))},
		{"T17 moved to another client", Facts{Sender: Sender{Kind: FromContact, ID: 1, ClientID: 2, Active: true, Technical: true}, Trust: proven, Subject: toTen}, "ticket-of-another-client", held(OtherClient)},
		{"T20 the merged ticket's own rights count", Facts{Sender: bob, Trust: proven, Subject: subject(14)}, "ticket-of-another-client", held(OtherClient)},
		{"R5 a colleague on a ticket", Facts{Sender: aldo, Trust: proven, Subject: toTen}, "not-authorised", explain(held(NotAuthorised))},
		{"R5 an observer appends", Facts{Sender: aldo, Trust: proven, Subject: subject(18)}, "client-answer", Decision{Disposition: Append, Ticket: 18}},
		{"R5 an observer who is no contact", Facts{Sender: near, Trust: known, Subject: subject(18)}, "client-answer", Decision{Disposition: Append, Ticket: 18}},
		{"R5 an observer without proof", Facts{Sender: near, Subject: subject(18)}, "observer-not-proven", held(Unauth)},
		{"R5 an observer opens nothing", Facts{Sender: aldo, Trust: proven, Subject: subject(19)}, "not-authorised", explain(held(NotAuthorised))},
		{"R15 the contract has ended", Facts{Sender: ended, Trust: proven}, "contract-ended", explain(held(ContractEnded))},
		{"R15 what is under way goes on", Facts{Sender: ended, Trust: proven, Subject: toTen}, "client-answer", Decision{Disposition: Append, Ticket: 10}},
		{"R15 a resolved ticket stays resolved", Facts{Sender: ended, Trust: proven, Subject: subject(12)}, "contract-ended", explain(held(ContractEnded))},
		{"R3 from a colleague", Facts{Sender: aldo, Trust: proven, Change: true}, "change-by-another", explain(held(ContactChange))},
		{"R3 from a former contact", Facts{Sender: gone, Trust: proven, Change: true}, "change-by-another", explain(held(ContactChange))},
		{"R3 from anybody, unproven", Facts{Sender: eve, Change: true}, "change-by-another", held(ContactChange)},
		{"R3 forged in the contact's name", Facts{Sender: alice, Trust: forged, Change: true}, "contact-not-proven", held(Unauth)},
		{"another mail has the Message-ID", Facts{Sender: alice, Trust: proven, SameMessageID: true}, "client-request", Decision{Disposition: New, Acknowledge: true, Flags: []Flag{FlagMessageID}}},
		{"the same text again", Facts{Sender: alice, Trust: proven, Subject: toTen, Repeat: true}, "client-answer", Decision{Disposition: Append, Ticket: 10, Quiet: true}},
		{"silence is kept", Facts{Sender: alice, Trust: proven, Suppress: true}, "client-request", Decision{Disposition: New}},
	}
}

func casesOfAgents() []routeCase {
	noteOnly := Trust{Verdict: NoteVerdict, Authenticated: true}
	heldMail := Answered{Found: true, Valid: true, Person: Person{AgentPerson, 1}, HeldMail: 7}
	proposal := Answered{Found: true, Valid: true, Person: Person{AgentPerson, 1}, Proposal: 3}
	others := Answered{Found: true, Valid: true, Person: Person{AgentPerson, 2}, Ticket: 10}
	notes := own
	notes.Note = true
	told := func(why Reason, flags ...Flag) Decision {
		return Decision{Disposition: Quarantine, Reason: why, Tell: true, Flags: flags}
	}
	return []routeCase{
		{"L4 an answer", Facts{Sender: agent, Trust: proven, Answered: own}, "agent-answer", Decision{Disposition: Append, Ticket: 10, Public: true, Obey: true}},
		{"L4 an answer with commands", Facts{Sender: agent, Trust: proven, Answered: own, Orders: Orders{Any: true}}, "agent-answer", Decision{Disposition: Append, Ticket: 10, Public: true, Obey: true}},
		{"L4 on a closed ticket", Facts{Sender: agent, Trust: proven, Answered: Answered{Found: true, Valid: true, Person: own.Person, Ticket: 13}}, "agent-answer", Decision{Disposition: Append, Ticket: 13, Public: true, Obey: true}},
		{"#note", Facts{Sender: agent, Trust: proven, Answered: own, Orders: Orders{Any: true, Note: true}}, "agent-note", Decision{Disposition: NoteOnly, Ticket: 10, Obey: true}},
		{"the address for notes", Facts{Sender: agent, Trust: proven, Answered: notes}, "agent-note", Decision{Disposition: NoteOnly, Ticket: 10, Obey: true}},
		{"commands only", Facts{Sender: agent, Trust: proven, Answered: own, Orders: Orders{Any: true, Only: true}}, "agent-commands", Decision{Disposition: CommandRun, Ticket: 10, Obey: true}},
		{"a wrong command", Facts{Sender: agent, Trust: proven, Answered: own, Orders: Orders{Error: true}}, "agent-commands-unclear", Decision{Disposition: CommandRun, Reason: BadCommand, Ticket: 10, Tell: true}},
		{"#accepter", Facts{Sender: agent, Trust: proven, Answered: heldMail, Orders: Orders{Any: true, Only: true}}, "agent-commands-on-letter", Decision{Disposition: CommandRun, HeldMail: 7, Obey: true}},
		{"#envoyer", Facts{Sender: agent, Trust: proven, Answered: proposal, Orders: Orders{Any: true}}, "agent-commands-on-letter", Decision{Disposition: CommandRun, Proposal: 3, Obey: true}},
		{"prose to held mail", Facts{Sender: agent, Trust: proven, Answered: heldMail}, "agent-nowhere", told(AgentNoTicket)},
		{"prose to held mail whose subject has a token", Facts{Sender: agent, Trust: proven, Answered: heldMail, Subject: toTen}, "agent-nowhere", told(AgentNoTicket)},
		{"#accepter without proof of the agent", Facts{Sender: agent, Trust: Trust{Verdict: Confirm}, Answered: heldMail, Orders: Orders{Any: true}}, "agent-to-confirm", Decision{Disposition: Quarantine, Reason: UnauthAgent, Confirm: true}},
		{"the agent who was asked confirms", Facts{Sender: agent, Trust: Trust{Verdict: Confirm}, Answered: Answered{Found: true, Valid: true, Person: own.Person, HeldMail: 7, Confirms: true}, Orders: Orders{Any: true, Only: true}}, "agent-confirms", Decision{Disposition: CommandRun, HeldMail: 7, Obey: true}},
		{"a question back is no confirmation", Facts{Sender: agent, Trust: Trust{Verdict: Confirm}, Answered: Answered{Found: true, Valid: true, Person: own.Person, HeldMail: 7, Confirms: true}}, "agent-to-confirm", Decision{Disposition: Quarantine, Reason: UnauthAgent, Confirm: true}},
		{"another's confirmation counts nothing", Facts{Sender: agent, Trust: Trust{Verdict: Confirm}, Answered: Answered{Found: true, Valid: true, Person: others.Person, HeldMail: 7, Confirms: true}, Orders: Orders{Any: true, Only: true}}, "agent-not-proven", out(UnauthAgent)},
		{"#aide without a letter", Facts{Sender: agent, Trust: noteOnly, Orders: Orders{Any: true, Only: true, Help: true}}, "agent-asks-for-help", Decision{Disposition: CommandRun, Obey: true}},
		{"L3 with the ticket in the subject", Facts{Sender: agent, Trust: noteOnly, Subject: toTen}, "agent-without-token", Decision{Disposition: NoteOnly, Ticket: 10}},
		{"L3 commands have no effect and the agent learns it", Facts{Sender: agent, Trust: noteOnly, Subject: toTen, Orders: Orders{Any: true}}, "agent-without-token", Decision{Disposition: NoteOnly, Ticket: 10, Tell: true}},
		{"L3 and no ticket", Facts{Sender: agent, Trust: noteOnly}, "agent-nowhere", told(AgentNoTicket)},
		{"L2 is asked to confirm", Facts{Sender: agent, Trust: Trust{Verdict: Confirm}, Answered: own}, "agent-to-confirm", Decision{Disposition: Quarantine, Reason: UnauthAgent, Confirm: true}},
		{"L2 with another's token is not asked", Facts{Sender: agent, Trust: Trust{Verdict: Confirm}, Answered: others}, "agent-not-proven", out(UnauthAgent)},
		{"L2 with a broken token is not asked", Facts{Sender: agent, Trust: Trust{Verdict: Confirm}, Answered: Answered{Found: true, Person: own.Person, Ticket: 10}}, "agent-not-proven", Decision{Disposition: Quarantine, Reason: UnauthAgent, Flags: []Flag{FlagToken}}},
		{"S23 an agent's address, unproven", Facts{Sender: agent, Trust: forged, Subject: toTen}, "agent-not-proven", out(UnauthAgent)},
		{"a verdict for clients is none for agents", Facts{Sender: agent, Trust: Trust{Verdict: AcceptUnverified, Authenticated: true}, Answered: own}, "agent-not-proven", out(UnauthAgent)},
		{"DNS does not answer", Facts{Sender: agent, Trust: Trust{Pending: true}, Answered: own}, "agent-not-checked-yet", Decision{Disposition: Pending, Reason: AuthPending}},
		{"T05 a forged token", Facts{Sender: agent, Trust: noteOnly, Answered: Answered{Found: true, Person: own.Person, Ticket: 10}}, "agent-token-invalid", told(TokenInvalid, FlagToken)},
		{"T05 the right token of a ticket that is gone", Facts{Sender: agent, Trust: proven, Answered: Answered{Found: true, Valid: true, Person: own.Person, Ticket: 99}}, "agent-token-invalid", told(TokenInvalid)},
		{"T06 an agent without rights", Facts{Sender: Sender{Kind: FromAgent, ID: 1}, Trust: proven, Answered: own}, "agent-barred", out(AgentNoRight)},
		{"T07 a colleague's token", Facts{Sender: agent, Trust: noteOnly, Answered: others}, "agent-without-token", Decision{Disposition: NoteOnly, Ticket: 10, Flags: []Flag{FlagForeignToken}}},
		{"T09 a forwarded notice", Facts{Sender: agent, Trust: proven, Answered: own, Forwarded: true}, "agent-without-token", Decision{Disposition: NoteOnly, Ticket: 10, Flags: []Flag{FlagForwarded}}},
		{"T12 T21 commands of no token", Facts{Sender: agent, Trust: forged, Orders: Orders{Any: true, Only: true}}, "agent-not-proven", out(UnauthAgent)},
	}
}

func TestMailWhoeverSentIt(t *testing.T) { run(t, casesOfAnyMail()) }
func TestAutomaticMail(t *testing.T)     { run(t, casesOfAutomaticMail()) }
func TestMailOfClients(t *testing.T)     { run(t, casesOfClients()) }
func TestMailOfAgents(t *testing.T)      { run(t, casesOfAgents()) }

func TestEveryRuleHasACase(t *testing.T) {
	reached := map[string]bool{}
	for _, cases := range [][]routeCase{casesOfAnyMail(), casesOfAutomaticMail(), casesOfClients(), casesOfAgents()} {
		for _, c := range cases {
			reached[c.rule] = true
		}
	}
	for _, name := range Rules() {
		if !reached[name] {
			t.Errorf("no case ends at the rule %s", name)
		}
	}
}
