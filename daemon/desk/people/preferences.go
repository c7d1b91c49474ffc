package people

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Reason is why an agent is written to.
type Reason string

// The reasons that an agent may switch off.
const (
	ReasonNew         Reason = "new"          // a new ticket of the agent's team
	ReasonAnswered    Reason = "answered"     // the client wrote on a ticket that the agent has
	ReasonAssigned    Reason = "assigned"     // somebody gave the agent a ticket
	ReasonMention     Reason = "mention"      // a note names the agent
	ReasonUnowned     Reason = "unowned"      // the client wrote on a ticket of the team that nobody has
	ReasonOverdue     Reason = "overdue"      // the digest of what waits too long
	ReasonTimeMissing Reason = "time-missing" // answers of the day without time
)

// Reasons lists them all.
func Reasons() []Reason {
	return []Reason{ReasonNew, ReasonAnswered, ReasonAssigned, ReasonMention, ReasonUnowned, ReasonOverdue, ReasonTimeMissing}
}

// After is what the platform shows after an answer.
type After string

// What it may show.
const (
	AfterNext After = "next" // the next ticket of the list
	AfterStay After = "stay" // the same ticket
	AfterList After = "list" // the list
)

// Theme is how the pages look.
type Theme string

// The themes.
const (
	ThemeSystem Theme = "system" // as the browser asks
	ThemeLight  Theme = "light"
	ThemeDark   Theme = "dark"
)

// Preferences are what an agent set for themself. They are kept as JSON; what
// is not in it is as [DefaultPreferences] has it.
type Preferences struct {
	Mute []Reason `json:"mute"` // reasons for which no mail comes
	// Quiet hours, in minutes past midnight on the desk's wall clock; the same
	// twice is none. Notices wait until they are over.
	QuietFromMinutes int    `json:"quiet_from_minutes"`
	QuietToMinutes   int    `json:"quiet_to_minutes"`
	After            After  `json:"after"`
	Shortcuts        bool   `json:"shortcuts"` // single keys work
	Theme            Theme  `json:"theme"`
	Signature        string `json:"signature"`
}

// DefaultPreferences are those of who set nothing.
func DefaultPreferences() Preferences {
	return Preferences{Mute: []Reason{}, After: AfterNext, Shortcuts: true, Theme: ThemeSystem}
}

// ParsePreferences reads what is kept, "" for nothing.
func ParsePreferences(text string) (Preferences, error) {
	p := DefaultPreferences()
	if text == "" {
		return p, nil
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return DefaultPreferences(), fmt.Errorf("reading preferences: %w", err)
	}
	return p, nil
}

const (
	dayMinutes   = 24 * 60
	maxSignature = 2000 // characters
)

// Check says what cannot be.
func (p Preferences) Check() error {
	for _, r := range p.Mute {
		if !slices.Contains(Reasons(), r) {
			return fmt.Errorf("“%s” is no reason of a notice: there are %q", r, Reasons())
		}
	}
	switch {
	case p.QuietFromMinutes < 0 || p.QuietFromMinutes >= dayMinutes || p.QuietToMinutes < 0 || p.QuietToMinutes >= dayMinutes:
		return fmt.Errorf("quiet hours lie between 00:00 and 23:59")
	case p.After != AfterNext && p.After != AfterStay && p.After != AfterList:
		return fmt.Errorf("“%s” cannot follow an answer: next, stay or list", p.After)
	case p.Theme != ThemeSystem && p.Theme != ThemeLight && p.Theme != ThemeDark:
		return fmt.Errorf("“%s” is no theme: system, light or dark", p.Theme)
	case len([]rune(p.Signature)) > maxSignature:
		return fmt.Errorf("the signature is longer than %d characters", maxSignature)
	}
	return nil
}

// Signed is an answer with the agent's signature under it. A text that has
// nothing in it, or is signed already, stays as it is.
func (p Preferences) Signed(text string) string {
	text, signature := strings.TrimSpace(text), strings.TrimSpace(p.Signature)
	if text == "" || signature == "" || strings.HasSuffix(text, signature) {
		return text
	}
	return text + "\n\n" + signature
}

// Wants says whether mail comes for a reason; "" is none that can be switched
// off.
func (p Preferences) Wants(r Reason) bool { return r == "" || !slices.Contains(p.Mute, r) }

// Loud is the first moment from at on that is not in the quiet hours.
func (p Preferences) Loud(at time.Time, zone *time.Location) time.Time {
	local := at.In(zone)
	minute := local.Hour()*60 + local.Minute()
	from, to := p.QuietFromMinutes, p.QuietToMinutes
	days := 0
	switch {
	case from < to && minute >= from && minute < to, from > to && minute < to:
	case from > to && minute >= from:
		days = 1
	default:
		return at
	}
	year, month, day := local.Date()
	return time.Date(year, month, day+days, 0, to, 0, 0, zone)
}
