package page

import (
	"slices"

	"golang.org/x/text/language"

	"permanence/templates"
)

// preferred is the language of ours that a browser asks for, fallback where it
// asks for none of them.
func preferred(header, fallback string) string {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err == nil {
		for _, tag := range tags {
			base, _ := tag.Base()
			if slices.Contains(templates.Languages(), base.String()) {
				return base.String()
			}
		}
	}
	if fallback == "" {
		return templates.Languages()[0]
	}
	return fallback
}

// Languages are those that people can choose.
func (s *Site) Languages() []string { return templates.Languages() }
