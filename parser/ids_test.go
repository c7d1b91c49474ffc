package parser

import (
	"fmt"
	"strings"
	"testing"
)

func TestMessageIDsAreReadWhateverStandsAround(t *testing.T) {
	tests := map[string]string{ // joined by a blank
		"<a@b.example>":                                   "a@b.example",
		"<a@b.example> <c@d.example>":                     "a@b.example c@d.example",
		"<a@b.example>,<c@d.example>":                     "a@b.example c@d.example",
		"<a@b.example><c@d.example>":                      "a@b.example c@d.example",
		"<a@b.example> <a@b.example>":                     "a@b.example",
		"<<a@b.example>>":                                 "a@b.example",
		"<a@b.ex ample>":                                  "a@b.example",
		"< a@b.example >":                                 "a@b.example",
		"<a@b.example":                                    "a@b.example",
		"<a@b.example <c@d.example>":                      "a@b.example c@d.example",
		"<a@b.example c@d.example>":                       "a@b.example c@d.example",
		"a@b.example":                                     "a@b.example",
		"a@b.example, c@d.example":                        "a@b.example c@d.example",
		"a@b.example>":                                    "a@b.example",
		"<a@b.example> (Anne Morel's message)":            "a@b.example",
		"(see <x@y.example>) <a@b.example>":               "a@b.example",
		`Your message of "Mon, 5 Oct 2026" <a@b.example>`: "a@b.example",
		"Message from Anne of Mon, 5 Oct. <a@b.example>":  "a@b.example",
		"=?utf-8?q?=3Ca=40b=2Eexample=3E?=":               "a@b.example",
		"=?utf-8?q?=3Ca=40b=2E?= =?utf-8?q?example=3E?=":  "a@b.example",
		"<1042>":         "1042",
		"Anne's message": "",
		"<>":             "",
		"":               "",
		"<" + strings.Repeat("a", maxIDBytes) + "@b>":       "",
		"<\"a b\"@b.example>":                               "\"ab\"@b.example",
		"<a@b.example> trailing words <c@d.example> (x) (y": "a@b.example c@d.example",
	}
	for value, want := range tests {
		equal(t, value, strings.Join(parseIDs(value), " "), want)
	}
}

func TestTheBeginningAndTheEndOfALongThreadAreKept(t *testing.T) {
	var value strings.Builder
	for i := range 300 {
		fmt.Fprintf(&value, "<%d@b.example> ", i)
	}
	ids := parseIDs(value.String())
	equal(t, "count", len(ids), maxIDs)
	equal(t, "first", ids[0], "0@b.example")
	equal(t, "last", ids[maxIDs-1], "299@b.example")
}
