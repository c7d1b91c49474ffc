package config

import (
	"fmt"
	"strings"
)

// Markdown is the page docs/configuration.md.
func Markdown() string {
	var b strings.Builder
	b.WriteString(markdownIntro)
	for _, section := range Sections() {
		name := "[" + section.Name + "]"
		if section.Name == "mailbox" {
			name = "[[mailbox]]"
		}
		fmt.Fprintf(&b, "\n## `%s`\n\n%s\n\n| setting | type | default | what it does |\n|---|---|---|---|\n", name, section.Sentence)
		for _, s := range Settings() {
			if s.Section == section.Name {
				b.WriteString(s.row())
			}
		}
	}
	return b.String()
}

const markdownIntro = "# Configuration\n" + `
This page is written from the program's table of settings; so are
` + "`config.example.toml`, `permanence config example` and the checks." + `

- ` + "`permanence config check`" + ` says what is wrong, with file, line, key and a suggestion; all at once.
- ` + "`permanence config show`" + ` says what each value is and where it comes from. Secrets are hidden.

## Where a value comes from

The first of these that gives one:

1. a flag of the command (` + "`--data`, `--listen`" + `),
2. the variable ` + "`PERMANENCE_SECTION_KEY`, or the file that `PERMANENCE_SECTION_KEY_FILE`" + ` names,
3. the systemd credential ` + "`section_key` (`LoadCredential=relay_password:/etc/permanence/relay.secret`)" + `,
4. the settings file: ` + "`--config FILE`, else `config.toml` in the data directory of `--data`," + `
   else ` + "`/etc/permanence/config.toml`" + `,
5. the default.

Several mailboxes are several sections ` + "`[[mailbox]]`" + `. Their variables and credentials carry the
mailbox's name: ` + "`PERMANENCE_MAILBOX_SUPPORT_PASSWORD`, `mailbox_support_password`" + `; for the only
mailbox the name may be left out: ` + "`PERMANENCE_MAILBOX_PASSWORD`" + `. Lists are written with commas
there (` + "`PERMANENCE_MAILBOX_FOLDERS=INBOX,Archive`" + `), or as in the file when an element holds one
(` + "`[\"a,b\", \"c\"]`" + `).

The daemon does not start without a mailbox, a relay and a sales address, nor with a setting that it does
not know. A duration is written with its unit (` + "`60s`, `9m`, `1h`, `14d`), a size too (`1 MiB`)" + `; a
number alone is bytes.
`

func (s Setting) row() string {
	standard := "–"
	switch {
	case s.Required:
		standard = "required, e.g. `" + s.Example + "`"
	case s.Secret:
		standard = "secret"
	case s.Default != "":
		standard = "`" + s.Default + "`"
	}
	kind := s.Type()
	if len(s.Values) > 0 {
		kind = "`" + strings.Join(s.Values, "`, `") + "`"
	}
	return fmt.Sprintf("| `%s` | %s | %s | %s |\n", s.Key, kind, standard, s.Sentence)
}
