package attack

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestACaseIsReadAsItIsWritten(t *testing.T) {
	got, err := readCase(`X07 A title of some words
What it is
about.
house: m365

=== the first way
--- mail
From: a@b.example

=four
-- no step
--- want quarantine from-multiple or append TA
--- may x eve
--- may x

=== the second way
house: plain
--- mail to sales as-is after 3h
One
--- want auto TA
--- hides a secret of two words
--- mail
Two
--- want new
--- changes people T2
--- notes ar-not-stripped
--- shows a word
--- reads two words
--- omits <script>
--- page-omits <img
--- file un fichier.png
--- defects nul partial
--- then 5m pending auth-pending
`)
	want := Case{ID: "X07", Title: "A title of some words", About: "What it is\nabout.", House: "m365", Variants: []Variant{
		{Name: "the first way", Mails: []Mail{{Text: "From: a@b.example\n\n=four\n-- no step\n",
			Want: []Want{{Disposition: "quarantine", Reason: "from-multiple"}, {Disposition: "append", Ticket: "TA"}}, May: []string{"x", "eve", "x"}}}},
		{Name: "the second way", House: "plain", Mails: []Mail{
			{To: "sales", AsIs: true, After: 3 * time.Hour, Text: "One\n", Want: []Want{{Disposition: "auto", Ticket: "TA"}}, Hides: []string{"a secret of two words"}},
			{Text: "Two\n", Want: []Want{{Disposition: "new"}}, Changes: []string{"people", "T2"}, Notes: []string{"ar-not-stripped"},
				Shows: []string{"a word"}, Reads: []string{"two words"}, Omits: []string{"<script>"}, NoPage: []string{"<img"}, Files: []string{"un fichier.png"}, Defects: []string{"nul", "partial"},
				Then: []Later{{After: 5 * time.Minute, Want: []Want{{Disposition: "pending", Reason: "auth-pending"}}}}}}},
	}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestAMistakeInACaseIsTold(t *testing.T) {
	const head = "X01 A title\n=== one\n"
	for text, told := range map[string]string{
		"X01\n":                              "id and a title",
		"X01 A title\n":                      "no variant",
		"X01 A title\n--- want new\n":        "before the first variant",
		head:                                 "has no mail",
		head + "--- mail\nx\n":               "does not say what must come",
		head + "--- want new\n":              "before the first mail",
		head + "From: x\n":                   "outside of any mail",
		head + "--- mail\nx\n--- wish new\n": "no step",
		head + "--- mail twice\nx\n--- want new\n":         "no option",
		head + "--- mail after noon\nx\n--- want new\n":    "duration",
		head + "--- mail\nx\n--- want lost\n":              "no disposition",
		head + "--- mail\nx\n--- want quarantine\n":        "has a reason",
		head + "--- mail\nx\n--- want new unauth\n":        "has a reason",
		head + "--- mail\nx\n--- want append\n":            "names its ticket",
		head + "--- mail\nx\n--- want quarantine a b\n":    "a word too many",
		head + "--- mail\nx\n--- may\n":                    "says nothing",
		head + "--- mail\nx\n--- want new\n" + "=== one\n": "that of another one",
	} {
		if _, err := readCase(text); err == nil || !strings.Contains(err.Error(), told) {
			t.Errorf("%q: %v, want %q", text, err, told)
		}
	}
}

func TestTheCorpusIsReadableAndItsTemplatesAreRight(t *testing.T) {
	cases, err := Corpus()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if c.About == "" {
			t.Errorf("%s does not say what it is about", c.ID)
		}
		for _, v := range c.Variants {
			if _, ok := houses[(try{c: c, v: v}).house()]; !ok {
				t.Errorf("%s, %s: there is no house %q", c.ID, v.Name, v.House)
			}
			for _, m := range v.Mails {
				for _, who := range m.May {
					if cast[who] == "" && !strings.Contains(who, "@") {
						t.Errorf("%s, %s: nobody is called %s", c.ID, v.Name, who)
					}
				}
			}
		}
	}
}

func TestThePageListsEveryCase(t *testing.T) {
	page, err := os.ReadFile("../../../docs/attacks.md")
	if err != nil {
		t.Fatal(err)
	}
	cases, err := Corpus()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if line := fmt.Sprintf("\n| %s | %s |\n", c.ID, c.Title); !strings.Contains(string(page), line) {
			t.Errorf("docs/attacks.md lacks the line %q", strings.TrimSpace(line))
		}
	}
}
