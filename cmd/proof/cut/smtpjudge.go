package cut

import (
	"fmt"
	"strings"

	"permanence/daemon/store"
)

// verdict is what a run did that it must not, and what it may do.
type verdict struct {
	lost, twice, changed, early bool
	doubted, repeated           bool // an agent's answer in doubt, and one that arrived a second time after it
}

// bad says that the run broke a promise.
func (v verdict) bad() bool { return v.lost || v.twice || v.changed || v.early }

// judge compares what became of a letter with the promise (reliability 4.5):
// before the dot it is tried again freely, with the same bytes; once the relay
// has it nobody sends it again, but for an agent's answer of which nothing
// shows that it arrived: that one leaves once more.
func (d *delivery) judge() (v verdict) {
	v.doubted = d.writer == agent && d.end.Doubts > 0
	v.repeated = v.doubted && d.kept == 2
	allowed := 1
	if v.doubted {
		allowed = 2
	}
	v.twice = d.kept > allowed || d.end.Doubts > 2 || d.writer == automatic && d.end.Doubts > 1
	v.early = d.before && d.end.Doubts > 0
	for _, body := range d.bodies {
		v.changed = v.changed || !strings.HasPrefix(stuffed(d.raw), body)
	}
	v.lost = !d.rightEnd()
	return v
}

// rightEnd says that the state in which the letter came to rest is true.
func (d *delivery) rightEnd() bool {
	switch d.end.State {
	case store.LetterSent:
		return d.kept > 0
	case store.LetterFailed: // only where the relay refused letter or reader for good
		return d.kept == 0 && strings.HasPrefix(d.odd.reply, "5") && (d.odd.step == "rcpt" || d.odd.step == "dot")
	case store.LetterAbandoned:
		return d.writer == automatic && d.end.Doubts == 1
	case store.LetterUncertain:
		return d.writer != automatic && d.end.Doubts == 2
	}
	return false
}

// String tells the run, to find it again.
func (d *delivery) String() string {
	return fmt.Sprintf("%s, %s: ended %s (%s), %d doubts, %d tries, arrived %d times",
		d.fault, d.writer, d.end.State, d.end.Reason, d.end.Doubts, d.end.Tries, d.kept)
}
