package picture

import (
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"permanence/templates"
)

func css(t *testing.T) string {
	t.Helper()
	b, err := fs.ReadFile(templates.Embedded(), "web/static/picture.css")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var themed = regexp.MustCompile(`--picture-([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);`)

// pages are the colours of the pages that pictures stand on: each first for
// light, then for dark.
var pages = regexp.MustCompile(`--(paper|surface): (#[0-9a-f]{6});`)

// colours are the custom properties of the style sheet in one theme, 0 for
// light and 1 for dark, and the paper and surface of the pages.
func colours(t *testing.T, theme int) map[string]string {
	t.Helper()
	b, err := fs.ReadFile(templates.Embedded(), "web/static/permanence.css")
	if err != nil {
		t.Fatal(err)
	}
	found := pages.FindAllStringSubmatch(string(b), 4)
	all := map[string]string{}
	for _, m := range found[2*theme : 2*theme+2] {
		all[m[1]] = m[2]
	}
	for _, m := range themed.FindAllStringSubmatch(css(t), -1) {
		all[m[1]] = m[2+theme]
	}
	return all
}

// luminance is that of WCAG 2.2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 {
		t.Fatalf("%q is no colour", colour)
	}
	linear := func(shift uint) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(16) + 0.7152*linear(8) + 0.0722*linear(0)
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTextAndMarksCanBeToldFromWhatTheyStandOn(t *testing.T) {
	const text, mark = 4.5, 3.0
	for _, c := range []struct {
		least    float64
		of       string
		standsOn string
	}{
		{text, "ink", "ground paper surface faint heat-1 heat-2 left second-ground"},
		{text, "muted", "ground paper surface faint"},
		{text, "over", "ground paper surface"},
		{text, "on-heat", "heat-3 heat-4 used"},
		{mark, "rule", "ground paper surface"}, // outlines, and what is left of a package
		{mark, "used", "ground paper surface left"},
		{mark, "over", "ground paper surface over-ground"},
		{mark, "second", "ground paper surface second-ground"},
		{mark, "ink", "ground paper surface"},
	} {
		for theme, name := range []string{"light", "dark"} {
			all := colours(t, theme)
			for ground := range strings.FieldsSeq(c.standsOn) {
				if got := contrast(t, all[c.of], all[ground]); got < c.least {
					t.Errorf("%s: %s on %s has %.2f to 1, needs %.1f", name, c.of, ground, got, c.least)
				}
			}
		}
	}
}

func TestEveryColourIsACustomPropertyWithTwoThemes(t *testing.T) {
	sheet := css(t)
	for line := range strings.SplitSeq(sheet, "\n") {
		if strings.Contains(line, "#") && !themed.MatchString(line) {
			t.Errorf("a colour outside the themes: %s", line)
		}
	}
	defined := colours(t, 0)
	for _, m := range regexp.MustCompile(`var\(--picture-([a-z0-9-]+)\)`).FindAllStringSubmatch(sheet, -1) {
		if defined[m[1]] == "" {
			t.Errorf("--picture-%s is used, and not defined", m[1])
		}
	}
}

// Every class of a mark is in the style sheet: a mark without would be black.
func TestEveryMarkHasItsClass(t *testing.T) {
	sheet := css(t)
	written(t, func(t *testing.T, _ sample, _, page string) {
		for _, e := range read(t, page) {
			for class := range strings.FieldsSeq(e.class()) {
				if strings.HasPrefix(class, "pic-") && !regexp.MustCompile(`\.`+class+`[ ,]`).MatchString(sheet) {
					t.Errorf("the style sheet has no .%s", class)
				}
			}
		}
	})
}
