// Package costs tells tests what is slow: against a yardstick on the same
// machine in the same minute, so that a busy or an old machine changes nothing.
package costs

import (
	"strings"
	"testing"
	"time"
)

const (
	// unnoticed is so little that it is not looked at twice.
	unnoticed = 300 * time.Millisecond
	// most is how many yardsticks a mail of a mebibyte may take: some hundred
	// times what an ordinary one does.
	most = 20
	// yardBytes of text are converted for the yardstick, rune by rune.
	yardBytes = 16 << 20
)

// Little fails a test where work takes far longer than reading so much text as
// a mail can hold, which what is not linear in its size soon does.
func Little(t testing.TB, what string, work func()) {
	t.Helper()
	took := timeOf(work)
	if took <= unnoticed {
		return
	}
	if yard := yardstick(); isSlow(took, yard) {
		t.Errorf("%q took %v, %.0f times as long as the yardstick of %v", what, took, float64(took)/float64(yard), yard)
	}
}

func isSlow(took, yard time.Duration) bool { return took > most*yard }

func timeOf(work func()) time.Duration {
	start := time.Now()
	work()
	return time.Since(start)
}

func yardstick() time.Duration {
	text := strings.Repeat("é à ", yardBytes/len("é à "))
	return timeOf(func() { _ = strings.ToUpper(text) })
}
