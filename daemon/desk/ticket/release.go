package ticket

// Release decides on a held mail that a person lets in (R4): the sender is
// taken for who they say they are, and for somebody who may write for their
// client. What cannot be let in (a mail of nobody's client, of ours, without a
// readable sender) stays in quarantine with its reason.
func Release(f Facts) Decision {
	proven := f.Trust.Authenticated
	f.Trust = Trust{Verdict: Accept, Authenticated: true}
	f.DuplicateOf, f.Storm, f.Repeat = 0, false, false
	if f.Class != Bounce && f.Class != BounceUnbound && f.Class != OwnLetter {
		f.Class = Human
	}
	if f.Sender.Kind != FromAgent && f.Sender.Kind != FromOurselves && f.Sender.ClientID != 0 {
		f.Sender.Kind, f.Sender.Active, f.Sender.Technical, f.Sender.Ended = FromContact, true, true, false
	}
	d := Route(f)
	d.Rule = "released-" + d.Rule
	d.Unverified = d.In() && !proven
	d.Held, d.Explain, d.Confirm, d.Tell = false, false, false, false
	return d
}
