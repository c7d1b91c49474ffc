package charset

import "strings"

// maxLabelBytes is the longest label that is looked at; real ones have 10.
const maxLabelBytes = 100

// canonical is the name this package has for the charset that a label means:
// a key of decoders, or the label itself in small letters where it means
// nothing here. It is empty where the label says that nothing is known.
func canonical(label string) string {
	if label == "utf-8" || label == "UTF-8" { // nearly all
		return "utf-8"
	}
	label = strings.ToLower(strings.TrimSpace(label[:min(len(label), maxLabelBytes)]))
	whole := squash(cutAny(label, ";,:"))
	if name, ok := nameOf(whole); ok {
		return name
	}
	if name, ok := nameOf(squash(cutAny(label, ";,: \t<>\""))); ok {
		return name
	}
	if name, ok := nameOf(withoutJunk(whole)); ok {
		return name
	}
	return label
}

// cutAny is s up to the first of some characters that is not at its beginning.
func cutAny(s, marks string) string {
	s = strings.TrimLeft(s, marks+"\"' ")
	if i := strings.IndexAny(s, marks); i >= 0 {
		return s[:i]
	}
	return s
}

// squash leaves letters and digits: the marks between them are what senders
// get wrong.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// withoutJunk takes off what wrote itself into labels: the name of the
// parameter once more, and the rest of a soft "=3D".
func withoutJunk(s string) string {
	for strings.HasPrefix(s, "charset") || strings.HasPrefix(s, "3d") {
		s = strings.TrimPrefix(strings.TrimPrefix(s, "charset"), "3d")
	}
	return s
}

// nameOf looks a squashed label up: as it stands, as a number of a code page,
// as a part of ISO 8859, and the same without the x- and cs of private names.
func nameOf(s string) (string, bool) {
	if name, ok := labels[s]; ok {
		return name, true
	}
	for _, family := range families {
		number, ok := strings.CutPrefix(s, family.prefix)
		if !ok {
			continue
		}
		if name, ok := family.numbers[number]; ok {
			return name, true
		}
	}
	for _, private := range []string{"x", "cs"} {
		if rest, ok := strings.CutPrefix(s, private); ok && len(rest) > 2 {
			return nameOf(rest)
		}
	}
	return "", false
}
