package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func environment(list []string) map[string]string {
	env := map[string]string{}
	for _, entry := range list {
		name, value, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(name, envPrefix) {
			env[name] = value
		}
	}
	return env
}

// owners gives the names under which a target is overridden: with the
// mailbox's name, and without it where there is only one.
func (t target) owners() []string {
	switch {
	case !t.Repeated():
		return []string{""}
	case t.single && t.of != "":
		return []string{t.of, ""}
	}
	return []string{t.of}
}

// override looks for a flag, then a variable, then a credential.
func (l *loader) override(t target) (text string, from Origin, ok bool) {
	for _, look := range []func(target, string) (string, Origin, bool){l.flag, l.variable, l.credential} {
		for _, of := range t.owners() {
			if text, from, ok = look(t, of); ok {
				return text, from, true
			}
		}
	}
	return "", Origin{}, false
}

func (l *loader) flag(t target, of string) (string, Origin, bool) {
	if t.Name() == "store.dir" && l.from.Data != "" {
		return l.from.Data, Origin{Flag, "--data"}, true
	}
	name := t.Name()
	if of != "" {
		name = t.Section + "." + of + "." + t.Key
	}
	l.used[name] = true
	text, ok := l.from.Flags[name]
	return text, Origin{Flag, name}, ok
}

func (l *loader) variable(t target, of string) (string, Origin, bool) {
	name := t.Env(of)
	first := !l.used[name]
	l.used[name], l.used[name+"_FILE"] = true, true
	text, direct := l.env[name]
	path, byFile := l.env[name+"_FILE"]
	if direct && byFile && first {
		l.problems = append(l.problems, Problem{Key: name, Says: "is given twice, also as " + name + "_FILE; keep one"})
	}
	if direct || !byFile {
		return text, Origin{Env, name}, direct
	}
	content, err := os.ReadFile(path)
	if err != nil && first {
		l.problems = append(l.problems, Problem{Key: name + "_FILE", Says: fmt.Sprintf("cannot be read: %v", err)})
	}
	return chomp(content), Origin{Env, name + "_FILE"}, err == nil
}

func (l *loader) credential(t target, of string) (string, Origin, bool) {
	if l.from.Credentials == "" {
		return "", Origin{}, false
	}
	name := t.Credential(of)
	content, err := os.ReadFile(filepath.Join(l.from.Credentials, name))
	return chomp(content), Origin{Credential, name}, err == nil
}

// chomp takes the line end away that editors and echo put behind a secret.
func chomp(content []byte) string {
	return strings.TrimRight(string(content), "\r\n")
}

// unknownOverrides refuses flags that no setting has, and variables that look
// like a slip of the pen. Others that begin with our prefix are left alone:
// Kubernetes makes some for a service of our name.
func (l *loader) unknownOverrides() {
	var names, flags []string
	for name := range l.used {
		if strings.HasPrefix(name, envPrefix) {
			names = append(names, name)
		} else {
			flags = append(flags, name)
		}
	}
	for name := range l.env {
		if l.used[name] || name == envPrefix+"CONFIG" || name == envPrefix+"DATA" {
			continue
		}
		if meant, ok := nearest(name, names); ok && distance(name, meant) <= 2 {
			l.problems = append(l.problems, Problem{Key: name, Says: "there is no such variable; did you mean " + meant + "?"})
		}
	}
	for name := range l.from.Flags {
		if !l.used[name] {
			l.problems = append(l.problems, Problem{Key: name, Says: "there is no such setting" + maybe(name, flags)})
		}
	}
}
