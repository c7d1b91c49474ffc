package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// FileName is the settings file that is looked for in the data directory
// when no other is named: a demo's data answers every command by itself.
const FileName = "config.toml"

// DefaultFile is read when neither a file nor a data directory is named.
const DefaultFile = "/etc/permanence/config.toml"

// Sources is where values come from. All of it comes in as arguments, so
// that a test needs no environment.
type Sources struct {
	File        string            // --config; "" looks in Data, else DefaultFile
	Data        string            // --data; overrides store.dir
	Env         []string          // as of os.Environ
	Credentials string            // $CREDENTIALS_DIRECTORY, or ""
	Flags       map[string]string // by section.key or mailbox.NAME.key; "" counts as given
	Partial     bool              // a missing required setting is no problem: commands that work on the data alone
}

// FromProcess gives the sources of a command, from its flags and environment.
func FromProcess(file, data string) Sources {
	return Sources{File: file, Data: data, Env: os.Environ(), Credentials: os.Getenv("CREDENTIALS_DIRECTORY")}
}

// Load reads all sources. The error is a [Problems] with all that is wrong;
// the Config is then what could be read, and must not be run.
func Load(from Sources) (*Config, Origins, error) {
	l := &loader{from: from, config: &Config{}, origins: Origins{}, env: environment(from.Env), used: map[string]bool{}}
	if l.readFile(); len(l.problems) > 0 && l.file.values == nil {
		return l.config, l.origins, l.problems // nothing was read: what is missing says nothing
	}
	l.makeMailboxes()
	for _, t := range l.targets() {
		l.fill(t)
	}
	l.unknownOverrides()
	l.derive()
	l.crossCheck()
	if len(l.problems) > 0 {
		return l.config, l.origins, l.problems.sorted()
	}
	return l.config, l.origins, nil
}

// Check gives all that is wrong with the settings, in the file's order.
func Check(from Sources) []Problem {
	_, _, err := Load(from)
	problems, _ := errors.AsType[Problems](err)
	return problems
}

type loader struct {
	from     Sources
	file     file
	env      map[string]string
	config   *Config
	origins  Origins
	problems Problems
	used     map[string]bool // names of variables and flags that a setting has
}

func (l *loader) path() (path string, needed bool) {
	switch {
	case l.from.File != "":
		return l.from.File, true
	case l.from.Data != "":
		return filepath.Join(l.from.Data, FileName), false
	}
	return DefaultFile, false
}

func (l *loader) readFile() {
	path, needed := l.path()
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !needed {
		return
	}
	if err != nil {
		l.problems = append(l.problems, Problem{Says: fmt.Sprintf("the settings file cannot be read: %v; `permanence config example` prints one to start from", err)})
		return
	}
	parsed, problem := parseFile(path, text)
	if problem != nil {
		l.problems = append(l.problems, *problem)
		return
	}
	l.file = parsed
	l.problems = append(l.problems, parsed.unknown(Settings())...)
}

// makeMailboxes makes room for each [[mailbox]] of the file; without any, for
// the one that variables, credentials or flags describe.
func (l *loader) makeMailboxes() {
	boxes, _ := l.file.mailboxes()
	if len(boxes) == 0 && l.mailboxByOverride() {
		boxes = append(boxes, nil)
	}
	l.config.Mailboxes = make([]Mailbox, len(boxes))
	for i, values := range boxes {
		l.config.Mailboxes[i].Name = l.mailboxName(values, len(boxes) == 1)
	}
}

func (l *loader) mailboxByOverride() bool {
	for _, s := range mailboxSettings() {
		if _, _, ok := l.override(target{Setting: s, single: true}); ok {
			return true
		}
	}
	return false
}

// mailboxName finds the name before anything else is read, for the names of
// variables and credentials hang on it.
func (l *loader) mailboxName(values map[string]any, single bool) string {
	given := map[string]string{}
	for _, s := range mailboxSettings()[:2] { // name, address
		given[s.Key], _ = values[s.Key].(string)
		if text, _, ok := l.override(target{Setting: s, single: true}); ok && single {
			given[s.Key] = text
		}
	}
	if given["name"] != "" {
		return given["name"]
	}
	local, _, _ := strings.Cut(given["address"], "@")
	return nameFrom(local)
}

func nameFrom(local string) string {
	name := strings.Trim(strings.ToLower(strings.ReplaceAll(envWord(local), "_", "-")), "-")
	if checkMailboxName(name) != nil {
		return "mailbox"
	}
	return name
}

// target is a setting's place in the Config being filled.
type target struct {
	Setting
	field  any
	index  int    // of the mailbox
	of     string // its name
	single bool   // it is the only one
}

// name gives section.key, or mailbox.NAME.key.
func (t target) name() string {
	if t.Repeated() {
		return t.Section + "." + t.of + "." + t.Key
	}
	return t.Name()
}

func (l *loader) targets() []target {
	return targetsOf(l.config)
}

func targetsOf(c *Config) []target {
	var all []target
	for _, s := range Settings() {
		if !s.Repeated() {
			all = append(all, target{Setting: s, field: s.in(c)})
		}
	}
	for i := range c.Mailboxes {
		m := &c.Mailboxes[i]
		for _, s := range mailboxSettings() {
			all = append(all, target{s, s.each(m), i, m.Name, len(c.Mailboxes) == 1})
		}
	}
	return all
}

// fill gives a setting its value, and notes from where.
func (l *loader) fill(t target) {
	name := t.of // survives the default of mailbox.name
	if err := setText(t.field, t.Default); err != nil {
		panic("config: default of " + t.Name() + ": " + err.Error()) // the tests load every default
	}
	if t.Name() == "mailbox.name" {
		_ = setText(t.field, name)
	}
	l.origins[t.name()] = Origin{Kind: Default}
	l.fromFile(t)
	text, origin, ok := l.override(t)
	if !ok {
		return
	}
	l.origins[t.name()] = origin
	err := setText(t.field, text)
	if err == nil {
		err = t.judge(t.field)
	}
	if err != nil {
		l.problems = append(l.problems, Problem{Key: origin.Detail, Says: hide(t, err).Error()})
	}
}

func (l *loader) fromFile(t target) {
	values, _ := l.file.section(t.Section)
	if t.Repeated() {
		boxes, _ := l.file.mailboxes()
		values = nil
		if t.index < len(boxes) {
			values = boxes[t.index]
		}
	}
	value, ok := values[t.Key]
	if !ok {
		return
	}
	line := l.file.line(t.path(t.index))
	l.origins[t.name()] = Origin{File, fmt.Sprintf("%s:%d", l.file.name, line)}
	err := setTOML(t.field, value)
	if err == nil {
		err = t.judge(t.field)
	}
	if err != nil {
		l.problems = append(l.problems, Problem{l.file.name, line, t.name(), hide(t, err).Error()})
	}
}

// hide keeps a secret out of its own error.
func hide(t target, err error) error {
	if t.Secret {
		return errors.New(kindOf(t.field).wants())
	}
	return err
}
