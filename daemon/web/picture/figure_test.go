package picture

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"permanence/templates"
)

// element is one element of a figure, with the text directly in it.
type element struct {
	name  string
	attrs map[string]string
	text  string
	svg   *element // the drawing it is in, nil outside
}

func (e *element) class() string { return e.attrs["class"] }

func (e *element) number(t fataler, name string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(e.attrs[name], 64)
	if err != nil {
		t.Fatalf("<%s class=%q %s=%q>: %v", e.name, e.class(), name, e.attrs[name], err)
	}
	return v
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// read takes a figure apart; it must be well-formed XML.
func read(t fataler, page string) []*element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict = true
	var all, open []*element
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, page)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			for _, o := range open {
				if o.name == "svg" {
					e.svg = o
				}
			}
			all, open = append(all, e), append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(token)
			}
		}
	}
}

// written is every sample in every language.
func written(t *testing.T, check func(t *testing.T, s sample, id, page string)) {
	for _, lang := range templates.Languages() {
		for _, s := range samples() {
			t.Run(s.name+" "+lang, func(t *testing.T) {
				page, err := s.picture.HTML(s.id(lang), language(t, lang))
				if err != nil {
					t.Fatal(err)
				}
				check(t, s, s.id(lang), string(page))
			})
		}
	}
}

func TestAFigureHasItsWordsAndNoStyleOfItsOwn(t *testing.T) {
	written(t, func(t *testing.T, s sample, id, page string) {
		if strings.ContainsAny(page, "{}") || strings.Contains(page, "%!") {
			t.Error("a blank of a sentence is not filled in")
		}
		ids, captions, headed := map[string]bool{}, 0, 0
		for _, e := range read(t, page) {
			if name := e.attrs["id"]; name != "" {
				if ids[name] || !strings.HasPrefix(name, id) {
					t.Errorf("the id %s stands twice, or is not the picture's own", name)
				}
				ids[name] = true
			}
			for name := range e.attrs {
				if name == "style" || strings.HasPrefix(name, "on") {
					t.Errorf("<%s> has %s", e.name, name)
				}
			}
			switch e.name {
			case "script", "style", "image", "foreignObject", "a":
				t.Errorf("a figure has <%s>", e.name)
			case "figcaption":
				captions++
			case "th":
				headed++
				if e.attrs["scope"] == "" {
					t.Errorf("the head %q has no scope", e.text)
				}
			}
		}
		for _, e := range read(t, page) {
			for _, ref := range strings.Fields(e.attrs["aria-labelledby"]) {
				if !ids[ref] {
					t.Errorf("nothing has the id %s", ref)
				}
			}
			if fill := e.attrs["fill"]; fill != "" && !ids[strings.TrimSuffix(strings.TrimPrefix(fill, "url(#"), ")")] {
				t.Errorf("nothing has the fill %s", fill)
			}
			if e.name == "svg" && (e.attrs["role"] != "img" || e.attrs["aria-labelledby"] == "") {
				t.Errorf("a drawing has no name: %v", e.attrs)
			}
		}
		strip := strings.HasPrefix(s.name, "gauge-header")
		if captions != 1 || (headed == 0) != strip {
			t.Errorf("%d captions, %d heads of a table", captions, headed)
		}
	})
}

// What is written in a drawing stands in its table too; the scales of axes and
// what explains them (pic-tick) are no figures.
func TestEveryLabelStandsInTheTable(t *testing.T) {
	cells := regexp.MustCompile(`(?s)<tr>.*?</tr>`)
	tags := regexp.MustCompile(`<[^>]*>`)
	written(t, func(t *testing.T, s sample, _, page string) {
		var rows []string
		for _, row := range cells.FindAllString(page, -1) {
			rows = append(rows, strings.ToLower(unescaped(tags.ReplaceAllString(row, " "))))
		}
		labels := 0
		for _, e := range read(t, page) {
			if e.name != "text" || e.class() == "pic-tick" {
				continue
			}
			labels++
			if !slices.ContainsFunc(rows, func(row string) bool { return says(row, e.text) }) {
				t.Errorf("%q stands in the drawing only; the table is\n%s", e.text, strings.Join(rows, "\n"))
			}
		}
		if labels == 0 && !strings.HasPrefix(s.name, "gauge-header") {
			t.Error("a drawing without a label")
		}
	})
}

