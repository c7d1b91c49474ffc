package picture

import (
	"time"

	"permanence/daemon/desk/rota"
	"permanence/templates"
)

// voice says the words of the pictures in one language. It remembers the first
// error, so that a picture is written straight through and fails once.
type voice struct {
	l   *templates.Language
	err error
}

// say is the sentence of a key below "picture", with its blanks filled in.
func (v *voice) say(key string, blanks ...any) string {
	return v.keep(v.l.Say("picture."+key, blanks...))
}

// count is the sentence of a key below "picture" for n things.
func (v *voice) count(key string, n int, blanks ...any) string {
	return v.keep(v.l.Plural("picture."+key, n, blanks...))
}

func (v *voice) keep(s string, err error) string {
	if v.err == nil {
		v.err = err
	}
	return s
}

// date is a day as 21 septembre 2026.
func (v *voice) date(d rota.Date) string { return v.keep(v.l.Date(time.UTC, d.Start(time.UTC))) }

// month is the month of a day, as septembre 2026.
func (v *voice) month(d rota.Date) string { return v.keep(v.l.Month(time.UTC, d.Start(time.UTC))) }

// day is a day with its name, as lundi 21 septembre 2026.
func (v *voice) day(d rota.Date) string { return v.keep(v.l.Day(time.UTC, d.Start(time.UTC))) }
