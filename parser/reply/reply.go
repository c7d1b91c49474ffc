// Package reply finds in the text of a mail what its sender newly wrote, what is
// quoted, and the signature.
package reply

// Limits of the cut (reliability P09): lines beyond are kept as they stand, no
// rule looks at them or into longer ones.
const (
	maxCutLines   = 10_000
	maxLineLength = 2_000
)

// Input is a text and what is known of the mail it stands in.
type Input struct {
	// Text is the whole readable text, with \n line ends.
	Text string
	// Marks are where the mail program itself marked earlier mail.
	Marks []Mark
	// Answer says that the mail answers another: only an answer may consist of
	// history alone.
	Answer bool
	// Forward says that the subject announces a forwarded mail.
	Forward bool
	// Except names an entry of the tables that is not asked: it shows what that
	// entry is worth.
	Except string
}

// Mark is a stretch of the text, in bytes, that the mail program's own markup
// holds: what it is, as htmltext names it, and which markup says so.
type Mark struct {
	From, To   int
	Kind, Name string
}

// Result is what each line of a text is.
type Result struct {
	// New is what the sender newly wrote, Quoted and Signature what was cut off.
	New, Quoted, Signature string
	// Forwarded says that New holds a forwarded mail.
	Forwarded bool
	// Limited says that lines beyond the limit were not looked at.
	Limited bool
}

// Cut tells the newly written text from the rest. New text is kept in its
// order, whether it stands above, below or between what it answers. When in
// doubt a line is kept: an answer with a little too much history can be read,
// one that lacks a sentence misleads.
func Cut(in Input) Result {
	c := newCutter(in)
	c.run()
	return Result{
		New:       c.join(PartNew, PartKept, PartForwarded),
		Quoted:    c.join(PartIntroduction, PartQuoted),
		Signature: c.join(PartSignature),
		Forwarded: c.forwarded,
		Limited:   c.limited,
	}
}
