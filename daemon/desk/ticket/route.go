package ticket

// The most that a mail which does not go in circles shows (reliability.md 2.3, 15).
const (
	maxHops       = 3
	maxReceivedBy = 50
)

// rule is one line of the decision table. Its name goes to the log.
type rule struct {
	name string
	when func(mail) bool
	then func(mail) Decision
}

// mail is the facts and where they point to.
type mail struct {
	Facts
	place place
}

// Route decides what a mail becomes: the first rule that fits. It never fails;
// the last rule of each table fits always.
func Route(f Facts) Decision {
	m := mail{Facts: f, place: findPlace(f)}
	people := clientRules
	if m.fromAgent() {
		people = agentRules
	}
	for _, table := range [][]rule{gateRules, automaticRules, people} {
		for _, r := range table {
			if !r.when(m) {
				continue
			}
			d := r.then(m)
			d.Rule = r.name
			return m.finish(d)
		}
	}
	return m.finish(Decision{Disposition: Quarantine, Reason: Unknown, Rule: "no-rule"})
}

// Rules gives the names of all rules in their order, for the documentation.
func Rules() []string {
	var names []string
	for _, table := range [][]rule{gateRules, automaticRules, agentRules, clientRules} {
		for _, r := range table {
			names = append(names, r.name)
		}
	}
	return names
}

// finish adds what is true of every decision alike.
func (m mail) finish(d Decision) Decision {
	d.Flags = append(d.Flags, m.place.flags...)
	if m.SameMessageID {
		d.Flags = append(d.Flags, FlagMessageID)
	}
	d.Quiet = d.Quiet || m.Repeat && d.In()
	if d.Disposition == Quarantine {
		d.Held = d.Held || m.showAtOnce(d.Reason)
		d.Explain = m.mayExplain(d.Reason)
		d.Tell = m.fromAgent() && m.Sender.Active && m.provenAgent() && m.human()
	}
	return d
}

// showAtOnce: a person's mail that names a known contact or comes from a
// client's domain is shown to the team on duty at once (R4), as is anybody's
// request for another technical contact (R3).
func (m mail) showAtOnce(why Reason) bool {
	switch {
	case why == ContactChange:
		return true
	case why == Storm || why == Hops || m.automatic() || m.Class == Bulk:
		return false
	case m.fromAgent() || m.Sender.Kind == FromOurselves:
		return false
	}
	return m.Sender.Kind == FromContact || m.Sender.ClientID != 0
}

// mayExplain is the part of R4 that one mail tells; once a day is the letter's
// gate to see.
func (m mail) mayExplain(why Reason) bool {
	if !m.human() || m.Suppress || !m.Trust.Authenticated || m.fromAgent() {
		return false
	}
	switch why {
	case Unknown, NotAuthorised, ContactInactive, ContractEnded, ContactChange:
		return true
	}
	return false
}

// gateRules are about the mail, whoever sent it.
var gateRules = []rule{
	{"unreadable", func(m mail) bool { return m.ParseFailed }, quarantine(ParseFailed)},
	{"same-mail-again", func(m mail) bool { return m.DuplicateOf != 0 },
		func(m mail) Decision { return Decision{Disposition: Duplicate, DuplicateOf: m.DuplicateOf} }},
	{"our-own-letter", func(m mail) bool { return m.Class == OwnLetter },
		func(mail) Decision { return Decision{Disposition: Self} }},
	{"too-large", func(m mail) bool { return m.Oversize }, quarantine(Oversize)},
	{"claims-to-be-us", func(m mail) bool { return m.Sender.Kind == FromOurselves }, quarantine(FromSelf)},
	{"bounce-of-our-letter", func(m mail) bool { return m.Class == Bounce },
		func(mail) Decision { return Decision{Disposition: DSN} }},
	{"bounce-of-nothing", func(m mail) bool { return m.Class == BounceUnbound }, quarantine(BounceUnknown)},
	{"report", func(m mail) bool { return m.Class == Report },
		func(mail) Decision { return Decision{Disposition: Auto} }},
	{"broken-identity", func(m mail) bool { return len(m.Defects) > 0 },
		func(m mail) Decision { return Decision{Disposition: Quarantine, Reason: m.Defects[0]} }},
	{"circle", func(m mail) bool { return m.Hops > maxHops || m.ReceivedBy > maxReceivedBy }, quarantine(Hops)},
	{"storm", func(m mail) bool { return m.Storm }, quarantine(Storm)},
	{"two-places", func(m mail) bool { return m.place.ambiguous }, quarantine(Ambiguous)},
}

// automaticRules end the way of automatic mail: it never opens, reopens or is
// answered. It is kept on a ticket only for a token from who may write there.
var automaticRules = []rule{
	{"automatic-stranger", func(m mail) bool { return m.automatic() && m.stranger() && !m.observer() }, quarantine(Unknown)},
	{"automatic-to-ticket", func(m mail) bool {
		return m.automatic() && !m.fromAgent() && m.place.byToken && m.mayWrite() && m.proven()
	},
		func(m mail) Decision {
			return Decision{Disposition: Auto, Ticket: m.place.Number, Automatic: true, Unverified: m.unverified()}
		}},
	{"automatic", mail.automatic, func(mail) Decision { return Decision{Disposition: Auto} }},
}

func quarantine(why Reason) func(mail) Decision {
	return func(mail) Decision { return Decision{Disposition: Quarantine, Reason: why} }
}

func always(mail) bool { return true }

func (m mail) human() bool     { return m.Class == Human || m.Class == "" }
func (m mail) automatic() bool { return m.Class == Automatic }
func (m mail) fromAgent() bool { return m.Sender.Kind == FromAgent }
func (m mail) contact() bool   { return m.Sender.Kind == FromContact }
func (m mail) stranger() bool  { return !m.contact() && !m.fromAgent() }
