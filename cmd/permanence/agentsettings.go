package main

import (
	"fmt"
	"io"
	"strings"

	"permanence/daemon/desk"
	"permanence/daemon/desk/people"
	"permanence/daemon/desk/rota"
)

type agentPreferences struct {
	asJSON
	who
	Mute      []people.Reason `placeholder:"REASON" help:"Reasons for which no mail comes, all of them: new, answered, assigned, mention, unowned, overdue, time-missing."`
	MuteNone  bool            `help:"Mail comes for every reason."`
	Quiet     *quietHours     `placeholder:"HOURS" help:"Hours in which notices wait, as 20:00-07:00; none for none."`
	After     *people.After   `placeholder:"WHAT" help:"What the platform shows after an answer: next, stay or list."`
	Shortcuts *bool           `negatable:"" help:"Whether single keys work."`
	Theme     *people.Theme   `placeholder:"THEME" help:"system, light or dark."`
	Language  *string         `placeholder:"LANG" help:"fr or en."`
	Signature *string         `placeholder:"TEXT" help:"What stands under the agent's answers on the platform."`
}

func (c agentPreferences) Run(a *app) error {
	n := toRead
	if c.changes() {
		n = toWrite
	}
	return a.with(n, func(o opened) error {
		v, err := o.Preferences(a.ctx, c.Who)
		if err != nil {
			return err
		}
		if c.changes() {
			c.apply(&v)
			if err := o.SetPreferences(a.ctx, c.Who, v, a.by()); err != nil {
				return err
			}
		}
		return printOne(a, c.asJSON, v, func(w io.Writer) { printPreferences(w, v) })
	})
}

func (c agentPreferences) changes() bool {
	return c.Mute != nil || c.MuteNone || c.Quiet != nil || c.After != nil || c.Shortcuts != nil || c.Theme != nil || c.Language != nil || c.Signature != nil
}

func (c agentPreferences) apply(v *desk.PreferencesView) {
	if c.Mute != nil || c.MuteNone {
		v.Mute = append([]people.Reason{}, c.Mute...)
	}
	if c.Quiet != nil {
		v.QuietFromMinutes, v.QuietToMinutes = c.Quiet.from, c.Quiet.to
	}
	put(&v.After, c.After)
	put(&v.Shortcuts, c.Shortcuts)
	put(&v.Theme, c.Theme)
	put(&v.Language, c.Language)
	put(&v.Signature, c.Signature)
}

// put writes a flag that was given.
func put[T any](field *T, flag *T) {
	if flag != nil {
		*field = *flag
	}
}

func printPreferences(w io.Writer, v desk.PreferencesView) {
	mute := make([]string, len(v.Mute))
	for i, r := range v.Mute {
		mute[i] = string(r)
	}
	quiet := ""
	if v.QuietFromMinutes != v.QuietToMinutes {
		quiet = quietHours{v.QuietFromMinutes, v.QuietToMinutes}.String()
	}
	printFields(w, "no mail for", list(mute), "quiet hours", quiet, "after an answer", v.After, "shortcuts", yes(v.Shortcuts),
		"theme", v.Theme, "language", v.Language, "signature", v.Signature)
}

// quietHours are 20:00-07:00, in minutes past midnight.
type quietHours struct{ from, to int }

// UnmarshalText reads 20:00-07:00, or none.
func (q *quietHours) UnmarshalText(text []byte) error {
	*q = quietHours{}
	if strings.EqualFold(string(text), "none") {
		return nil
	}
	from, to, _ := strings.Cut(string(text), "-")
	var err error
	if q.from, err = rota.ParseClock(from); err == nil {
		q.to, err = rota.ParseClock(to)
	}
	if err != nil {
		return fmt.Errorf("“%s” are no hours: write for example 20:00-07:00", text)
	}
	return nil
}

// String writes them as they are read.
func (q quietHours) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", q.from/60, q.from%60, q.to/60, q.to%60)
}
