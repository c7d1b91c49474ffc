package costs

import (
	"strings"
	"testing"
	"time"
)

func TestSlowIsAgainstTheYardstick(t *testing.T) {
	Little(t, "linear", func() { _ = strings.ToLower(strings.Repeat("É", 1<<20)) })
	yard := yardstick()
	if yard <= 0 || isSlow(yard, yard) || !isSlow(2*most*yard, yard) || isSlow(2*most*yard, 2*most*yard) {
		t.Errorf("with a yardstick of %v", yard)
	}
}

func TestTheYardstickIsLongEnoughToCompareWith(t *testing.T) {
	if yard := yardstick(); yard < 5*time.Millisecond {
		t.Errorf("the yardstick is %v: what takes no time cannot be told from what takes long", yard)
	}
}
