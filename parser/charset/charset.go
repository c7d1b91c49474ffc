// Package charset turns bytes of any charset into UTF-8: text (Decode), text that
// names none (Unlabelled) and the encoded-words of header fields (Words).
//
// The tables of charsets are those of golang.org/x/text; what is mended here
// are labels that do not mean what they say, and text damaged on its way.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Defects that Decode and Words name.
const (
	// Unknown is a label that means nothing; the text is read without it.
	Unknown = "charset-unknown"
	// Wrong is a label that the bytes belie.
	Wrong = "charset-wrong"
	// Damaged is text in which U+FFFD stands for what could not be read.
	Damaged = "charset-damaged"
	// Mended is text that was converted once too often, taken back.
	Mended = "charset-mended"
)

// Decode gives b as UTF-8, and what was wrong with it. A label is believed
// unless the bytes cannot be what it says.
func Decode(label string, b []byte) (text string, defects []string) {
	text, defects = decode(canonical(label), b)
	signs := signsOf(text)
	if signs.replaced && !bytes.Contains(b, []byte(replacement)) {
		defects = append(defects, Damaged)
	}
	text, mended := mend(text, signs, bodyRuns)
	if mended {
		defects = append(defects, Mended)
	}
	return text, defects
}

// Unlabelled reads text that names no charset: by its form, else by a guess.
func Unlabelled(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, escape) < 0 {
		return s
	}
	text, _ := decode("", []byte(s))
	return text
}

func decode(name string, b []byte) (string, []string) {
	if marked, rest := byMark(b); marked != "" {
		name, b = marked, rest
	}
	switch name {
	case "", "utf-8", "us-ascii":
		return decodeUnicode(name, b)
	}
	text, known := decodeAs(name, b)
	if !known {
		text, _ = decodeUnicode("", b)
		return text, []string{Unknown}
	}
	if better := doubt(name, b, text); better != "" && better != name {
		text, _ = decodeBelieved(better, b)
		return text, []string{Wrong}
	}
	return text, nil
}

// decodeBelieved reads b as what was found out about it.
func decodeBelieved(name string, b []byte) (string, bool) {
	if name == "utf-8" {
		return strings.ToValidUTF8(string(b), replacement), true
	}
	return decodeAs(name, b)
}

// decodeUnicode reads what is UTF-8 or claims to be, and what claims nothing.
func decodeUnicode(name string, b []byte) (text string, defects []string) {
	if name != "" {
		defects = []string{Wrong}
	}
	if form := byForm(b); form != "" {
		text, _ = decodeAs(form, b)
		return text, defects
	}
	switch {
	case utf8.Valid(b):
		if name != "us-ascii" || isASCII(b) {
			defects = nil
		}
		return string(b), defects
	case mostlyUTF8(b):
		text, foreign := damagedUTF8(b)
		if !foreign {
			defects = nil
		}
		return text, defects
	}
	text, _ = decodeAs(guess(b, defaultCharset), b)
	return text, defects
}

// byForm is the charset that b can only be: one with escapes, or with zeros
// between the letters.
func byForm(b []byte) string {
	if form := byZeros(b); form != "" {
		return form
	}
	return byEscapes(b)
}

// defaultCharset is that of western text without a label.
const defaultCharset = "windows-1252"
