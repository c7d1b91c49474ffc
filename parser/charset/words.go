package charset

import (
	"slices"
	"strings"
)

// Words is DecodeWords without its defects.
func Words(value string) string {
	text, _ := DecodeWords(value)
	return text
}

// DecodeWords decodes the encoded-words (RFC 2047) of a header value for a
// person to read, and says what was wrong with them. It is lenient: words
// inside quotes, words glued together and characters split between two words
// are decoded; a broken word stays as it is. The result is one line of UTF-8
// without control characters.
func DecodeWords(value string) (text string, defects []string) {
	text, defects = decodeWords(value)
	text, mended := mend(text, signsOf(text), lineRuns)
	if mended {
		defects = append(defects, Mended)
	}
	return OneLine(text), defects
}

// Name decodes the display name of an address. A name never speaks of broken
// letters, so that one of them is enough to mend it.
func Name(value string) string {
	text, _ := decodeWords(value)
	text, _ = mend(text, signsOf(text), nameRuns)
	return OneLine(text)
}

func decodeWords(value string) (string, []string) {
	if !strings.Contains(value, "=?") {
		return Unlabelled(value), nil
	}
	d := wordsDecoder{}
	d.run(value)
	text := d.out.String()
	if text != value && strings.Contains(text, "=?") {
		// A gateway encoded what was encoded already.
		again := wordsDecoder{defects: d.defects}
		again.run(text)
		return again.out.String(), again.defects
	}
	return text, d.defects
}

// wordsDecoder gathers neighbouring words of one charset, so that a character
// that was split between two of them is whole again.
type wordsDecoder struct {
	out     strings.Builder
	defects []string
	open    []word
	raw     string // the open words as they stand
}

func (d *wordsDecoder) run(value string) {
	start, rest := 0, value // the open words began at start
	for {
		i := strings.Index(rest, "=?")
		if i < 0 {
			break
		}
		at := len(value) - len(rest)
		w, length := wordAt(rest[i:])
		if length == 0 {
			d.flush()
			d.out.WriteString(Unlabelled(rest[:i+2]))
			rest = rest[i+2:]
			continue
		}
		// White space between two encoded words does not count (RFC 2047 6.2).
		gap := rest[:i]
		if len(d.open) == 0 || strings.Trim(gap, " \t\r\n") != "" {
			d.flush()
			d.out.WriteString(Unlabelled(gap))
		}
		if len(d.open) > 0 && d.open[0].charset != w.charset {
			d.flush()
		}
		if len(d.open) == 0 {
			start = at + i
		}
		d.open = append(d.open, w)
		rest = rest[i+length:]
		d.raw = value[start : len(value)-len(rest)]
	}
	d.flush()
	d.out.WriteString(Unlabelled(rest))
}

// flush writes the open words. Those of a charset that nobody knows stay as
// they are, unless they are plainly readable without it.
func (d *wordsDecoder) flush() {
	if len(d.open) == 0 {
		return
	}
	text, defects := textOf(d.open)
	if slices.Contains(defects, Unknown) && !isPlainText(d.open) {
		text = d.raw
	}
	for _, defect := range defects {
		if !slices.Contains(d.defects, defect) {
			d.defects = append(d.defects, defect)
		}
	}
	d.out.WriteString(text)
	d.open = d.open[:0]
}

// textOf decodes neighbouring words of one charset. Each is base64 of its own;
// where that fails, senders cut the base64 of the whole text into pieces.
func textOf(words []word) (string, []string) {
	text, defects := Decode(words[0].charset, bytesOf(words))
	if len(words) == 1 || len(defects) == 0 {
		return text, defects
	}
	whole, ok := joinBase64(words)
	if !ok {
		return text, defects
	}
	if again, fewer := Decode(whole.charset, whole.bytes()); len(fewer) < len(defects) {
		return again, fewer
	}
	return text, defects
}
