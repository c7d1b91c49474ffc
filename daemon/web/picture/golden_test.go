package picture

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"permanence/templates"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	sheet  = flag.String("sheet", "", "write all samples as one page to this file, to look at")
)

// standalone makes a drawing a file that a browser shows with its colours.
const standalone = `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/css" href="../../../../templates/web/static/picture.css"?>
`

var drawings = regexp.MustCompile(`(?s)<svg class="pic-(\w+)".*?</svg>`)

// The golden files are for people: each drawing of each sample as an SVG that
// opens in a browser, and its words in both languages.
func TestThePicturesLookAsReviewed(t *testing.T) {
	for _, s := range samples() {
		words := ""
		for _, lang := range templates.Languages() {
			got, err := s.picture.HTML(s.id(lang), language(t, lang))
			if err != nil {
				t.Fatal(err)
			}
			if lang == "fr" {
				for _, d := range drawings.FindAllStringSubmatch(string(got), -1) {
					golden(t, s.name+"-"+d[1]+".svg", standalone+strings.ReplaceAll(d[0], "><", ">\n<")+"\n")
				}
			}
			words += drawings.ReplaceAllString(string(got), "<!-- $1 -->") + "\n"
		}
		golden(t, s.name+".html", words)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); where it is right, run go test with -update:\n%s", name, diff)
	}
}

// TestSheet writes what -sheet asks for.
func TestSheet(t *testing.T) {
	if *sheet == "" {
		t.Skip("only with -sheet")
	}
	page := `<!DOCTYPE html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>` + css(t) +
		`:root{color-scheme:light dark}body{margin:12px;font:16px/1.5 system-ui,sans-serif;background:var(--picture-ground)}</style>`
	for _, s := range samples() {
		got, err := s.picture.HTML(s.id("fr"), language(t, "fr"))
		if err != nil {
			t.Fatal(err)
		}
		page += string(got)
	}
	if err := os.WriteFile(*sheet, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
}
