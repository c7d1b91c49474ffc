package ticket

// agentRules are for mail that names one of our agents. Only a proven agent
// with the personal token of the letter answered speaks to a client (L4); a
// proven agent without it writes notes (L3); anything less does nothing.
var agentRules = []rule{
	{"agent-barred", func(m mail) bool { return !m.Sender.Active }, quarantine(AgentNoRight)},
	{"agent-not-checked-yet", func(m mail) bool { return m.Trust.Pending },
		func(mail) Decision { return Decision{Disposition: Pending, Reason: AuthPending} }},
	{"agent-confirms", func(m mail) bool {
		return m.Trust.Verdict == Confirm && m.ownToken() && m.Answered.Confirms && m.Orders.Only && !m.Orders.Error
	},
		about(Decision{Disposition: CommandRun, Obey: true})},
	{"agent-to-confirm", func(m mail) bool { return m.Trust.Verdict == Confirm && m.ownToken() },
		func(mail) Decision { return Decision{Disposition: Quarantine, Reason: UnauthAgent, Confirm: true} }},
	{"agent-not-proven", func(m mail) bool { return !m.provenAgent() }, refuseUnproven(UnauthAgent)},
	{"agent-token-invalid", mail.brokenToken, quarantine(TokenInvalid)},
	{"agent-asks-for-help", func(m mail) bool { return m.Orders.Only && m.Orders.Help },
		about(Decision{Disposition: CommandRun, Obey: true})},
	{"agent-commands-unclear", func(m mail) bool { return m.personal() && m.Orders.Error },
		about(Decision{Disposition: CommandRun, Reason: BadCommand, Tell: true})},
	{"agent-commands-on-letter", func(m mail) bool { return m.personal() && m.aboutLetter() && m.Orders.Any },
		about(Decision{Disposition: CommandRun, Obey: true})},
	{"agent-note", func(m mail) bool { return m.personal() && m.place.found && (m.Orders.Note || m.Answered.Note) },
		about(Decision{Disposition: NoteOnly, Obey: true})},
	{"agent-commands", func(m mail) bool { return m.personal() && m.place.found && m.Orders.Only },
		about(Decision{Disposition: CommandRun, Obey: true})},
	{"agent-answer", func(m mail) bool { return m.personal() && m.place.found && m.Answered.Ticket != 0 },
		about(Decision{Disposition: Append, Public: true, Obey: true})},
	{"agent-without-token", func(m mail) bool { return m.place.found && !m.aboutLetter() }, noteWithoutToken},
	{"agent-nowhere", always, quarantine(AgentNoTicket)},
}

// ownToken: the personal token is right and the sender's own.
func (m mail) ownToken() bool {
	return m.Answered.Found && m.Answered.Valid && m.Answered.Person == Person{AgentPerson, m.Sender.ID}
}

// provenAgent: Hold and AcceptUnverified are for clients only.
func (m mail) provenAgent() bool {
	return m.Trust.Authenticated && (m.Trust.Verdict == Accept || m.Trust.Verdict == NoteVerdict)
}

// personal is L4. A forwarded notice still carries the token of its letter, but
// is not meant for the client (T09).
func (m mail) personal() bool {
	return m.Trust.Verdict == Accept && m.provenAgent() && m.ownToken() && !m.Forwarded
}

// brokenToken: something of a token's form that is not ours or was revoked, or
// a right one for a ticket that is gone (T05). A right one that was given to
// another agent is no token at all (T07).
func (m mail) brokenToken() bool {
	if !m.Answered.Found {
		return false
	}
	return !m.Answered.Valid || m.ownToken() && m.Answered.Ticket != 0 && !m.place.found
}

// aboutLetter: the letter answered was about no ticket but about held mail or a
// package proposal.
func (m mail) aboutLetter() bool { return m.Answered.HeldMail != 0 || m.Answered.Proposal != 0 }

// about fills in what the agent's mail is about.
func about(d Decision) func(mail) Decision {
	return func(m mail) Decision {
		d := d
		if m.place.found {
			d.Ticket = m.place.Number
		}
		d.HeldMail, d.Proposal = m.Answered.HeldMail, m.Answered.Proposal
		return d
	}
}

// noteWithoutToken keeps the mail as a note. Its commands have no effect, and
// the agent is told rather than left to believe they had.
func noteWithoutToken(m mail) Decision {
	d := Decision{Disposition: NoteOnly, Ticket: m.place.Number, Tell: m.Orders.Any || m.Orders.Error}
	if m.Forwarded {
		d.Flags = append(d.Flags, FlagForwarded)
	}
	if m.Answered.Valid && !m.ownToken() {
		d.Flags = append(d.Flags, FlagForeignToken)
	}
	return d
}
