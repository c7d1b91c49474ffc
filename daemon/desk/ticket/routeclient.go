package ticket

// clientRules are for everybody who is no agent: contacts and strangers. Who
// it is comes first, then whether that is proven, then what that person may.
var clientRules = []rule{
	{"change-by-another", func(m mail) bool { return m.Change && !m.present() }, quarantine(ContactChange)},
	{"contact-inactive", func(m mail) bool { return m.contact() && !m.Sender.Active }, quarantine(ContactInactive)},
	{"sender-not-checked-yet", func(m mail) bool { return m.Trust.Pending && (m.contact() || m.observer()) },
		func(mail) Decision { return Decision{Disposition: Pending, Reason: AuthPending} }},
	{"contact-not-proven", func(m mail) bool { return m.contact() && !m.proven() && !m.harmless() }, refuseUnproven(Unauth)},
	{"observer-not-proven", func(m mail) bool { return m.observer() && !m.proven() }, refuseUnproven(Unauth)},
	{"stranger", func(m mail) bool { return m.stranger() && !m.observer() }, quarantine(Unknown)},
	{"ticket-of-another-client", func(m mail) bool { return m.contact() && m.place.found && !m.sameClient() }, quarantine(OtherClient)},
	{"client-answer", func(m mail) bool { return m.place.found && m.mayWrite() && m.goesOn() }, appendToTicket},
	{"client-answer-too-late", func(m mail) bool { return m.place.found && m.present() }, openLinked},
	{"client-request", mail.present, openTicket},
	{"contract-ended", func(m mail) bool { return m.Sender.Ended }, quarantine(ContractEnded)},
	{"not-authorised", always, quarantine(NotAuthorised)},
}

// present: a technical contact or deputy under a running contract (R1, R15).
func (m mail) present() bool { return m.contact() && m.Sender.Active && m.Sender.Technical }

func (m mail) observer() bool { return m.place.found && m.place.Observer }

func (m mail) sameClient() bool { return m.place.ClientID == m.Sender.ClientID }

// mayWrite tells whether the sender may add to the ticket found: its client's
// technical contact; its observers (R5); the contact of an ended contract only
// while the ticket is under way, since that opens nothing (R15).
func (m mail) mayWrite() bool {
	switch {
	case !m.place.found:
		return false
	case m.contact() && (!m.sameClient() || !m.Sender.Active):
		return false
	case m.present() || m.observer():
		return true
	case m.contact() && m.Sender.Ended:
		return m.place.State != Resolved && m.place.State != Closed
	}
	return false
}

// goesOn: the ticket is under way, or its month after resolving is not over
// when the mail arrives (R8b).
func (m mail) goesOn() bool {
	return answerReopens(m.place.State, m.place.Resolved, m.Received)
}

// proven: what lets a client's mail in. The switch "cannot sign" is the
// client's technical contact's alone.
func (m mail) proven() bool {
	switch m.Trust.Verdict {
	case Accept:
		return m.Trust.Authenticated
	case AcceptUnverified:
		return m.present()
	}
	return m.stranger() && m.Trust.Authenticated // an observer who is no contact
}

// harmless: unsigned mail, not failed, of a contact who may do nothing anyway:
// the reason to tell is that, not the signature.
func (m mail) harmless() bool {
	return m.Trust.Verdict == Hold && !m.present() && !m.mayWrite()
}

func (m mail) unverified() bool { return !m.Trust.Authenticated }

// refuseUnproven keeps the reason that the check of the sender gave.
func refuseUnproven(otherwise Reason) func(mail) Decision {
	return func(m mail) Decision {
		d := Decision{Disposition: Quarantine, Reason: otherwise}
		if m.Trust.Verdict != Hold && m.Trust.Reason != "" {
			d.Reason = m.Trust.Reason
		}
		return d
	}
}

func appendToTicket(m mail) Decision {
	return Decision{
		Disposition: Append,
		Ticket:      m.place.Number,
		Reopen:      m.place.State == Resolved || m.place.State == Closed,
		Unverified:  m.unverified(),
	}
}

func openTicket(m mail) Decision {
	return Decision{
		Disposition: New,
		Change:      m.Change,
		Unverified:  m.unverified(),
		Acknowledge: m.human() && !m.Suppress,
	}
}

func openLinked(m mail) Decision {
	d := openTicket(m)
	d.Parent = m.place.Number
	return d
}
