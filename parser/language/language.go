// Package language tells which language a text is written in.
package language

import (
	"math/bits"
	"strings"
)

// Of gives the language of a text by its ISO 639-1 code, or nothing when the
// text does not tell.
func Of(text string) string {
	if len(text) > textCap {
		text = strings.ToValidUTF8(text[:textCap], "")
	}
	var r reader
	for len(text) > 0 && !r.clear() {
		line, rest, _ := strings.Cut(text, "\n")
		r.line(line)
		text = rest
	}
	return r.verdict()
}

const (
	textCap = 4000 // bytes that are looked at
	// needed are the points below which a text tells nothing: one good word in
	// a short text, more in a longer one.
	needed       = wordPoints
	neededLong   = wordPoints * 3 / 2
	shortText    = 4
	leadPoints   = wordPoints / 2
	leadPart     = 8  // the lead must be this part of the points
	greetedPart  = 4  // a greeting decides if its language has this part of them
	clearWords   = 40 // after so many words a text may be clear
	clearPoints  = clearWords * wordPoints / 2
	japanesePart = 5
)

// verdict is the language with the most points, if it leads. A greeting in one
// language alone tells the writer's where others are pasted.
func (r *reader) verdict() string {
	r.joinJapanese()
	best, second := r.leaders()
	if bits.OnesCount64(uint64(r.greeted)) == 1 {
		if g := bits.TrailingZeros64(uint64(r.greeted)); r.points[g]*greetedPart >= r.points[best] {
			return known.codes[g]
		}
	}
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
