package config

import "strings"

// Setting is one row of the table.
type Setting struct {
	Section  string
	Key      string
	Default  string   // as text; lists separated by commas
	Example  string   // shown in the example file instead of the default
	Values   []string // the only ones allowed, where there are such
	Sentence string   // one English sentence on what it does
	Secret   bool     // never shown
	Required bool     // the daemon does not start without it

	min, max int64                   // of numbers, durations (in seconds) and sizes, where max is set
	check    func(text string) error // of the text, or of each element of a list
	in       func(*Config) any       // pointer to the field
	each     func(*Mailbox) any      // the same, for the section [[mailbox]]
}

// Name gives section.key.
func (s Setting) Name() string { return s.Section + "." + s.Key }

// Repeated says whether the section may stand several times: [[mailbox]].
func (s Setting) Repeated() bool { return s.each != nil }

// Env gives the variable that overrides the setting; of is the mailbox's name
// for a repeated setting, or "" for the only mailbox there is.
func (s Setting) Env(of string) string {
	return envPrefix + envWord(s.Section) + envInfix(of) + "_" + envWord(s.Key)
}

// Credential gives the name of the systemd credential that overrides the
// setting; of is as for Env.
func (s Setting) Credential(of string) string {
	return strings.ToLower(strings.TrimPrefix(s.Env(of), envPrefix))
}

// Type names the kind of value, as the docs say it.
func (s Setting) Type() string { return kindOf(s.blank()).word }

// blank gives a pointer to an empty value of the setting's type.
func (s Setting) blank() any {
	if s.each != nil {
		return s.each(&Mailbox{})
	}
	return s.in(&Config{})
}

const envPrefix = "PERMANENCE_"

func envInfix(of string) string {
	if of == "" {
		return ""
	}
	return "_" + envWord(of)
}

// envWord writes a name as a part of a variable: letters and digits, upper
// case, everything else an underscore.
func envWord(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToUpper(s))
}

func (s Setting) example(text string) Setting          { s.Example = text; return s }
func (s Setting) required(example string) Setting      { s.Required = true; return s.example(example) }
func (s Setting) secret() Setting                      { s.Secret = true; return s }
func (s Setting) oneOf(values ...string) Setting       { s.Values = values; return s }
func (s Setting) checked(f func(string) error) Setting { s.check = f; return s }
func (s Setting) between(min, max int64) Setting       { s.min, s.max = min, max; return s }
