package parser

import (
	"bytes"
	"strings"
	"unicode"

	"permanence/parser/htmltext"
)

// joinForms makes one body of a plain text and the HTML after it that says the
// same: alternatives that were sent as if they were two texts.
func joinForms(all []body) []body {
	for i := 1; i < len(all); i++ {
		plain, page := all[i-1], all[i]
		if plain.hasHTML || page.hasPlain || !plain.hasPlain || !sameWords(plain.plain, page.html) {
			continue
		}
		all[i-1].html, all[i-1].hasHTML = page.html, true
		all = append(all[:i], all[i+1:]...)
	}
	return all
}

// sameWords compares the letters and digits of a text and of a page, links
// left aside.
func sameWords(plain, page string) bool {
	text := htmltext.Text(page).Text
	letters := lettersOf(text)
	return letters != "" && letters == lettersOf(plain)
}

func lettersOf(text string) string {
	var out strings.Builder
	for word := range strings.FieldsSeq(text) {
		if strings.Contains(word, "://") {
			continue
		}
		for _, r := range word {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				out.WriteRune(r)
			}
		}
	}
	return out.String()
}

// isPage tells HTML that is labelled plain: the whole text is one page.
func isPage(text string) bool {
	start := asciiLower(strings.TrimSpace(text[:min(len(text), 200)]))
	if !strings.HasPrefix(start, "<!doctype html") && !strings.HasPrefix(start, "<html") {
		return false
	}
	end := asciiLower(strings.TrimSpace(text[max(0, len(text)-200):]))
	return strings.HasSuffix(end, "</html>")
}

// strayBoundary is the boundary of a multipart that lost the header naming it:
// nothing readable comes before its first line, and its end line comes.
func strayBoundary(raw []byte) string {
	boundary := guessBoundary(raw)
	if boundary == "" || !bytes.Contains(raw, []byte("\n--"+boundary+"--")) {
		return ""
	}
	before, _, _ := bytes.Cut(raw, []byte("--"+boundary))
	if len(bytes.TrimSpace(before)) > 0 && !isMIMENotice(before) {
		return ""
	}
	return boundary
}
