package attack

import "slices"

// cast are the people and boxes as case files call them. Those of the sample
// firm are described in daemon/demo; the others in stage.go.
var cast = map[string]string{
	"support": "support@permanence.example",
	"sales":   "ventes@permanence.example", // the second mailbox

	// Client A, Menuiserie Durand: the technical contact and a colleague.
	"marie": "marie.durand@durand.example",
	"lucas": "lucas.petit@durand.example",
	"zoe":   "zoe@durand.example", // whom nobody knows until Marie puts her in copy
	// Client B, Harper & Blake.
	"emma":   "emma.harper@harper-blake.example",
	"oliver": "oliver.reed@harper-blake.example",
	// Client C, Clinique des Tilleuls, whose contact sends the canaries.
	"nadia": "nadia.roussel@tilleuls.example",
	"hugo":  "hugo.martin@tilleuls.example",

	// Our own: claire and karim are on duty, julie and thomas are not.
	"claire": "claire.moreau@permanence.example",
	"karim":  "karim.benali@permanence.example",
	"julie":  "julie.laurent@permanence.example",
	"thomas": "thomas.weber@permanence.example",
	"sophie": "sophie.garnier@permanence.example",
	"paul":   "paul.girard@permanence.example",
	"rita":   "rita.roy@permanence.example", // was told of TA, then her rights were withdrawn
	"otto":   "otto@free.example",           // an agent with an address at a provider
	"lena":   "lena@" + silentDomain,        // an agent

	"paula": "paula.blanc@blanc.example", // was the technical contact, opened TD
	"nina":  "nina.blanc@blanc.example",  // is it now
	"pia":   "pia@pins.example",          // her client cannot sign; opened TP
	"leo":   "leo@" + silentDomain,
	"sam":   "sam@" + strictDomain,
	"gil":   "gil@nuage.github.io",
	"ben":   "ben@boul.co.uk",
	"mona":  "mona@ancienne.example", // opened TO at one client, then went to another one
	"ada":   "ada@free.example",      // a contact with an address at a provider
	"ken":   "ken@kim.example",
	"x":     "x@evil.example",
	"eve":   "eve@evil.example",
}

// ours are the agents, sales and the administrator.
var ours = []string{"claire", "karim", "julie", "thomas", "sophie", "paul", "rita", "otto", "lena"}

// isOneOf tells whether an address is that of one of some people.
func isOneOf(people []string, address string) bool {
	return slices.ContainsFunc(people, func(who string) bool { return cast[who] == address })
}

// onDuty may be told of everything.
var onDuty = []string{"claire", "karim"}
