package config

import (
	"fmt"
	"strings"
)

// Example is the file config.example.toml: every setting with its default and
// its sentence. What must be filled in stands there with an .example value;
// all else is commented out, so that the defaults can follow new versions.
func Example() string {
	var b strings.Builder
	b.WriteString(exampleIntro)
	for _, section := range Sections() {
		header := "[" + section.Name + "]"
		if section.Name == "mailbox" {
			header = "[[mailbox]]"
		}
		optional := ""
		if section.Name == "second_relay" {
			optional = "# "
		}
		fmt.Fprintf(&b, "\n# %s\n%s%s\n", section.Sentence, optional, header)
		for _, s := range Settings() {
			if s.Section == section.Name {
				b.WriteString(s.exampleLines())
			}
		}
	}
	return b.String()
}

const exampleIntro = `# Settings of Permanence. Written from the program's own table:
#     permanence config example > config.toml
# What begins with # is a default, or a sample where there is none; remove the
# # to change it. "permanence config check" says what is wrong and in which
# line; "permanence config show" says where each value comes from.
#
# Each setting can also come from a variable, from a file that a variable
# names, or from a systemd credential; these win over this file:
#     PERMANENCE_RELAY_PASSWORD=…
#     PERMANENCE_RELAY_PASSWORD_FILE=/run/secrets/relay
#     LoadCredential=relay_password:/etc/permanence/relay.secret
# A mailbox is named in between, unless it is the only one:
#     PERMANENCE_MAILBOX_SUPPORT_PASSWORD=…
# Secrets are better there than here.
`

func (s Setting) exampleLines() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n# %s\n", s.Sentence)
	if note := s.note(); note != "" {
		fmt.Fprintf(&b, "# %s\n", note)
	}
	if !s.Required {
		b.WriteString("# ")
	}
	fmt.Fprintf(&b, "%s = %s\n", s.Key, s.shown())
	return b.String()
}

// note says what the value alone does not.
func (s Setting) note() string {
	var notes []string
	if len(s.Values) > 0 {
		notes = append(notes, "One of "+quoteAll(s.Values)+".")
	}
	if s.Secret {
		notes = append(notes, "Better as "+s.Env(s.sampleOwner())+" or as the credential "+s.Credential(s.sampleOwner())+".")
	}
	switch {
	case s.Required || s.Example == "" || strings.Contains(s.Sentence, "(default:"):
	case s.Default == "":
		notes = append(notes, "Unset by default.")
	default:
		notes = append(notes, "Default: "+quoteTOML(s.Default)+".")
	}
	return strings.Join(notes, " ")
}

func (s Setting) sampleOwner() string {
	if s.Repeated() {
		return "support"
	}
	return ""
}

// shown is the value in the example file.
func (s Setting) shown() string {
	text := s.Default
	if s.Example != "" {
		text = s.Example
	}
	if _, ok := s.blank().(*[]Date); ok { // a range stays one
		items, _ := splitList(text)
		return "[" + strings.Join(texts(items, quoteTOML), ", ") + "]"
	}
	field := s.blank()
	if err := setText(field, text); err != nil {
		panic("config: sample of " + s.Name() + ": " + err.Error()) // the tests show every setting
	}
	return literal(field)
}

// Help lists every setting for --help, one a line.
func Help() string {
	var b strings.Builder
	for _, s := range Settings() {
		fmt.Fprintf(&b, "  %-28s %s%s\n", s.Name(), s.Sentence, s.defaultNote())
	}
	return b.String()
}

func (s Setting) defaultNote() string {
	switch {
	case s.Required:
		return " Required."
	case s.Default == "":
		return ""
	}
	return " Default: " + s.Default + "."
}
