package people

// How a mail's sender was proven.
const (
	ByDKIM     = "dkim"     // a signature of the sender's domain that we checked ourselves
	ByAuthres  = "authres"  // an Authentication-Results field of a server that is trusted
	ByInternal = "internal" // the mark of mail inside one Microsoft 365 tenant
)

// Alarms that a proof may carry: somebody should look at the mail server.
const (
	AlarmNotStripped = "ar-not-stripped" // a forged field with the trusted id reached the mailbox
	AlarmMalformed   = "ar-malformed"    // the trusted server's own field cannot be read
)

// Check is one thing that was looked at, in words for a person.
type Check struct {
	Name   string `json:"name"`   // dkim, authres, dmarc, header, internal, arc
	Result string `json:"result"` // pass, fail, none, pending, ignored, …
	Detail string `json:"detail"` // why, with the record or field it rests on
}

// Proof is what DNS, signatures and trusted header fields say about the
// address in From. It is kept beside each mail.
type Proof struct {
	Domain string `json:"domain"` // of the From address, ASCII lower case

	Aligned bool   `json:"aligned"`      // the domain of From vouches for this mail
	By      string `json:"by,omitempty"` // ByDKIM, ByAuthres or ByInternal when Aligned
	Signed  bool   `json:"signed"`       // an aligned signature is intact: the domain signs

	Failed    bool `json:"failed"`    // DMARC failed, or the signature of a domain that signs is broken
	Pending   bool `json:"pending"`   // DNS did not answer and nothing else decides: ask again
	Conflict  bool `json:"conflict"`  // the trusted server says DMARC failed, our own check says aligned
	Stale     bool `json:"stale"`     // signed more than seven days before the mail came
	Duplicate bool `json:"duplicate"` // a field that is signed or read stands twice

	DomainSigns    bool `json:"domain_signs"`    // the domain was seen signed before
	EnforcingDMARC bool `json:"enforcing_dmarc"` // its DMARC policy is quarantine or reject

	Alarms []string `json:"alarms,omitempty"`
	Checks []Check  `json:"checks,omitempty"`
}

// Believed says whether the sender's address can be taken for true.
func (p Proof) Believed() bool {
	return p.Aligned && !p.Failed && !p.Conflict && !p.Duplicate
}

// Unsigned says that nothing vouches for the mail and nothing speaks against
// it either: no failing DMARC, from a domain never seen signed and without an
// enforcing DMARC policy.
func (p Proof) Unsigned() bool {
	return !p.Aligned && !p.Failed && !p.Conflict && !p.Duplicate && !p.Stale &&
		!p.Pending && !p.DomainSigns && !p.EnforcingDMARC
}

// Note adds a check in words.
func (p *Proof) Note(name, result, detail string) {
	p.Checks = append(p.Checks, Check{name, result, detail})
}

// Alarm adds an alarm once.
func (p *Proof) Alarm(code string) {
	for _, a := range p.Alarms {
		if a == code {
			return
		}
	}
	p.Alarms = append(p.Alarms, code)
}
