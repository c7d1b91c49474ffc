// Package language tells which language a text is written in.
package language

import "strings"

// Of gives the language of a text by its ISO 639-1 code, or nothing when the
// text does not tell.
func Of(text string) string {
	if len(text) > textCap {
		text = strings.ToValidUTF8(text[:textCap], "")
	}
	var r reader
	for len(text) > 0 && !r.clear() {
		line, rest, _ := strings.Cut(text, "\n")
		if strings.TrimLeft(line, " \t\r") == "" {
			r.paragraph()
		} else {
			r.line(line)
		}
		text = rest
	}
	return r.verdict()
}

// textCap is how much of a text is looked at, in bytes.
const textCap = 4000

// What must be so before a language is named.
const (
	shortText    = 4                  // up to so many words
	needed       = wordPoints         // one good word is enough,
	neededLong   = wordPoints * 3 / 2 // and more of them in a longer text
	leadPoints   = wordPoints / 2     // the lead over the next, in points
	leadPart     = 8                  // and as a part of the points
	openedPart   = 12                 // the first paragraph decides if its language has this part of the points
	openedWords  = 4                  // and it has so many words;
	greetedPart  = 4                  // else a greeting does
	japanesePart = 5                  // Chinese characters beside this part of Japanese ones are Japanese
	clearWords   = 40                 // after so many words a text may be clear
	clearPoints  = clearWords * wordPoints / 2
)

// verdict is the language with the most points, if it leads. What a writer
// begins in, else greets in, is his own where others are pasted.
func (r *reader) verdict() string {
	r.joinJapanese()
	best, _ := r.leaders()
	switch {
	case r.has(r.opened, openedPart, best):
		return known.codes[r.opened.first()]
	case r.has(r.greeted, greetedPart, best):
		return known.codes[r.greeted.first()]
	}
	return r.leader()
}

// has tells whether a set is one language that has its part of the points.
func (r *reader) has(one set, part int32, best int) bool {
	return one.single() && r.points[one.first()]*part >= r.points[best]
}

// paragraph ends one: the first that says enough is what the writer began with.
func (r *reader) paragraph() {
	if r.opened != 0 || r.words < openedWords {
		return
	}
	r.opened = everything
	if code := r.leader(); code != "" {
		r.opened = known.bit(code)
	}
}

// everything is more than one language: a beginning that told none.
const everything = ^set(0)

// leader is the language with the most points, if its lead is sure.
func (r *reader) leader() string {
	best, second := r.leaders()
	least := int32(needed)
	if r.words > shortText {
		least = neededLong
	}
	lead := r.points[best] - r.points[second]
	if r.points[best] < least || lead < leadPoints || lead*leadPart < r.points[best] {
		return ""
	}
	return known.codes[best]
}

// joinJapanese gives Japanese the Chinese characters that stand among its own.
func (r *reader) joinJapanese() {
	ja, zh := &r.points[known.japanese], &r.points[known.chinese]
	if *ja > 0 && *ja*japanesePart >= *zh {
		*ja, *zh = *ja+*zh, 0
	}
}

func (r *reader) leaders() (best, second int) {
	second = 1
	if r.points[1] > r.points[0] {
		best, second = 1, 0
	}
	for i := 2; i < len(known.codes); i++ {
		switch {
		case r.points[i] > r.points[best]:
			best, second = i, best
		case r.points[i] > r.points[second]:
			second = i
		}
	}
	return best, second
}

// clear tells that reading on would change nothing.
func (r *reader) clear() bool {
	if r.words < clearWords {
		return false
	}
	r.joinJapanese()
	best, second := r.leaders()
	return r.points[best] >= clearPoints && r.points[best] > 3*r.points[second]
}
