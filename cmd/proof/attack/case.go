// Package attack tries out what was once done to helpdesks by mail: a corpus of
// cases (reliability.md 1), each with its variants, against the whole daemon on
// the sample firm, and an oracle that looks at everything after each of them.
// docs/attacks.md says how a case is written.
package attack

import (
	"strings"
	"time"
)

// Case is one file of the corpus.
type Case struct {
	ID       string // S01
	Title    string
	About    string // what happened to whom, and why our answer is what it is
	House    string // the settings that its variants run with, as houses names them; "" is plain
	Variants []Variant
}

// Variant is one way to try a case: mails one after another.
type Variant struct {
	Name  string
	House string // instead of the case's
	Mails []Mail
}

// Mail is one mail of a variant and what must come of it.
type Mail struct {
	To    string        // the box that it is put in; "" is support
	AsIs  bool          // its line ends stay as they are in the file
	After time.Duration // the clock goes on so far before it comes
	Text  string        // a template
	Want  []Want        // one of them
	// May are the people who may be written to because of it, once for each
	// time they are named. The team on duty may always be told.
	May     []string
	Changes []string // tickets that may change besides the one of Want; "people"
	Hides   []string // texts that no letter to somebody outside the firm shows
	Orders  bool     // it gives orders that must not be carried out
	Notes   []string // texts that the kept proof of the sender must hold
	Shows   []string // texts that one of the letters shows
	Reads   []string // texts that a person reads in it
	Omits   []string // texts that nobody reads in it
	NoPage  []string // texts that its sanitised HTML does not hold
	Files   []string // names of files that it lists
	Defects []string // what the parser says is wrong with it
	Then    []Later  // what must become of it when it is decided on again
}

// Later is what must have become of a mail that waits, some time after it was
// last decided on.
type Later struct {
	After time.Duration
	Want  []Want
}

// Want is what must become of a mail.
type Want struct {
	Disposition string
	Reason      string
	Ticket      string // TA, T2 …; "" is none in particular
}

// String is the want as the file says it.
func (w Want) String() string {
	return strings.Join(strings.Fields(w.Disposition+" "+w.Reason+" "+w.Ticket), " ")
}

// letsIn tells whether a disposition lets a mail do something.
func letsIn(disposition string) bool {
	switch disposition {
	case "new", "append", "note", "command":
		return true
	}
	return false
}

// forged tells whether a mail may in no case be let in.
func (m Mail) forged() bool {
	for _, w := range m.Want {
		if letsIn(w.Disposition) {
			return false
		}
	}
	return true
}
