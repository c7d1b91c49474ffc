package ticket

import (
	"testing"

	"pgregory.net/rapid"
)

func drawFacts(t *rapid.T) Facts {
	number := rapid.SampledFrom([]int64{0, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 99})
	flag := rapid.Bool()
	rare := rapid.Custom(func(t *rapid.T) bool { return rapid.IntRange(0, 29).Draw(t, "rare") == 0 })
	f := Facts{
		Received: noon, Tickets: tickets,
		ParseFailed: rare.Draw(t, "unreadable"), Oversize: rare.Draw(t, "oversize"), Storm: rare.Draw(t, "storm"),
		Class:    rapid.SampledFrom([]Class{"", Human, Human, Human, Human, Automatic, Automatic, Bulk, OwnLetter, Bounce, BounceUnbound, Report}).Draw(t, "class"),
		Suppress: flag.Draw(t, "suppress"), Repeat: flag.Draw(t, "repeat"), Forwarded: flag.Draw(t, "forwarded"), Change: flag.Draw(t, "change"),
		Hops: rapid.SampledFrom([]int{0, 0, 0, 0, 0, 1, 3, 4}).Draw(t, "hops"), ReceivedBy: rapid.SampledFrom([]int{1, 1, 1, 1, 1, 50, 51}).Draw(t, "received"),
		Orders: Orders{Any: flag.Draw(t, "any"), Only: flag.Draw(t, "only"), Note: flag.Draw(t, "note"), Error: flag.Draw(t, "error")},
		Sender: Sender{
			Kind: rapid.SampledFrom([]SenderKind{"", FromStranger, FromContact, FromContact, FromAgent, FromAgent, FromOurselves}).Draw(t, "kind"),
			ID:   rapid.Int64Range(0, 3).Draw(t, "id"), ClientID: rapid.Int64Range(0, 2).Draw(t, "client"),
			Active: flag.Draw(t, "active"), Technical: flag.Draw(t, "technical"), Ended: flag.Draw(t, "ended"),
		},
		Trust: Trust{
			Verdict:       rapid.SampledFrom([]Verdict{"", Accept, Accept, AcceptUnverified, Hold, Confirm, NoteVerdict, Refuse}).Draw(t, "verdict"),
			Authenticated: flag.Draw(t, "authenticated"), Pending: rare.Draw(t, "pending"),
		},
		Answered: Answered{
			Found: flag.Draw(t, "found"), Valid: flag.Draw(t, "valid"), Note: rare.Draw(t, "for notes"),
			Person: Person{rapid.SampledFrom([]PersonKind{ContactPerson, AgentPerson}).Draw(t, "person"), rapid.Int64Range(0, 3).Draw(t, "whose")},
			Ticket: number.Draw(t, "answered"), HeldMail: rapid.Int64Range(0, 1).Draw(t, "held mail"),
		},
	}
	for range rapid.IntRange(0, 2).Draw(t, "tokens") {
		f.Subject = append(f.Subject, SubjectToken{Valid: flag.Draw(t, "right"), Ticket: number.Draw(t, "token")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "references") {
		f.References = append(f.References, number.Draw(t, "reference"))
	}
	if rare.Draw(t, "defect") {
		f.Defects = []Reason{FromSyntax}
	}
	return f
}

// forManyFacts draws some thousands: one in twenty comes as far as the rules on
// people.
func forManyFacts(t *testing.T, holds func(*rapid.T, Facts)) {
	for range 40 {
		rapid.Check(t, func(t *rapid.T) { holds(t, drawFacts(t)) })
	}
}

// mayBeBelieved is written apart from the rules: whose mail may change anything.
func mayBeBelieved(f Facts) bool {
	if f.Trust.Authenticated {
		return true
	}
	return f.Trust.Verdict == AcceptUnverified && f.Sender.Kind == FromContact && f.Sender.Technical
}

func TestNobodyUnprovenOrForeignGetsIn(t *testing.T) {
	forManyFacts(t, func(t *rapid.T, f Facts) {
		d := Route(f)
		if !d.In() && d.Disposition != CommandRun {
			return
		}
		about := f.Tickets[d.Ticket]
		switch {
		case !mayBeBelieved(f):
			t.Fatalf("unproven mail got in: %+v", d)
		case f.Sender.Kind == FromAgent && !f.Sender.Active, f.Sender.Kind == FromContact && !f.Sender.Active:
			t.Fatalf("somebody inactive got in: %+v", d)
		case f.Sender.Kind == FromContact && d.Ticket != 0 && about.ClientID != f.Sender.ClientID:
			t.Fatalf("a contact of client %d wrote on ticket %d of client %d", f.Sender.ClientID, d.Ticket, about.ClientID)
		case f.Sender.Kind == FromContact && d.Parent != 0 && f.Tickets[d.Parent].ClientID != f.Sender.ClientID:
			t.Fatalf("linked to another client's ticket: %+v", d)
		case d.Disposition == New && (f.Sender.Kind != FromContact || !f.Sender.Technical):
			t.Fatalf("opened by somebody who is no technical contact: %+v", d)
		case f.Sender.Kind != FromContact && f.Sender.Kind != FromAgent && !about.Observer:
			t.Fatalf("a stranger got in: %+v", d)
		}
	})
}

func TestOnlyAnAgentWithTheOwnTokenSpeaksOrCommands(t *testing.T) {
	forManyFacts(t, func(t *rapid.T, f Facts) {
		d := Route(f)
		own := f.Answered.Found && f.Answered.Valid && f.Answered.Person == (Person{AgentPerson, f.Sender.ID})
		full := f.Sender.Kind == FromAgent && f.Trust.Verdict == Accept && f.Trust.Authenticated && own && !f.Forwarded
		if (d.Public || d.Obey) && !full {
			t.Fatalf("without L4: %+v", d)
		}
		if d.Public && (d.Disposition != Append || f.Orders.Note || f.Answered.Note) {
			t.Fatalf("a note would go out: %+v", d)
		}
	})
}

func TestEveryDecisionIsWholeAndQuietWhereItMust(t *testing.T) {
	forManyFacts(t, func(t *rapid.T, f Facts) {
		d := Route(f)
		automatic := f.Class != Human && f.Class != ""
		switch {
		case d.Disposition == "" || d.Rule == "" || d.Rule == "no-rule":
			t.Fatalf("undecided: %+v", d)
		case (d.Disposition == Quarantine || d.Disposition == Pending) && d.Reason == "":
			t.Fatalf("no reason: %+v", d)
		case (d.Explain || d.Acknowledge) && (automatic || f.Suppress):
			t.Fatalf("automatic mail would be answered: %+v", d)
		case d.Explain && !f.Trust.Authenticated:
			t.Fatalf("an unproven sender would be written to: %+v", d)
		case f.Class == Automatic && (d.Reopen || d.Disposition == New || d.Disposition == Append || d.Held):
			t.Fatalf("automatic mail did something: %+v", d)
		case d.Disposition == Append && f.Tickets[d.Ticket].MergedInto != 0:
			t.Fatalf("on a ticket that was merged: %+v", d)
		}
	})
}
