package templates

import "time"

// Ago writes how long ago something was, in its largest unit: 25 min, 3 h, 2 j.
func (l *Language) Ago(now, at time.Time) (string, error) {
	minutes := int(now.Sub(at).Minutes())
	switch {
	case minutes < 1:
		return l.Word("ago", "now")
	case minutes < 60:
		return l.Say("ago.minutes", minutes)
	case minutes < 48*60:
		return l.Say("ago.hours", minutes/60)
	}
	return l.Say("ago.days", minutes/(24*60))
}
