package ticket

// Release decides on a held mail that a person lets in (R4): the sender is
// taken for who they say they are, and for somebody who may write for their
// client. A ticket that the mail names counts only if it is that client's. What
// cannot be let in (a mail of nobody's client, of ours, without a readable
// sender) stays in quarantine with its reason. Automatic mail that is let in is
// still not answered.
func Release(f Facts) Decision {
	proven, answerable := f.Trust.Authenticated, mail{Facts: f}.human()
	d := Route(released(f))
	d.Rule = "released-" + d.Rule
	d.Unverified = d.In() && !proven
	d.Acknowledge = d.Acknowledge && answerable
	d.Held, d.Explain, d.Confirm, d.Tell = false, false, false, false
	return d
}

// released are the facts as the person who lets the mail in vouches for them.
func released(f Facts) Facts {
	f.Trust = Trust{Verdict: Accept, Authenticated: true}
	f.DuplicateOf, f.Storm, f.Repeat = 0, false, false
	if f.Class != Bounce && f.Class != BounceUnbound && f.Class != OwnLetter {
		f.Class = Human
	}
	if f.Sender.Kind == FromAgent || f.Sender.Kind == FromOurselves || f.Sender.ClientID == 0 {
		return f
	}
	f.Sender.Kind, f.Sender.Active, f.Sender.Technical, f.Sender.Ended = FromContact, true, true, false
	if p := findPlace(f); p.ambiguous || p.found && p.ClientID != f.Sender.ClientID {
		f.Answered, f.Subject, f.References = Answered{}, nil, nil
	}
	return f
}
