package crash

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// balance is what the books come to. Lost and the two kinds of double must be
// zero.
type balance struct {
	Injected, Stored, Entered         int // mails to the desk
	Letters, Sent, Uncertain          int // letters of the desk; Uncertain: those that ever were
	Retried                           int // letters that were sent twice by the one retry that the rules allow
	Lost, DoubleEntries, DoubleLetter int
	Trouble                           []string
}

func (b balance) String() string {
	return fmt.Sprintf("injected %d stored %d entered %d letters %d sent %d uncertain %d retried %d lost %d duplicate entries %d duplicate letters %d",
		b.Injected, b.Stored, b.Entered, b.Letters, b.Sent, b.Uncertain, b.Retried, b.Lost, b.DoubleEntries, b.DoubleLetter)
}

// add adds another balance.
func (b *balance) add(o balance) {
	b.Injected, b.Stored, b.Entered = b.Injected+o.Injected, b.Stored+o.Stored, b.Entered+o.Entered
	b.Letters, b.Sent, b.Uncertain, b.Retried = b.Letters+o.Letters, b.Sent+o.Sent, b.Uncertain+o.Uncertain, b.Retried+o.Retried
	b.Lost, b.DoubleEntries, b.DoubleLetter = b.Lost+o.Lost, b.DoubleEntries+o.DoubleEntries, b.DoubleLetter+o.DoubleLetter
	b.Trouble = append(b.Trouble, o.Trouble...)
}

func (b *balance) lost(format string, words ...any) {
	b.Lost++
	b.Trouble = append(b.Trouble, "lost: "+fmt.Sprintf(format, words...))
}

func (b *balance) doubleEntry(format string, words ...any) {
	b.DoubleEntries++
	b.Trouble = append(b.Trouble, "duplicate entry: "+fmt.Sprintf(format, words...))
}

func (b *balance) doubleLetter(format string, words ...any) {
	b.DoubleLetter++
	b.Trouble = append(b.Trouble, "duplicate letter: "+fmt.Sprintf(format, words...))
}

// fate is what must come of a kind of mail: nothing less, nothing more.
type fate struct {
	disposition string
	entries     int
	times       int
	letters     map[string]int // by kind
}

// fates is the table. Two agents are on duty.
var fates = map[kind]fate{
	request:  {disposition: "new", entries: 1, letters: map[string]int{"ack": 1, "notice-new": 2}},
	again:    {disposition: "duplicate"},
	more:     {disposition: "append", entries: 1, letters: map[string]int{"notice-answer": 2}},
	taken:    {disposition: "append", entries: 1, letters: map[string]int{"notice-answer": 1}},
	answer:   {disposition: "append", entries: 1, times: 1, letters: map[string]int{"answer": 1}},
	returned: {disposition: "dsn", entries: 1},
	outsider: {disposition: "quarantine", letters: map[string]int{"explanation": 1, "held-mail": 2}},
}

// balance reads the books of a ground and reconciles them; no daemon may run.
func (g *ground) balance(ctx context.Context) (balance, error) {
	b, err := g.readBooks(ctx)
	if err != nil {
		return balance{}, err
	}
	return reconcile(b, g.posted), nil
}

// reconcile compares the books with each other and with what was posted.
func reconcile(b books, posted []letter) balance {
	sum := balance{Injected: len(posted), Letters: len(b.letters)}
	for _, trouble := range b.unreadable {
		sum.lost("%s", trouble)
	}
	wanted := map[string][]fate{}
	for _, p := range posted {
		wanted[p.id] = append(wanted[p.id], fates[p.kind])
	}
	for _, id := range slices.Sorted(maps.Keys(wanted)) {
		sum.mails(id, wanted[id], b.onServer[id], b.kept[id])
	}
	sum.letters(b)
	return sum
}

// mails reconciles the copies of one mail: as many as on the server, each with
// the fate of one that was posted.
func (b *balance) mails(id string, wanted []fate, onServer int, kept []keptAs) {
	b.Stored += len(kept)
	switch {
	case onServer != len(wanted):
		b.lost("%s is %d times on the server, %d times posted: the proof itself is wrong", id, onServer, len(wanted))
	case len(kept) < onServer:
		b.lost("%s is %d times on the server, %d times kept", id, onServer, len(kept))
	case len(kept) > onServer:
		b.doubleEntry("%s is %d times on the server, %d times kept", id, onServer, len(kept))
	}
	for _, is := range kept {
		if len(wanted) == 0 {
			return
		}
		// Which of two copies is decided on first is not promised.
		i := max(0, slices.IndexFunc(wanted, func(f fate) bool { return f.disposition == is.disposition }))
		b.fate(id, wanted[i], is)
		wanted = slices.Delete(wanted, i, i+1)
	}
}

func (b *balance) fate(id string, want fate, is keptAs) {
	b.Entered += is.entries
	if is.disposition != want.disposition {
		b.lost("%s became %s, not %s", id, is.disposition, want.disposition)
	}
	b.count(id+" entries", is.entries, want.entries, b.doubleEntry)
	b.count(id+" time entries", is.times, want.times, b.doubleEntry)
	kinds := maps.Clone(is.letters)
	if kinds == nil {
		kinds = map[string]int{}
	}
	for k := range want.letters {
		kinds[k] += 0
	}
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		b.count(id+" letters "+k, is.letters[k], want.letters[k], b.doubleLetter)
	}
}

func (b *balance) count(what string, is, want int, more func(string, ...any)) {
	switch {
	case is < want:
		b.lost("%s: %d, not %d", what, is, want)
	case is > want:
		more("%s: %d, not %d", what, is, want)
	}
}

// letters reconciles what the store says of its letters with what was
// received: a letter that the server took once came once.
func (b *balance) letters(of books) {
	known := map[string]bool{}
	for _, l := range of.letters {
		known[l.id] = true
		if l.doubts > 0 {
			b.Uncertain++
		}
		b.letter(l, of.received[l.id])
	}
	for _, id := range slices.Sorted(maps.Keys(of.received)) {
		if !known[id] {
			b.doubleLetter("%s was received and is no letter of the store", id)
		}
	}
}

// letter is one of them. After a doubt nobody knows whether the server had it:
// an automatic letter is not sent again, an agent's answer once.
func (b *balance) letter(l writtenLetter, came int) {
	least, most := 0, 0
	switch l.state {
	case "sent", "failed": // failed: returned by a report
		b.Sent++
		least, most = 1, 1
	case "uncertain", "abandoned":
		most = 1
	case "held", "cancelled":
	default:
		b.lost("letter %s to %s stays %s", l.id, l.recipient, l.state)
		most = 1
	}
	if l.doubts > 0 && l.human {
		most = 2
	}
	if came == 2 && most == 2 {
		b.Retried++
	}
	switch {
	case came < least:
		b.lost("letter %s (%s) to %s is %s and did not come", l.id, l.kind, l.recipient, l.state)
	case came > most:
		b.doubleLetter("letter %s (%s) to %s is %s with %d doubts and came %d times", l.id, l.kind, l.recipient, l.state, l.doubts, came)
	}
}
