package attack

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed cases/*.txt
var files embed.FS

// Corpus gives all cases, in the order of their ids.
func Corpus() (all []Case, err error) {
	entries, err := files.ReadDir("cases")
	if err != nil {
		return nil, err
	}
	for _, e := range entries { // ReadDir sorts by name, which is the id
		text, err := files.ReadFile(path.Join("cases", e.Name()))
		if err != nil {
			return nil, err
		}
		c, err := readCase(string(text))
		if err == nil && c.ID+".txt" != e.Name() {
			err = fmt.Errorf("it calls itself %s", c.ID)
		}
		if err != nil {
			return nil, fmt.Errorf("the case %s: %w", e.Name(), err)
		}
		all = append(all, c)
	}
	return all, nil
}

// named gives the cases whose id begins with a prefix.
func named(cases []Case, prefix string) (some []Case) {
	for _, c := range cases {
		if strings.HasPrefix(c.ID, prefix) {
			some = append(some, c)
		}
	}
	return some
}
