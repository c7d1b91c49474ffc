package config

import "strings"

// OriginKind is which of the sources gave a value.
type OriginKind string

// The sources, the weakest first.
const (
	Default    OriginKind = "default"
	File       OriginKind = "file"
	Credential OriginKind = "credential"
	Env        OriginKind = "env"
	Flag       OriginKind = "flag"
)

// Origin says where a value came from.
type Origin struct {
	Kind   OriginKind
	Detail string // file:line, or the name of the credential, variable or flag
}

// String gives "file /etc/permanence/config.toml:12", or "default".
func (o Origin) String() string { return strings.TrimSpace(string(o.Kind) + " " + o.Detail) }

// Origins says where each value came from, by section.key or mailbox.NAME.key.
type Origins map[string]Origin

// Value is a setting as `config show` prints it.
type Value struct {
	Key    string // section.key or mailbox.NAME.key
	Value  string // as the settings file would say it; of a secret only whether it is set
	Secret bool
	Origin Origin
}

// Values lists every setting with its value and its origin, secrets hidden.
func Values(c *Config, origins Origins) []Value {
	var all []Value
	for _, t := range targetsOf(c) {
		v := Value{Key: t.name(), Value: literal(t.field), Secret: t.Secret, Origin: origins[t.name()]}
		if t.Secret {
			v.Value = hidden(items(t.field)[0])
		}
		all = append(all, v)
	}
	return all
}

func hidden(secret string) string {
	if secret == "" {
		return "(not set)"
	}
	return "(hidden)"
}
