package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// file is a settings file that was read: its values, and where each stands.
// The values are taken key by key rather than into a struct, so that one
// wrong value does not hide the next.
type file struct {
	name   string
	values map[string]any
	lines  map[string]int // by path: relay, relay.port, mailbox.0, mailbox.0.host
}

func parseFile(name string, text []byte) (file, *Problem) {
	f := file{name: name, values: map[string]any{}, lines: map[string]int{}}
	if err := toml.Unmarshal(text, &f.values); err != nil {
		return f, syntaxProblem(name, err)
	}
	f.lines = lineIndex(text)
	return f, nil
}

func syntaxProblem(name string, err error) *Problem {
	p := &Problem{File: name, Says: strings.TrimPrefix(err.Error(), "toml: ")}
	if at, ok := errors.AsType[*toml.DecodeError](err); ok {
		p.Line, _ = at.Position()
		p.Key = strings.Join(at.Key(), ".")
	}
	p.Says = "this is not TOML: " + p.Says
	if strings.Contains(p.Says, "incomplete") || strings.Contains(p.Says, "invalid character") || strings.Contains(p.Says, "expected") {
		p.Says += ` (a text stands in quotes: key = "text")`
	}
	return p
}

// lineIndex walks the syntax tree once more, for the decoder keeps no lines.
func lineIndex(text []byte) map[string]int {
	lines, counts := map[string]int{}, map[string]int{}
	var parser unstable.Parser
	parser.Reset(text)
	prefix := ""
	for parser.NextExpression() {
		node := parser.Expression()
		path, line := keyPath(&parser, node)
		switch node.Kind {
		case unstable.Table:
			prefix = path
			if path == "mailbox" { // [mailbox] for a single one
				prefix = "mailbox.0"
			}
			lines[prefix] = line
		case unstable.ArrayTable:
			prefix = fmt.Sprintf("%s.%d", path, counts[path])
			counts[path]++
			lines[prefix] = line
		case unstable.KeyValue:
			lines[strings.TrimPrefix(prefix+"."+path, ".")] = line
		}
	}
	return lines
}

func keyPath(parser *unstable.Parser, node *unstable.Node) (path string, line int) {
	var words []string
	for it := node.Key(); it.Next(); {
		key := it.Node()
		if line == 0 {
			line = parser.Shape(key.Raw).Start.Line
		}
		words = append(words, string(key.Data))
	}
	return strings.Join(words, "."), line
}

// line finds where a path stands, or its section.
func (f file) line(path string) int {
	for path != "" {
		if n, ok := f.lines[path]; ok {
			return n
		}
		cut := strings.LastIndexByte(path, '.')
		path = path[:max(cut, 0)]
	}
	return 0
}

// section gives a section's values; ok is false where it is no section.
func (f file) section(name string) (values map[string]any, ok bool) {
	v, there := f.values[name]
	if !there {
		return nil, true
	}
	values, ok = v.(map[string]any)
	return values, ok
}

// mailboxes gives the values of each [[mailbox]]; a single [mailbox] counts.
func (f file) mailboxes() (all []map[string]any, ok bool) {
	switch v := f.values["mailbox"].(type) {
	case nil:
		return nil, true
	case map[string]any:
		return []map[string]any{v}, true
	case []any:
		for _, e := range v {
			m, isTable := e.(map[string]any)
			if !isTable {
				return nil, false
			}
			all = append(all, m)
		}
		return all, true
	}
	return nil, false
}

// path is the place of a setting in the file; index counts the mailboxes.
func (s Setting) path(index int) string {
	if s.Repeated() {
		return s.Section + "." + strconv.Itoa(index) + "." + s.Key
	}
	return s.Name()
}

// unknown lists the keys and sections that no setting has.
func (f file) unknown(settings []Setting) Problems {
	keys := map[string][]string{}
	for _, s := range settings {
		keys[s.Section] = append(keys[s.Section], s.Key)
	}
	var found Problems
	for name, value := range f.values {
		if keys[name] == nil {
			found = append(found, f.unknownSection(name, value, keys))
		}
	}
	for name := range keys {
		if name == "mailbox" {
			continue
		}
		values, ok := f.section(name)
		if !ok {
			found = append(found, Problem{f.name, f.line(name), name, fmt.Sprintf("wants a section; write [%s] on a line of its own, and the settings below", name)})
		}
		found = append(found, f.unknownKeys(name, name, values, keys)...)
	}
	boxes, ok := f.mailboxes()
	if !ok {
		found = append(found, Problem{f.name, f.line("mailbox"), "mailbox", "wants a section; write [[mailbox]] on a line of its own for each mailbox"})
	}
	for i, values := range boxes {
		found = append(found, f.unknownKeys("mailbox", "mailbox."+strconv.Itoa(i), values, keys)...)
	}
	return found
}

func (f file) unknownSection(name string, value any, keys map[string][]string) Problem {
	names := make([]string, 0, len(keys))
	for _, s := range Sections() {
		names = append(names, s.Name)
	}
	p := Problem{File: f.name, Line: f.line(name), Key: name}
	switch value.(type) {
	case map[string]any, []any:
		p.Line, p.Says = cmp.Or(p.Line, f.line(name+".0"), f.firstIn(name)), "there is no such section"+maybe(name, names)
	default:
		p.Says = "this setting stands in no section" + elsewhere(name, keys)
	}
	return p
}

// firstIn finds the first line within a section that has no header of its own.
func (f file) firstIn(name string) int {
	first := 0
	for path, line := range f.lines {
		if strings.HasPrefix(path, name+".") && (first == 0 || line < first) {
			first = line
		}
	}
	return first
}

func (f file) unknownKeys(section, path string, values map[string]any, keys map[string][]string) Problems {
	var found Problems
	for key := range values {
		if slices.Contains(keys[section], key) {
			continue
		}
		says := "there is no such setting"
		if name, ok := nearest(key, keys[section]); ok {
			says += "; did you mean " + section + "." + name + "?"
		} else {
			says += elsewhere(key, keys)
		}
		found = append(found, Problem{f.name, f.line(path + "." + key), section + "." + key, says})
	}
	return found
}

// elsewhere looks for a setting of that name in any section.
func elsewhere(key string, keys map[string][]string) string {
	var names []string
	for _, s := range Sections() {
		if slices.Contains(keys[s.Name], key) {
			names = append(names, s.Name+"."+key)
		}
	}
	if len(names) == 0 {
		return "; `permanence config example` prints them all"
	}
	return "; did you mean " + strings.Join(names, " or ") + "?"
}
