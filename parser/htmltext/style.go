package htmltext

import "bytes"

// style is what a style attribute says, as far as it changes the text.
type style struct {
	hides           bool // display, visibility or opacity
	flat, clipped   bool // no height or width; what sticks out is cut off
	absolute, aside bool // placed; left of the page
	tiny, sized     bool // font size none, or some
	pre, flowing    bool // white space counts, or not
	borderNone      bool
	borderLeft      bool
	borderWord      bool // the line above the history of Outlook
	tight, loose    bool // no margin above and below; the usual one
	plainList       bool // a list without bullets
	symbols, words  bool // a symbol font, or another
	wordBullet      bool // the number or bullet of a list of Word
	wordLevel       int  // level of a paragraph in a list of Word
}

// maxProperty is longer than the name of every property read here.
const maxProperty = 20

func readStyle(s []byte) (st style) {
	for len(s) > 0 {
		var declaration []byte
		declaration, s, _ = bytes.Cut(s, []byte(";"))
		property, value, ok := bytes.Cut(declaration, []byte(":"))
		property = bytes.TrimSpace(property)
		if !ok || len(property) > maxProperty {
			continue
		}
		var lower [maxProperty]byte
		for i, c := range property {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			lower[i] = c
		}
		st.read(lower[:len(property)], bytes.TrimSpace(value))
	}
	return st
}

func (st *style) read(property, value []byte) {
	switch string(property) {
	case "display":
		st.hides = st.hides || hasPrefixFold(value, "none")
	case "visibility":
		st.hides = st.hides || hasPrefixFold(value, "hidden")
	case "opacity":
		st.hides = st.hides || isZero(value)
	case "max-height", "height", "max-width", "width":
		st.flat = st.flat || isZero(value)
	case "overflow":
		st.clipped = hasPrefixFold(value, "hidden")
	case "position":
		st.absolute = hasPrefixFold(value, "absolute") || hasPrefixFold(value, "fixed")
	case "left", "top":
		st.aside = st.aside || isFarNegative(value)
	case "text-indent":
		st.hides = st.hides || isFarNegative(value)
	case "font-size":
		st.tiny = isZero(value)
		st.sized = !st.tiny
	case "white-space":
		st.pre = hasPrefixFold(value, "pre") || hasPrefixFold(value, "break-spaces")
		st.flowing = !st.pre
	case "list-style", "list-style-type":
		st.plainList = containsFold(value, "none")
	case "font-family":
		st.symbols = containsFold(value, "wingdings")
		st.words = !st.symbols
	default:
		st.readBox(property, value)
	}
}

func (st *style) readBox(property, value []byte) {
	switch string(property) {
	case "border":
		st.borderNone = hasPrefixFold(value, "none") || isZero(value)
	case "border-left", "border-left-style":
		st.borderLeft = containsFold(value, "solid") && !isZero(value)
	case "border-left-width":
		st.borderLeft = st.borderLeft && !isZero(value)
	case "border-top":
		st.borderWord = st.borderNone && hasPrefixFold(value, "solid") && (containsFold(value, "#e1e1e1") || containsFold(value, "#b5c4df"))
	case "margin":
		st.tight = isZeroBox(value)
	case "margin-top", "margin-bottom":
		st.tight = isZeroBox(value)
	case "mso-margin-top-alt":
		st.loose = true
	case "mso-list":
		st.readWordList(value)
	}
}

// readWordList reads "Ignore" or "l0 level2 lfo1".
func (st *style) readWordList(value []byte) {
	if hasPrefixFold(value, "ignore") {
		st.wordBullet = true
		return
	}
	if i := bytes.Index(value, []byte("level")); i >= 0 && i+5 < len(value) {
		st.wordLevel = max(0, int(value[i+5])-'0')
	}
}

// concealed tells what a reader does not see. Sizes hide only where what sticks
// out is cut off.
func (st *style) concealed() bool {
	return st.hides || st.flat && st.clipped || st.absolute && st.aside
}

// isZero tells a length of nothing: "0", "0px", "0.0pt !important".
func isZero(value []byte) bool {
	if len(value) == 0 || value[0] != '0' && value[0] != '.' {
		return false
	}
	i := 0
	for i < len(value) && (value[i] == '0' || value[i] == '.') {
		i++
	}
	return i == len(value) || value[i] < '1' || value[i] > '9'
}

// isZeroBox tells margins of nothing above and below. Word writes .0001pt.
func isZeroBox(value []byte) bool {
	fields := bytes.Fields(value)
	if len(fields) == 0 {
		return false
	}
	bottom := fields[0]
	if len(fields) > 2 {
		bottom = fields[2]
	}
	return isNothing(fields[0]) && isNothing(bottom)
}

func isNothing(value []byte) bool { return isZero(value) || bytes.HasPrefix(value, []byte(".0")) }

// isFarNegative tells a distance of three digits or more to the other side.
func isFarNegative(value []byte) bool {
	return len(value) > 3 && value[0] == '-' && isDigit(value[1]) && isDigit(value[2]) && isDigit(value[3])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func hasPrefixFold(s []byte, prefix string) bool {
	return len(s) >= len(prefix) && equalFold(s[:len(prefix)], prefix)
}

func containsFold(s []byte, word string) bool {
	for i := 0; i+len(word) <= len(s); i++ {
		if equalFold(s[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// equalFold compares ASCII with a word in lower case.
func equalFold(s []byte, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i, c := range s {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}
