package language

import (
	"maps"
	"slices"
)

// Vocabulary lists the words that tell a language, as they are looked up: with
// accents and without.
func Vocabulary() []string { return slices.Sorted(maps.Keys(known.words)) }