// says is whether a row of a table has every word of a label, of which some
// are cut short.
func says(row, label string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(label)) {
		if !strings.Contains(row, strings.TrimRight(word, "….")) {
			return false
		}
	}
	return true
}

func unescaped(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#39;", "'", "&#34;", `"`, "&amp;", "&").Replace(s)
}

func TestTextIsNeverSmallerThanElevenPixels(t *testing.T) {
	// the width from which the style sheet shows each form; what a panel of a page of 320 pixels leaves
	least := map[string]float64{"wide": 560, "narrow": 320 - 2*12 - 2*21}
	for _, f := range []form{wide, narrow} {
		if size := f.font * least[f.name] / f.width; size < 11 {
			t.Errorf("%s: text of %.1f pixels", f.name, size)
		}
	}
	if !strings.Contains(css(t), "@container (min-width: 560px)") {
		t.Error("the style sheet changes from narrow to wide elsewhere")
	}
}

func TestWhatIsEmptyIsASentence(t *testing.T) {
	for name, p := range map[string]drawn{
		"gauge": Gauge{}, "gauge below zero": Gauge{AvailableQuarters: -4, UsedQuarters: -2}, "blocks": Blocks{}, "burndown": Burndown{},
		"months": Months{}, "where": Where{}, "where nothing": Where{Parts: []Part{{"a", 0}, {"b", -4}}}, "ages": Ages{},
		"ages of zero": Ages{Rows: []AgeRow{{State: "a"}}}, "answers": FirstAnswers{}, "rotation": Rotation{},
		"rotation of nobody": Rotation{Days: []RotationDay{{Day: day(5, 4)}}}, "load": Load{}, "load of nothing": Load{Agents: []AgentLoad{{Name: "a"}}}, "radar": Radar{},
	} {
		for _, lang := range templates.Languages() {
			page, err := p.HTML("p", language(t, lang))
			if err != nil {
				t.Fatal(err)
			}
			all := read(t, string(page))
			if len(all) != 1 || all[0].class() != "picture-none" || !strings.HasSuffix(all[0].text, ".") {
				t.Errorf("%s in %s: %s", name, lang, page)
			}
		}
	}
}

func TestControlCharactersLeaveADrawingReadable(t *testing.T) {
	c := &canvas{form: wide}
	c.text("pic-text", atStart, 0, 10, "a\x00b\x1fc\ufffe<")
	if got := read(t, "<svg>"+c.b.String()+"</svg>")[1].text; got != "a b c <" {
		t.Errorf("%q", got)
	}
}

func TestNamesOfPeopleAreNoMarkup(t *testing.T) {
	evil := `<script>"&'`
	for _, p := range []drawn{
		Where{Parts: []Part{{evil, 4}}}, Load{Agents: []AgentLoad{{evil, 4, 1, 2}}}, Ages{Rows: []AgeRow{{evil, [5]int{1}}}},
		Radar{Contracts: []RadarContract{{Client: evil, Days: 20, UsedPercent: 20}}}, Blocks{Entries: []BlockEntry{{Day: day(5, 4), Agent: evil, Minutes: 4, Quarters: 1}}},
		Rotation{Today: day(5, 5), Days: []RotationDay{{day(5, 4), evil, evil, ""}, {day(5, 5), "", "", evil}}},
	} {
		page, err := p.HTML("p", language(t, "fr"))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range read(t, string(page)) {
			if e.name == "script" {
				t.Errorf("%s", page)
			}
		}
	}
}
