package templates

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// keysIn lists the keys of one catalogue as it stands.
func keysIn(t *testing.T, name string) map[string]bool {
	t.Helper()
	b, err := fs.ReadFile(embedded, name)
	if err != nil {
		t.Fatal(err)
	}
	var read map[string]any
	if err := toml.Unmarshal(b, &read); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	keys := map[string]bool{}
	var walk func(at string, v any)
	walk = func(at string, v any) {
		if below, ok := v.(map[string]any); ok {
			for key, value := range below {
				walk(at+"."+key, value)
			}
			return
		}
		keys[strings.TrimPrefix(at, ".")] = true
	}
	walk("", read)
	return keys
}

func TestAKeyStandsInOneCatalogue(t *testing.T) {
	from := map[string]string{}
	for _, name := range catalogues("fr") {
		for key := range keysIn(t, name) {
			if other := from[key]; other != "" {
				t.Errorf("%s stands in %s and in %s", key, other, name)
			}
			from[key] = name
		}
	}
}

func TestASentenceForSeveralThingsHasBlanks(t *testing.T) {
	french, english := load1(t).Language("fr"), load1(t).Language("en")
	for _, c := range []struct {
		l    *Language
		n    int
		want string
	}{
		{french, 1, "1 première réponse, après 5 min de temps ouvré."},
		{french, 2, "2 premières réponses\u00a0; la moitié après 5 min de temps ouvré ou moins."},
		{english, 0, "0 first answers; half of them within 5 min of working time."},
	} {
		if got, err := c.l.Plural("picture.answered", c.n, "5 min"); got != c.want || err != nil {
			t.Errorf("%d: %q, %v; want %q", c.n, got, err, c.want)
		}
	}
}
