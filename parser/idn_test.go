package parser

import "testing"

func TestDomainsOfOtherScriptsAreShownBothWays(t *testing.T) {
	for address, want := range map[string]string{
		"a@b.example":              "a@b.example",
		"A@B.Example":              "A@B.Example",
		"a@xn--caf-dma.example":    "a@xn--caf-dma.example (café.example)",
		"a@café.example":           "a@café.example (xn--caf-dma.example)",
		"a@xn--80ak6aa92e.example": "a@xn--80ak6aa92e.example (аррӏе.example)",
		"a@xn--a.example":          "a@xn--a.example",
		"a@[192.0.2.1]":            "a@[192.0.2.1]",
		"postmaster":               "postmaster",
		"":                         "",
	} {
		equal(t, address, Address{Address: address}.Shown(), want)
	}
}
